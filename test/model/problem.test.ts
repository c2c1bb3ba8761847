import { expect, it } from 'vitest';
import { problemOf } from '../../lib/model/problem';

it('tells of an unforeseen failure by its name, and never what it says', () => {
  const thrown = new TypeError('Failed to parse http://attic/?api_key=secret');
  expect(problemOf(thrown, 'attic')).toEqual({
    code: 'unexpected',
    serverId: 'attic',
    params: { detail: 'TypeError' },
  });
  expect(problemOf('secret')).toEqual({ code: 'unexpected', params: { detail: '?' } });
});
