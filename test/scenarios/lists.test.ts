import { describe, expect, it } from 'vitest';
import { bigWorld, type SimRequest, sampleWorld } from '../servers';
import { CLEARABLE, KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;

/** Is this a request for what is in progress? */
const isList = ({ query }: Pick<SimRequest, 'query'>): boolean =>
  /IsResumable|viewOffset/.test(String(query));

async function manyInProgress(kind: (typeof KINDS)[number], count: number) {
  const made = await overHttp(kind, 'jellyfin', { world: bigWorld(count, { shows: 0 }) });
  const at = Date.now() - AGO;
  for (const film of made.home.world.movies) {
    made.attic.setState(film, { positionMs: 20 * MINUTE, lastPlayedAt: at });
    made.cellar.setState(film, { positionMs: 20 * MINUTE, lastPlayedAt: at });
  }
  return made;
}

describe('a long list', () => {
  it.each(KINDS)(
    'of 1203 titles on %s is read whole, page by page',
    async (kind) => {
      const { home, attic } = await manyInProgress(kind, 1203);
      expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, unmatched: 0 });
      expect(home.store.trackRows.size).toBe(1203);
      const pages = attic.log.filter(isList);
      expect(pages.length).toBeGreaterThanOrEqual(3);
    },
    20_000,
  );

  it.each(CLEARABLE)(
    'of %s whose pages repeat is incomplete: nothing is concluded',
    async (kind) => {
      const { home, attic } = await manyInProgress(kind, 600);
      await home.run();
      let first: unknown = null;
      attic.fault({
        when: isList,
        transform: (json) => {
          first ??= json;
          return first;
        },
      });
      const looks = JSON.stringify([...home.store.trackRows]);
      for (let n = 0; n < 3; n += 1) {
        first = null;
        expect(await home.run()).toMatchObject({
          outcome: 'retry-later',
          cleared: 0,
          problem: { code: 'list-incomplete', serverId: 'attic' },
        });
      }
      expect(JSON.stringify([...home.store.trackRows])).toBe(looks);
    },
    20_000,
  );

  it('of Plex whose pages repeat is incomplete as well', async () => {
    const { home, attic, cellar, film } = await overHttp('plex', 'emby', {
      left: { options: { repeatPage: true, forcePageSize: 2 } },
    });
    for (const one of home.world.movies) attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ written: 0, problem: { code: 'list-incomplete' } });
    expect(cellar.state(film).positionMs).toBe(0);
  });

  it('with smaller pages than asked for is read whole', async () => {
    const { home, attic } = await overHttp('plex', 'emby', {
      left: { options: { forcePageSize: 5 } },
    });
    for (const one of home.world.movies) attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 12 });
  });

  it('with a row on two pages counts it once', async () => {
    const { home, attic, film } = await overHttp('emby', 'jellyfin');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    attic.fault({
      when: isList,
      transform: (json) => {
        const page = json as { Items: unknown[] };
        return { ...page, Items: [...page.Items, ...page.Items] };
      },
    });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(home.store.trackRows.size).toBe(1);
  });
});

describe('a list that is not whole', () => {
  const broken = [
    ['cut short', { truncate: true }],
    ['a web page', { html: true }],
    ['an error', { status: 500, body: {} }],
    ['nothing', { drop: true }],
  ] as const;

  const cases = KINDS.flatMap((kind) => broken.map(([how, fault]) => ({ kind, how, fault })));
  it.each(cases)(
    'of $kind ($how) makes its items unknown: nothing written, nothing concluded',
    async ({ kind, fault }) => {
      const { home, attic, cellar, film } = await overHttp(kind, 'jellyfin');
      const films = home.world.movies.slice(0, 3);
      for (const one of films) attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
      await home.run();
      const tracks = JSON.stringify([...home.store.trackRows]);
      cellar.play(film, 60 * MINUTE);
      const armed = attic.fault({ when: isList, ...fault });
      for (let n = 0; n < 2; n += 1) {
        const summary = await home.run();
        expect(summary).toMatchObject({ written: 0, cleared: 0 });
        expect(summary.problem?.serverId).toBe('attic');
        expect(['retry-later', 'needs-you']).toContain(summary.outcome);
      }
      expect(JSON.stringify([...home.store.trackRows])).toBe(tracks);
      for (const one of films) expect(attic.state(one).positionMs).toBe(20 * MINUTE);
      armed.remove();
      expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
      expect(attic.state(film).positionMs).toBe(60 * MINUTE);
    },
  );

  function withoutFirst(json: unknown): unknown {
    const text = JSON.stringify(json, (key, value) =>
      (key === 'Items' || key === 'Metadata') && Array.isArray(value) ? value.slice(1) : value,
    );
    return JSON.parse(text);
  }

  it.each(KINDS)(
    'of %s (shorter than its total, every time) counts as it is: what it lacks is asked for',
    async (kind) => {
      const { home, attic, cellar, film } = await overHttp(kind, 'jellyfin');
      const films = home.world.movies.slice(0, 3);
      for (const one of films) attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
      await home.run();
      cellar.play(film, 60 * MINUTE);
      attic.fault({ when: isList, transform: withoutFirst });
      expect(await home.run()).toMatchObject({ outcome: 'done', written: 1, cleared: 0 });
      for (let n = 0; n < 2; n += 1) {
        expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, cleared: 0 });
      }
      const positions = films.map((one) => attic.state(one).positionMs / MINUTE);
      expect(positions.sort()).toEqual([20, 20, 60]);
      expect(films.map((one) => cellar.state(one).positionMs / MINUTE).sort()).toEqual([
        20, 20, 60,
      ]);
    },
  );

  it('of Jellyfin that hides rows leaves nothing to guess: they are asked for', async () => {
    const { home, attic, cellar } = await overHttp('jellyfin', 'emby');
    const films = home.world.movies.slice(0, 3);
    for (const one of films) attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    attic.fault({ when: isList, transform: withoutFirst });
    for (let n = 0; n < 3; n += 1) expect(await home.run()).toMatchObject({ cleared: 0 });
    for (const one of films) expect(cellar.state(one).positionMs).toBe(20 * MINUTE);
  });

  it('of which only one row cannot be understood makes that one unknown', async () => {
    const { home, attic, cellar } = await overHttp('emby', 'jellyfin');
    const films = home.world.movies.slice(0, 2);
    for (const one of films) attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    const [id] = attic.itemIds(films[0]!);
    attic.fault({
      when: /\/Items$/,
      transform: (json) => {
        const page = json as { Items: { Id: string; UserData: unknown }[] };
        for (const row of page.Items) if (row.Id === id) row.UserData = 'none';
        return page;
      },
    });
    attic.play(films[1]!, 50 * MINUTE);
    for (let n = 0; n < 3; n += 1) await home.run();
    expect(cellar.state(films[0]!).positionMs).toBe(20 * MINUTE);
    expect(cellar.state(films[1]!).positionMs).toBe(50 * MINUTE);
  });
});

