import { expect, test } from 'vitest';
import { bigWorld, createWorld, sampleWorld } from '../servers';
import { ask, client, MINUTE, plexClient, start } from './ask';

const world = sampleWorld();
const film = world.find('Alien');

for (const kind of ['jellyfin', 'emby', 'plex'] as const) {
  const path = (id: string) => (kind === 'plex' ? `/library/metadata/${id}` : `/Items?Ids=${id}`);

  test(`${kind}: the log holds every request with what was sent and answered`, async () => {
    const server = await start({ kind, world, name: 'Attic' });
    await ask(server, '/nothing?a=1', { method: 'POST', body: 'hello' });
    const [entry] = server.log;
    expect(entry).toMatchObject({ method: 'POST', path: '/nothing', body: 'hello' });
    expect(entry?.query.get('a')).toBe('1');
    expect(entry?.status).toBeGreaterThanOrEqual(401);
    server.clearLog();
    expect(server.log).toEqual([]);
  });

  test(`${kind}: a fault strikes as often as it was told to`, async () => {
    const server = await start({ kind, world, name: 'Attic' });
    const fault = server.fault({ when: /nothing/, times: 1, status: 418, body: 'tea' });
    expect((await ask(server, '/nothing')).text).toBe('tea');
    expect((await ask(server, '/nothing')).status).not.toBe(418);
    expect(fault.hits).toBe(1);
  });

  test(`${kind}: faults drop, delay, cut, replace by a page, and change answers`, async () => {
    const server = await start({ kind, world, name: 'Attic' });
    const [id = ''] = server.itemIds(film);
    const headers = { accept: 'application/json', 'x-plex-token': server.token() };
    const call = () =>
      kind === 'plex' ? ask(server, path(id), { headers }) : client(server).get(path(id));

    const dropped = server.fault({ when: () => true, drop: true });
    await expect(call()).rejects.toThrow();
    dropped.remove();

    server.fault({ when: () => true, delayMs: 80, times: 1 });
    const before = performance.now();
    expect((await call()).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(70);

    server.fault({ when: () => true, truncate: true, times: 1 });
    await expect(call()).rejects.toThrow(SyntaxError);

    server.fault({ when: () => true, html: true, times: 1 });
    const page = await call();
    expect(page.headers.get('content-type')).toContain('text/html');

    server.fault({ when: () => true, transform: () => ({ other: true }) });
    expect((await call()).json).toEqual({ other: true });
    server.clearFaults();
    expect((await call()).json).not.toEqual({ other: true });
  });

  test(`${kind}: a hook sees each request before it is answered`, async () => {
    const server = await start({ kind, world, name: 'Attic' });
    const [id = ''] = server.itemIds(film);
    const remove = server.onRequest(() => server.play(film, 33 * MINUTE));
    const call = () => (kind === 'plex' ? plexClient(server) : client(server)).get(path(id));
    expect(JSON.stringify((await call()).json)).toContain(
      kind === 'plex' ? '1980000' : '1980000000',
    );
    remove();
    server.setState(film, { positionMs: 0 });
    await call();
    expect(server.state(film).positionMs).toBe(0);
  });

  test(`${kind}: it comes back on the same port with the same state and tokens`, async () => {
    const server = await start({ kind, world, name: 'Attic' });
    server.play(film, 20 * MINUTE);
    const { url } = server;
    const token = server.token();
    await server.stop();
    await expect(fetch(url)).rejects.toThrow();
    await server.start();
    expect(server.url).toBe(url);
    expect(server.token()).toBe(token);
    expect(server.state(film).positionMs).toBe(20 * MINUTE);
  });

  test(`${kind}: its Date header and its stamps follow its own clock`, async () => {
    const server = await start({ kind, world, name: 'Attic' });
    server.clock = () => Date.UTC(2026, 5, 1, 12);
    server.clockSkewMs = -3 * MINUTE;
    const answer = await ask(server, '/');
    expect(answer.headers.get('date')).toBe('Mon, 01 Jun 2026 11:57:00 GMT');
    server.play(film, 20 * MINUTE);
    expect(server.state(film).lastPlayedAt).toBe(Date.UTC(2026, 5, 1, 11, 57));
  });

  test(`${kind}: a revoked token is refused and a new one is handed out`, async () => {
    const server = await start({ kind, world, name: 'Attic' });
    const old = server.token();
    server.revokeToken();
    const with_ = (token: string) =>
      kind === 'plex'
        ? plexClient(server, token).get('/')
        : client(server, token).get(`/Users/${server.userId()}`);
    expect((await with_(old)).status).toBe(401);
    expect((await with_(server.token())).status).toBe(200);
  });

  test(`${kind}: a disabled user's tokens stay dead after enabling again`, async () => {
    const users = [{ name: 'mia', admin: true }, { name: 'ben' }];
    const server = await start({ kind, world, name: 'Attic', users });
    const old = server.token('ben');
    server.setUserDisabled('ben', true);
    server.setUserDisabled('ben', false);
    const ids = { authorization: `MediaBrowser Token="${old}"`, 'x-plex-token': old };
    const path = kind === 'plex' ? '/' : '/Sessions';
    expect((await ask(server, path, { headers: ids })).status).toBe(401);
  });

  test(`${kind}: each user has state of their own`, async () => {
    const users = [{ name: 'mia', admin: true }, { name: 'ben' }];
    const server = await start({ kind, world, name: 'Attic', users });
    server.play(film, 20 * MINUTE, { user: 'ben' });
    expect(server.state(film).positionMs).toBe(0);
    expect(server.state(film, { user: 'ben' }).positionMs).toBe(20 * MINUTE);
  });

  test(`${kind}: a renamed file gets a new id and keeps its state by external ids`, async () => {
    const server = await start({ kind, world, name: 'Attic' });
    server.play(film, 20 * MINUTE);
    const [before] = server.itemIds(film);
    server.rename(film);
    expect(server.itemIds(film)).toHaveLength(1);
    expect(server.itemIds(film)[0]).not.toBe(before);
    expect(server.state(film).positionMs).toBe(20 * MINUTE);
  });

  test(`${kind}: a title that was deleted and added again has its state back`, async () => {
    const server = await start({ kind, world, name: 'Attic' });
    server.play(film, 20 * MINUTE);
    server.deleteTitle(film);
    expect(server.itemIds(film)).toEqual([]);
    server.addTitle(film, 'Films');
    expect(server.state(film).positionMs).toBe(20 * MINUTE);
  });

  test(`${kind}: a title without ids loses its state when its file is renamed`, async () => {
    const own = createWorld();
    const home = own.movie({ title: 'Holidays 2019' });
    const server = await start({ kind, world: own, name: 'Attic' });
    server.play(home, 20 * MINUTE);
    server.rename(home);
    expect(server.state(home).positionMs).toBe(0);
  });

  test(`${kind}: a page of a thousand of ten thousand films is answered quickly`, async () => {
    const server = await start({ kind, world: bigWorld(10_000, { shows: 0 }), name: 'Attic' });
    const films = `/Users/${server.userId()}/Items?Recursive=true&IncludeItemTypes=Movie`;
    const section = '/library/sections/1/all?type=1&includeGuids=1&X-Plex-Container-Size=1000';
    const page = (from: number) =>
      kind === 'plex'
        ? plexClient(server).get(`${section}&X-Plex-Container-Start=${from}`)
        : client(server).get(`${films}&Fields=ProviderIds&StartIndex=${from}&Limit=1000`);
    await page(0);
    const before = performance.now();
    const answer = await page(5000);
    expect(performance.now() - before).toBeLessThan(1000);
    expect((answer.json.Items ?? answer.json.MediaContainer.Metadata).length).toBe(1000);
    expect(server.crashes).toEqual([]);
  });
}

test('an answer can be lost after the server has done what was asked', async () => {
  const server = await start({ kind: 'jellyfin', world, name: 'Attic' });
  const [id] = server.itemIds(film);
  server.fault({ when: /UserData/, drop: true, afterHandling: true });
  const body = { PlaybackPositionTicks: 6_000_000_000 };
  await expect(client(server).post(`/UserItems/${id}/UserData`, body)).rejects.toThrow();
  expect(server.state(film).positionMs).toBe(10 * MINUTE);
});

test('two servers of one world have ids of their own for one title', async () => {
  for (const kind of ['jellyfin', 'emby', 'plex'] as const) {
    const one = await start({ kind, world, name: 'One' });
    const two = await start({ kind, world, name: 'Two' });
    expect(one.serverId).not.toBe(two.serverId);
    expect(one.itemIds(film)).not.toEqual(two.itemIds(film));
  }
});
