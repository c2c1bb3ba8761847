import { describe, expect, it } from 'vitest';
import { answering, httpTo, serve } from './origins';
import { problemFrom } from './probe';

describe('a request', () => {
  it('carries the token in a header, never in the address', async () => {
    const origin = await serve(answering(200, '{"a":1}'));
    const http = httpTo(origin.url);
    expect(await http.json({ path: '/x', query: { 'viewOffset>>': 0, skip: undefined } })).toEqual({
      a: 1,
    });
    expect(origin.seen).toHaveLength(1);
    expect(origin.seen[0]).toMatchObject({ method: 'GET', url: '/x?viewOffset%3E%3E=0' });
    expect(origin.seen[0]?.headers).toMatchObject({ 'x-token': 'se-cr-et', 'x-who': 'playhead' });
  });

  it('sends no token when anonymous, and is not sent without one otherwise', async () => {
    const origin = await serve(answering(200));
    await httpTo(origin.url).json({ path: '/x', anonymous: true });
    expect(origin.seen[0]?.headers).not.toHaveProperty('x-token');
    const none = httpTo(origin.url, { token: null });
    expect((await problemFrom(none.json({ path: '/x' }))).code).toBe('no-token');
    expect(origin.seen).toHaveLength(1);
  });

  it('calls fetch bare, as browsers insist on it', async () => {
    const origin = await serve(answering(200));
    let self: unknown = 'not called';
    const strict: typeof fetch = function (this: unknown, input, init) {
      self = this;
      return globalThis.fetch(input, init);
    };
    await httpTo(origin.url, { fetch: strict }).json({ path: '/x' });
    expect(self).toBeUndefined();
  });

  it('counts requests and bytes', async () => {
    const origin = await serve(answering(200, '{"name":"Amélie"}'));
    const http = httpTo(origin.url);
    await http.json({ path: '/x' });
    await http.json({ path: '/y' });
    expect(http.traffic).toEqual({ requests: 2, bytes: 36 });
  });

  it.each(['not an address', 'ftp://10.0.0.1', 'http://mia:pw@10.0.0.1'])(
    'refuses the address %s',
    async (address) => {
      const http = httpTo(address);
      expect((await problemFrom(http.json({ path: '/x' }))).code).toBe('bad-address');
      expect(http.traffic.requests).toBe(0);
    },
  );
});

