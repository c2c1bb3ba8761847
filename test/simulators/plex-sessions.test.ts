import { describe, expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import { MINUTE, plexClient, start } from './ask';

const world = sampleWorld();
const film = world.find('Alien');
const show = world.find('Breaking Bad');
const episode = world.episodeOf(show, 1, 2);
const users = [{ name: 'mia', admin: true }, { name: 'ben' }];
const plex = (options = {}) => start({ kind: 'plex', world, name: 'Den', users, options });
type Sim = Awaited<ReturnType<typeof plex>>;

interface Report {
  time: number | string;
  state?: string;
  duration?: number | null;
  client?: string;
  user?: string;
}

function report(server: Sim, { time, state = 'stopped', ...more }: Report) {
  const [id] = server.itemIds(film);
  const duration = more.duration === undefined ? 117 * MINUTE : more.duration;
  const query = `ratingKey=${id}&key=%2Flibrary%2Fmetadata%2F${id}&state=${state}&time=${time}`;
  const whole = duration === null ? query : `${query}&duration=${duration}`;
  const who = plexClient(server, server.token(more.user), more.client ?? 'ours');
  return who.post(`/:/timeline?${whole}`);
}

describe('Continue Watching', () => {
  const hub = async (server: Sim, path = '/hubs/continueWatching/items') =>
    ((await plexClient(server).get(path)).json.MediaContainer.Metadata ?? []).map(
      (row: { title: string }) => row.title,
    );

  test('has one entry per show, next episodes among them, newest first', async () => {
    const server = await plex();
    const now = server.now();
    server.play(film, 40 * MINUTE, { at: now - 60_000 });
    server.finish(world.episodeOf(show, 1, 1), { at: now - 50_000 });
    server.play(world.episodeOf('The Office', 1, 1), 5 * MINUTE, { at: now - 40_000 });
    server.play(world.episodeOf('The Office', 1, 2), 5 * MINUTE, { at: now - 30_000 });
    expect(await hub(server)).toEqual(['Diversity Day', episode.title, 'Alien']);
  });

  test('drops what is older than the window, which the filter still finds', async () => {
    const server = await plex();
    server.play(film, 40 * MINUTE, { at: server.now() - 17 * 7 * 86_400_000 });
    expect(await hub(server)).toEqual([]);
    const list = await hub(server, '/library/sections/1/all?type=1&viewOffset%3E%3E=0');
    expect(list).toEqual(['Alien']);
  });

  test('hides what was taken off it, until there is new progress', async () => {
    const server = await plex();
    server.play(film, 40 * MINUTE);
    const path = `/actions/removeFromContinueWatching?ratingKey=${server.itemIds(film)[0]}`;
    expect((await plexClient(server).put(path)).text).toBe('');
    expect(await hub(server)).toEqual([]);
    expect(await hub(server, '/library/onDeck')).toEqual(['Alien']);
    expect(server.state(film).positionMs).toBe(40 * MINUTE);
    await report(server, { time: 50 * MINUTE });
    expect(await hub(server)).toEqual(['Alien']);
    const old = await plex({ oldServer: true });
    expect((await plexClient(old).put(path)).status).toBe(404);
  });
});

describe('sessions', () => {
  const sessions = async (server: Sim) =>
    (await plexClient(server).get('/status/sessions')).json.MediaContainer;

  test('appear with playing and paused, and go with stopped', async () => {
    const server = await plex();
    await report(server, { time: 40 * MINUTE, state: 'playing', client: 'tv-1' });
    expect((await sessions(server)).Metadata[0]).toMatchObject({
      ratingKey: server.itemIds(film)[0],
      viewOffset: 40 * MINUTE,
      User: { id: '1', title: 'mia' },
      Player: { machineIdentifier: 'tv-1', state: 'playing' },
    });
    await report(server, { time: 41 * MINUTE, state: 'stopped', client: 'tv-1' });
    expect(await sessions(server)).toEqual({ size: 0 });
  });

  test('and preferences are for administrators', async () => {
    const server = await plex();
    const ben = plexClient(server, server.token('ben'));
    expect((await ben.get('/status/sessions')).status).toBe(403);
    server.options.adminOnlyStatus = 401;
    expect((await ben.get('/:/prefs')).status).toBe(401);
    const { json } = await plexClient(server).get('/:/prefs');
    expect(json.MediaContainer.Setting).toContainEqual(
      expect.objectContaining({ id: 'LibraryVideoPlayedThreshold', value: 90 }),
    );
  });

  test('a player overwrites what others wrote with its next report', async () => {
    const server = await plex();
    const player = server.openPlayer(film, { positionMs: 30 * MINUTE });
    await report(server, { time: 70 * MINUTE });
    expect(server.state(film).positionMs).toBe(70 * MINUTE);
    player.advance(10_000);
    player.report();
    expect(server.state(film).positionMs).toBe(30 * MINUTE + 10_000);
    player.pause();
    expect((await sessions(server)).Metadata[0].Player.state).toBe('paused');
    player.close();
    expect((await sessions(server)).size).toBe(0);
  });

  test('of a device that fell silent linger for half an hour', async () => {
    const server = await plex();
    let now = Date.now();
    server.clock = () => now;
    server.openPlayer(film, { positionMs: 30 * MINUTE }).vanish();
    now += 20 * MINUTE;
    expect((await sessions(server)).size).toBe(1);
    now += 20 * MINUTE;
    expect((await sessions(server)).size).toBe(0);
  });
});

describe('copies of one title', () => {
  test('in two libraries share one view state', async () => {
    const libraries = [
      { name: 'Films', holds: 'movie' as const },
      { name: '4K', holds: 'movie' as const, titles: [film] },
    ];
    const server = await start({ kind: 'plex', world, name: 'Den', libraries });
    await report(server, { time: 40 * MINUTE });
    expect(server.itemIds(film)).toHaveLength(2);
    expect(server.state(film, { copy: 1 }).positionMs).toBe(40 * MINUTE);
  });

  test('editions share it too, unless they are set apart', async () => {
    for (const [apartEditions, positionMs] of [
      [false, 40 * MINUTE],
      [true, 0],
    ] as const) {
      const server = await plex({ apartEditions });
      const id = server.addEdition(film, "Director's Cut", { runtimeMs: 116 * MINUTE });
      await report(server, { time: 40 * MINUTE });
      expect(server.state(film, { copy: 1 }).positionMs).toBe(positionMs);
      const { json } = await plexClient(server).get(`/library/metadata/${id}`);
      expect(json.MediaContainer.Metadata[0].editionTitle).toBe("Director's Cut");
    }
  });
});
