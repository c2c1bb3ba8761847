import { expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import { ask, client, plexClient, start } from './ask';

const world = sampleWorld();

for (const kind of ['jellyfin', 'emby', 'plex'] as const) {
  const behind = (proxy: Parameters<typeof start>[0]['proxy']) =>
    start({ kind, world, name: 'Attic', proxy });
  type Sim = Awaited<ReturnType<typeof behind>>;
  const open = kind === 'plex' ? '/identity' : '/System/Info/Public';
  const signedIn = (server: Sim) =>
    kind === 'plex' ? plexClient(server).get('/') : client(server).get('/Sessions');

  test(`${kind}: a proxy with a form answers it to everything, as if all were well`, async () => {
    const server = await behind({ asks: 'page' });
    const headers = { origin: 'https://example.org' };
    for (const answer of [await ask(server, open, { headers }), await signedIn(server)]) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html']);
      expect(answer.text).toContain('<form method="post"');
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test(`${kind}: whoever has filled in the form gets through with a cookie`, async () => {
    const server = await behind({ asks: 'page' });
    const { status, headers } = await ask(server, '/proxy/log-in', { method: 'POST' });
    expect([status, headers.get('location')]).toEqual([303, '/']);
    const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';');
    expect((await ask(server, open, { headers: { cookie } })).text).toContain(server.serverId);
  });

  test(`${kind}: a proxy with a form elsewhere sends everything there`, async () => {
    const to = 'https://auth.example.org/log-in';
    const server = await behind({ asks: 'redirect', to });
    for (const answer of [await ask(server, open), await signedIn(server)]) {
      expect([answer.status, answer.headers.get('location')]).toEqual([302, to]);
    }
  });

  test(`${kind}: a proxy with the browser's own question has a page with its 401`, async () => {
    const server = await behind({ asks: 'basic', realm: 'home', user: 'mia', password: 'x' });
    for (const answer of [await ask(server, open), await signedIn(server)]) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'text/html']);
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="home"');
    }
    const authorization = `Basic ${btoa('mia:x')}`;
    expect((await ask(server, open, { headers: { authorization } })).status).toBe(200);
  });

  test(`${kind}: a proxy can come and go`, async () => {
    const server = await start({ kind, world, name: 'Attic' });
    server.proxy = { asks: 'basic' };
    expect((await signedIn(server)).status).toBe(401);
    server.proxy = null;
    expect((await signedIn(server)).status).toBe(200);
  });
}
