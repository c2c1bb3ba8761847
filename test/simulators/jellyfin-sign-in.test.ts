import { describe, expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import { ask, authorization, client, rawRequest, start } from './ask';

const world = sampleWorld();
const film = world.find('Alien');
const users = [
  { name: 'mia', password: 'secret', admin: true },
  { name: 'ben', password: 'hunter2' },
];
const jellyfin = (version = '10.11.11', options = {}) =>
  start({ kind: 'jellyfin', world, name: 'Attic', version, users, options });

describe('tokens', () => {
  const sent = async (version: string, headers: Record<string, string>, query = '') => {
    const server = await jellyfin(version);
    const fill = (text: string) => text.replace('TOKEN', server.token());
    const filled = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, fill(v)]));
    return (await ask(server, `/Users/Me${fill(query)}`, { headers: filled })).status;
  };

  test('MediaBrowser in Authorization works on every version, quoted or not', async () => {
    for (const version of ['10.8.13', '10.10.7', '10.11.11', '12.0.0']) {
      expect(await sent(version, { authorization: 'MediaBrowser Token="TOKEN"' })).toBe(200);
    }
    expect(await sent('12.0.0', { authorization: 'mediabrowser Token=TOKEN' })).toBe(200);
    expect(await sent('12.0.0', { authorization: 'MediaBrowser token="TOKEN"' })).toBe(401);
  });

  test('the old carriers are off on 12.0', async () => {
    const carriers: [Record<string, string>, string][] = [
      [{ 'x-emby-token': 'TOKEN' }, ''],
      [{ 'x-mediabrowser-token': 'TOKEN' }, ''],
      [{ authorization: 'Emby Token="TOKEN"' }, ''],
      [{ 'x-emby-authorization': 'MediaBrowser Token="TOKEN"' }, ''],
      [{}, '?api_key=TOKEN'],
    ];
    for (const [headers, query] of carriers) {
      expect(await sent('10.11.11', headers, query)).toBe(200);
      expect(await sent('12.0.0', headers, query)).toBe(401);
    }
    expect(await sent('12.0.0', {}, '?ApiKey=TOKEN')).toBe(200);
  });

  test('an administrator can switch the old carriers off on 10.11', async () => {
    const server = await jellyfin('10.11.11', { legacyAuthorization: false });
    const headers = { 'x-emby-token': server.token() };
    expect((await ask(server, '/Users/Me', { headers })).status).toBe(401);
  });

  test('a bad token in the header is not rescued by a good one in the address', async () => {
    const headers = { authorization: 'MediaBrowser Token="nonsense"' };
    expect(await sent('10.11.11', headers, '?ApiKey=TOKEN')).toBe(401);
  });

  test('beside a foreign scheme ApiKey works, X-Emby-Token not on 12.0', async () => {
    const basic = { authorization: 'Basic Zm9vOmJhcg==' };
    expect(await sent('12.0.0', basic, '?ApiKey=TOKEN')).toBe(200);
    expect(await sent('10.11.11', { ...basic, 'x-emby-token': 'TOKEN' })).toBe(200);
    expect(await sent('12.0.0', { ...basic, 'x-emby-token': 'TOKEN' })).toBe(401);
  });

  test('no token is 401 without a body, a type or a challenge', async () => {
    const { status, text, headers } = await ask(await jellyfin(), '/Users/Me');
    expect([status, text]).toEqual([401, '']);
    expect(headers.get('content-type')).toBeNull();
    expect(headers.get('www-authenticate')).toBeNull();
  });

  test('header bytes that are not UTF-8 spoil the whole request', async () => {
    const server = await jellyfin();
    const header = `MediaBrowser Device="M\xfcller", Token="${server.token()}"`;
    expect(await rawRequest(server, '/Users/Me', { authorization: header })).toBe(400);
  });

  test('a request line above 8192 bytes is 414, without a body', async () => {
    const server = await jellyfin();
    const ids = (n: number) => Array.from({ length: n }, () => 'a'.repeat(32)).join(',');
    expect((await client(server).get(`/Items?ids=${ids(240)}`)).status).toBe(200);
    const long = await client(server).get(`/Items?ids=${ids(250)}`);
    expect([long.status, long.text]).toEqual([414, '']);
    expect(long.headers.get('connection')).toBe('close');
  });

  test('an API key has all rights and no user', async () => {
    const server = await jellyfin();
    const key = client(server, server.apiKey());
    expect((await key.get('/Users/Me')).status).toBe(400);
    expect((await key.get('/Users')).json).toHaveLength(2);
    expect((await key.get('/UserItems/Resume')).status).toBe(400);
    expect((await key.get('/Items?recursive=true&filters=IsResumable')).status).toBe(500);
    const plain = await key.get('/Items?recursive=true&limit=1');
    expect(plain.json.Items[0].UserData).toBeUndefined();
    const [id] = server.itemIds(film);
    const body = { ItemId: id, PositionTicks: 30_000_000_000 };
    expect((await key.post('/Sessions/Playing/Stopped', body)).status).toBe(204);
    expect(server.state(film).positionMs).toBe(0);
    const url = `/UserItems/${id}/UserData?userId=${server.userId('ben')}`;
    expect((await key.post(url, { PlaybackPositionTicks: 10_000 })).status).toBe(200);
    expect(server.state(film, { user: 'ben' }).positionMs).toBe(1);
  });
});

