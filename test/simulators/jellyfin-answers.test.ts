import { describe, expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import { ask, authorization, client, start } from './ask';

const world = sampleWorld();
const film = world.find('Alien');
const users = [
  { name: 'mia', password: 'secret', admin: true },
  { name: 'ben', password: 'hunter2' },
];
const jellyfin = (version = '10.11.11', options = {}) =>
  start({ kind: 'jellyfin', world, name: 'Attic', version, users, options });

describe('identity', () => {
  test('public info needs no token and names the product', async () => {
    const server = await jellyfin();
    const { json } = await ask(server, '/system/info/public/');
    expect(json).toMatchObject({ ProductName: 'Jellyfin Server', Id: server.serverId });
    expect(json.StartupWizardCompleted).toBe(true);
    expect(server.serverId).toMatch(/^[0-9a-f]{32}$/);
  });

  test('HEAD is refused, and so is a doubled slash', async () => {
    const server = await jellyfin();
    expect((await ask(server, '/System/Info/Public', { method: 'HEAD' })).status).toBe(405);
    expect((await ask(server, '//System/Info/Public')).status).toBe(404);
  });

  test('ping is anonymous and answers the product as a JSON string', async () => {
    const server = await jellyfin();
    expect((await ask(server, '/System/Ping')).json).toBe('Jellyfin Server');
  });

  test('answers are compressed, brotli before gzip, without a length or an ETag', async () => {
    const server = await jellyfin();
    const of = async (accepted: string) =>
      (await ask(server, '/System/Info/Public', { headers: { 'accept-encoding': accepted } }))
        .headers;
    const both = await of('gzip, br');
    expect(both.get('content-encoding')).toBe('br');
    expect((await of('gzip')).get('content-encoding')).toBe('gzip');
    expect((await of('deflate, zstd')).get('content-encoding')).toBeNull();
    expect(both.get('content-length')).toBeNull();
    expect(both.get('etag')).toBeNull();
  });
});

describe('base path', () => {
  test('what lies outside is redirected to the web client by a relative address', async () => {
    const server = await start({ kind: 'jellyfin', world, name: 'A', basePath: '/media' });
    const { origin } = new URL(server.url);
    const outside = await fetch(`${origin}/System/Info/Public`, { redirect: 'manual' });
    expect(outside.status).toBe(302);
    expect(outside.headers.get('location')).toBe('/media/web/');
    expect(outside.headers.get('access-control-allow-origin')).toBeNull();
    const followed = await fetch(`${origin}/System/Info/Public`);
    expect(followed.status).toBe(200);
    expect(followed.headers.get('content-type')).toContain('text/html');
  });

  test('a write and a preflight outside are redirected as well', async () => {
    const server = await start({ kind: 'jellyfin', world, name: 'A', basePath: '/media' });
    const { origin } = new URL(server.url);
    for (const method of ['POST', 'OPTIONS']) {
      const headers = { origin: 'https://example.org' };
      const path = `${origin}/Users/AuthenticateByName`;
      const answer = await fetch(path, { method, headers, redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/media/web/']);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('the prefix is without regard to case, and twice is once too often', async () => {
    const server = await start({ kind: 'jellyfin', world, name: 'A', basePath: '/media' });
    const { origin } = new URL(server.url);
    expect((await fetch(`${origin}/MEDIA/System/Ping`)).status).toBe(200);
    expect((await fetch(`${origin}/media/media/System/Ping`)).status).toBe(404);
  });

  test('/emby in front is taken off up to 10.11 and unknown on 12.0', async () => {
    expect((await ask(await jellyfin(), '/emby/System/Ping')).status).toBe(200);
    expect((await ask(await jellyfin('12.0.0'), '/emby/System/Ping')).status).toBe(404);
  });
});

describe('refusals', () => {
  test('another user is 403 to ordinary users and allowed to administrators', async () => {
    const server = await jellyfin();
    const path = `/Items?userId=${server.userId('mia')}`;
    const refused = await client(server, server.token('ben')).get(path);
    expect([refused.status, refused.text]).toEqual([403, 'Error processing request.']);
    const other = `/Items?userId=${server.userId('ben')}`;
    expect((await client(server).get(other)).status).toBe(200);
    expect((await client(server).get(`/Items?userId=${'f'.repeat(32)}`)).status).toBe(404);
  });

  test('10.8 does not compare the user id with the token', async () => {
    const server = await jellyfin('10.8.13');
    const path = `/Users/${server.userId('mia')}/Items?Recursive=true&Limit=1`;
    expect((await client(server, server.token('ben')).get(path)).status).toBe(200);
  });

  test('malformed values are 400 with a problem object, in id lists skipped', async () => {
    const server = await jellyfin();
    const { status, json } = await client(server).get('/Items?userId=zz');
    expect(status).toBe(400);
    expect(json.errors).toEqual({ userId: ["The value 'zz' is not valid."] });
    expect((await client(server).get('/Items?recursive=true&limit=abc')).status).toBe(400);
    const [id] = server.itemIds(film);
    const rows = await client(server).get(`/Items?ids=nonsense,${id}`);
    expect(rows.json.Items).toHaveLength(1);
  });

  test('a list of a forbidden library is 401 with a JSON string', async () => {
    const server = await jellyfin();
    server.setLibraryHidden('Films', 'ben');
    const path = `/Items?parentId=${server.libraryId('Films')}`;
    const { status, json } = await client(server, server.token('ben')).get(path);
    expect(status).toBe(401);
    expect(json).toContain('is not permitted to access Library');
  });

  test('outside the hours of the schedule, calls are 403 without and log-in with a body', async () => {
    const server = await jellyfin();
    const ben = client(server, server.token('ben'));
    server.setOutsideHours('ben', true);
    const call = await ben.get('/UserItems/Resume');
    expect([call.status, call.text]).toEqual([403, '']);
    const body = { Username: 'ben', Pw: 'hunter2' };
    const login = await ben.post('/Users/AuthenticateByName', body);
    expect([login.status, login.text]).toEqual([403, 'Error processing request.']);
    server.setOutsideHours('ben', false);
    expect((await ben.get('/UserItems/Resume')).status).toBe(200);
  });

  test('what is not there is 404 with a problem object, and a wrong method 405 without', async () => {
    const server = await jellyfin();
    const item = await client(server).get(`/Items/${'f'.repeat(32)}`);
    expect([item.status, item.json.title]).toEqual([404, 'Not Found']);
    expect(item.headers.get('content-type')).toContain('application/json');
    const method = await client(server).del('/UserItems/Resume');
    expect([method.status, method.text]).toEqual([405, '']);
  });

  test('a body that is not JSON by its type is 415 with a problem object', async () => {
    const server = await jellyfin();
    const path = `/UserItems/${server.itemIds(film)[0]}/UserData`;
    const headers = { authorization: authorization(server.token()) };
    const answer = await ask(server, path, { method: 'POST', headers, body: 'x' });
    expect([answer.status, answer.json.title]).toEqual([415, 'Unsupported Media Type']);
  });

  test('a filter of addresses answers everything with an empty 503', async () => {
    const server = await jellyfin('10.11.11', { ipFiltered: true });
    const tries = ['/System/Info/Public', '/System/Ping', '/health', '/web/', '/Users/Me'];
    for (const path of tries) {
      const { status, text, headers } = await client(server).get(path);
      expect([path, status, text]).toEqual([path, 503, '']);
      expect([headers.get('content-type'), headers.get('retry-after')]).toEqual([null, null]);
    }
    server.ipFiltered = false;
    expect((await client(server).get('/Users/Me')).status).toBe(200);
  });

  test('without the preference permission only user data by item is 403', async () => {
    const server = await jellyfin();
    server.setPreferenceAccess('ben', false);
    const [id] = server.itemIds(film);
    const ben = client(server, server.token('ben'));
    const refused = await ben.post(`/UserItems/${id}/UserData`, { PlaybackPositionTicks: 1 });
    expect(refused.status).toBe(403);
    expect(typeof refused.json).toBe('string');
    expect((await ben.get('/Items?recursive=true&limit=1')).status).toBe(200);
    expect((await ben.post(`/UserPlayedItems/${id}`)).status).toBe(200);
    const path = `/UserItems/${id}/UserData?userId=${server.userId('ben')}`;
    expect((await client(server).post(path, { PlaybackPositionTicks: 1 })).status).toBe(200);
  });
});

describe('CORS', () => {
  const origin = 'chrome-extension://abcdef';
  const allowed = async (options: object, method = 'GET') => {
    const server = await jellyfin('10.11.11', options);
    const headers = { origin, 'access-control-request-headers': 'authorization,content-type' };
    return (await ask(server, '/Items', { method, headers })).headers;
  };

  test('every origin may read, and a preflight echoes the headers', async () => {
    expect((await allowed({})).get('access-control-allow-origin')).toBe('*');
    const preflight = await allowed({}, 'OPTIONS');
    expect(preflight.get('access-control-allow-headers')).toBe('authorization,content-type');
  });

  test('with hosts listed, other origins get no header', async () => {
    const hosts = { corsHosts: ['https://example.org'] };
    expect((await allowed(hosts)).get('access-control-allow-origin')).toBeNull();
    const listed = await allowed({ corsHosts: [origin] });
    expect(listed.get('access-control-allow-origin')).toBe(origin);
    expect(listed.get('access-control-allow-credentials')).toBe('true');
  });
});
