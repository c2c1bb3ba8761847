import { describe, expect, it } from 'vitest';
import { heldUpBy, ignoredBecause, isMirror, RECENT_MS, sameCut } from '../../lib/plan/rules';
import { at, MIN, NOW, RULES, RUNTIME } from '../support/cases';

describe('two runtimes', () => {
  it.each([
    [100 * MIN, 101 * MIN, true],
    [100 * MIN, 101 * MIN + 1, true],
    [10 * MIN, 11 * MIN, true],
    [10 * MIN, 11 * MIN + 1, false],
    [98 * MIN, 100 * MIN, true],
    [98 * MIN - 1, 100 * MIN, false],
    [null, 100 * MIN, false],
    [100 * MIN, null, false],
    [0, 0, false],
    [null, 10_000, false],
    [10_000, 0, false],
  ])('%s and %s are of one cut: %s', (one, other, same) => {
    expect(sameCut(one, other)).toBe(same);
    expect(sameCut(other, one)).toBe(same);
  });
});

describe('a position', () => {
  const why = (ms: number, more: Parameters<typeof at>[2] = {}, can = {}) =>
    ignoredBecause(ms, at(1), at(1, 60, { can: { ...at(1).can, ...can }, ...more }), RULES);

  it.each([
    [4_999, 'below-minimum'],
    [5_000, null],
    [RUNTIME * 0.8 - 1, null],
    [RUNTIME * 0.8, 'above-maximum'],
  ])('of %s ms is ignored for: %s', (ms, reason) => {
    expect(why(ms)).toBe(reason);
  });

  it('of nothing is none, even where every position is wanted', () => {
    const all = { ...RULES, minimumMs: 0 };
    expect(ignoredBecause(0, at(1), at(1), all)).toBe('below-minimum');
    expect(ignoredBecause(1, at(1), at(1), all)).toBeNull();
  });

  it('goes above the floor of a target, and below its line', () => {
    expect(why(MIN, {}, { floorMs: MIN })).toBe('target-floor');
    expect(why(MIN + 1, {}, { floorMs: MIN })).toBeNull();
    expect(why(60 * MIN, {}, { ceilingMs: 60 * MIN })).toBe('target-ceiling');
    expect(why(60 * MIN - 1, {}, { ceilingMs: 60 * MIN })).toBeNull();
  });

  it('has no place where a runtime is missing on either side', () => {
    expect(why(MIN, { runtimeMs: null })).toBe('no-runtime');
    const unknown = at(1, 60, { runtimeMs: null });
    expect(ignoredBecause(MIN, unknown, at(1), RULES)).toBe('no-runtime');
  });
});

describe('players', () => {
  const open = (playing: 'playing' | 'paused' | 'unreadable', changedAt: number | null = null) =>
    at(1, 60, { playing, changedAt });

  it('hold up a position that is played at either end, paused only at the target', () => {
    expect(heldUpBy(open('playing'), at(1), RULES)).toBe('playing');
    expect(heldUpBy(open('paused'), at(1), RULES)).toBeNull();
    expect(heldUpBy(at(1), open('playing'), RULES)).toBe('playing');
    expect(heldUpBy(at(1), open('paused'), RULES)).toBe('playing');
    expect(heldUpBy(null, at(1), RULES)).toBeNull();
  });

  it('that cannot be read hold up what changed at either end in the last ten minutes', () => {
    expect(RECENT_MS).toBe(10 * MIN);
    const [recent, old] = [NOW - 10 * MIN + 1, NOW - 10 * MIN];
    expect(heldUpBy(open('unreadable', recent), at(1), RULES)).toBe('players-unknown');
    expect(heldUpBy(open('unreadable', old), at(1), RULES)).toBeNull();
    expect(heldUpBy(at(1), open('unreadable', recent), RULES)).toBe('players-unknown');
    expect(heldUpBy(null, open('unreadable', recent), RULES)).toBe('players-unknown');
    expect(heldUpBy(null, open('unreadable', old), RULES)).toBeNull();
    expect(heldUpBy(null, open('unreadable'), RULES)).toBeNull();
    const early = { ...RULES, now: RECENT_MS };
    expect(heldUpBy(at(1, 60, { changedAt: null }), open('unreadable'), early)).toBeNull();
  });
});

it('a mirror is a pair that goes one way and removes', () => {
  const mirror = { ...RULES, mode: 'one-way' as const, removeMode: 'mirror' as const };
  expect(isMirror(mirror)).toBe(true);
  expect(isMirror({ ...mirror, mode: 'two-way' })).toBe(false);
  expect(isMirror({ ...mirror, removeMode: 'source-deletes' })).toBe(false);
  expect(isMirror({ ...mirror, remove: false })).toBe(false);
});
