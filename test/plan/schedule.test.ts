import { describe, expect, it } from 'vitest';
import {
  isDue,
  nextDue,
  pauseAfter,
  personWaits,
  restAfter,
  restOf,
  type ScheduleState,
} from '../../lib/plan/schedule';
import { MIN, NOW } from '../support/cases';

const state = (more: Partial<ScheduleState>): ScheduleState => ({
  intervalMs: 5 * MIN,
  startedAt: NOW - MIN,
  unfinished: false,
  now: NOW,
  ...more,
});

describe('the next round', () => {
  it.each<[string, Partial<ScheduleState>, number]>([
    ['is due at once where there was none', { startedAt: null }, NOW],
    ['is due at once after one that did not end', { unfinished: true }, NOW],
    ['is due an interval after the last one began', {}, NOW + 4 * MIN],
    ['was due once, however many were missed', { startedAt: NOW - 60 * MIN }, NOW - 55 * MIN],
    ['is due an interval after one that begins now', { startedAt: NOW }, NOW + 5 * MIN],
    ['is due at once where the clock was set back', { startedAt: NOW + 1 }, NOW],
  ])('%s', (_, given, due) => {
    expect(nextDue(state(given))).toBe(due);
  });

  it('runs from its very moment on', () => {
    expect(isDue(state({ startedAt: NOW - 5 * MIN }))).toBe(true);
    expect(isDue(state({ startedAt: NOW - 6 * MIN }))).toBe(true);
    expect(isDue(state({ startedAt: NOW - 5 * MIN + 1 }))).toBe(false);
  });
});

describe('what fails', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 2],
    [4, 4],
    [7, 32],
    [8, 60],
    [1_000, 60],
  ])('%i times in a row is left alone for %i minutes', (failures, minutes) => {
    expect(pauseAfter(failures)).toBe(minutes * MIN);
  });

  it('rests, where it is a title, from the third time on: six hours, then twice as long, four days at most', () => {
    const hours = [1, 2, 3, 4, 5, 6, 7, 8, 50].map((failures) => restAfter(failures) / (60 * MIN));
    expect(hours).toEqual([0, 0, 6, 12, 24, 48, 96, 96, 96]);
  });

  it.each([
    ['unreachable', undefined, 8, 60 * MIN],
    ['busy', 90_000, 1, 90_000],
    ['busy', 90_000, 8, 60 * MIN],
    ['signed-out', undefined, 8, 0],
    ['starting', undefined, 8, 30_000],
    ['starting', 5_000, 8, 30_000],
    ['starting', 120_000, 1, 120_000],
  ] as const)(
    'is left alone, where it is a server (%s, asks for %s ms, %i in a row), for %i ms',
    (code, asked, failures, ms) => {
      const problem = { code, ...(asked !== undefined && { retryAfterMs: asked }) };
      expect(restOf(problem, failures)).toBe(ms);
    },
  );

  it('keeps the person waiting no longer than it asked for, and a minute at most', () => {
    const waits = [undefined, 0, 5_000, 60_000, 3_600_000].map((retryAfterMs) =>
      personWaits({ code: 'starting', ...(retryAfterMs !== undefined && { retryAfterMs }) }),
    );
    expect(waits).toEqual([0, 0, 5_000, 60_000, 60_000]);
  });
});
