import { describe, expect, it } from 'vitest';
import type { ExternalIds } from '../../lib/model/item';
import type { UnmatchedReason } from '../../lib/model/run';
import type { ServerKind } from '../../lib/model/server';
import { createWorld } from '../servers';
import { KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const MADE = { imdb: 'tt0000001', tmdb: '11', tvdb: '111' };

interface FilmLine {
  title?: string;
  year?: number;
  ids?: ExternalIds;
  runtimeMs?: number | null;
}

/** One film as the attic knows it, in progress there, and as the cellar knows it. */
async function films(on: FilmLine, there: FilmLine, right: ServerKind = 'jellyfin') {
  const [mine, theirs] = [createWorld(), createWorld()];
  const film = mine.movie({ title: 'Heat', year: 1995, ...on });
  const partner = theirs.movie({ title: 'Heat', year: 1995, ...there });
  const made = await overHttp('emby', right, { world: mine, right: { world: theirs } });
  made.attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
  return { ...made, film, partner };
}

const reasons = (home: Awaited<ReturnType<typeof films>>['home']): UnmatchedReason[] =>
  [...home.store.unmatchedRows.values()].map((row) => row.reason);

describe('a film', () => {
  it.each(KINDS)('matches by one equal id, whatever its title and year (%s)', async (kind) => {
    const { home, cellar, partner } = await films(
      { ids: { tmdb: '949' } },
      { title: 'Fuego contra fuego', year: 1996, ids: { tmdb: '949', imdb: 'tt0113277' } },
      kind,
    );
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1, unmatched: 0 });
    expect(cellar.state(partner).positionMs).toBe(20 * MINUTE);
  });

  it.each([
    ['the same title but no ids', {}, {}, 'no-ids'],
    [
      'ids that contradict',
      { imdb: 'tt1', tmdb: '5' },
      { imdb: 'tt1', tmdb: '6' },
      'conflicting-ids',
    ],
    ['other ids and the same name', { imdb: 'tt1' }, { imdb: 'tt2' }, 'not-there'],
  ] as [string, ExternalIds, ExternalIds, UnmatchedReason][])(
    'is no match with %s, in progress on both sides or on one',
    async (_, left, right, reason) => {
      const { home, attic, cellar, film, partner } = await films({ ids: left }, { ids: right });
      expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, unmatched: 1 });
      expect(reasons(home)).toEqual([reason]);
      expect(cellar.state(partner).positionMs).toBe(0);
      cellar.play(partner, 50 * MINUTE);
      expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, cleared: 0 });
      expect(attic.state(film).positionMs).toBe(20 * MINUTE);
      expect(cellar.state(partner).positionMs).toBe(50 * MINUTE);
      expect(new Set(reasons(home))).toEqual(new Set([reason]));
    },
  );

  it.each([
    ['no runtime there', 100 * MINUTE, null, 'no-runtime'],
    ['no runtime here', null, 100 * MINUTE, 'no-runtime'],
    ['another cut', 100 * MINUTE, 110 * MINUTE, 'other-cut'],
  ] as [string, number | null, number | null, UnmatchedReason][])(
    'with %s gets no position, and stays quiet for ever',
    async (_, mine, theirs, reason) => {
      const ids = { imdb: 'tt0113277' };
      const made = await films({ ids, runtimeMs: mine }, { ids, runtimeMs: theirs });
      const { home, attic, cellar, film, partner } = made;
      for (let n = 0; n < 3; n += 1) {
        expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, cleared: 0 });
        expect(reasons(home)).toEqual([reason]);
      }
      cellar.play(partner, 22 * MINUTE);
      for (let n = 0; n < 3; n += 1) {
        expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, cleared: 0 });
        expect(new Set(reasons(home))).toEqual(new Set([reason]));
      }
      expect(attic.state(film).positionMs).toBe(20 * MINUTE);
    },
  );

  it('whose runtimes are two per cent or a minute apart is the same cut', async () => {
    const ids = { imdb: 'tt0113277' };
    for (const [mine, theirs] of [
      [30 * MINUTE, 31 * MINUTE],
      [200 * MINUTE, 204 * MINUTE],
    ] as const) {
      const { home } = await films({ ids, runtimeMs: mine }, { ids, runtimeMs: theirs });
      expect(await home.run()).toMatchObject({ written: 1, unmatched: 0 });
    }
  });

  it('that is not on the other server is listed, and looked for again later', async () => {
    const ids = { imdb: 'tt0113277' };
    const { home, cellar, film } = await films({ ids }, { ids: { imdb: 'tt9' } });
    expect(await home.run()).toMatchObject({ outcome: 'done', unmatched: 1 });
    home.requests();
    expect(await home.run()).toMatchObject({ outcome: 'done', unmatched: 1, skipped: 0 });
    expect(home.requests()).toHaveLength(2);
    cellar.addTitle(film, 'Films');
    home.ahead = 2 * 60 * MINUTE;
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1, unmatched: 0 });
    expect(home.store.unmatchedRows.size).toBe(0);
  });

  it('stays listed while the other server is silent', async () => {
    const { home } = await films({ ids: { imdb: 'tt1' } }, { ids: { imdb: 'tt9' } });
    await home.run();
    home.ahead = 2 * 60 * MINUTE;
    const cellar = home.store.kept.servers.find(({ id }) => id === 'cellar')!;
    cellar.address = 'http://127.0.0.1:9';
    expect(await home.run()).toMatchObject({ outcome: 'retry-later' });
    expect(reasons(home)).toEqual(['not-there']);
  });

  it('without ids is offered with its reason, never matched by itself', async () => {
    const { home, cellar, partner } = await films(
      { title: 'Christmas 2019', ids: {} },
      { title: 'Christmas 2019', ids: {} },
      'plex',
    );
    const plan = await home.preview('attic-cellar');
    expect(plan).toMatchObject({ actions: [], skips: [{ reason: 'no-ids' }] });
    expect(plan.skips[0]?.title).toContain('Christmas 2019');
    await home.run();
    expect(cellar.state(partner).positionMs).toBe(0);
  });

  it.each(KINDS)(
    'under a new id on %s is the same film, not a new one and not gone',
    async (kind) => {
      const { home, attic, cellar, film } = await overHttp(kind, 'jellyfin');
      attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
      await home.run();
      attic.rename(film);
      expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, cleared: 0 });
      expect(home.store.trackRows.size).toBe(1);
      attic.play(film, 50 * MINUTE);
      expect(await home.run()).toMatchObject({ written: 1 });
      expect(cellar.state(film).positionMs).toBe(50 * MINUTE);
    },
  );
});

