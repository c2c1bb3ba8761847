import { describe, expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import type { PlexTv } from '../servers/plex-tv';
import { allowForeignTokens } from '../support/leaks';
import { ask, cloudClient, plexClient, start, startCloud } from './ask';

const world = sampleWorld();
const MINUTE = 60_000;
const cloud = (more = {}) => startCloud({ accounts: [{ name: 'mia' }, { name: 'ben' }], ...more });

describe('signing in by PIN', () => {
  const begin = async (plexTv: PlexTv, clientId?: string) =>
    (await cloudClient(plexTv, null, clientId).post('/pins?strong=true')).json;

  test('a new PIN says its code, its life and no token', async () => {
    const plexTv = await cloud();
    const now = Date.now();
    plexTv.clock = () => now;
    const answer = await cloudClient(plexTv, null).post('/pins?strong=true');
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      product: 'Tests',
      trusted: false,
      clientIdentifier: 'test-client',
      expiresIn: 1800,
      authToken: null,
    });
    expect(answer.json.code).toMatch(/^[0-9a-z]{24}$/);
    expect(Date.parse(answer.json.expiresAt)).toBeGreaterThan(Date.now() + 29 * MINUTE);
    expect((await cloudClient(plexTv, null).post('/pins')).json.code).toMatch(/^[0-9A-Z]{4}$/);
  });

  test('a PIN has no token until a person has allowed it, then that of the person', async () => {
    const plexTv = await cloud();
    const { id, code } = await begin(plexTv);
    const poll = async () => (await cloudClient(plexTv, null).get(`/pins/${id}`)).json.authToken;
    expect(await poll()).toBeNull();
    plexTv.authorise(code, 'ben');
    const token = await poll();
    expect((await cloudClient(plexTv, token).get('/user')).json.username).toBe('ben');
    expect(await poll()).toBe(token);
  });

  test('a PIN is only there for the client that began it', async () => {
    const plexTv = await cloud();
    const { id, code } = await begin(plexTv, 'mine');
    plexTv.authorise(code, 'ben');
    const other = await cloudClient(plexTv, null, 'other').get(`/pins/${id}`);
    expect([other.status, other.json]).toEqual([
      404,
      { errors: [{ code: 1020, message: 'Code not found or expired' }] },
    ]);
    expect((await cloudClient(plexTv, null, 'mine').get(`/pins/${id}`)).status).toBe(200);
  });

  test('a PIN is gone when its life is over', async () => {
    const plexTv = await cloud({ pinLifeMs: 2 * MINUTE });
    let now = Date.UTC(2026, 0, 1);
    plexTv.clock = () => now;
    const { id, code, expiresIn } = await begin(plexTv);
    expect(expiresIn).toBe(120);
    const poll = () => cloudClient(plexTv, null).get(`/pins/${id}`);
    now += MINUTE;
    expect((await poll()).json.expiresIn).toBe(60);
    now += MINUTE;
    expect((await poll()).status).toBe(404);
    expect(() => plexTv.authorise(code, 'ben')).toThrow();
  });

  test('all PINs can be made to expire at once', async () => {
    const plexTv = await cloud();
    const { id } = await begin(plexTv);
    plexTv.expirePins();
    expect((await cloudClient(plexTv, null).get(`/pins/${id}`)).status).toBe(404);
    expect((await begin(plexTv)).id).not.toBe(id);
  });

  test('without a client identifier everything is 400', async () => {
    const plexTv = await cloud();
    const headers = { accept: 'application/json', 'x-plex-token': plexTv.token('mia') };
    for (const path of ['/pins/501', '/resources', '/user']) {
      const { status, json } = await ask(plexTv, `/api/v2${path}`, { headers });
      expect(status).toBe(400);
      expect(json.errors[0].message).toBe('X-Plex-Client-Identifier is missing');
    }
  });
});

