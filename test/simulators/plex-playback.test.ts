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

describe('a timeline report', () => {
  test('stores the position, stamps now, and leaves the metadata date', async () => {
    const server = await plex();
    server.clock = () => 1_800_000_123_456;
    const [id] = server.itemIds(film);
    const before = (await plexClient(server).get(`/library/metadata/${id}`)).json;
    const { json } = await report(server, { time: 40 * MINUTE });
    expect(json).toEqual({ MediaContainer: { size: 0 } });
    const after = (await plexClient(server).get(`/library/metadata/${id}`)).json;
    const [was, is] = [before, after].map((one) => one.MediaContainer.Metadata[0]);
    expect(is).toMatchObject({ viewOffset: 40 * MINUTE, lastViewedAt: 1_800_000_123 });
    expect(is.updatedAt).toBe(was.updatedAt);
    expect(is.viewCount).toBeUndefined();
  });

  test('without a client or a duration is taken and forgotten', async () => {
    const server = await plex();
    expect((await report(server, { time: 40 * MINUTE, client: '' })).status).toBe(200);
    expect((await report(server, { time: 40 * MINUTE, duration: null })).status).toBe(200);
    expect(server.state(film).positionMs).toBe(0);
  });

  test('of 60 seconds or less is ignored', async () => {
    const server = await plex();
    await report(server, { time: 60_000 });
    expect(server.state(film).positionMs).toBe(0);
    await report(server, { time: 60_001 });
    expect(server.state(film).positionMs).toBe(60_001);
  });

  test('at the finish line alone does nothing', async () => {
    const server = await plex();
    await report(server, { time: 106 * MINUTE });
    expect(server.state(film)).toMatchObject({ positionMs: 0, watched: false });
  });

  test('below and then at the finish line in one session marks watched', async () => {
    const server = await plex();
    await report(server, { time: 90 * MINUTE, state: 'playing' });
    await report(server, { time: 106 * MINUTE });
    expect(server.state(film)).toMatchObject({ positionMs: 0, watched: true, playCount: 1 });
    const { json } = await plexClient(server).get('/status/sessions/history/all');
    expect(json.MediaContainer.Metadata).toHaveLength(1);
  });

  test('two stopped reports are two sessions, and so are two clients', async () => {
    const server = await plex();
    await report(server, { time: 90 * MINUTE });
    await report(server, { time: 106 * MINUTE });
    await report(server, { time: 90 * MINUTE, state: 'playing', client: 'tv' });
    await report(server, { time: 106 * MINUTE });
    expect(server.state(film)).toMatchObject({ positionMs: 90 * MINUTE, watched: false });
  });

  test('the first credits marker is a finish line before the threshold', async () => {
    const server = await plex();
    server.setCreditsMarker(film, 95 * MINUTE);
    await report(server, { time: 96 * MINUTE });
    expect(server.state(film).positionMs).toBe(0);
    const [id] = server.itemIds(film);
    const marker = async (query: string) =>
      (await plexClient(server).get(`/library/metadata/${id}${query}`)).json.MediaContainer
        .Metadata[0].Marker;
    expect(await marker('')).toBeUndefined();
    expect((await marker('?includeMarkers=1'))[0]).toMatchObject({
      type: 'credits',
      startTimeOffset: 95 * MINUTE,
    });
    expect(await marker(',999?includeMarkers=1')).toHaveLength(1);
    server.options.markersInBatch = false;
    expect(await marker(',999?includeMarkers=1')).toBeUndefined();
    server.options.playedAtBehaviour = 0;
    await report(server, { time: 96 * MINUTE });
    expect(server.state(film).positionMs).toBe(96 * MINUTE);
  });

  test('may go back, and keeps the count of a watched film', async () => {
    const server = await plex();
    server.setState(film, { watched: true, playCount: 2 });
    await report(server, { time: 40 * MINUTE });
    await report(server, { time: 20 * MINUTE });
    expect(server.state(film)).toMatchObject({ positionMs: 20 * MINUTE, playCount: 2 });
  });

  test('with a bad time or without a state is 400 in HTML, of an unknown item 404', async () => {
    const server = await plex();
    const bad = await report(server, { time: 'soon' });
    expect([bad.status, bad.headers.get('content-type')]).toEqual([400, 'text/html']);
    const path = '/:/timeline?ratingKey=9&key=9&state=stopped&time=70000&duration=900000';
    expect((await plexClient(server).post(path)).status).toBe(404);
  });

  test("works for users who do not own the server; progress is the owner's alone", async () => {
    const server = await plex();
    await report(server, { time: 40 * MINUTE, user: 'ben' });
    expect(server.state(film, { user: 'ben' }).positionMs).toBe(40 * MINUTE);
    const path = `/:/progress?key=${server.itemIds(film)[0]}&identifier=x&time=3000000`;
    expect((await plexClient(server, server.token('ben')).get(path)).status).toBe(401);
    expect((await plexClient(server).get(path)).text).toBe('');
    expect(server.state(film).positionMs).toBe(50 * MINUTE);
    await plexClient(server).get(path.replace('time=3000000', 'time=0'));
    expect(server.state(film).positionMs).toBe(50 * MINUTE);
  });

  test('may be answered with the stored state, or with a termination', async () => {
    const rich = await plex({ richTimelineAnswer: true });
    const { json } = await report(rich, { time: 40 * MINUTE });
    expect(json.MediaContainer).toMatchObject({ viewOffset: 40 * MINUTE, viewCount: 0 });
    const ended = await plex({ terminationCode: 2006 });
    const answer = await report(ended, { time: 40 * MINUTE });
    expect([answer.status, answer.json.MediaContainer.terminationCode]).toEqual([200, 2006]);
    expect(ended.state(film).positionMs).toBe(0);
  });

  test('may be readable only after a while', async () => {
    const server = await plex({ visibleDelayMs: 150 });
    await report(server, { time: 40 * MINUTE });
    const read = async () =>
      (await plexClient(server).get(`/library/metadata/${server.itemIds(film)[0]}`)).json
        .MediaContainer.Metadata[0].viewOffset;
    expect(await read()).toBeUndefined();
    await new Promise((done) => setTimeout(done, 200));
    expect(await read()).toBe(40 * MINUTE);
  });
});

describe('marking', () => {
  const mark = (server: Sim, verb: string, id = server.itemIds(film)[0]) =>
    plexClient(server).put(`/:/${verb}?identifier=com.plexapp.plugins.library&key=${id}`);

  test('watched: one view more, no offset, an empty answer in HTML', async () => {
    const server = await plex();
    server.play(film, 40 * MINUTE);
    const answer = await mark(server, 'scrobble');
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([
      200,
      '',
      'text/html',
    ]);
    expect(server.state(film)).toMatchObject({ positionMs: 0, playCount: 1, watched: true });
  });

  test('unwatched: offset, count and date are gone, on a show for all episodes', async () => {
    const server = await plex();
    server.play(episode, 20 * MINUTE);
    server.finish(world.episodeOf(show, 1, 3));
    await mark(server, 'unscrobble', server.itemIds(show)[0]);
    for (const one of show.episodes) {
      expect(server.state(one)).toMatchObject({ positionMs: 0, playCount: 0, lastPlayedAt: null });
    }
  });
});
