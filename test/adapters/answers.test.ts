import { describe, expect, it } from 'vitest';
import { problemOf } from '../../lib/model/problem';
import { type Answer, jsonOf } from '../../lib/servers/answers';

const answer = (text: string, contentType = 'application/json'): Answer => ({
  ...{ status: 200, contentType, text, bytes: new Uint8Array(0), challenged: false },
  ...{ retryAfter: null, errorCode: null, date: null },
});
const detailOf = (given: Answer): string | undefined => {
  try {
    jsonOf(given, '/list');
  } catch (thrown) {
    return problemOf(thrown).params?.detail;
  }
  return undefined;
};

describe('the JSON of an answer', () => {
  it('holds no halves of characters, which no address could hold', () => {
    const read = jsonOf(answer('{"id":"a\\ud800b","name":"\\ud83d\\ude00 \\uDFFF"}'), '/list');
    expect(read).toEqual({ id: 'a\ufffdb', name: '\u{1f600} \ufffd' });
    expect(() => encodeURIComponent((read as { id: string }).id)).not.toThrow();
  });

  it.each([
    ['text/plain; charset=utf-8', 'text/plain'],
    [`text/${'x'.repeat(5_000)}`, `text/${'x'.repeat(55)}`],
    ['', 'none'],
    [' ; odd', 'none'],
  ])('names what is none by its kind', (contentType, detail) => {
    expect(detailOf(answer('hello', contentType))).toBe(detail);
  });
});
