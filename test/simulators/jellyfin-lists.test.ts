import { describe, expect, test } from 'vitest';
import { createWorld, sampleWorld } from '../servers';
import { dashed } from '../servers/mediabrowser-params';
import { client, MINUTE, start, TICKS_PER_MINUTE } from './ask';

const world = sampleWorld();
const film = world.find('Alien');
const other = world.find('The Matrix');
const show = world.find('Breaking Bad');
const episode = world.episodeOf(show, 1, 2);
const users = [{ name: 'mia', admin: true }, { name: 'ben' }];
const jellyfin = (version = '10.11.11', options = {}) =>
  start({ kind: 'jellyfin', world, name: 'Attic', version, users, options });

const IN_PROGRESS = '/Items?recursive=true&filters=IsResumable';
const VIDEOS = '&includeItemTypes=Movie,Episode';
const names = (json: { Items: { Name: string }[] }) => json.Items.map((row) => row.Name);
type Sim = Awaited<ReturnType<typeof jellyfin>>;

const resume = async (server: Sim, query = '') =>
  names((await client(server).get(`/UserItems/Resume?${query}`)).json);
const generic = async (server: Sim, query = VIDEOS) =>
  names((await client(server).get(IN_PROGRESS + query)).json);

describe('in progress', () => {
  test('whatever has a position above 0, watched or not', async () => {
    const server = await jellyfin();
    server.setState(film, { positionMs: 20 * MINUTE, watched: true });
    server.setState(other, { positionMs: -1 });
    server.play(episode, 9 * MINUTE);
    expect((await generic(server)).sort()).toEqual(['Alien', episode.title].sort());
  });

  test('the row has ids only when asked, and the data of the user', async () => {
    const server = await jellyfin();
    server.play(film, 20 * MINUTE, { at: Date.UTC(2026, 0, 3, 10) });
    const { json } = await client(server).get(
      `${IN_PROGRESS}${VIDEOS}&fields=ProviderIds,Nonsense`,
    );
    expect(json.Items[0]).toMatchObject({
      Type: 'Movie',
      RunTimeTicks: 117 * TICKS_PER_MINUTE,
      ProductionYear: 1979,
      ProviderIds: { Imdb: 'tt0078748', Tmdb: '348' },
      UserData: { PlaybackPositionTicks: 20 * TICKS_PER_MINUTE, PlayCount: 1, Played: false },
    });
    expect(json.Items[0].UserData.PlayedPercentage).toBeCloseTo((20 / 117) * 100);
    const bare = (await client(server).get(IN_PROGRESS)).json.Items[0];
    expect(bare.ProviderIds).toBeUndefined();
  });

  test('an episode names its series by id but not by external ids', async () => {
    const server = await jellyfin();
    server.play(episode, 9 * MINUTE);
    const { json } = await client(server).get(`${IN_PROGRESS}${VIDEOS}&fields=ProviderIds`);
    expect(json.Items[0]).toMatchObject({
      Type: 'Episode',
      SeriesId: server.itemIds(show)[0],
      SeriesName: 'Breaking Bad',
      ParentIndexNumber: 1,
      IndexNumber: 2,
      ProviderIds: { Imdb: 'tt1054724', Tmdb: '62086' },
    });
  });

  test('without recursive the root answers its libraries; 12.0 applies the filter', async () => {
    for (const [version, expected] of [
      ['10.11.11', ['Films', 'Series']],
      ['12.0.0', []],
    ] as const) {
      const server = await jellyfin(version);
      server.play(film, 20 * MINUTE);
      const { json } = await client(server).get('/Items?filters=IsResumable');
      expect(names(json)).toEqual(expected);
    }
  });

  test('a filter by external id is unknown: the whole library comes back', async () => {
    const server = await jellyfin();
    const { json } = await client(server).get(
      '/Items?recursive=true&includeItemTypes=Movie&AnyProviderIdEquals=tmdb.348',
    );
    expect(json.TotalRecordCount).toBe(world.movies.length);
  });

  test('12.0 lists series and seasons too, unless the types are named', async () => {
    const server = await jellyfin('12.0.0');
    server.play(episode, 9 * MINUTE);
    expect((await generic(server, '')).sort()).toEqual(
      ['Breaking Bad', 'Season 1', episode.title].sort(),
    );
    expect(await generic(server)).toEqual([episode.title]);
    const old = await jellyfin('10.11.11');
    old.play(episode, 9 * MINUTE);
    expect(await generic(old, '')).toEqual([episode.title]);
  });

  test('a position written to a series lists the series', async () => {
    const server = await jellyfin();
    const [id] = server.itemIds(show);
    const body = { PlaybackPositionTicks: TICKS_PER_MINUTE };
    expect((await client(server).post(`/UserItems/${id}/UserData`, body)).status).toBe(200);
    expect(await generic(server, '')).toEqual(['Breaking Bad']);
  });
});

