import { afterEach, describe, expect, it } from 'vitest';
import { PLEX_TV } from '../../lib/model/signin';
import { PlexAccount } from '../../lib/servers/plex/account/account';
import { findAddress } from '../../lib/servers/plex/account/find';
import { type PlexServer, sampleWorld, startServer } from '../servers';
import { type PlexTv, startPlexTv } from '../servers/plex-tv';
import type { ListedServer } from '../servers/plex-tv-resources';
import { connectionTo, problemFrom } from './probe';

const world = sampleWorld();
const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

const USERS = [{ name: 'mia', admin: true }, { name: 'ben' }, { name: 'kid', pin: '1234' }];

async function den(more: object = {}): Promise<PlexServer> {
  const server = await startServer({ kind: 'plex', name: 'Den', world, users: USERS, ...more });
  running.push(server);
  return server;
}

async function cloud(servers: ListedServer[]): Promise<PlexTv> {
  const accounts = [
    { name: 'mia', home: 'house' },
    { name: 'ben' },
    { name: 'kid', home: 'house', managed: true, pin: '1234' },
  ];
  const plexTv = await startPlexTv({ servers, accounts });
  running.push(plexTv);
  return plexTv;
}

const urlOf = (input: RequestInfo | URL): string =>
  input instanceof Request ? input.url : String(input);

/** A network on which plex.tv is the simulated one, and plex.direct names are not resolved. */
const networkWith =
  (plexTv: PlexTv): typeof fetch =>
  (input, init) =>
    fetch(urlOf(input).replace(PLEX_TV, plexTv.url), init);

const accountAt = (plexTv: PlexTv, token: string | null, deviceId = 'dev-1') =>
  new PlexAccount(connectionTo(PLEX_TV, { token, deviceId, fetch: networkWith(plexTv) }));

describe('a PIN', () => {
  it('becomes a token once somebody says yes on its page', async () => {
    const plexTv = await cloud([]);
    // It says the PIN's life in whole seconds.
    plexTv.clock = () => 0;
    const account = accountAt(plexTv, null);
    const pin = await account.createPin(1_000);
    expect(pin.expiresAt).toBe(1_000 + 30 * 60_000);
    expect(await account.tokenFor(pin.id)).toBeNull();
    const page = new URL(account.pageFor(pin.code));
    expect(page.origin + page.pathname + page.search).toBe('https://app.plex.tv/auth');
    expect(page.hash).toContain(`code=${pin.code}&context%5Bdevice%5D%5Bproduct%5D=Playhead`);
    plexTv.authorise(pin.code, 'mia');
    const token = await account.tokenFor(pin.id);
    expect(await accountAt(plexTv, token).self()).toMatchObject({ name: 'mia', protected: false });
  });

  it('is no longer found when it has expired, nor for another device', async () => {
    const plexTv = await cloud([]);
    const account = accountAt(plexTv, null);
    const pin = await account.createPin(0);
    const stranger = accountAt(plexTv, null, 'dev-2');
    expect((await problemFrom(stranger.tokenFor(pin.id))).code).toBe('not-found');
    plexTv.expirePins();
    expect((await problemFrom(account.tokenFor(pin.id))).code).toBe('not-found');
  });

  it('waits when plex.tv is asked too often', async () => {
    const plexTv = await cloud([]);
    const account = accountAt(plexTv, null);
    const { id } = await account.createPin(0);
    plexTv.refuse429(1);
    expect((await problemFrom(account.tokenFor(id))).code).toBe('busy');
    expect(await account.tokenFor(id)).toBeNull();
  });
});

describe('an account', () => {
  it('lists its servers with the token of this person for each, and no players or relays', async () => {
    const own = await den();
    const other = await den({ name: 'Shed' });
    const plexTv = await cloud([{ server: other, owner: 'ben' }, { server: own }]);
    const servers = await accountAt(plexTv, plexTv.token('mia')).servers();
    expect(servers.map(({ name, sharedBy, token }) => ({ name, sharedBy, token }))).toEqual([
      { name: 'Den', sharedBy: null, token: own.token('mia') },
      { name: 'Shed', sharedBy: 'ben', token: other.token('mia') },
    ]);
    const { addresses } = servers[0]!;
    expect(addresses[0]).toMatch(/^https:\/\/127-0-0-17\.[0-9a-f]+\.plex\.direct:\d+$/);
    expect(addresses).toContain(own.url);
    expect(addresses.filter((address) => address.includes('127-0-0-19'))).toEqual([]);
  });

  it('has no plain addresses on a server that requires secure connections', async () => {
    const server = await den({ options: { httpRequired: true } });
    const plexTv = await cloud([{ server }]);
    const [offer] = await accountAt(plexTv, plexTv.token('mia')).servers();
    expect(offer?.addresses.filter((address) => address.startsWith('http:'))).toEqual([]);
  });

  it('knows its Home, and switches with the right PIN only', async () => {
    const server = await den();
    const plexTv = await cloud([{ server }]);
    const account = accountAt(plexTv, plexTv.token('mia'));
    const kid = (await account.people()).find(({ name }) => name === 'kid')!;
    expect(kid).toMatchObject({ protected: true, id: server.userId('kid') });
    expect((await problemFrom(account.switchTo(kid.uuid, '0000'))).code).toBe('pin-wrong');
    expect((await problemFrom(account.switchTo(kid.uuid, null))).code).toBe('pin-wrong');
    const token = await account.switchTo(kid.uuid, '1234');
    const [offer] = await accountAt(plexTv, token).servers();
    expect(offer?.token).toBe(server.token('kid'));
  });

  it('that lost its sign-in says so', async () => {
    const plexTv = await cloud([]);
    const account = accountAt(plexTv, plexTv.token('mia'));
    plexTv.signOutEverywhere('mia');
    expect((await problemFrom(account.self())).code).toBe('signed-out');
    expect((await problemFrom(account.servers())).code).toBe('signed-out');
  });
});

describe('looking for a server', () => {
  const seeker = connectionTo('', { token: 'se-cr-et' });

  it('keeps the best address at which that very server answers, and sends it no token', async () => {
    const server = await den();
    const impostor = await den({ name: 'Impostor' });
    const silent = 'http://127.0.0.1:9';
    const found = await findAddress(seeker, server.serverId, [silent, impostor.url, server.url]);
    expect(found).toEqual({ address: server.url, fallbacks: [silent] });
    expect(JSON.stringify([server.log, impostor.log])).not.toContain('se-cr-et');
  });

  it('finds nothing where only others answer', async () => {
    const impostor = await den({ name: 'Impostor' });
    const search = findAddress(seeker, 'another', [impostor.url]);
    expect((await problemFrom(search)).code).toBe('unreachable');
  });

  it('tells when another one answers where a person said it was', async () => {
    const impostor = await den({ name: 'Impostor' });
    const search = findAddress(seeker, 'another', [impostor.url], impostor.url);
    expect((await problemFrom(search)).code).toBe('wrong-server');
  });
});
