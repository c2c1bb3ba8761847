import { get } from 'node:https';
import { expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import { certificateFor } from '../servers/certificate';
import { start, startCloud } from './ask';

const world = sampleWorld();

function status(url: string, ca?: string, servername?: string): Promise<number> {
  return new Promise((done, fail) => {
    const headers = servername ? { host: servername } : {};
    const sent = get(url, { ca, servername, headers, agent: false }, (res) => {
      res.resume();
      res.on('end', () => done(res.statusCode ?? 0));
    });
    sent.on('error', fail);
  });
}

test('https answers whoever trusts the certificate, and nobody else', async () => {
  const tls = await certificateFor('127.0.0.1');
  const server = await start({ kind: 'jellyfin', world, name: 'Attic', tls });
  expect(server.url).toBe(`https://127.0.0.1:${server.port}`);
  expect(await status(`${server.url}/System/Ping`, tls.cert)).toBe(200);
  await expect(status(`${server.url}/System/Ping`)).rejects.toThrow(/self-signed/);
  const other = await certificateFor('127.0.0.1');
  await expect(status(`${server.url}/System/Ping`, other.cert)).rejects.toThrow(/self-signed/);
});

test('a certificate is good for its own names only', async () => {
  const tls = await certificateFor('plex.tv', '*.plex.tv');
  const plexTv = await startCloud({ accounts: [{ name: 'mia' }], tls });
  expect(await status(`${plexTv.url}/auth`, tls.cert, 'app.plex.tv')).toBe(200);
  await expect(status(`${plexTv.url}/auth`, tls.cert, 'plex.example')).rejects.toThrow(/altnames/);
});

test('a certificate tells the fingerprint of its public key', async () => {
  const [one, two] = [await certificateFor('127.0.0.1'), await certificateFor('127.0.0.1')];
  expect(one.spki).toMatch(/^[0-9A-Za-z+/]{43}=$/);
  expect(two.spki).not.toBe(one.spki);
});

test('plain http is not understood where only https is spoken', async () => {
  const tls = await certificateFor('127.0.0.1');
  const server = await start({ kind: 'emby', world, name: 'Attic', tls });
  await expect(fetch(server.url.replace('https', 'http'))).rejects.toThrow();
});

test('Plex speaks both on one port, unless secure connections are required', async () => {
  const tls = await certificateFor('127.0.0.1');
  for (const httpRequired of [false, true]) {
    const options = { httpRequired };
    const server = await start({ kind: 'plex', world, name: 'Den', tls, options });
    expect(await status(`${server.url}/identity`, tls.cert)).toBe(200);
    const plain = fetch(`${server.url.replace('https', 'http')}/identity`);
    if (httpRequired) await expect(plain).rejects.toThrow();
    else expect((await plain).status).toBe(200);
  }
});

test('it comes back on the same port, over https again', async () => {
  const tls = await certificateFor('127.0.0.1');
  const server = await start({ kind: 'plex', world, name: 'Den', tls });
  const { url } = server;
  await server.stop();
  await expect(status(`${url}/identity`, tls.cert)).rejects.toThrow();
  await server.start();
  expect(await status(`${url}/identity`, tls.cert)).toBe(200);
});