describe('the dedicated list', () => {
  test('is ordered by last played, whatever is asked', async () => {
    const server = await jellyfin();
    server.play(film, 20 * MINUTE, { at: 1_000_000 });
    server.play(other, 20 * MINUTE, { at: 2_000_000 });
    expect(await resume(server, 'sortBy=SortName')).toEqual(['The Matrix', 'Alien']);
    expect(await generic(server)).toEqual(['Alien', 'The Matrix']);
    const sorted = await generic(server, `${VIDEOS}&sortBy=DatePlayed&sortOrder=Descending`);
    expect(sorted).toEqual(['The Matrix', 'Alien']);
  });

  test('alone leaves out libraries that the user took off the home page', async () => {
    const server = await jellyfin();
    server.play(film, 20 * MINUTE);
    server.excludeFromHome('Films');
    expect(await resume(server)).toEqual([]);
    expect(await generic(server)).toEqual(['Alien']);
    expect(await resume(server, `parentId=${server.libraryId('Films')}`)).toEqual(['Alien']);
  });

  test('can leave out what is being played', async () => {
    const server = await jellyfin();
    server.play(film, 20 * MINUTE);
    server.openPlayer(film);
    expect(await resume(server)).toEqual(['Alien']);
    expect(await resume(server, 'excludeActiveSessions=true')).toEqual([]);
  });
});

describe('pages', () => {
  test('the total counts everything, or with the count switched off the page', async () => {
    const server = await jellyfin();
    const page = async (query: string) =>
      (await client(server).get(`/Items?recursive=true&includeItemTypes=Movie&${query}`)).json;
    expect(await page('limit=5&startIndex=10')).toMatchObject({
      TotalRecordCount: 12,
      StartIndex: 10,
    });
    expect((await page('limit=5&startIndex=10')).Items).toHaveLength(2);
    expect(await page('limit=0')).toMatchObject({ Items: [], TotalRecordCount: 12 });
    expect((await page('limit=5&enableTotalRecordCount=false')).TotalRecordCount).toBe(5);
  });

  test('hidden items shorten a page up to 10.11, and still count', async () => {
    for (const [version, rows, total] of [
      ['10.11.11', 4, 12],
      ['12.0.0', 5, 11],
    ] as const) {
      const server = await jellyfin(version);
      server.setTitleHidden(film, 'ben');
      const { json } = await client(server, server.token('ben')).get(
        '/Items?recursive=true&includeItemTypes=Movie&limit=5',
      );
      expect([json.Items.length, json.TotalRecordCount]).toEqual([rows, total]);
    }
  });
});

describe('rows by id', () => {
  test('need no recursive, keep the order asked for, and come once each', async () => {
    const server = await jellyfin();
    const [a, b] = [server.itemIds(other)[0], server.itemIds(film)[0]];
    const ids = `${dashed(a ?? '')},${b},${a},${'0'.repeat(32)}`;
    const { json } = await client(server).get(`/Items?ids=${ids}`);
    expect(names(json)).toEqual(['The Matrix', 'Alien']);
    const repeated = await client(server).get(`/Items?ids=${a}&ids=${b}`);
    expect(repeated.json.Items).toHaveLength(2);
  });

  test('come for items that the user may not see, though the item itself is 404', async () => {
    const server = await jellyfin();
    server.setLibraryHidden('Films', 'ben');
    const ben = client(server, server.token('ben'));
    const [id] = server.itemIds(film);
    expect(names((await ben.get(`/Items?ids=${id}`)).json)).toEqual(['Alien']);
    expect((await ben.get(`/Items/${id}`)).status).toBe(404);
    expect((await ben.post(`/UserItems/${id}/UserData`, {})).status).toBe(404);
    expect((await ben.get('/Items?recursive=true&includeItemTypes=Movie')).json.Items).toEqual([]);
  });
});