describe('the spelling of ids', () => {
  it('with and without dashes is one item on Jellyfin', async () => {
    const { home, attic, cellar, film } = await overHttp('jellyfin', 'emby');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    const dashed = (text: string) =>
      text.replace(/"Id":"(.{8})(.{4})(.{4})(.{4})(.{12})"/g, '"Id":"$1-$2-$3-$4-$5"');
    attic.fault({
      when: (req) => req.query.get('filters') === 'IsResumable',
      transform: (json) => JSON.parse(dashed(JSON.stringify(json))),
    });
    home.requests();
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0 });
    expect(home.requests()).toHaveLength(2);
    attic.play(film, 50 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(cellar.state(film).positionMs).toBe(50 * MINUTE);
  });

  it('as a number longer than JavaScript can count is kept as text on Emby', async () => {
    const { home, attic, cellar, film } = await overHttp('emby', 'emby');
    const item = cellar.shelf.copy(film);
    cellar.shelf.byId.delete(item.id);
    item.id = '90071992547409931234';
    cellar.shelf.byId.set(item.id, item);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    const [track] = home.store.trackRows.values();
    expect(track?.copies.cellar).toEqual(['90071992547409931234']);
  });

  it('differs between the id sources, which are never mixed up', async () => {
    const { home, cellar, partner } = await films(
      { ids: { tmdb: MADE.tmdb } },
      { ids: { tvdb: MADE.tmdb } },
    );
    expect(await home.run()).toMatchObject({ written: 0, unmatched: 1 });
    expect(cellar.state(partner).positionMs).toBe(0);
  });
});
