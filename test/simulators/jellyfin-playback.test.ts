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

describe('playback reports', () => {
  const report = (server: Sim, path: string, body: object) =>
    client(server).post(`/Sessions/Playing${path}`, body);
  const item = (server: Sim, minutes: number | null) => ({
    ItemId: server.itemIds(film)[0],
    ...(minutes === null ? {} : { PositionTicks: minutes * TICKS_PER_MINUTE }),
  });

  test('start counts and stamps; before 12.0 it un-watches', async () => {
    for (const [version, watched] of [
      ['10.11.11', false],
      ['12.0.0', true],
    ] as const) {
      const server = await jellyfin(version);
      server.clock = () => 1_800_000_000_000;
      server.setState(film, { watched: true, playCount: 1 });
      await report(server, '', item(server, 0));
      expect(server.state(film)).toMatchObject({
        watched,
        playCount: 2,
        lastPlayedAt: 1_800_000_000_000,
      });
    }
  });

  test('progress and stop move the position and leave the date of the start', async () => {
    const server = await jellyfin();
    let now = 1_800_000_000_000;
    server.clock = () => now;
    await report(server, '', item(server, 0));
    now += 30 * MINUTE;
    await report(server, '/Progress', item(server, 30));
    expect(server.state(film).positionMs).toBe(30 * MINUTE);
    now += 30 * MINUTE;
    expect((await report(server, '/Stopped', item(server, 60))).status).toBe(204);
    expect(server.state(film)).toMatchObject({
      positionMs: 60 * MINUTE,
      playCount: 1,
      lastPlayedAt: 1_800_000_000_000,
    });
  });

  test('below 5 % the position is 0 while playing, above 90 % the film is watched', async () => {
    const server = await jellyfin();
    server.play(film, 50 * MINUTE);
    await report(server, '/Progress', item(server, 2));
    expect(server.state(film)).toMatchObject({ positionMs: 0, watched: false });
    await report(server, '/Stopped', item(server, 110));
    expect(server.state(film)).toMatchObject({ positionMs: 0, watched: true });
  });

  test('a stop without a position is watched, a failed one nothing', async () => {
    const server = await jellyfin();
    await report(server, '/Stopped', { ...item(server, 50), Failed: true });
    expect(server.state(film).positionMs).toBe(0);
    expect((await report(server, '/Stopped', item(server, -1))).status).toBe(400);
    await report(server, '/Stopped', item(server, null));
    expect(server.state(film)).toMatchObject({ watched: true, playCount: 1 });
  });

  test('the limits can be read by everybody', async () => {
    const server = await jellyfin();
    const { json } = await client(server, server.token('ben')).get('/System/Configuration');
    expect(json).toMatchObject({ MinResumePct: 5, MaxResumePct: 90 });
  });
});

describe('sessions', () => {
  test('a player shows with a position that moves, and overwrites what others wrote', async () => {
    const server = await jellyfin();
    const player = server.openPlayer(film, { positionMs: 30 * MINUTE });
    player.advance(10_000);
    const { json } = await client(server).get('/Sessions?activeWithinSeconds=600');
    expect(json[0]).toMatchObject({
      UserId: server.userId(),
      NowPlayingItem: { Id: server.itemIds(film)[0] },
      PlayState: { PositionTicks: 30 * TICKS_PER_MINUTE + 100_000_000, IsPaused: false },
    });
    await write(server, film, { PlaybackPositionTicks: 80 * TICKS_PER_MINUTE });
    expect(server.state(film).positionMs).toBe(80 * MINUTE);
    player.report();
    expect(server.state(film).positionMs).toBe(30 * MINUTE + 10_000);
    player.pause();
    expect((await client(server).get('/Sessions')).json[0].PlayState.IsPaused).toBe(true);
    player.close();
    expect((await client(server).get('/Sessions')).json[0].NowPlayingItem).toBeUndefined();
  });

  test('ordinary users see their own; 10.8 shows everybody', async () => {
    for (const [version, seen] of [
      ['10.11.11', 0],
      ['10.8.13', 1],
    ] as const) {
      const server = await jellyfin(version);
      server.openPlayer(film, { user: 'mia' });
      const ben = client(server, server.token('ben'));
      expect((await ben.get('/Sessions')).json).toHaveLength(seen);
    }
  });

  test('who watches along is named, sees the session and gets the position', async () => {
    const server = await jellyfin();
    const player = server.openPlayer(film, { with: ['ben'], positionMs: 30 * MINUTE });
    const ben = client(server, server.token('ben'));
    const [session] = (await ben.get('/Sessions')).json;
    expect(session.AdditionalUsers).toEqual([{ UserId: server.userId('ben'), UserName: 'ben' }]);
    player.close();
    expect(server.state(film, { user: 'ben' }).positionMs).toBe(30 * MINUTE);
  });

  test('a vanished player is stopped after 5 to 10 minutes, too far on', async () => {
    const server = await jellyfin();
    let now = Math.ceil(1_800_000_000_000 / (5 * MINUTE)) * 5 * MINUTE + 1000;
    server.clock = () => now;
    const player = server.openPlayer(film, { positionMs: 30 * MINUTE });
    player.report();
    player.vanish();
    now += 4 * MINUTE;
    const [session] = (await client(server).get('/Sessions')).json;
    expect(session.PlayState.PositionTicks).toBe(34 * TICKS_PER_MINUTE);
    now += 7 * MINUTE;
    await client(server).get('/Sessions');
    expect(server.state(film).positionMs).toBe(40 * MINUTE - 1000);
  });
});
