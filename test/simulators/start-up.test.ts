import { describe, expect, test } from 'vitest';
import { sampleWorld } from '../servers';
import { ask, client, plexClient, start } from './ask';

const world = sampleWorld();
const jellyfin = () => start({ kind: 'jellyfin', world, name: 'Attic' });
const origin = { origin: 'chrome-extension://abcdef' };

describe('the set-up server of Jellyfin', () => {
  const beginning = async () => {
    const server = await jellyfin();
    server.setPhase('starting-setup');
    return server;
  };

  test('is not there at first', async () => {
    const server = await jellyfin();
    server.setPhase('refused');
    await expect(ask(server, '/System/Info/Public')).rejects.toThrow();
  });

  test('denies all but two things with a page and five seconds, and without CORS', async () => {
    const server = await beginning();
    for (const [method, path] of [
      ['GET', '/Items'],
      ['OPTIONS', '/Items'],
      ['POST', '/Users/AuthenticateByName'],
      ['GET', '/System/Ping'],
    ] as const) {
      const { status, headers } = await ask(server, path, { method, headers: origin });
      expect([status, headers.get('retry-after')]).toEqual([503, '005']);
      expect(headers.get('content-type')).toContain('text/html');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    expect((await client(server).get('/Users/Me')).status).toBe(503);
  });

  test('gives public info first empty, then in camel case and without a finished wizard', async () => {
    const server = await beginning();
    const info = () => ask(server, '/System/Info/Public', { headers: origin });
    const first = await info();
    expect([first.status, first.text]).toEqual([503, '']);
    const second = await info();
    expect(second.status).toBe(200);
    expect(Object.keys(second.json)).toEqual([
      'localAddress',
      'serverName',
      'version',
      'productName',
      'operatingSystem',
      'id',
      'startupWizardCompleted',
    ]);
    expect(second.json).toMatchObject({ productName: 'Jellyfin Server', id: server.serverId });
    expect(second.json.startupWizardCompleted).toBe(false);
    expect(second.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('is of degraded health', async () => {
    const { status, text } = await ask(await beginning(), '/health');
    expect([status, text]).toEqual([200, 'Degraded']);
  });
});

describe('Jellyfin while it loads', () => {
  const loading = async () => {
    const server = await jellyfin();
    server.setPhase('loading');
    return server;
  };

  test('answers valid tokens and open routes with a page, CORS and no time', async () => {
    const server = await loading();
    const headers = { ...origin, authorization: `MediaBrowser Token="${server.token()}"` };
    for (const answer of [
      await ask(server, '/Items', { headers }),
      await ask(server, '/System/Info/Public', { headers: origin }),
      await ask(server, '/Users/AuthenticateByName', { method: 'POST', headers: origin }),
    ]) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, null]);
      expect(answer.text).toContain('is loading. Please try again shortly.');
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  test('turns requests without a token away, and answers a ping', async () => {
    const server = await loading();
    const { status, text } = await ask(server, '/Items');
    expect([status, text]).toEqual([401, '']);
    expect((await ask(server, '/System/Ping')).status).toBe(200);
  });

  test('is healthy once it is ready', async () => {
    const server = await loading();
    server.setPhase('ready');
    expect((await ask(server, '/health')).text).toBe('Healthy');
    expect((await client(server).get('/Items')).status).toBe(200);
  });
});

test('Emby starts with a page for everything', async () => {
  const server = await start({ kind: 'emby', world, name: 'Cellar' });
  server.setPhase('loading');
  const { status, headers } = await client(server).get('/System/Info/Public');
  expect([status, headers.get('content-type')]).toEqual([503, 'text/html']);
});

test('Plex is a page for everything while it migrates', async () => {
  const server = await start({ kind: 'plex', world, name: 'Den' });
  server.setPhase('loading');
  for (const path of ['/identity', '/', '/library/sections']) {
    const { status, headers, text } = await plexClient(server).get(path);
    expect([status, headers.get('content-type')]).toEqual([503, 'text/html']);
    expect(text).toContain('503 Service Unavailable');
  }
});
