import { describe, expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import { client, MINUTE, start, TICKS_PER_MINUTE } from './ask';

const world = sampleWorld();
const film = world.find('Alien');
const show = world.find('Breaking Bad');
const episode = world.episodeOf(show, 1, 2);
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
const inRow = async (server: Sim, title: typeof film, copy = 0) =>
  (await client(server).get(`/Items?ids=${server.itemIds(title)[copy]}`)).json.Items[0].UserData;

describe('writing user data', () => {
  test('changes only what is sent and answers the whole new state', async () => {
    const server = await jellyfin();
    server.setState(film, {
      watched: true,
      playCount: 3,
      favourite: true,
      lastPlayedAt: Date.UTC(2026, 0, 1),
    });
    const { status, json } = await write(server, film, { PlaybackPositionTicks: 123 });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      PlaybackPositionTicks: 123,
      Played: true,
      PlayCount: 3,
      IsFavorite: true,
      LastPlayedDate: '2026-01-01T00:00:00.0000000Z',
      ItemId: server.itemIds(film)[0],
    });
  });

  test('applies no limit: 97 %, beyond the end and negative are all stored', async () => {
    const server = await jellyfin();
    for (const minutes of [114, 900, -5]) {
      await write(server, film, { PlaybackPositionTicks: minutes * TICKS_PER_MINUTE });
      expect(server.state(film)).toMatchObject({ positionMs: minutes * MINUTE, watched: false });
    }
  });

  test('takes numbers as text, names in camel case, and ignores unknown names', async () => {
    const server = await jellyfin();
    const body = { playbackPositionTicks: '600000000', nonsense: 1, PlayedPercentage: 80 };
    expect((await write(server, film, body)).status).toBe(200);
    expect(server.state(film).positionMs).toBe(MINUTE);
  });

  test('refuses wrong types, broken JSON and other content types', async () => {
    const server = await jellyfin();
    expect((await write(server, film, { Played: 'yes' })).status).toBe(400);
    expect((await write(server, film, { LastPlayedDate: 5 })).status).toBe(400);
    const path = `${server.url}/UserItems/${server.itemIds(film)[0]}/UserData`;
    const authorization = `MediaBrowser Token="${server.token()}"`;
    const send = async (type: string) =>
      (
        await fetch(path, {
          method: 'POST',
          headers: { authorization, 'content-type': type },
          body: '{"a',
        })
      ).status;
    expect(await send('application/json')).toBe(400);
    expect(await send('text/plain')).toBe(415);
  });

  test('keeps dates exactly, in three spellings, and cannot erase one', async () => {
    const server = await jellyfin('10.11.11', { utcOffsetMinutes: 540 });
    const date = async (LastPlayedDate: string | null) =>
      (await write(server, film, { LastPlayedDate })).json.LastPlayedDate;
    expect(await date('2031-09-01T19:30:09.000Z')).toBe('2031-09-01T19:30:09.0000000Z');
    expect(await date('1970-01-01T00:00:00.120Z')).toBe('1970-01-01T00:00:00.12Z');
    expect(await date(null)).toBe('1970-01-01T00:00:00.12Z');
    expect(await date('')).toBe('1970-01-01T00:00:00.12Z');
    expect(await date('2026-02-03T05:08:09+00:00')).toBe('2026-02-03T14:08:09.0000000Z');
    expect(server.state(film).lastPlayedAt).toBe(Date.UTC(2026, 1, 3, 5, 8, 9));
    expect(await date('2026-02-03T05:08:09.5+00:00')).toBe('2026-02-03T14:08:09.5+09:00');
  });

  test('stores a date with an offset wrong on 10.10, by the offset of the server', async () => {
    const server = await jellyfin('10.10.7', { utcOffsetMinutes: 540 });
    await write(server, film, { LastPlayedDate: '2026-02-03T05:08:09+00:00' });
    expect(server.state(film).lastPlayedAt).toBe(Date.UTC(2026, 1, 3, 14, 8, 9));
  });

  test('does not exist on 10.8', async () => {
    const server = await jellyfin('10.8.13');
    const path = `/Users/${server.userId()}/Items/${server.itemIds(film)[0]}/UserData`;
    expect((await client(server).post(path, {})).status).toBe(404);
    expect((await write(server, film, {})).status).toBe(404);
  });

  test('makes no session', async () => {
    const server = await jellyfin();
    await write(server, film, { PlaybackPositionTicks: 1 });
    expect((await client(server).get('/Sessions')).json).toEqual([]);
  });

  test('an unknown item is 404 with a problem object', async () => {
    const server = await jellyfin();
    const { status, json } = await client(server).post(`/UserItems/${'0'.repeat(32)}/UserData`, {});
    expect([status, json.title]).toEqual([404, 'Not Found']);
  });
});

describe('marking', () => {
  test('watched: no position, at least one play, the old date kept', async () => {
    const server = await jellyfin();
    const at = Date.UTC(2026, 0, 1);
    server.play(film, 20 * MINUTE, { at });
    await client(server).post(`/UserPlayedItems/${server.itemIds(film)[0]}`);
    expect(server.state(film)).toMatchObject({
      positionMs: 0,
      watched: true,
      playCount: 1,
      lastPlayedAt: at,
    });
    const path = `/UserPlayedItems/${server.itemIds(film)[0]}?datePlayed=2026-03-01T10:00:00Z`;
    await client(server).post(path);
    expect(server.state(film)).toMatchObject({
      playCount: 2,
      lastPlayedAt: Date.UTC(2026, 2, 1, 10),
    });
  });

  test('unwatched: position, flag, count and date are gone', async () => {
    const server = await jellyfin();
    server.setState(film, { positionMs: 1, watched: true, playCount: 2, lastPlayedAt: 5_000 });
    await client(server).del(`/UserPlayedItems/${server.itemIds(film)[0]}`);
    expect(server.state(film)).toMatchObject({
      positionMs: 0,
      watched: false,
      playCount: 0,
      lastPlayedAt: null,
    });
  });

  test('a series acts on all its episodes, specials too', async () => {
    const server = await jellyfin();
    await client(server).post(`/UserPlayedItems/${server.itemIds(show)[0]}`);
    expect(show.episodes.every((one) => server.state(one).watched)).toBe(true);
    expect((await inRow(server, show)).UnplayedItemCount).toBe(0);
  });

  test('12.0: after a series was marked, a partial write un-watches an episode', async () => {
    const server = await jellyfin('12.0.0');
    await client(server).post(`/UserPlayedItems/${server.itemIds(show)[0]}`);
    expect((await single(server, episode)).Played).toBe(false);
    expect((await inRow(server, episode)).Played).toBe(true);
    await write(server, episode, { PlaybackPositionTicks: TICKS_PER_MINUTE });
    expect(server.state(episode)).toMatchObject({ watched: false, playCount: 0 });
    const second = world.episodeOf(show, 1, 3);
    const body = { PlaybackPositionTicks: TICKS_PER_MINUTE, Played: true, PlayCount: 1 };
    await write(server, second, body);
    expect(server.state(second)).toMatchObject({ watched: true, playCount: 1 });
  });

  test('12.0: a restart ends the staleness; 10.11 has none', async () => {
    const server = await jellyfin('12.0.0');
    await client(server).post(`/UserPlayedItems/${server.itemIds(show)[0]}`);
    await server.stop();
    await server.start();
    expect((await single(server, episode)).Played).toBe(true);
    const old = await jellyfin();
    await client(old).post(`/UserPlayedItems/${old.itemIds(show)[0]}`);
    expect((await single(old, episode)).Played).toBe(true);
  });
});
