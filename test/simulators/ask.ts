import { request } from 'node:http';
import { afterEach } from 'vitest';
import { type SimServer, startServer } from '../servers';
import { type PlexTv, type PlexTvSetup, startPlexTv } from '../servers/plex-tv';
import { allowTokensInUrls } from '../support/leaks';

type Start = typeof startServer;

const running: { stop(): Promise<void> }[] = [];

/** Starts a server that is stopped after the test, and is asked in every way that it knows. */
export const start: Start = async (setup) => {
  const server = await startServer(setup);
  allowTokensInUrls(server);
  running.push(server);
  return server;
};

/** Starts a plex.tv that is stopped after the test. */
export const startCloud = async (setup: PlexTvSetup) => {
  const plexTv = await startPlexTv(setup);
  running.push(plexTv);
  return plexTv;
};

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; a test looks into it as it likes. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are read by tests only
  json: any;
}

export async function ask(
  server: { url: string },
  path: string,
  init: RequestInit = {},
): Promise<Answer> {
  const response = await fetch(server.url + path, { redirect: 'manual', ...init });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

export const authorization = (token: string | null, deviceId = 'test-device'): string =>
  `MediaBrowser Client="Tests", Device="Vitest", DeviceId="${deviceId}", Version="1.0"${
    token === null ? '' : `, Token="${token}"`
  }`;

/** A signed-in Jellyfin or Emby client. */
export function client(server: SimServer, token = server.token()) {
  const headers = {
    authorization: authorization(token),
    'content-type': 'application/json',
  };
  const send = (method: string) => (path: string, body?: unknown) =>
    ask(server, path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  return { get: send('GET'), post: send('POST'), del: send('DELETE') };
}

/** A signed-in Plex client that reads JSON. */
export function plexClient(server: SimServer, token = server.token(), clientId = 'test-client') {
  const headers = {
    accept: 'application/json',
    'x-plex-token': token,
    ...(clientId === '' ? {} : { 'x-plex-client-identifier': clientId }),
  };
  const send = (method: string) => (path: string) => ask(server, path, { method, headers });
  return { get: send('GET'), post: send('POST'), put: send('PUT') };
}

/** An app that reads JSON from plex.tv, signed in or not. */
export function cloudClient(plexTv: PlexTv, token: string | null, clientId = 'test-client') {
  const headers = {
    accept: 'application/json',
    'x-plex-client-identifier': clientId,
    'x-plex-product': 'Tests',
    ...(token === null ? {} : { 'x-plex-token': token }),
  };
  const send = (method: string) => (path: string) =>
    ask(plexTv, `/api/v2${path}`, { method, headers });
  return { get: send('GET'), post: send('POST') };
}

/** A request whose headers may hold any byte, which `fetch` would not send. */
export function rawRequest(
  server: SimServer,
  path: string,
  headers: Record<string, string>,
): Promise<number> {
  const { hostname, port } = new URL(server.url);
  return new Promise((done, fail) => {
    const sent = request({ hostname, port, path, headers, agent: false }, (res) => {
      res.resume();
      res.on('end', () => done(res.statusCode ?? 0));
    });
    sent.on('error', fail);
    sent.end();
  });
}

export const MINUTE = 60_000;
export const TICKS_PER_MINUTE = 600_000_000;
