import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Patience } from '../../lib/model/patience';
import { type AnswerKind, MOST_BYTES } from '../../lib/servers/body';
import { httpTo, serve } from './origins';
import { problemFrom } from './probe';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const MB = 1_000_000;
const KINDS = Object.keys(MOST_BYTES) as AnswerKind[];

/** JSON of exactly so many bytes. */
const jsonOf = (bytes: number): string => `"${'x'.repeat(bytes - 2)}"`;

/** A body that never ends. */
function endless(res: ServerResponse): void {
  const piece = Buffer.alloc(65_536, ' ');
  const more = () => {
    while (!res.destroyed && res.write(piece));
    if (!res.destroyed) res.once('drain', more);
  };
  more();
}

describe('the body of an answer', () => {
  it.each(KINDS)('may have what its kind may have (%s), and not a byte more', async (answer) => {
    let bytes: number = MOST_BYTES[answer];
    const origin = await serve((_req, res) => res.writeHead(200, JSON_TYPE).end(jsonOf(bytes)));
    const http = httpTo(origin.url);
    expect(await http.json({ path: '/x', answer })).toHaveLength(bytes - 2);
    bytes += 1;
    expect(await problemFrom(http.json({ path: '/x', answer }))).toEqual({
      code: 'answer-too-large',
      params: { endpoint: '/x' },
    });
    expect(origin.seen).toHaveLength(2);
  });

  it('that never ends is given up at once, and its connection closed', async () => {
    let closed: Promise<unknown> | null = null;
    const origin = await serve((_req, res) => {
      closed = new Promise((done) => res.once('close', done));
      res.writeHead(200, JSON_TYPE);
      endless(res);
    });
    const http = httpTo(origin.url);
    expect((await problemFrom(http.json({ path: '/x' }))).code).toBe('answer-too-large');
    await closed;
    expect(http.traffic).toEqual({ requests: 1, bytes: MOST_BYTES.single });
  });

  it('is counted as it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * MB, ' '));
    expect(bomb.length).toBeLessThan(MB);
    const headers = { ...JSON_TYPE, 'Content-Encoding': 'gzip' };
    const origin = await serve((_req, res) => res.writeHead(200, headers).end(bomb));
    const http = httpTo(origin.url);
    expect((await problemFrom(http.json({ path: '/x' }))).code).toBe('answer-too-large');
    expect(http.traffic.bytes).toBe(MOST_BYTES.single);
  });

  it('shares with the other pages of its list what they may have together', async () => {
    const origin = await serve((_req, res) => res.writeHead(200, JSON_TYPE).end(jsonOf(MB)));
    const http = httpTo(origin.url);
    const allowance = { left: 2.5 * MB };
    const page = () => http.json({ path: '/x', answer: 'list', allowance });
    await page();
    await page();
    expect((await problemFrom(page())).code).toBe('answer-too-large');
  });

  it('that explains a failure is read for a little, and the failure counts', async () => {
    const origin = await serve((_req, res) => {
      res.writeHead(500, { 'Content-Type': 'text/html' });
      endless(res);
    });
    const http = httpTo(origin.url);
    expect((await problemFrom(http.json({ path: '/x' }))).code).toBe('server-error');
    expect(http.traffic.bytes).toBeLessThan(MB / 10);
  });
});

describe('the time of a request', () => {
  it('ends although a byte comes every few milliseconds', async () => {
    const origin = await serve((_req, res) => {
      res.writeHead(200, JSON_TYPE);
      const timer = setInterval(() => res.write(' '), 5);
      res.once('close', () => clearInterval(timer));
    });
    const asked = httpTo(origin.url, { timeoutMs: 60 }).json({ path: '/x' });
    expect(await problemFrom(asked)).toEqual({ code: 'timeout', params: { endpoint: '/x' } });
  });

  it('is one for all places that it is sent on to', async () => {
    const origin = await serve((req, res) => {
      const Location = `/${Number(req.url!.slice(1)) + 1}`;
      setTimeout(() => res.writeHead(302, { Location }).end(), 40);
    });
    const asked = httpTo(origin.url, { timeoutMs: 60 }).json({ path: '/0' });
    expect((await problemFrom(asked)).code).toBe('timeout');
    expect(origin.seen.length).toBeLessThanOrEqual(2);
  });
});

describe('the patience with one server', () => {
  it('is shared by all requests: where none is left, nothing is sent', async () => {
    const origin = await serve(() => {});
    const http = httpTo(origin.url, { patience: new Patience(100) });
    expect((await problemFrom(http.json({ path: '/x' }))).code).toBe('timeout');
    expect(await problemFrom(http.json({ path: '/y' }))).toEqual({
      code: 'out-of-time',
      params: { endpoint: '/y' },
    });
    expect(origin.seen.map(({ url }) => url)).not.toContain('/y');
  });

  it('counts what waits side by side once, and nothing between requests', () => {
    let now = 0;
    const clock = { now: () => now };
    const patience = new Patience(100, clock);
    const [one, other] = [patience.begin(), patience.begin()];
    now = 30;
    one();
    other();
    now = 1_000;
    expect(patience.left).toBe(70);
    const third = patience.begin();
    now = 1_050;
    expect(patience.left).toBe(20);
    third();
    expect(patience.left).toBe(20);
    patience.begin();
    now = 2_000;
    expect(patience.left).toBe(0);
  });
});
