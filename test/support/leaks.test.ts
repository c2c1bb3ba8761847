import { afterEach, describe, expect, it } from 'vitest';
import { type SimServer, sampleWorld, startServer } from '../servers';
import { type PlexTv, startPlexTv } from '../servers/plex-tv';
import { allowForeignTokens, allowTokensInUrls, forgetLeaks, leaksOf, refuseLeaks } from './leaks';

const world = sampleWorld();
const running: (SimServer | PlexTv)[] = [];

afterEach(async () => {
  forgetLeaks(...running);
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function start<K extends 'emby' | 'jellyfin' | 'plex'>(kind: K, name: string) {
  const server = await startServer<K>({ kind, name, world });
  running.push(server);
  return server;
}

const send = (server: { url: string }, path: string, init: RequestInit = {}) =>
  fetch(server.url + path, init).then((response) => response.arrayBuffer());

describe('a token', () => {
  it('may go to its own server in a header and in a body', async () => {
    const attic = await start('jellyfin', 'attic');
    const headers = { authorization: `MediaBrowser Token="${attic.token()}"` };
    await send(attic, '/Users/Me', { headers });
    await send(attic, '/Users/Me', { method: 'POST', body: attic.token() });
    expect(leaksOf(running)).toEqual([]);
    expect(refuseLeaks).not.toThrow();
  });

  it('may not stand in an address, be it in the query, the path or in disguise', async () => {
    const attic = await start('jellyfin', 'attic');
    const token = attic.token();
    await send(attic, `/Users/Me?api_key=${token}`);
    await send(attic, `/Users/x${token}y`);
    await send(attic, `/Items?to=${encodeURIComponent(encodeURIComponent('/?k=')) + token}`);
    await send(attic, `/Items?k=%${token.charCodeAt(0).toString(16)}${token.slice(1)}`);
    attic.clearLog();
    const leaks = leaksOf(running);
    expect(leaks).toHaveLength(4);
    expect(leaks[0]).toBe(
      'attic (jellyfin) was sent its own token of mia in its address: GET /Users/Me?api_key=<token>',
    );
    expect(leaks.join()).not.toContain(token);
    expect(refuseLeaks).toThrow(/attic \(jellyfin\) was sent its own token/);
  });

  it('may not go to another server, whatever the header or the body', async () => {
    const [attic, den] = [await start('jellyfin', 'attic'), await start('plex', 'den')];
    await send(den, '/', { headers: { 'x-plex-token': attic.token() } });
    await send(den, '/identity', { headers: { cookie: `a=1; b=${attic.token()}` } });
    await send(attic, '/Items', { method: 'POST', body: `{"Token":"${den.token()}"}` });
    const leaks = leaksOf([den]);
    expect(leaks[0]).toBe(
      "den (plex) was sent attic (jellyfin)'s token of mia in the header x-plex-token: GET /",
    );
    expect(leaks[1]).toContain('in the header cookie');
    expect(leaksOf([attic])[0]).toContain("den (plex)'s token of mia in its body");
  });

  it('of plex.tv may not go to a Plex server, nor one of the server to plex.tv', async () => {
    const den = await start('plex', 'den');
    const plexTv = await startPlexTv({ accounts: [{ name: 'mia' }] });
    running.push(plexTv);
    await send(den, '/', { headers: { 'x-plex-token': plexTv.token('mia') } });
    await send(plexTv, '/api/v2/user', { headers: { 'x-plex-token': den.token() } });
    expect(leaksOf([den])[0]).toContain("plex.tv's token of mia");
    expect(leaksOf([plexTv])[0]).toContain("den (plex)'s token of mia");
  });

  it('still counts when it is dead, or an API key, or of a server with the same name', async () => {
    const [one, two] = [await start('emby', 'twin'), await start('emby', 'twin')];
    const dead = one.token();
    one.revokeToken();
    expect(two.token()).not.toBe(one.token());
    await send(two, '/Items', { headers: { 'x-emby-token': dead } });
    await send(two, '/Sessions', { headers: { 'x-emby-token': one.token() } });
    await send(two, '/Users', { headers: { 'x-emby-token': one.apiKey() } });
    const where = 'in the header x-emby-token: GET';
    expect(leaksOf(running)).toEqual([
      `twin (emby) was sent twin (emby)'s token of mia ${where} /Items`,
      `twin (emby) was sent twin (emby)'s token of mia ${where} /Sessions`,
      `twin (emby) was sent twin (emby)'s token of nobody ${where} /Users`,
    ]);
  });

  it('is let pass where a test says that it asks so itself', async () => {
    const [attic, den] = [await start('jellyfin', 'attic'), await start('plex', 'den')];
    allowTokensInUrls(attic);
    allowForeignTokens(den);
    await send(attic, `/Users/Me?api_key=${attic.token()}`);
    await send(den, '/', { headers: { 'x-plex-token': attic.token() } });
    expect(leaksOf(running)).toEqual([]);
    await send(attic, '/', { headers: { 'x-plex-token': den.token() } });
    expect(leaksOf(running)).toHaveLength(1);
  });
});
