import { describe, expect, it } from 'vitest';
import type { Playing } from '../../lib/model/observation';
import type { Capabilities } from '../../lib/model/server';
import { type Copy, saidOf, seenOf, timeOf, unseen, type Vantage } from '../../lib/plan/seen';
import { at, finished, MIN, NOW, none, RUNTIME, saidAt } from '../support/cases';
import { MANNERS } from '../support/memory-server';
import { look, row } from './rows';

const can: Capabilities = MANNERS.jellyfin.capabilities;
const from: Vantage = { capabilities: can, skewMs: 0, now: NOW };
const ahead: Vantage = { ...from, skewMs: 90_000 };

const copy = (
  now: Parameters<typeof row>[0] = {},
  known: Parameters<typeof look>[0] = {},
  playing: Playing = 'no',
): Copy => {
  const shown = row(now);
  const { positionMs: ms, watched, lastPlayedAt: stamp } = shown;
  return { row: shown, look: look({ ms, watched, stamp, ...known }), playing };
};
const standing = (minutes: number, ago: number, more: Parameters<typeof row>[0] = {}) =>
  copy({ positionMs: minutes * MIN, lastPlayedAt: NOW - ago * MIN, ...more });

describe('one copy', () => {
  it('is at a position, also when it is watched as well; else finished, else nothing', () => {
    expect(seenOf([copy({ positionMs: 1, watched: true })], null, from).is).toBe('at');
    expect(seenOf([copy({ watched: true })], null, from).is).toBe('finished');
    expect(seenOf([copy()], null, from).is).toBe('none');
  });

  it('is seen as it is', () => {
    const undone = { ms: 30 * MIN, old: 20 * MIN };
    const now = { positionMs: 20 * MIN, watched: true, lastPlayedAt: NOW - MIN };
    const known = { bound: NOW - 30_000, had: [5, 20 * MIN], undone };
    expect(seenOf([copy(now, known, 'paused')], null, from)).toEqual(
      at(20, 1, {
        ...{ watched: true, playing: 'paused', had: [5, 20 * MIN], undoneMs: 30 * MIN },
        ...{ time: NOW - 30_000, watchedAt: NOW - MIN, changedAt: NOW - 30_000 },
      }),
    );
  });

  it('that is our own has the time of the origin, and no change of its own', () => {
    const ours = { ms: 20 * MIN, stamp: NOW, time: NOW - 9 * MIN };
    const seen = seenOf([copy({ positionMs: 20 * MIN, lastPlayedAt: NOW }, { ours })], null, from);
    const time = NOW - 9 * MIN;
    expect(seen).toMatchObject({ ours: true, time, watchedAt: time, changedAt: null });
    expect(seenOf([copy()], null, from).ours).toBe(false);
  });
});

describe('the time of a value', () => {
  it('is the stamp by our clock, but not before the look that showed another value', () => {
    const stamped = look({ stamp: NOW });
    expect(timeOf(stamped, ahead)).toBe(NOW - 90_000);
    expect(timeOf({ ...stamped, bound: NOW - 89_000 }, ahead)).toBe(NOW - 89_000);
    expect(timeOf({ ...stamped, bound: NOW - 91_000 }, ahead)).toBe(NOW - 90_000);
  });

  it('is none where there is no stamp, or one from the future', () => {
    expect(timeOf(look({ bound: NOW - MIN }), from)).toBeNull();
    expect(timeOf(look({ stamp: NOW + MIN }), from)).toBe(NOW + MIN);
    expect(timeOf(look({ stamp: NOW + MIN + 1 }), from)).toBeNull();
    expect(timeOf(look({ stamp: NOW + 90_000 }), ahead)).toBe(NOW);
  });

  it.each([
    ['the stamp', { stamp: NOW - MIN, bound: null }, NOW - MIN - 90_000],
    ['the bound', { stamp: NOW - MIN, bound: NOW }, NOW],
    ['the bound without a stamp', { stamp: null, bound: NOW - 5 }, NOW - 5],
    ['the bound where the stamp is no time', { stamp: NOW + 200_000, bound: NOW - 5 }, NOW - 5],
    ['nothing', { stamp: null, bound: null }, null],
    ['a stamp at the edge', { stamp: NOW + 150_000, bound: null }, NOW + MIN],
  ])('it may have come about as late as %s', (_, known, changedAt) => {
    expect(seenOf([copy({}, known)], null, ahead).changedAt).toBe(changedAt);
  });
});

