import { expect, it, onTestFinished } from 'vitest';
import { Http } from '../../lib/servers/http';
import { connectionTo, Origin, problemFrom } from './probe';

const TOKEN = 'secret-token';

/** The problem that a failed answer becomes. */
async function refusedWith(text: string, type = 'text/plain') {
  const origin = await Origin.start((_req, res) => {
    res.writeHead(500, { 'Content-Type': type }).end(text);
  });
  onTestFinished(() => origin.stop());
  const manners = { headers: () => ({}), tokenHeaders: () => ({}) };
  const http = new Http(connectionTo(origin.url, { token: TOKEN }), manners);
  return problemFrom(http.json({ path: '/x' }));
}

it.each([
  ['a sentence', 'Error processing request.', 'text/plain', 'Error processing request.'],
  ['a JSON string', '"No such item"', 'application/json', 'No such item'],
  ['a title', '{"status":500,"title":"Broken"}', 'application/json', 'Broken'],
  ['a message', '{"message":"Broken"}', 'application/json', 'Broken'],
  ['several lines', ' One\r\n\ttwo\u202e\u0007three ', 'text/plain', 'One two three'],
  ['markup in text', '<b onclick=x>Hi</b>', 'text/plain', '<b onclick=x>Hi</b>'],
])('%s is kept as what the server said', async (_name, text, type, said) => {
  expect((await refusedWith(text, type)).params).toMatchObject({ status: '500', said });
});

it.each([
  ['nothing', '', 'text/plain'],
  ['a web page', '<html>Bad gateway</html>', 'text/html'],
  ['cut JSON', '{"message":"Bro', 'application/json'],
  ['JSON without words', '{"code":7,"message":{"a":1}}', 'application/json'],
  ['what quotes the token', `bad token ${TOKEN} given`, 'text/plain'],
])('%s is no sentence', async (_name, text, type) => {
  expect((await refusedWith(text, type)).params).not.toHaveProperty('said');
});

it('is cut to the length of a sentence', async () => {
  const { params } = await refusedWith('word '.repeat(10_000));
  expect(params!.said).toHaveLength(120);
  expect(params!.said).toMatch(/…$/);
});
