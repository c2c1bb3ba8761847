import { describe, expect, it } from 'vitest';
import { matchTitles, unmatchTitles } from '../../lib/engine/hand-match';
import { ignoreTitle } from '../../lib/engine/ignoring';
import { previewPair } from '../../lib/engine/rounds';
import { searchTitles } from '../../lib/engine/search';
import type { Kind } from '../support/household';
import { HOUR } from '../support/memory-server';
import { inMemory, KINDS, MINUTE, overHttp } from './homes';

const PAIR = 'attic-cellar';
const AGO = 90 * MINUTE;
const FILM = { kind: 'movie', season: null, episode: null, runtimeMs: HOUR } as const;

interface Tapes {
  kinds?: [Kind, Kind];
  ids?: [Record<string, string>, Record<string, string>];
  runtimes?: [number, number];
}

/** One tape that both servers have and call by another name; in progress in the attic. */
async function tapes({ kinds, ids = [{}, {}], runtimes = [HOUR, HOUR] }: Tapes = {}) {
  const made = inMemory(kinds?.[0] ?? 'jellyfin', kinds?.[1] ?? 'emby', { titles: [] });
  const { home, attic, cellar } = made;
  const itemId = attic.add({ title: 'Holiday', ids: ids[0], runtimeMs: runtimes[0] });
  const otherItemId = cellar.add({ title: 'Tape 7', ids: ids[1], runtimeMs: runtimes[1] });
  attic.play('Holiday', 20 * MINUTE, home.now - AGO);
  await home.run();
  home.wait(5 * MINUTE);
  const matching = { pairId: PAIR, serverId: 'attic', itemId, otherItemId };
  const runs = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      await home.run();
      home.wait(5 * MINUTE);
    }
  };
  return { ...made, matching, runs, match: () => matchTitles(home.ports, matching) };
}

describe('two titles that are matched by hand', () => {
  it.each([
    ['jellyfin', 'emby'],
    ['jellyfin', 'plex'],
    ['plex', 'jellyfin'],
    ['emby', 'plex'],
  ] as const)('are one from then on, between %s and %s', async (left, right) => {
    const { home, attic, cellar, match, runs } = await tapes({ kinds: [left, right] });
    const [listed] = home.store.unmatchedRows.values();
    expect(listed).toMatchObject({ title: 'Holiday', reason: 'no-ids', runtimeMs: HOUR });
    await match();
    expect(home.store.unmatchedRows.size).toBe(0);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 1, unmatched: 0 });
    expect(cellar.at('Tape 7').positionMs).toBe(20 * MINUTE);
    home.wait(5 * MINUTE);
    cellar.play('Tape 7', 35 * MINUTE);
    await runs(2);
    expect(attic.at('Holiday').positionMs).toBe(35 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 0, unmatched: 0 });
  });

  it('are cleared in two runs like any other', async () => {
    const { home, attic, cellar, match, runs } = await tapes();
    await match();
    await runs(1);
    attic.clear('Holiday');
    await runs(1);
    expect(cellar.at('Tape 7').positionMs).toBe(20 * MINUTE);
    expect(await home.runOne()).toMatchObject({ cleared: 1 });
    expect(cellar.at('Tape 7').positionMs).toBe(0);
  });

  it('are two again on request: what was copied stays, and no more is', async () => {
    const { home, attic, cellar, match, runs } = await tapes();
    const { id } = await match();
    await runs(1);
    await unmatchTitles(home.ports, PAIR, id);
    attic.play('Holiday', 50 * MINUTE);
    home.wait(2 * HOUR);
    expect(await home.runOne()).toMatchObject({ written: 0, cleared: 0, skipped: 0 });
    expect(cellar.at('Tape 7').positionMs).toBe(20 * MINUTE);
    attic.clear('Holiday');
    await runs(3);
    expect(cellar.at('Tape 7').positionMs).toBe(20 * MINUTE);
    expect([...home.store.trackRows.values()]).toEqual([]);
  });

  it('may have ids that say otherwise, and are found under a new id by them', async () => {
    const ids: Tapes['ids'] = [{ imdb: 'tt1' }, { imdb: 'tt2' }];
    const { attic, cellar, match, runs } = await tapes({ ids });
    await match();
    await runs(1);
    expect(cellar.at('Tape 7').positionMs).toBe(20 * MINUTE);
    cellar.rename('Tape 7');
    attic.play('Holiday', 40 * MINUTE);
    await runs(2);
    expect(cellar.at('Tape 7').positionMs).toBe(40 * MINUTE);
  });

  it('are not matched when their lengths are two cuts', async () => {
    const { home, matching } = await tapes({ runtimes: [HOUR, 2 * HOUR] });
    await expect(matchTitles(home.ports, matching)).rejects.toThrow('cannot-match');
    expect(home.store.handMatchRows.size).toBe(0);
  });

  it('take a title from whom it was one with', async () => {
    const { home, attic, cellar, matching } = await tapes();
    const third = attic.add({ title: 'Other', ids: {}, runtimeMs: HOUR });
    await matchTitles(home.ports, { ...matching, itemId: third });
    await matchTitles(home.ports, matching);
    expect(home.store.handMatchRows.size).toBe(1);
    attic.play('Other', 50 * MINUTE);
    await home.run();
    expect(cellar.at('Tape 7').positionMs).toBe(20 * MINUTE);
  });

  it('are not matched while a server is silent, or has no such title', async () => {
    const { home, cellar, matching } = await tapes();
    await expect(matchTitles(home.ports, { ...matching, otherItemId: 'x' })).rejects.toThrow(
      'not-found',
    );
    cellar.down = { code: 'unreachable' };
    await expect(matchTitles(home.ports, matching)).rejects.toThrow('unreachable');
    await expect(matchTitles(home.ports, { ...matching, pairId: 'x' })).rejects.toThrow(
      'unknown-pair',
    );
  });

  it('write nothing for a preview, and can be ignored', async () => {
    const { home, cellar, match } = await tapes();
    await match();
    const { actions } = await previewPair(home.ports, PAIR);
    expect(actions).toMatchObject([{ kind: 'write', serverId: 'cellar', toMs: 20 * MINUTE }]);
    const [listed] = home.store.handMatchRows.values();
    const items = { attic: listed!.sides.attic!.itemIds[0]! };
    await ignoreTitle(home.ports, { pairId: PAIR, title: 'Holiday', key: null, items });
    expect(await home.runOne()).toMatchObject({ written: 0 });
    expect(cellar.at('Tape 7').positionMs).toBe(0);
  });
});

