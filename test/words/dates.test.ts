import { expect, it } from 'vitest';
import { nextMorning } from '../../lib/words/dates';

const at = (day: number, hour: number, minute = 0) =>
  new Date(2027, 3, day, hour, minute).getTime();

it.each([
  ['in the evening', at(12, 23, 10), at(13, 8)],
  ['in the small hours', at(13, 1, 30), at(13, 8)],
  ['in the morning', at(12, 7), at(13, 8)],
  ['on the last of a month', at(30, 20), at(31, 8)],
])('the next morning, %s', (_when, now, morning) => {
  expect(nextMorning(now)).toBe(morning);
});