describe('several copies', () => {
  const msOf = (...copies: Copy[]) => seenOf(copies, null, from).ms / MIN;

  it.each([
    ['a position before none, whatever the times', standing(5, 60), standing(0, 1), 5],
    ['however small it is', standing(1 / MIN, 60), standing(0, 1), 1 / MIN],
    ['the newest position', standing(5, 2), standing(9, 3), 5],
    ['of equal times the higher position', standing(5, 2), standing(9, 2), 9],
    ['a timed one before one without', standing(5, 2), copy({ positionMs: 9 * MIN }), 5],
  ])('%s', (_, one, other, minutes) => {
    expect(msOf(one, other)).toBe(minutes);
    expect(msOf(other, one)).toBe(minutes);
  });

  it('without a position: the newest, and of equal times the watched one', () => {
    const [seen, unseenOne] = [standing(0, 2, { watched: true }), standing(0, 2)];
    expect(seenOf([seen, unseenOne], null, from).is).toBe('finished');
    expect(seenOf([unseenOne, seen], null, from).is).toBe('finished');
    expect(seenOf([seen, standing(0, 1)], null, from).is).toBe('none');
    expect(seenOf([standing(0, 1), seen], null, from).is).toBe('none');
  });

  it('at positions: being watched as well decides nothing', () => {
    expect(msOf(standing(5, 2, { watched: true }), standing(9, 2))).toBe(9);
  });

  it('share what they had, what was undone there, and the most open of their players', () => {
    const one = copy({}, { had: [1] }, 'unreadable');
    const other = copy({}, { had: [2], undone: { ms: 7, old: 0 } }, 'playing');
    const third = copy({}, {}, 'paused');
    expect(seenOf([one, other, third], null, from)).toMatchObject({
      ...{ had: [1, 2], undoneMs: 7, playing: 'playing' },
    });
    expect(seenOf([third, one], null, from)).toMatchObject({ playing: 'paused', undoneMs: null });
    expect(seenOf([copy(), one], null, from).playing).toBe('unreadable');
  });
});

describe('an older position that remains when that of another copy went', () => {
  const said = saidAt(40, NOW - 10 * MIN);
  const isOf = (minutes: number, ago: number, known?: number) =>
    seenOf([standing(minutes, ago)], said, from, known).is;

  it('says nothing', () => {
    expect(isOf(20, 11, 2)).toBe('unknown');
    expect(seenOf([standing(20, 11), standing(0, 1)], said, from).is).toBe('unknown');
  });

  it.each([
    ['with a single copy', isOf(20, 11, 1)],
    ['by default, of those that were read', isOf(20, 11)],
    ['when it is not older', isOf(20, 10, 2)],
    ['when it is the settled one', isOf(40, 11, 2)],
  ])('says that it is there %s', (_, is) => {
    expect(is).toBe('at');
  });

  it('says what it says where a time is missing, or nothing was settled at a position', () => {
    const untimed = copy({ positionMs: 20 * MIN });
    expect(seenOf([untimed], said, from, 2).is).toBe('at');
    expect(seenOf([standing(20, 11)], saidAt(40, null), from, 2).is).toBe('at');
    expect(seenOf([standing(20, 11)], null, from, 2).is).toBe('at');
    const away = { ...said, is: 'finished' as const, ms: 0 };
    expect(seenOf([standing(20, 11)], away, from, 2).is).toBe('at');
    expect(seenOf([standing(0, 11)], said, from, 2).is).toBe('none');
  });
});