describe('series', () => {
  test('all episodes come in one answer, specials first', async () => {
    const server = await jellyfin();
    const [id] = server.itemIds(show);
    const { json } = await client(server).get(`/Shows/${id}/Episodes?fields=ProviderIds`);
    expect(json.TotalRecordCount).toBe(6);
    expect(json.Items[0].ParentIndexNumber).toBe(0);
  });

  test('an unknown series is 404 with a JSON string', async () => {
    const server = await jellyfin();
    const [id] = server.itemIds(film);
    const { status, json } = await client(server).get(`/Shows/${id}/Episodes`);
    expect([status, json]).toEqual([404, 'Series not found']);
  });

  test('announced episodes are virtual, and only there for who wants to see them', async () => {
    const own = createWorld();
    const series = own.show({ title: 'Lamp', ids: { tvdb: '7' } });
    own.episode(series, { season: 1, episode: 1 });
    own.episode(series, { season: 1, episode: 2, missing: true });
    const server = await start({ kind: 'jellyfin', world: own, name: 'A' });
    const [id] = server.itemIds(series);
    const count = async (query = '') =>
      (await client(server).get(`/Shows/${id}/Episodes?${query}`)).json.Items;
    expect(await count()).toHaveLength(1);
    server.options.showsMissing = true;
    expect((await count())[1].LocationType).toBe('Virtual');
    expect(await count('isMissing=false')).toHaveLength(1);
  });

  test('a file of several episodes is one item with a range', async () => {
    const own = createWorld();
    const series = own.show({ title: 'Lamp', ids: { tvdb: '7' } });
    own.episode(series, { season: 1, episode: 1, episodeEnd: 2 });
    const server = await start({ kind: 'jellyfin', world: own, name: 'A' });
    const { json } = await client(server).get(`/Shows/${server.itemIds(series)[0]}/Episodes`);
    expect(json.Items).toHaveLength(1);
    expect(json.Items[0]).toMatchObject({ IndexNumber: 1, IndexNumberEnd: 2 });
  });
});

describe('changes since', () => {
  const since = Date.UTC(2026, 0, 1);
  const iso = new Date(since).toISOString();
  const query = (names_: string[]) =>
    `/Items?recursive=true&includeItemTypes=Movie&${names_.map((n) => `${n}=${iso}`).join('&')}`;

  test('looks at metadata only: a new position is no change', async () => {
    const server = await jellyfin();
    server.play(film, 20 * MINUTE);
    expect((await client(server).get(query(['minDateLastSaved']))).json.Items).toEqual([]);
    server.refreshMetadata(film);
    const { json } = await client(server).get(query(['minDateLastSaved']));
    expect(names(json)).toEqual(['Alien']);
  });

  test('up to 10.10 works only with both parameters', async () => {
    const server = await jellyfin('10.10.7');
    server.refreshMetadata(film);
    expect((await client(server).get(query(['minDateLastSaved']))).json.Items).toEqual([]);
    const both = query(['minDateLastSaved', 'minDateLastSavedForUser']);
    expect(names((await client(server).get(both)).json)).toEqual(['Alien']);
  });
});

describe('libraries and counts', () => {
  test('views leave out what the user may not see', async () => {
    const server = await jellyfin();
    server.setLibraryHidden('Series', 'ben');
    const ben = client(server, server.token('ben'));
    expect(names((await ben.get('/UserViews')).json)).toEqual(['Films']);
    const { json } = await client(server).get(`/Users/${server.userId()}/Views`);
    expect(json.Items.map((row: { CollectionType: string }) => row.CollectionType)).toEqual([
      'movies',
      'tvshows',
    ]);
  });

  test('counts change when something comes or goes', async () => {
    const server = await jellyfin();
    const count = async () =>
      (await client(server).get(`/Items/Counts?userId=${server.userId()}`)).json;
    expect(await count()).toMatchObject({ MovieCount: 12, SeriesCount: 3, EpisodeCount: 18 });
    server.deleteTitle(film);
    expect((await count()).MovieCount).toBe(11);
  });

  test('provider names may be spelt in odd ways', async () => {
    const server = await jellyfin('10.11.11', { oddProviderKeys: true });
    const { json } = await client(server).get(
      `/Items?ids=${server.itemIds(film)[0]}&fields=ProviderIds`,
    );
    expect(json.Items[0].ProviderIds).toEqual({
      IMDB: 'tt0078748',
      tmdb: '348',
      TmdbCollection: '10',
    });
  });
});