describe('what is missing from a list', () => {
  it.each(KINDS)('of %s is asked for by id, all in one request', async (kind) => {
    const { home, attic, cellar } = await overHttp(kind, 'jellyfin');
    for (const one of home.world.movies) attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    await home.run();
    for (const one of home.world.movies.slice(0, 4)) attic.clear(one);
    home.requests();
    await home.run();
    const asked = home.requests().filter((line) => line.startsWith('attic'));
    // the lists, who plays, and one question for all four
    expect(asked.length).toBeLessThanOrEqual(kind === 'plex' ? 4 : 3);
    expect(cellar.state(home.world.movies[0]!).positionMs).toBe(20 * MINUTE);
  });
});

describe('a Plex that gives smaller pages than asked for', () => {
  it('has all of its titles found by id: none is taken for gone', async () => {
    const { home, attic, cellar } = await overHttp('plex', 'jellyfin', {
      world: bigWorld(30, { shows: 0 }),
      left: { options: { forcePageSize: 5 } },
    });
    for (const one of home.world.movies) {
      attic.play(one, 5 * MINUTE, { at: Date.now() - AGO });
      cellar.play(one, 5 * MINUTE, { at: Date.now() - AGO });
    }
    await home.run();
    expect(home.store.trackRows.size).toBe(30);
    for (const one of home.world.movies.slice(0, 25)) attic.finish(one);
    await home.run();
    const stones = [...home.store.trackRows.values()].filter((track) => track.tombstone);
    expect(stones).toHaveLength(25);
  });
});

describe('what else may stand in a list', () => {
  it.each(CLEARABLE)('is ignored silently on %s: trailers, music, live TV, books', async (kind) => {
    const { home, attic, film } = await overHttp(kind, 'jellyfin', { world: sampleWorld() });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    attic.fault({
      when: isList,
      transform: (json) => {
        const page = json as { Items: Record<string, unknown>[]; TotalRecordCount: number };
        const [row] = page.Items;
        const others = ['Trailer', 'MusicVideo', 'Audio', 'AudioBook', 'LiveTvProgram'];
        const more = others.map((Type, n) => ({ ...row, Id: String(9000 + n), Type }));
        return { Items: [...page.Items, ...more], TotalRecordCount: 6, StartIndex: 0 };
      },
    });
    const summary = await home.run();
    expect(summary).toMatchObject({ outcome: 'done', written: 1, unmatched: 0, skipped: 0 });
    expect(home.store.trackRows.size).toBe(1);
  });

  it('is ignored silently on Plex: extras of a film', async () => {
    const { home, attic, film } = await overHttp('plex', 'jellyfin');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    attic.fault({
      when: /sections\/1\/all$/,
      transform: (json) => {
        const { MediaContainer } = json as { MediaContainer: { Metadata: object[] } };
        const [row] = MediaContainer.Metadata;
        const Metadata = [row, { ...row, ratingKey: '999999', type: 'clip', subtype: 'trailer' }];
        return { MediaContainer: { ...MediaContainer, Metadata, size: 2, totalSize: 2 } };
      },
    });
    const summary = await home.run();
    expect(summary).toMatchObject({ outcome: 'done', written: 1, unmatched: 0, skipped: 0 });
  });
});