describe('what a target takes', () => {
  const limits = (
    capabilities: Partial<Capabilities>,
    now: Parameters<typeof row>[0] = {},
    known: Parameters<typeof look>[0] = {},
  ) => seenOf([copy(now, known)], null, { ...from, capabilities: { ...can, ...capabilities } }).can;

  it('is what the server can do', () => {
    const none = { writes: false, clears: false, holdsBoth: false, floorMs: MIN };
    const said = { write: false, clear: false, holdBoth: false, floorMs: MIN, ceilingMs: null };
    expect(limits(none)).toEqual(said);
    expect(unseen('gone', { ...can, ...none })).toMatchObject({ is: 'gone', can: said });
    expect(limits({})).toMatchObject({ write: true, clear: true, holdBoth: true });
  });

  it('ends at the lowest line that is known', () => {
    expect(limits({ ceiling: 0.5 }).ceilingMs).toBe(RUNTIME / 2);
    expect(limits({ ceiling: 0.5 }, { runtimeMs: null }).ceilingMs).toBeNull();
    expect(limits({ ceiling: 0.5 }, { finishLineMs: 50 * MIN }).ceilingMs).toBe(50 * MIN);
    expect(limits({}, { finishLineMs: 50 * MIN }, { finishLineMs: 40 * MIN }).ceilingMs).toBe(
      40 * MIN,
    );
    expect(limits({ ceiling: 0 }, {}, { finishLineMs: 9 }).ceilingMs).toBe(0);
  });
});

describe('a side of which nothing is known', () => {
  it('has no position, no time and no player', () => {
    const { can: limits, ...rest } = unseen('unknown', can);
    expect(limits).toEqual(none().can);
    const { can: _, ...empty } = none({ is: 'unknown', runtimeMs: null });
    expect(rest).toEqual(empty);
  });
});

describe('a baseline', () => {
  it('keeps where a side stood and when', () => {
    const [stamp, time] = [NOW - 60 * MIN, NOW - 60 * MIN];
    expect(saidOf(at(20))).toEqual({ is: 'at', ms: 20 * MIN, stamp, time });
    expect(saidOf(finished(60, { ms: 5 }))).toEqual({ is: 'finished', ms: 0, stamp, time });
    expect(saidOf(none())).toEqual({ is: 'none', ms: 0, stamp: null, time: null });
    expect(saidOf(none({ is: 'gone', ms: 5 }))).toMatchObject({ is: 'none', ms: 0 });
  });
});

describe('a title that is watched', () => {
  const ours = (finished?: boolean) => ({
    ours: { ms: 0, stamp: NOW, time: NOW - MIN, ...(finished && { finished }) },
  });
  const done = (more: Parameters<typeof row>[0], known: Parameters<typeof look>[0] = {}) =>
    copy({ watched: true, ...more }, known);
  const byUs = (...copies: Copy[]) => seenOf(copies, null, from).finishedByUs;

  it('is so by us where a write of ours finished it, on any copy of that state', () => {
    expect(byUs(done({}, ours(true)))).toBe(true);
    const twin = done({ itemId: 'b1', lastPlayedAt: NOW }, { itemId: 'b1' });
    expect(byUs(done({}, ours(true)), twin)).toBe(true);
    expect(byUs(twin, done({}, ours(true)))).toBe(true);
  });

  it('is so by somebody else otherwise', () => {
    expect(byUs(done({}))).toBeUndefined();
    expect(byUs(done({}, ours()))).toBeUndefined();
    expect(byUs(copy({}, ours(true)))).toBeUndefined();
    expect(byUs(done({ positionMs: 1 }, ours(true)))).toBeUndefined();
    const newer = { itemId: 'b1', stateKey: 'b1', lastPlayedAt: NOW };
    expect(byUs(done({ lastPlayedAt: 1 }, ours(true)), done(newer))).toBeUndefined();
  });
});
