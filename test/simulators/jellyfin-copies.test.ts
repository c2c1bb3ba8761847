import { describe, expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import { client, MINUTE, start, TICKS_PER_MINUTE } from './ask';

const world = sampleWorld();
const film = world.find('Alien');
const users = [{ name: 'mia', admin: true }, { name: 'ben' }];
const jellyfin = (version = '10.11.11', options = {}) =>
  start({ kind: 'jellyfin', world, name: 'Attic', version, users, options });
type Sim = Awaited<ReturnType<typeof jellyfin>>;

const write = async (server: Sim, title: typeof film, body: object, copy = 0) => {
  const id = server.itemIds(title)[copy];
  return client(server).post(`/UserItems/${id}/UserData`, body);
};
const single = async (server: Sim, title: typeof film, copy = 0) =>
  (await client(server).get(`/UserItems/${server.itemIds(title)[copy]}/UserData`)).json;
const listed = async (server: Sim) =>
  (await client(server).get('/Items?recursive=true&filters=IsResumable&mediaTypes=Video')).json
    .Items as { Id: string; UserData: { PlaybackPositionTicks: number } }[];

describe('copies of one title', () => {
  const twice = async (version: string) => {
    const libraries = [
      { name: 'Films', holds: 'movie' as const },
      { name: '4K', holds: 'movie' as const, titles: [film] },
    ];
    return start({ kind: 'jellyfin', world, name: 'A', version, libraries });
  };

  test('10.10: one state, but the other copy reads old values until a restart', async () => {
    const server = await twice('10.10.7');
    expect(await single(server, film, 1)).toMatchObject({ PlaybackPositionTicks: 0 });
    await write(server, film, { PlaybackPositionTicks: TICKS_PER_MINUTE });
    expect(server.state(film, { copy: 1 }).positionMs).toBe(MINUTE);
    const rows = await listed(server);
    expect(rows).toHaveLength(2);
    expect(await single(server, film, 1)).toMatchObject({ PlaybackPositionTicks: 0 });
    await server.stop();
    await server.start();
    expect(await single(server, film, 1)).toMatchObject({
      PlaybackPositionTicks: TICKS_PER_MINUTE,
      ItemId: '0'.repeat(32),
    });
  });

  test('10.11 and 12.0: each copy has its own', async () => {
    for (const version of ['10.11.11', '12.0.0']) {
      const server = await twice(version);
      await write(server, film, { PlaybackPositionTicks: TICKS_PER_MINUTE });
      expect(server.state(film, { copy: 1 }).positionMs).toBe(0);
      expect(await listed(server)).toHaveLength(1);
    }
  });
});

describe('versions of one film', () => {
  const query = '/UserItems/Resume?includeItemTypes=Movie&fields=ProviderIds';
  const resume = async (server: Sim) => (await client(server).get(query)).json.Items;

  test('12.0: the position is with the version, which only the dedicated list shows', async () => {
    const server = await jellyfin('12.0.0');
    const version = server.addVersion(film);
    const body = {
      ItemId: server.itemIds(film)[0],
      MediaSourceId: version,
      PositionTicks: 30 * TICKS_PER_MINUTE,
    };
    await client(server).post('/Sessions/Playing', body);
    await client(server).post('/Sessions/Playing/Stopped', body);
    expect(server.state(film).positionMs).toBe(0);
    expect(await listed(server)).toEqual([]);
    const [row] = await resume(server);
    expect(row).toMatchObject({ Id: version, ProviderIds: { Tmdb: '348' } });
    expect((await client(server).get(`/Items?ids=${version}`)).json.Items).toEqual([]);
    expect((await client(server).get(`/Items/${version}`)).status).toBe(200);
  });

  test('12.0: a position on the first ties with the version, and wins with a date', async () => {
    const server = await jellyfin('12.0.0');
    const version = server.addVersion(film);
    const body = {
      ItemId: server.itemIds(film)[0],
      MediaSourceId: version,
      PositionTicks: 30 * TICKS_PER_MINUTE,
    };
    await client(server).post('/Sessions/Playing', body);
    await client(server).post('/Sessions/Playing/Stopped', body);
    await write(server, film, { PlaybackPositionTicks: TICKS_PER_MINUTE });
    expect(await resume(server)).toHaveLength(2);
    const LastPlayedDate = new Date(server.now() + 1000).toISOString();
    await write(server, film, { PlaybackPositionTicks: TICKS_PER_MINUTE, LastPlayedDate });
    expect((await resume(server)).map((row: { Id: string }) => row.Id)).toEqual(
      server.itemIds(film),
    );
  });

  test('marking one version marks them all on 12.0; on 10.11 there is one state', async () => {
    const server = await jellyfin('12.0.0');
    const version = server.addVersion(film);
    await client(server).post(`/UserPlayedItems/${version}`);
    expect(server.state(film).watched).toBe(true);
    const old = await jellyfin();
    const second = old.addVersion(film);
    const ids = `${old.itemIds(film)[0]},${second}`;
    expect((await client(old).get(`/Items?ids=${ids}`)).json.Items).toHaveLength(2);
    const body = { ItemId: old.itemIds(film)[0], MediaSourceId: second };
    const PositionTicks = 30 * TICKS_PER_MINUTE;
    await client(old).post('/Sessions/Playing/Stopped', { ...body, PositionTicks });
    expect(old.state(film).positionMs).toBe(30 * MINUTE);
  });
});

describe('changed external ids', () => {
  test('10.11: what is written then is never listed, and lost by a restart', async () => {
    const server = await jellyfin();
    server.play(film, 25 * MINUTE);
    server.changeIds(film, { imdb: 'tt1', tmdb: '1' });
    await write(server, film, { PlaybackPositionTicks: 30 * TICKS_PER_MINUTE });
    expect((await single(server, film)).PlaybackPositionTicks).toBe(30 * TICKS_PER_MINUTE);
    expect(await listed(server)).toEqual([]);
    await server.stop();
    await server.start();
    expect((await single(server, film)).PlaybackPositionTicks).toBe(25 * TICKS_PER_MINUTE);
  });

  test('12.0: a cleared item stays listed with 0, and its old id has the position', async () => {
    const server = await jellyfin('12.0.0');
    server.play(film, 25 * MINUTE);
    const old = film.ids;
    server.changeIds(film, { imdb: 'tt1', tmdb: '1' });
    await write(server, film, { PlaybackPositionTicks: 0 });
    const rows = await listed(server);
    expect(rows.map((row) => row.UserData.PlaybackPositionTicks)).toEqual([0]);
    server.changeIds(film, old);
    expect((await single(server, film)).PlaybackPositionTicks).toBe(25 * TICKS_PER_MINUTE);
  });
});