describe('a search for a partner', () => {
  it('gives what fits, and remembers nothing', async () => {
    const { home, matching } = await tapes();
    expect(await searchTitles(home.ports, 'cellar', 'tape', FILM)).toEqual([
      {
        itemId: matching.otherItemId,
        title: 'Tape 7',
        episodeTitle: null,
        year: null,
        runtimeMs: HOUR,
      },
    ]);
    await expect(searchTitles(home.ports, 'x', 'tape', FILM)).rejects.toThrow('unknown-server');
  });

  it.each(KINDS)(
    "finds an episode on %s by its show's name, the same number first",
    async (kind) => {
      const { home } = await overHttp('jellyfin', kind);
      const like = { kind: 'episode', season: 1, episode: 3, runtimeMs: HOUR } as const;
      const found = await searchTitles(home.ports, 'cellar', 'breaking', like);
      expect(found[0]).toMatchObject({ title: 'Breaking Bad S1 E3' });
      expect(found.every(({ title }) => title.startsWith('Breaking Bad S'))).toBe(true);
      expect(found.length).toBeGreaterThan(3);
    },
  );

  it('puts a film of the same length before others', async () => {
    const { home, cellar } = await tapes();
    cellar.add({ title: 'Tape 8', ids: {}, runtimeMs: 2 * HOUR });
    const like = { ...FILM, runtimeMs: 2 * HOUR };
    const found = await searchTitles(home.ports, 'cellar', 'tape', like);
    expect(found.map(({ title }) => title)).toEqual(['Tape 8', 'Tape 7']);
  });

  it('asks a server at the address at which it was last reached', async () => {
    const { home, cellar } = await overHttp('jellyfin', 'plex');
    await home.run();
    const settings = home.store.kept.servers.find(({ id }) => id === 'cellar')!;
    settings.address = 'http://127.0.0.1:9';
    settings.fallbacks = [cellar.url];
    await home.run();
    const found = await searchTitles(home.ports, 'cellar', 'matrix', FILM);
    expect(found).toMatchObject([{ title: 'The Matrix (1999)' }]);
  });

  it('finds an episode once, whether its own name or its show fits', async () => {
    const { home } = await overHttp('jellyfin', 'emby');
    const like = { kind: 'episode', season: 1, episode: 1, runtimeMs: null } as const;
    const found = await searchTitles(home.ports, 'cellar', 'e', like);
    expect(new Set(found.map(({ itemId }) => itemId)).size).toBe(found.length);
  });
});
