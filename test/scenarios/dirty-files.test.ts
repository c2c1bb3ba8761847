import { describe, expect, it } from 'vitest';
import { matchTitles } from '../../lib/engine/hand-match';
import { searchTitles } from '../../lib/engine/search';
import type { ServerKind } from '../../lib/model/server';
import { createWorld, type SimServer, type Title } from '../servers';
import { HOUR, KINDS, MINUTE, overHttp } from './homes';

const SECOND = 1000;
const AGO = 90 * MINUTE;
const PAIR = 'attic-cellar';
const HEAT = { title: 'Heat', year: 1995, ids: { imdb: 'tt0113277', tmdb: '949' } };

type Made = Awaited<ReturnType<typeof overHttp>>;

async function rounds({ home }: Pick<Made, 'home'>, count: number) {
  for (let n = 0; n < count; n += 1) {
    const summary = await home.run();
    if (summary.problem) throw new Error(summary.problem.code);
    home.ahead += 6 * MINUTE;
  }
}

const reasons = ({ home }: Pick<Made, 'home'>) =>
  [...home.store.unmatchedRows.values()].map((row) => row.reason);

const minutes = (server: SimServer, title: Title, copies: number) =>
  Array.from({ length: copies }, (_, copy) => server.state(title, { copy }).positionMs / MINUTE);

describe('a film in two files that carry the same ids', () => {
  const CDS = [58 * MINUTE, 57 * MINUTE + 25 * SECOND];

  /** Both servers have both files. Parts are told apart by how long they are alone. */
  async function parts(right: ServerKind) {
    const world = createWorld();
    const [first, second] = CDS.map((runtimeMs) => world.movie({ ...HEAT, runtimeMs }));
    const made = await overHttp('jellyfin', right, { world });
    return { ...made, parts: [first, second] as [Title, Title] };
  }

  it('has neither written onto the other, and both are listed', async () => {
    const made = await parts('jellyfin');
    const { attic, cellar } = made;
    const [first, second] = made.parts;
    attic.play(second, 12 * MINUTE, { at: Date.now() - AGO });
    await rounds(made, 2);
    attic.play(first, 40 * MINUTE);
    await rounds(made, 3);
    const [cellarFirst, cellarSecond] = made.parts.map((one) => cellar.state(one).positionMs);
    expect([0, 40 * MINUTE]).toContain(cellarFirst);
    expect([0, 12 * MINUTE]).toContain(cellarSecond);
    expect(minutes(attic, first, 1)).toEqual([40]);
    expect(minutes(attic, second, 1)).toEqual([12]);
    expect(reasons(made)).toContain('several-files');
  });

  it('can be matched by hand, each with its twin alone', async () => {
    const made = await parts('jellyfin');
    const { home, attic, cellar } = made;
    const [, second] = made.parts;
    attic.play(second, 12 * MINUTE, { at: Date.now() - AGO });
    await rounds(made, 2);
    const [itemId, otherItemId] = [attic, cellar].map((server) => server.itemIds(second)[0]!);
    await matchTitles(home.ports, {
      ...{ pairId: PAIR, serverId: 'attic' },
      ...{ itemId: itemId!, otherItemId: otherItemId! },
    });
    await rounds(made, 2);
    expect(made.parts.map((one) => cellar.state(one).positionMs / MINUTE)).toEqual([0, 12]);
  });
});

describe.each(['jellyfin', 'plex'] as const)('thirteen files of one number, on %s', (kind) => {
  it('get nothing of what is played elsewhere, and it is listed', async () => {
    const world = createWorld();
    const show = world.show({ title: 'Taxi', ids: { tvdb: '77744' } });
    const episodes = Array.from({ length: 13 }, (_, n) =>
      world.episode(show, { season: 1, episode: n + 1, runtimeMs: (40 + n) * MINUTE }),
    );
    const made = await overHttp('emby', kind, { world });
    for (const one of episodes) made.cellar.relabel(one, { season: 1, episode: 2 });
    made.attic.play(episodes[1]!, 20 * MINUTE, { at: Date.now() - AGO });
    await rounds(made, 3);
    expect(episodes.map((one) => made.cellar.state(one).positionMs)).toEqual(Array(13).fill(0));
    expect(reasons(made)).toEqual(['several-files']);
  });
});

