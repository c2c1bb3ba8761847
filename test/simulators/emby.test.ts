import { describe, expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import { ask, authorization, client, MINUTE, start, TICKS_PER_MINUTE } from './ask';

const world = sampleWorld();
const film = world.find('Alien');
const show = world.find('Breaking Bad');
const episode = world.episodeOf(show, 1, 2);
const users = [
  { name: 'mia', password: 'secret', admin: true },
  { name: 'ben', password: 'hunter2' },
];
const emby = (options = {}) => start({ kind: 'emby', world, name: 'Cellar', users, options });
type Sim = Awaited<ReturnType<typeof emby>>;

const at = (server: Sim, path: string) => `/Users/${server.userId()}${path}`;
const IN_PROGRESS = '/Items?Recursive=true&Filters=IsResumable&IncludeItemTypes=Movie,Episode';
const write = (server: Sim, body: object) =>
  client(server).post(at(server, `/Items/${server.itemIds(film)[0]}/UserData`), body);
const names = (json: { Items: { Name: string }[] }) => json.Items.map((row) => row.Name);

describe('identity', () => {
  test('public info names no product and no wizard, but remote addresses', async () => {
    const server = await emby();
    const { json } = await ask(server, '/System/Info/Public');
    expect(json).toMatchObject({ Id: server.serverId, Version: '4.8.11.0', RemoteAddresses: [] });
    expect(json.ProductName).toBeUndefined();
    expect(json.StartupWizardCompleted).toBeUndefined();
  });

  test('it answers under /emby and without', async () => {
    const server = await emby();
    expect((await ask(server, '/emby/System/Info/Public')).json.Id).toBe(server.serverId);
  });

  test('ids are short numbers, of users and servers 32 hex digits', async () => {
    const server = await emby();
    expect(server.itemIds(film)[0]).toMatch(/^\d{4,7}$/);
    expect(server.userId()).toMatch(/^[0-9a-f]{32}$/);
  });

  test('/Users/Me fails, Quick Connect and the short routes are unknown', async () => {
    const server = await emby();
    const { get } = client(server);
    expect((await get('/Users/Me')).status).toBe(500);
    expect((await get('/QuickConnect/Enabled')).status).toBe(404);
    expect((await get('/UserItems/Resume')).status).toBe(404);
    expect((await get(`/Items/${server.itemIds(film)[0]}`)).status).toBe(404);
    expect((await get(at(server, ''))).json.Name).toBe('mia');
  });
});

describe('tokens', () => {
  test('come in either scheme, in X-Emby-Token, api_key or X-Emby-Token in the query', async () => {
    const server = await emby();
    const token = server.token();
    const status = async (headers: Record<string, string>, query = '') =>
      (await ask(server, `/Sessions${query}`, { headers })).status;
    expect(await status({ authorization: `Emby UserId="x", Token="${token}"` })).toBe(200);
    expect(await status({ authorization: authorization(token) })).toBe(200);
    expect(await status({ 'x-emby-authorization': `Emby Token="${token}"` })).toBe(200);
    expect(await status({ 'x-emby-token': token })).toBe(200);
    expect(await status({}, `?api_key=${token}`)).toBe(200);
    expect(await status({}, `?X-Emby-Token=${token}`)).toBe(200);
    expect(await status({})).toBe(401);
  });

  test('signing in answers user, token and server; logging out ends the token', async () => {
    const server = await emby();
    const { json } = await ask(server, '/Users/AuthenticateByName', {
      method: 'POST',
      headers: { authorization: authorization(null), 'content-type': 'application/json' },
      body: JSON.stringify({ Username: 'ben', Pw: 'hunter2' }),
    });
    expect(json).toMatchObject({ User: { Name: 'ben' }, ServerId: server.serverId });
    const ben = client(server, json.AccessToken);
    expect((await ben.post('/Sessions/Logout')).status).toBe(204);
    expect((await ben.get('/Sessions')).status).toBe(401);
  });

  test('a dead or missing token is 401 with a sentence', async () => {
    const server = await emby();
    const token = server.token();
    server.revokeToken();
    for (const answer of [
      await client(server, token).get('/Sessions'),
      await ask(server, '/Items'),
    ]) {
      expect([answer.status, answer.text]).toEqual([401, 'Access token is invalid or expired.']);
      expect(answer.headers.get('content-type')).toBe('text/plain');
    }
  });

  test('another user is refused to ordinary users', async () => {
    const server = await emby();
    const ben = client(server, server.token('ben'));
    expect((await ben.get(at(server, '/Items'))).status).toBe(403);
  });
});

describe('rows', () => {
  test('leave out when and how often, unless both undocumented fields are named', async () => {
    const server = await emby();
    server.play(film, 20 * MINUTE);
    const row = async (fields: string) =>
      (await client(server).get(at(server, `${IN_PROGRESS}&Fields=${fields}`))).json.Items[0];
    const bare = await row('ProviderIds');
    expect(bare.UserData).toMatchObject({ PlaybackPositionTicks: 20 * TICKS_PER_MINUTE });
    expect(bare.UserData.PlayCount).toBe(0);
    expect(bare.UserData.LastPlayedDate).toBeUndefined();
    const full = await row('UserDataLastPlayedDate,UserDataPlayCount');
    expect(full.UserData.PlayCount).toBe(1);
    expect(full.UserData.LastPlayedDate).toMatch(/:\d\d\.0000000Z$/);
  });

  test('leave out the year unless it is named; the single item tells all', async () => {
    const server = await emby();
    server.play(film, 20 * MINUTE);
    const row = async (fields: string) =>
      (await client(server).get(at(server, `${IN_PROGRESS}&Fields=${fields}`))).json.Items[0];
    expect((await row('')).ProductionYear).toBeUndefined();
    expect((await row('ProductionYear')).ProductionYear).toBe(1979);
    const single = await client(server).get(at(server, `/Items/${server.itemIds(film)[0]}`));
    expect(single.json).toMatchObject({ ProductionYear: 1979, UserData: { PlayCount: 1 } });
    expect(single.json.UserData.LastPlayedDate).toBeDefined();
  });

  test('are found by external ids, any of several', async () => {
    const server = await emby();
    const path = '/Items?Recursive=true&IncludeItemTypes=Movie,Series&AnyProviderIdEquals=';
    const { json } = await client(server).get(
      at(server, `${path}imdb.tt0078748,tvdb.81189,tmdb.999999999`),
    );
    expect(names(json).sort()).toEqual(['Alien', 'Breaking Bad']);
    const [id] = server.itemIds(show);
    const one = await client(server).get(`/Shows/${id}/Episodes?AnyProviderIdEquals=tmdb.62086`);
    expect(names(one.json)).toEqual([episode.title]);
  });
});

describe('in progress', () => {
  test('the Resume row has the next episodes of started series, before all else', async () => {
    const server = await emby();
    server.play(film, 20 * MINUTE);
    server.finish(world.episodeOf(show, 1, 1));
    const { json } = await client(server).get(at(server, '/Items/Resume'));
    expect(names(json)).toEqual([episode.title, 'Alien']);
    expect(json.Items[0].UserData.PlaybackPositionTicks).toBe(0);
    const state = await client(server).get(at(server, IN_PROGRESS));
    expect(names(state.json)).toEqual(['Alien']);
  });

  test('what is hidden from Resume stays in the filtered list, and a play ends it', async () => {
    const server = await emby();
    server.play(film, 20 * MINUTE);
    const [id] = server.itemIds(film);
    await client(server).post(at(server, `/Items/${id}/HideFromResume?Hide=true`));
    const resume = async () => names((await client(server).get(at(server, '/Items/Resume'))).json);
    expect(await resume()).toEqual([]);
    expect(names((await client(server).get(at(server, IN_PROGRESS))).json)).toEqual(['Alien']);
    expect(server.state(film).positionMs).toBe(20 * MINUTE);
    server.play(film, 30 * MINUTE);
    expect(await resume()).toEqual(['Alien']);
  });
});

describe('writing user data', () => {
  const before = { watched: true, playCount: 3, favourite: true, lastPlayedAt: 1_700_000_000_000 };

  test('answers 200 without a body and keeps what is absent', async () => {
    const server = await emby();
    server.setState(film, before);
    const { status, text } = await write(server, { PlaybackPositionTicks: TICKS_PER_MINUTE });
    expect([status, text]).toEqual([200, '']);
    expect(server.state(film)).toMatchObject({ ...before, positionMs: MINUTE });
  });

  test('in replace mode, what is absent becomes false and 0', async () => {
    const server = await emby({ userDataMode: 'replace' });
    server.setState(film, before);
    await write(server, { PlaybackPositionTicks: TICKS_PER_MINUTE });
    expect(server.state(film)).toMatchObject({ watched: false, playCount: 0, favourite: false });
  });

  test('dates are kept to the second', async () => {
    const server = await emby();
    await write(server, { LastPlayedDate: '2026-02-03T04:05:06.789Z' });
    expect(server.state(film).lastPlayedAt).toBe(Date.UTC(2026, 1, 3, 4, 5, 6));
  });

  test('marking takes its date in the old form', async () => {
    const server = await emby();
    const path = at(server, `/PlayedItems/${server.itemIds(film)[0]}?DatePlayed=20260901193000`);
    const { json } = await client(server).post(path);
    expect(json.Played).toBe(true);
    expect(server.state(film).lastPlayedAt).toBe(Date.UTC(2026, 8, 1, 19, 30));
  });

  test('copies share one state, or not, as it is set', async () => {
    const libraries = [
      { name: 'Films', holds: 'movie' as const },
      { name: '4K', holds: 'movie' as const, titles: [film] },
    ];
    for (const sharedCopies of [true, false]) {
      const server = await start({
        kind: 'emby',
        world,
        name: 'C',
        libraries,
        options: { sharedCopies },
      });
      server.play(film, 20 * MINUTE);
      expect(server.state(film, { copy: 1 }).positionMs).toBe(sharedCopies ? 20 * MINUTE : 0);
    }
  });
});

describe('playback', () => {
  test('start and progress want a play session, stop does not', async () => {
    const server = await emby();
    const body = { ItemId: server.itemIds(film)[0], PositionTicks: 30 * TICKS_PER_MINUTE };
    const send = async (path: string, more = {}) =>
      (await client(server).post(`/Sessions/Playing${path}`, { ...body, ...more })).status;
    expect(await send('')).toBe(400);
    expect(await send('/Progress')).toBe(400);
    expect(await send('', { PlaySessionId: 'a' })).toBe(204);
    expect(await send('/Stopped')).toBe(204);
    expect(server.state(film).positionMs).toBe(30 * MINUTE);
  });

  test('a session does not tell its last check-in', async () => {
    const server = await emby();
    server.openPlayer(film);
    const [session] = (await client(server).get('/Sessions')).json;
    expect(session.NowPlayingItem.Id).toBe(server.itemIds(film)[0]);
    expect(session.LastPlaybackCheckIn).toBeUndefined();
  });

  test('X-Emby-Token is not among the headers that a foreign page may send', async () => {
    const server = await emby();
    const { headers } = await ask(server, '/Items', { method: 'OPTIONS' });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-headers')).not.toMatch(/x-emby-token/i);
  });
});