describe('the page for it', () => {
  const allow = (plexTv: PlexTv, body: object) =>
    ask(plexTv, '/sim/authorise', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('knows the people who can sign in, and not the managed ones', async () => {
    const accounts = [
      { name: 'mia', home: 'h' },
      { name: '</script>', home: 'h' },
      { name: 'kid', home: 'h', managed: true },
    ];
    const page = await ask(await cloud({ accounts }), '/auth');
    expect(page.headers.get('content-type')).toBe('text/html');
    expect(page.text).toContain('["mia","\\u003c/script>"]');
  });

  test('allows a code for the client that it belongs to', async () => {
    const plexTv = await cloud();
    const { id, code } = (await cloudClient(plexTv, null, 'me').post('/pins?strong=true')).json;
    const other = await allow(plexTv, { account: 'ben', code, clientID: 'other' });
    const unknown = await allow(plexTv, { account: 'ben', code: 'x', clientID: 'me' });
    expect([other.status, unknown.status]).toEqual([404, 404]);
    expect((await allow(plexTv, { account: 'ben', code, clientID: 'me' })).status).toBe(200);
    const { authToken } = (await cloudClient(plexTv, null, 'me').get(`/pins/${id}`)).json;
    expect((await cloudClient(plexTv, authToken).get('/user')).json.username).toBe('ben');
  });
});

describe('tokens', () => {
  test('a dead token is 401, by a change of password or by removing the device', async () => {
    const plexTv = await cloud();
    const [phone, tv] = [plexTv.token('mia', 'phone'), plexTv.token('mia', 'tv')];
    const status = async (token: string) => (await cloudClient(plexTv, token).get('/user')).status;
    expect([await status(phone), await status(tv)]).toEqual([200, 200]);
    plexTv.removeDevice('phone');
    expect([await status(phone), await status(tv)]).toEqual([401, 200]);
    plexTv.signOutEverywhere('mia');
    expect(await status(tv)).toBe(401);
    const { json } = await cloudClient(plexTv, 'nonsense').get('/user');
    expect(json.errors).toEqual([
      { code: 1001, message: 'User could not be authenticated', status: 401 },
    ]);
  });

  test('the account of plex.tv and the user of a server have the same id', async () => {
    const server = await start({ kind: 'plex', world, name: 'Den' });
    const plexTv = await startCloud({ servers: [{ server }] });
    const { json } = await cloudClient(plexTv, plexTv.token('mia')).get('/user');
    expect(String(json.id)).toBe(server.userId('mia'));
    expect(json).toMatchObject({ username: 'mia', title: 'mia', email: 'mia@example.org' });
  });

  test("plex.tv takes no server's token, and a server none of plex.tv's", async () => {
    const server = await start({ kind: 'plex', world, name: 'Den' });
    const plexTv = await startCloud({ servers: [{ server }] });
    allowForeignTokens(server, plexTv);
    expect((await cloudClient(plexTv, server.token()).get('/user')).status).toBe(401);
    expect((await plexClient(server, plexTv.token('mia')).get('/')).status).toBe(401);
  });
});

describe('answers', () => {
  test('are XML unless JSON is asked for, errors too', async () => {
    const plexTv = await cloud();
    const headers = { 'x-plex-client-identifier': 'c', 'x-plex-token': plexTv.token('mia') };
    const user = await ask(plexTv, '/api/v2/user', { headers });
    expect(user.headers.get('content-type')).toContain('application/xml');
    expect(user.text).toMatch(/<user id="\d+" uuid="\w+" username="mia"/);
    const dead = await ask(plexTv, '/api/v2/user', { headers: { ...headers, 'x-plex-token': '' } });
    expect(dead.status).toBe(401);
    expect(dead.text).toContain('<errors><error code="1001"');
  });

  test('too many requests are 429, and nobody says until when', async () => {
    const plexTv = await cloud();
    plexTv.refuse429(2);
    const get = () => cloudClient(plexTv, plexTv.token('mia')).get('/user');
    const first = await get();
    expect(first.json.errors[0]).toMatchObject({ code: 1003, status: 429 });
    expect(first.headers.get('retry-after')).toBeNull();
    expect([first.status, (await get()).status, (await get()).status]).toEqual([429, 429, 200]);
  });

  test('what is not there is 404, in JSON below the API and in HTML elsewhere', async () => {
    const plexTv = await cloud();
    const signedIn = cloudClient(plexTv, plexTv.token('mia'));
    const { status, json } = await signedIn.get('/nothing');
    expect([status, json.errors[0].code]).toEqual([404, 1002]);
    const page = await ask(plexTv, '/nothing');
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html']);
  });

  test('a valid token may ask for a sign of life', async () => {
    const plexTv = await cloud();
    expect((await cloudClient(plexTv, plexTv.token('mia')).get('/ping')).status).toBe(200);
    expect((await cloudClient(plexTv, 'nonsense').get('/ping')).status).toBe(401);
  });
});