describe('an answer', () => {
  it.each([
    [400, 'refused'],
    [404, 'not-found'],
    [414, 'refused'],
    [429, 'busy'],
    [500, 'server-error'],
    [503, 'starting'],
  ])('%i is %s, asked for once', async (status, code) => {
    const origin = await serve(answering(status, ''));
    const problem = await problemFrom(httpTo(origin.url).json({ path: '/x', query: { q: 'v' } }));
    expect(problem).toMatchObject({ code, params: { endpoint: '/x', status: String(status) } });
    expect(origin.seen).toHaveLength(1);
  });

  it.each([
    [401, 'signed-out'],
    [403, 'forbidden'],
  ])('%i is %s, when it is said twice', async (status, code) => {
    const origin = await serve(answering(status, ''));
    const problem = await problemFrom(httpTo(origin.url).json({ path: '/x', query: { q: 'v' } }));
    expect(problem).toMatchObject({ code, params: { endpoint: '/x', status: String(status) } });
    expect(origin.seen).toHaveLength(2);
  });

  it.each([401, 403])('%i said once is not believed', async (status) => {
    const refusals = [answering(status, '')];
    const origin = await serve((req, res) => (refusals.pop() ?? answering(200, '1'))(req, res));
    expect(await httpTo(origin.url).json({ path: '/x' })).toBe(1);
    expect(origin.seen).toHaveLength(2);
  });

  it('that refuses is final at once where that may be, without a token, and of a write', async () => {
    const origin = await serve(answering(403, 'no'));
    for (const more of [{ mayRefuse: true }, { anonymous: true }, { method: 'POST' as const }]) {
      const refused = httpTo(origin.url).json({ path: '/x', ...more });
      expect((await problemFrom(refused)).code).toBe('forbidden');
    }
    expect(origin.seen).toHaveLength(3);
  });

  it.each([
    ['005', 5000],
    ['7', 7000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['soon', undefined],
    ['0', 0],
    ['7200', 3_600_000],
    ['86401', undefined],
    ['9'.repeat(400), undefined],
    ['-5', undefined],
    ['Wed, 31 Dec 2025 23:59:00 GMT', undefined],
    ['Thu, 01 Jan 2026 05:00:00 GMT', 3_600_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', undefined],
  ])('Retry-After: %s', async (header, expected) => {
    const headers = { 'Retry-After': header, Date: 'Thu, 01 Jan 2026 00:00:00 GMT' };
    const origin = await serve(answering(503, 'loading', headers));
    const problem = await problemFrom(httpTo(origin.url).json({ path: '/x' }));
    expect(problem.retryAfterMs).toBe(expected);
    expect(problem.params).not.toHaveProperty('empty');
  });

  it.each([
    ['a web page', '<html></html>', 'text/html', 'no-media-server'],
    ['a page to sign in', '<input type=password>', 'text/html', 'login-page'],
    ['a page that leads to one', '<title>Log in · Authelia</title>', 'text/html', 'login-page'],
    ['JSON that breaks off', '{"Items":[{"Id"', 'application/json', 'not-json'],
    ['nothing', '', 'application/json', 'not-json'],
    ['JSON that calls itself a page', '{}', 'text/html', 'no-media-server'],
  ])('that is %s is no answer', async (_name, body, type, code) => {
    const origin = await serve(answering(200, body, { 'Content-Type': type }));
    expect((await problemFrom(httpTo(origin.url).json({ path: '/x' }))).code).toBe(code);
  });

  it.each([
    [-90_000, -90_000],
    [3_600_000, 3_600_000],
    [1000, 0],
    [-1000, 0],
  ])('tells the skew of a clock %i ms off', async (off, expected) => {
    const date = new Date(Date.now() + off).toUTCString();
    const origin = await serve(answering(200, '{}', { Date: date }));
    const http = httpTo(origin.url);
    await http.json({ path: '/x' });
    expect(Math.abs(http.skewMs - expected)).toBeLessThanOrEqual(expected === 0 ? 0 : 1000);
  });
});

describe('a failure', () => {
  it.each([502, 504])('%i of a read is tried once more, and only once', async (status) => {
    const origin = await serve(answering(status));
    const http = httpTo(origin.url);
    const problem = await problemFrom(http.json({ path: '/x' }));
    expect(problem).toMatchObject({ code: 'server-error', params: { status: String(status) } });
    expect(origin.seen).toHaveLength(2);
    origin.answer = (req, res) => {
      const first = origin.seen.length === 3;
      answering(first ? status : 200, '{"ok":true}')(req, res);
    };
    expect(await http.json({ path: '/x' })).toEqual({ ok: true });
    expect(http.traffic.requests).toBe(4);
  });

  it('a dropped connection of a read is tried once more', async () => {
    const origin = await serve((req) => req.socket.destroy());
    expect((await problemFrom(httpTo(origin.url).json({ path: '/x' }))).code).toBe('unreachable');
    expect(origin.seen).toHaveLength(2);
  });

  it('a body that breaks off is a dropped connection', async () => {
    const origin = await serve((_req, res) => {
      res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
      res.write('{"Items":');
      setTimeout(() => res.destroy(), 5);
    });
    expect((await problemFrom(httpTo(origin.url).json({ path: '/x' }))).code).toBe('unreachable');
    expect(origin.seen).toHaveLength(2);
  });

  it.each([502, 'drop'] as const)('of a write (%s) is never tried again', async (how) => {
    const origin = await serve((req, res) => {
      if (how === 'drop') req.socket.destroy();
      else answering(how)(req, res);
    });
    const sent = httpTo(origin.url).send({ method: 'POST', path: '/x', body: { a: 1 } });
    expect((await problemFrom(sent)).code).toBe(how === 'drop' ? 'unreachable' : 'server-error');
    expect(origin.seen).toHaveLength(1);
  });

  it.each(['head', 'body'])('an answer whose %s does not come is given up', async (part) => {
    const origin = await serve((_req, res) => {
      if (part === 'head') return;
      res.writeHead(200, { 'Content-Type': 'application/json' });
      res.write('{');
    });
    const problem = await problemFrom(httpTo(origin.url, { timeoutMs: 40 }).json({ path: '/x' }));
    expect(problem).toEqual({ code: 'timeout', params: { endpoint: '/x' } });
    expect(origin.seen).toHaveLength(1);
  });
});

describe('a redirect', () => {
  it('within the origin is followed, with the token', async () => {
    const origin = await serve((req, res) => {
      if (req.url === '/x') res.writeHead(302, { Location: '/base/x?y=1' }).end();
      else answering(200, '{"there":1}')(req, res);
    });
    expect(await httpTo(origin.url).json({ path: '/x' })).toEqual({ there: 1 });
    expect(origin.seen.map(({ url }) => url)).toEqual(['/x', '/base/x?y=1']);
    expect(origin.seen[1]?.headers).toHaveProperty('x-token');
  });

  it('to another origin is refused, and nothing is sent there', async () => {
    const other = await serve(answering(200));
    const origin = await serve((_req, res) => {
      res.writeHead(302, { Location: `${other.url}/x` }).end();
    });
    const problem = await problemFrom(httpTo(origin.url).json({ path: '/x' }));
    expect(problem).toEqual({ code: 'redirected', params: { endpoint: '/x', to: other.url } });
    expect(other.seen).toHaveLength(0);
  });

  it('that goes round is given up', async () => {
    const origin = await serve((_req, res) => {
      res.writeHead(302, { Location: '/x' }).end();
    });
    expect((await problemFrom(httpTo(origin.url).json({ path: '/x' }))).code).toBe('redirected');
    expect(origin.seen).toHaveLength(4);
  });

  it('of a write is refused', async () => {
    const origin = await serve((_req, res) => {
      res.writeHead(307, { Location: '/y' }).end();
    });
    const sent = httpTo(origin.url).send({ method: 'POST', path: '/x', body: {} });
    expect((await problemFrom(sent)).code).toBe('redirected');
    expect(origin.seen).toHaveLength(1);
  });
});