describe('signing in', () => {
  const login = (server: Awaited<ReturnType<typeof jellyfin>>, body: object, header: string) =>
    ask(server, '/Users/AuthenticateByName', {
      method: 'POST',
      headers: { authorization: header, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('by name and Pw: user, session, token and server', async () => {
    const server = await jellyfin();
    const { json } = await login(server, { Username: 'ben', Pw: 'hunter2' }, authorization(null));
    expect(json.User).toMatchObject({ Name: 'ben', Id: server.userId('ben') });
    expect(json.ServerId).toBe(server.serverId);
    expect(json.SessionInfo.DeviceId).toBe('test-device');
    expect((await client(server, json.AccessToken).get('/Users/Me')).json.Name).toBe('ben');
  });

  test('a wrong password is 401 with a text, a missing identity 400', async () => {
    const server = await jellyfin();
    const wrong = await login(server, { Username: 'ben', Pw: 'x' }, authorization(null));
    expect([wrong.status, wrong.text]).toEqual([401, 'Error processing request.']);
    const other = await login(
      server,
      { Username: 'ben', Password: 'hunter2' },
      authorization(null),
    );
    expect(other.status).toBe(401);
    const bare = await login(server, { Username: 'ben', Pw: 'hunter2' }, 'MediaBrowser Client="x"');
    expect(bare.status).toBe(400);
  });

  test("the same device signing in again ends its earlier token, not another user's", async () => {
    const server = await jellyfin();
    const ben = { Username: 'ben', Pw: 'hunter2' };
    const mia = { Username: 'mia', Pw: 'secret' };
    const first = (await login(server, ben, authorization(null))).json.AccessToken;
    const other = (await login(server, mia, authorization(null))).json.AccessToken;
    const second = (await login(server, ben, authorization(null))).json.AccessToken;
    const status = async (token: string) => (await client(server, token).get('/Users/Me')).status;
    expect(await Promise.all([first, other, second].map(status))).toEqual([401, 200, 200]);
  });

  test('logout ends the token', async () => {
    const server = await jellyfin();
    const token = server.token();
    expect((await client(server, token).post('/Sessions/Logout')).status).toBe(204);
    expect((await client(server, token).get('/Users/Me')).status).toBe(401);
  });

  test('12.0 disables an account after too many wrong passwords, 10.11 does not', async () => {
    for (const [version, status] of [
      ['12.0.0', 403],
      ['10.11.11', 200],
    ] as const) {
      const server = await jellyfin(version, { lockoutAfter: 3 });
      const header = authorization(null);
      for (let n = 0; n < 3; n += 1) await login(server, { Username: 'ben', Pw: 'x' }, header);
      const right = await login(server, { Username: 'ben', Pw: 'hunter2' }, header);
      expect(right.status).toBe(status);
    }
  });

  test('by code: initiate, poll, authorise, finish, twice the same token', async () => {
    const server = await jellyfin();
    const headers = {
      authorization: authorization(null, 'tv'),
      'content-type': 'application/json',
    };
    expect((await ask(server, '/QuickConnect/Enabled')).json).toBe(true);
    const begun = await ask(server, '/QuickConnect/Initiate', { method: 'POST', headers });
    expect(begun.json).toMatchObject({ Authenticated: false, DeviceId: 'tv', AppName: 'Tests' });
    expect(begun.json.Secret).toMatch(/^[0-9A-F]{64}$/);
    const poll = () => ask(server, `/QuickConnect/Connect?secret=${begun.json.Secret}`);
    const body = JSON.stringify({ Secret: begun.json.Secret });
    const finish = () =>
      ask(server, '/Users/AuthenticateWithQuickConnect', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    expect((await finish()).status).toBe(404);
    server.authorizeQuickConnect(begun.json.Code, 'ben');
    expect((await poll()).json.Authenticated).toBe(true);
    const done = await finish();
    expect(done.json.User.Name).toBe('ben');
    expect((await finish()).json.AccessToken).toBe(done.json.AccessToken);
  });

  test('a code is unknown after ten minutes, or after a restart', async () => {
    const server = await jellyfin();
    let now = Date.now();
    server.clock = () => now;
    const headers = { authorization: authorization(null) };
    const begin = async () =>
      (await ask(server, '/QuickConnect/Initiate', { method: 'POST', headers })).json.Secret;
    const first = await begin();
    now += 11 * 60_000;
    const gone = await ask(server, `/QuickConnect/Connect?secret=${first}`);
    expect([gone.status, gone.json]).toEqual([404, 'Unknown secret']);
    const second = await begin();
    await server.stop();
    await server.start();
    expect((await ask(server, `/QuickConnect/Connect?secret=${second}`)).status).toBe(404);
  });

  test('GET starts a code up to 10.11 and not on 12.0; it can be switched off', async () => {
    const headers = { authorization: authorization(null) };
    const get = async (version: string, options = {}) =>
      (await ask(await jellyfin(version, options), '/QuickConnect/Initiate', { headers })).status;
    expect(await get('10.11.11')).toBe(200);
    expect(await get('12.0.0')).toBe(405);
    expect(await get('10.11.11', { quickConnect: false })).toBe(401);
  });
});
