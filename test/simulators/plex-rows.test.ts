import { describe, expect, test } from 'vitest';
import { createWorld, sampleWorld } from '../servers';
import { MINUTE, plexClient, start } from './ask';

const world = sampleWorld();
const film = world.find('Alien');
const show = world.find('Breaking Bad');
const episode = world.episodeOf(show, 1, 2);
const users = [{ name: 'mia', admin: true }, { name: 'ben' }];
const plex = (options = {}) => start({ kind: 'plex', world, name: 'Den', users, options });
type Sim = Awaited<ReturnType<typeof plex>>;
interface Row {
  title: string;
  ratingKey: string;
  [field: string]: unknown;
}

const rows = async (server: Sim, path: string): Promise<Row[]> =>
  (await plexClient(server).get(path)).json.MediaContainer.Metadata ?? [];
const titles = async (server: Sim, path: string) =>
  (await rows(server, path)).map((row) => row.title);
const FILMS = '/library/sections/1/all?type=1';
const EPISODES = '/library/sections/2/all?type=4';
const IN_PROGRESS = '&viewOffset%3E%3E=0';

describe('rows', () => {
  test('have external ids in lists only when asked, in details always', async () => {
    const server = await plex();
    const [bare] = await rows(server, `${FILMS}&title%3D=Alien`);
    expect(bare).not.toHaveProperty('Guid');
    const [row] = await rows(server, `${FILMS}&title%3D=Alien&includeGuids=1`);
    expect(row?.Guid).toEqual([{ id: 'imdb://tt0078748' }, { id: 'tmdb://348' }]);
    const [detail] = await rows(server, `/library/metadata/${server.itemIds(film)[0]}`);
    expect(detail?.Guid).toEqual(row?.Guid);
  });

  test('an episode has its own ids and only the guid of its show', async () => {
    const server = await plex();
    server.play(episode, 20 * MINUTE);
    const [row] = await rows(server, `${EPISODES}${IN_PROGRESS}&includeGuids=1`);
    expect(row).toMatchObject({
      grandparentRatingKey: server.itemIds(show)[0],
      grandparentTitle: 'Breaking Bad',
      parentIndex: 1,
      index: 2,
      Guid: [{ id: 'imdb://tt1054724' }, { id: 'tmdb://62086' }],
    });
    expect(row?.grandparentGuid).toMatch(/^plex:\/\/show\/[0-9a-f]{24}$/);
    expect(row).not.toHaveProperty('librarySectionID');
  });

  test('name their library only outside of its own list', async () => {
    const server = await plex();
    const [row] = await rows(server, '/library/all?type=1&title%3D=Alien');
    expect(row?.librarySectionID).toBe(1);
  });

  test('of one title have the same guid on every server', async () => {
    const [one, two] = [await plex(), await start({ kind: 'plex', world, name: 'Other' })];
    const guid = async (server: Sim) => (await rows(server, `${FILMS}&title%3D=Alien`))[0]?.guid;
    expect(await guid(one)).toBe(await guid(two));
  });

  test('of the old agents carry the ids of film or show in the guid', async () => {
    const server = await plex({ legacyAgent: ['Series'] });
    server.play(episode, 20 * MINUTE);
    const [row] = await rows(server, `${EPISODES}${IN_PROGRESS}&includeGuids=1`);
    expect(row?.guid).toBe('com.plexapp.agents.thetvdb://81189/1/2?lang=en');
    expect(row).not.toHaveProperty('Guid');
    expect((await rows(server, `${FILMS}&title%3D=Alien`))[0]?.guid).toMatch(/^plex:/);
  });

  test('that were never matched have a local guid', async () => {
    const own = createWorld();
    own.movie({ title: 'Holidays' });
    const server = await start({ kind: 'plex', world: own, name: 'Den' });
    expect((await rows(server, FILMS))[0]?.guid).toMatch(/^local:\/\/\d+$/);
  });

  test('may lack the season, or the number', async () => {
    const own = createWorld();
    const daily = own.show({ title: 'Daily', ids: { tvdb: '9' } });
    own.episode(daily, { season: 2026, episode: null, airDate: '2026-03-04', title: 'Guests' });
    const server = await start({ kind: 'plex', world: own, name: 'Den' });
    server.hideSeasons(daily);
    const [row] = await rows(server, EPISODES);
    expect(row).toMatchObject({ originallyAvailableAt: '2026-03-04' });
    expect(row).not.toHaveProperty('index');
    expect(row).not.toHaveProperty('parentRatingKey');
  });

  test('a file of several episodes is several items of one file', async () => {
    const own = createWorld();
    const series = own.show({ title: 'Lamp', ids: { tvdb: '7' } });
    const double = own.episode(series, { season: 1, episode: 1, episodeEnd: 2 });
    const server = await start({ kind: 'plex', world: own, name: 'Den' });
    const found = await rows(server, `/library/metadata/${server.itemIds(series)[0]}/allLeaves`);
    expect(found.map((row) => row.index)).toEqual([1, 2]);
    const files = found.map((row) => JSON.stringify(row.Media).match(/"file":"([^"]+)"/)?.[1]);
    expect(files[0]).toBe(files[1]);
    expect(server.itemIds(double)).toHaveLength(2);
    server.play(double, 5 * MINUTE);
    expect(server.state(double, { copy: 1 }).positionMs).toBe(0);
  });

  test('several versions are one item with several media', async () => {
    const server = await plex();
    server.addVersion(film, { runtimeMs: 118 * MINUTE });
    const [row] = await rows(server, `${FILMS}&title%3D=Alien`);
    expect(row?.Media).toHaveLength(2);
    expect(row?.duration).toBe(117 * MINUTE);
  });

  test('details leave out what is not there; one that is not there is 404', async () => {
    const server = await plex();
    const [id] = server.itemIds(film);
    expect(await titles(server, `/library/metadata/${id},999999`)).toEqual(['Alien']);
    expect((await plexClient(server).get('/library/metadata/999999')).status).toBe(404);
  });

  test('children of a show are seasons, leaves are episodes', async () => {
    const server = await plex();
    const [id] = server.itemIds(show);
    expect(await titles(server, `/library/metadata/${id}/children`)).toEqual([
      'Specials',
      'Season 1',
    ]);
    const page = 'X-Plex-Container-Start=4&X-Plex-Container-Size=9';
    const leaves = `/library/metadata/${id}/allLeaves?${page}`;
    expect(await rows(server, leaves)).toHaveLength(2);
  });
});

describe('libraries', () => {
  test('tell when their content changed', async () => {
    const server = await plex();
    const mark = async () =>
      (await plexClient(server).get('/library/sections')).json.MediaContainer.Directory[0]
        .contentChangedAt;
    const before = await mark();
    server.play(film, 20 * MINUTE);
    expect(await mark()).toBe(before);
    server.rename(film);
    expect(await mark()).not.toBe(before);
  });

  test('that a user may not see are absent, and forbidden by id', async () => {
    const server = await plex();
    server.setLibraryHidden('Films', 'ben');
    const ben = plexClient(server, server.token('ben'));
    const { json } = await ben.get('/library/sections');
    expect(json.MediaContainer.Directory.map((row: Row) => row.title)).toEqual(['Series']);
    expect((await ben.get(FILMS)).status).toBe(403);
    expect((await ben.get(`/library/metadata/${server.itemIds(film)[0]}`)).status).toBe(404);
  });

  test('of music are of another type', async () => {
    const libraries = [{ name: 'Music', holds: 'music' as const }];
    const server = await start({ kind: 'plex', world, name: 'Den', libraries });
    const { json } = await plexClient(server).get('/library/sections');
    expect(json.MediaContainer.Directory[0].type).toBe('artist');
  });
});
