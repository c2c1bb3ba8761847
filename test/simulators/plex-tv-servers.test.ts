import { describe, expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import type { PlexTv } from '../servers/plex-tv';
import { type ListedServer, plexDirect } from '../servers/plex-tv-resources';
import { ask, cloudClient, plexClient, start, startCloud } from './ask';

const world = sampleWorld();
const users = [{ name: 'mia', admin: true }, { name: 'ben' }];
const den = (more = {}) => start({ kind: 'plex', world, name: 'Den', users, ...more });
const ALL = '/resources?includeHttps=1&includeRelay=1&includeIPv6=1';

interface Resource {
  name: string;
  provides: string;
  accessToken: string | null;
  connections: Record<string, unknown>[];
  [field: string]: unknown;
}

async function resources(plexTv: PlexTv, name: string, query = ALL): Promise<Resource[]> {
  return (await cloudClient(plexTv, plexTv.token(name)).get(query)).json;
}

async function servers(plexTv: PlexTv, name: string, query = ALL): Promise<Resource[]> {
  const all = await resources(plexTv, name, query);
  return all.filter(({ provides }) => provides.split(',').includes('server'));
}

describe('resources', () => {
  test('are servers, and devices that are none and have no token', async () => {
    const plexTv = await startCloud({ servers: [{ server: await den() }] });
    const all = await resources(plexTv, 'mia');
    expect(all.map(({ name, accessToken }) => [name, accessToken === null])).toEqual([
      ['Living Room TV', true],
      ['Den', false],
    ]);
  });

  test('tell of a server what it is and whose', async () => {
    const server = await den();
    const plexTv = await startCloud({ servers: [{ server }] });
    const [own] = await servers(plexTv, 'mia');
    expect(own).toMatchObject({
      product: 'Plex Media Server',
      productVersion: server.version,
      clientIdentifier: server.serverId,
      owned: true,
      ownerId: null,
      sourceTitle: null,
      home: false,
      presence: true,
      httpsRequired: false,
    });
    const [shared] = await servers(plexTv, 'ben');
    const ownerId = Number(server.userId('mia'));
    expect(shared).toMatchObject({ owned: false, ownerId, sourceTitle: 'mia' });
  });

  test("give each person the token of that person's own user", async () => {
    const server = await den();
    const plexTv = await startCloud({ servers: [{ server }] });
    for (const name of ['mia', 'ben']) {
      const [row] = await servers(plexTv, name);
      expect(row?.accessToken).toBe(server.token(name));
      expect((await plexClient(server, row?.accessToken ?? '').get('/')).status).toBe(200);
    }
  });

  test('give a new token once the old one was revoked', async () => {
    const server = await den();
    const plexTv = await startCloud({ servers: [{ server }] });
    const [before] = await servers(plexTv, 'ben');
    server.revokeToken('ben');
    const [after] = await servers(plexTv, 'ben');
    expect(after?.accessToken).not.toBe(before?.accessToken);
  });

  test('leave out servers on which the person has no user, or a disabled one', async () => {
    const server = await den();
    const accounts = [{ name: 'mia' }, { name: 'ben' }, { name: 'eve' }];
    const plexTv = await startCloud({ accounts, servers: [{ server }] });
    expect(await servers(plexTv, 'eve')).toEqual([]);
    server.setUserDisabled('ben', true);
    expect(await servers(plexTv, 'ben')).toEqual([]);
  });

  test('tell that a server wants https, and that it is not there', async () => {
    const server = await den({ options: { httpRequired: true } });
    const plexTv = await startCloud({ servers: [{ server }] });
    await server.stop();
    expect((await servers(plexTv, 'mia'))[0]).toMatchObject({
      httpsRequired: true,
      presence: false,
    });
  });

  test('in XML have connections as elements', async () => {
    const plexTv = await startCloud({ servers: [{ server: await den() }] });
    const headers = { 'x-plex-client-identifier': 'c', 'x-plex-token': plexTv.token('mia') };
    const { text } = await ask(plexTv, '/api/v2/resources', { headers });
    expect(text).toMatch(/<resources><resource name="Living Room TV".*<connections><connection /s);
  });
});

describe('connections', () => {
  test('are on plex.direct where https was asked for, and plain http otherwise', async () => {
    const server = await den();
    const plexTv = await startCloud({ servers: [{ server }] });
    const uri = async (query: string) =>
      (await servers(plexTv, 'mia', query))[0]?.connections.find(
        ({ address }) => address === '127.0.0.1',
      )?.uri;
    const name = plexDirect(server, '127.0.0.1');
    expect(name).toMatch(/^127-0-0-1\.[0-9a-f]{32}\.plex\.direct$/);
    expect(await uri(ALL)).toBe(`https://${name}:${server.port}`);
    expect(await uri('/resources')).toBe(server.url);
  });

  test('hold one that is local only by name, and relays and version 6 only if asked', async () => {
    const plexTv = await startCloud({ servers: [{ server: await den() }] });
    const seen = async (query: string) =>
      (await servers(plexTv, 'mia', query))[0]?.connections.map(
        ({ address, local, relay, IPv6 }) => [address, local, relay, IPv6],
      );
    const always = [
      ['127.0.0.17', true, false, false],
      ['127.0.0.1', true, false, false],
      ['127.0.0.18', false, false, false],
    ];
    expect(await seen('/resources?includeHttps=1')).toEqual(always);
    expect(await seen(ALL)).toEqual([
      ...always,
      ['::1', false, false, true],
      ['127.0.0.19', false, true, false],
    ]);
  });

  test('can be set for each server', async () => {
    const connections: ListedServer['connections'] = [
      { address: '192.168.7.20', port: 32400, local: true },
      { address: 'den.example.org', port: 443, uri: 'https://den.example.org:443' },
    ];
    const plexTv = await startCloud({ servers: [{ server: await den(), connections }] });
    expect((await servers(plexTv, 'mia', '/resources'))[0]?.connections).toEqual([
      {
        protocol: 'http',
        address: '192.168.7.20',
        port: 32400,
        uri: 'http://192.168.7.20:32400',
        local: true,
        relay: false,
        IPv6: false,
      },
      {
        protocol: 'http',
        address: 'den.example.org',
        port: 443,
        uri: 'https://den.example.org:443',
        local: false,
        relay: false,
        IPv6: false,
      },
    ]);
  });
});

describe('a Home', () => {
  const accounts = [
    { name: 'mia', home: 'ours' },
    { name: 'ben', home: 'ours', pin: '4711' },
    { name: 'kid', home: 'ours', managed: true },
    { name: 'eve' },
  ];
  const home = async () => {
    const server = await den({ users: [...users, { name: 'kid', pin: '1234' }, { name: 'eve' }] });
    return { server, plexTv: await startCloud({ accounts, servers: [{ server }] }) };
  };
  const members = async (plexTv: PlexTv, name: string) =>
    (await cloudClient(plexTv, plexTv.token(name)).get('/home/users')).json.users;

  test('lists its people, who of them asks for a PIN, and who is managed', async () => {
    const { server, plexTv } = await home();
    const found = await members(plexTv, 'mia');
    expect(found).toHaveLength(3);
    expect(found[0]).toMatchObject({ title: 'mia', admin: true, protected: false });
    expect(found[1]).toMatchObject({ title: 'ben', admin: false, protected: true, guest: false });
    expect(found[2]).toMatchObject({ username: null, email: null, restricted: true });
    expect(found[2]).toMatchObject({ id: Number(server.userId('kid')), protected: true });
  });

  test('is oneself for somebody without one', async () => {
    const { plexTv } = await home();
    expect(await members(plexTv, 'eve')).toMatchObject([{ title: 'eve' }]);
  });

  test("gives another person's token for the right PIN, and with it that person's servers", async () => {
    const { server, plexTv } = await home();
    const [, , kid] = await members(plexTv, 'mia');
    const mia = cloudClient(plexTv, plexTv.token('mia'));
    const switched = await mia.post(`/home/users/${kid.uuid}/switch?pin=1234`);
    expect(switched.status).toBe(201);
    expect(switched.json).toMatchObject({ id: kid.id, uuid: kid.uuid, title: 'kid', home: true });
    const rows = (await cloudClient(plexTv, switched.json.authToken).get(ALL)).json;
    expect(rows[1]).toMatchObject({ accessToken: server.token('kid'), home: true, owned: false });
    expect((await mia.get('/user')).status).toBe(200);
  });

  test('refuses a wrong or missing PIN, and whoever is not in it', async () => {
    const { plexTv } = await home();
    const [mia, ben] = await members(plexTv, 'mia');
    const to = async (name: string, uuid: string, pin = '') => {
      const client = cloudClient(plexTv, plexTv.token(name));
      return client.post(`/home/users/${uuid}/switch${pin && `?pin=${pin}`}`);
    };
    for (const pin of ['', '0000']) {
      const { status, json } = await to('mia', ben.uuid, pin);
      expect(status).toBe(403);
      expect(json.errors[0]).toMatchObject({ code: 1041, status: 403 });
    }
    expect((await to('mia', ben.uuid, '4711')).status).toBe(201);
    expect((await to('ben', mia.uuid)).status).toBe(201);
    expect((await to('eve', mia.uuid)).status).toBe(404);
  });

  test('does not let the managed sign in by themselves', async () => {
    const { plexTv } = await home();
    const { code } = (await cloudClient(plexTv, null).post('/pins?strong=true')).json;
    expect(() => plexTv.authorise(code, 'kid')).toThrow();
  });
});