describe('a film in 4K beside HD', () => {
  const HD_MS = 2 * HOUR + 4 * SECOND;

  async function sideBySide(kind: ServerKind, library: string, longer: number, more = {}) {
    const world = createWorld();
    const film = world.movie({ ...HEAT, runtimeMs: HD_MS });
    const libraries = [
      { name: 'Films', holds: 'movie' as const },
      { name: 'Films 4K', holds: 'movie' as const, titles: [] },
    ];
    const made = await overHttp('emby', kind, { world, right: { ...more, libraries } });
    made.cellar.addTitle(film, library, { runtimeMs: HD_MS + longer });
    made.attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await rounds(made, 2);
    made.attic.play(film, 50 * MINUTE);
    await rounds(made, 2);
    return minutes(made.cellar, film, 2);
  }

  it.each(KINDS)('in one library: both copies follow (%s)', async (kind) => {
    expect(await sideBySide(kind, 'Films', SECOND)).toEqual([50, 50]);
  });

  it.each(KINDS)('in two libraries of %s, half a minute apart: both follow', async (kind) => {
    expect(await sideBySide(kind, 'Films 4K', 30 * SECOND)).toEqual([50, 50]);
  });

  it('in two libraries of a server that keeps one position for both: they follow', async () => {
    const version = { version: '10.10.7' };
    expect(await sideBySide('jellyfin', 'Films 4K', 30 * SECOND, version)).toEqual([50, 50]);
  });
});

describe.each(KINDS)('a film in two versions of other length in one library of %s', (kind) => {
  async function twoVersions(sideBySide: boolean) {
    const world = createWorld();
    const film = world.movie({ ...HEAT, runtimeMs: 2 * HOUR });
    const libraries = [{ name: 'Films', holds: 'movie' as const }];
    const made = await overHttp('emby', kind, { world, right: { libraries } });
    made.cellar.addTitle(film, 'Films', { runtimeMs: 2 * HOUR + 50 * SECOND });
    const server = made.home.store.kept.servers.find(({ id }) => id === 'cellar')!;
    if (sideBySide) server.sideBySide = true;
    made.attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    return { ...made, film, server };
  }

  it('waits, unless its server is said to hold versions side by side', async () => {
    const made = await twoVersions(false);
    await rounds(made, 2);
    expect(minutes(made.cellar, made.film, 2)).toEqual(kind === 'plex' ? [20, 20] : [0, 0]);
    if (kind === 'plex') return;
    expect(reasons(made)).toEqual(['several-files']);
    made.server.sideBySide = true;
    made.home.ahead += HOUR;
    await rounds(made, 2);
    expect(minutes(made.cellar, made.film, 2)).toEqual([20, 20]);
    expect(reasons(made)).toEqual([]);
  });

  it('is cleared from nothing by the switch alone', async () => {
    const made = await twoVersions(true);
    await rounds(made, 2);
    expect(minutes(made.cellar, made.film, 2)).toEqual([20, 20]);
    made.server.sideBySide = false;
    made.attic.clear(made.film);
    const [summary] = [await made.home.run()];
    expect(summary).toMatchObject({ cleared: 0 });
    expect(made.home.store.pairStateRows.get(PAIR)!.view).not.toContain('side by side');
    await rounds(made, 3);
    expect(minutes(made.cellar, made.film, 2)).toEqual([20, 20]);
  });
});

describe.each(['emby', 'jellyfin'] as const)('a home video on %s and on Plex', (kind) => {
  it('is listed on both sides, is found by its name, and is in step once matched', async () => {
    const world = createWorld();
    const wedding = world.video({ title: 'Wedding', year: 2019, runtimeMs: 50 * MINUTE });
    const libraries = [{ name: 'Home', holds: 'video' as const }];
    const made = await overHttp(kind, 'plex', {
      world,
      left: { libraries },
      right: { libraries },
    });
    const { home, attic, cellar } = made;
    attic.play(wedding, 20 * MINUTE, { at: Date.now() - 2 * AGO });
    cellar.play(wedding, 30 * MINUTE, { at: Date.now() - AGO });
    await rounds(made, 1);
    const listed = [...home.store.unmatchedRows.values()];
    expect(listed.map((row) => [row.serverId, row.title, row.reason]).sort()).toEqual([
      ['attic', 'Wedding (2019)', 'no-ids'],
      ['cellar', 'Wedding (2019)', 'no-ids'],
    ]);
    const sought = { kind: 'movie', season: null, episode: null, runtimeMs: null } as const;
    const found = await searchTitles(home.ports, 'cellar', 'wedd', sought);
    expect(found.map(({ itemId }) => itemId)).toEqual(cellar.itemIds(wedding));
    const [itemId] = attic.itemIds(wedding);
    const [otherItemId] = cellar.itemIds(wedding);
    await matchTitles(home.ports, {
      ...{ pairId: PAIR, serverId: 'attic' },
      ...{ itemId: itemId!, otherItemId: otherItemId! },
    });
    await rounds(made, 2);
    expect([attic, cellar].map((server) => server.state(wedding).positionMs / MINUTE)).toEqual([
      30, 30,
    ]);
  });
});
