import { expect, it } from 'vitest';
import { timeOf } from '../../lib/servers/plex/times';

it.each([
  [1_700_000_000, 1_700_000_000_000],
  [0, null],
  [-5, null],
  [null, null],
  [undefined, null],
  [8.64e12, 8.64e15],
  [8.64e12 + 1, null],
  [1e18, null],
  [Number.POSITIVE_INFINITY, null],
  [Number.NaN, null],
])('reads %s seconds as %s', (seconds, at) => {
  expect(timeOf(seconds)).toBe(at);
});
