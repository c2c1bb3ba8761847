import { describe, expect, it } from 'vitest';
import { answering, httpTo, serve } from './origins';
import { problemFrom } from './probe';

/** What a browser's fetch makes of a redirect that is not to be followed. */
const browserFetch: typeof fetch = async (input, init) => {
  const response = await globalThis.fetch(input, init);
  const manual = new Request(input, init).redirect === 'manual';
  if (!manual || response.status < 300 || response.status > 399) return response;
  const opaque = Response.error();
  Object.defineProperty(opaque, 'type', { value: 'opaqueredirect' });
  return opaque;
};

describe('a redirect in a browser, which hides where it leads', () => {
  it('is found out without the token and asked again with it', async () => {
    const origin = await serve((req, res) => {
      if (req.url === '/x') res.writeHead(302, { Location: '/y' }).end();
      else answering(200, '{"there":1}')(req, res);
    });
    const http = httpTo(origin.url, { fetch: browserFetch });
    expect(await http.json({ path: '/x' })).toEqual({ there: 1 });
    const tokens = origin.seen.map(({ url, headers }) => [url, 'x-token' in headers]);
    expect(tokens).toEqual([
      ['/x', true],
      ['/x', false],
      ['/y', false],
      ['/y', true],
    ]);
  });

  it('to another origin is refused, and no token is sent there', async () => {
    const other = await serve(answering(200));
    const origin = await serve((_req, res) => {
      res.writeHead(302, { Location: `${other.url}/x` }).end();
    });
    const http = httpTo(origin.url, { fetch: browserFetch });
    const problem = await problemFrom(http.json({ path: '/x' }));
    expect(problem).toEqual({ code: 'redirected', params: { endpoint: '/x', to: other.url } });
    for (const { headers } of other.seen) expect(JSON.stringify(headers)).not.toContain('se-cr-et');
  });

  it('of a write is refused without a probe', async () => {
    const origin = await serve((_req, res) => {
      res.writeHead(307, { Location: '/y' }).end();
    });
    const http = httpTo(origin.url, { fetch: browserFetch });
    const sent = http.send({ method: 'POST', path: '/x', body: {} });
    expect((await problemFrom(sent)).code).toBe('redirected');
    expect(origin.seen).toHaveLength(1);
  });
});
