import { describe, expect, it } from 'vitest';
import type { Loss, Said } from '../../lib/model/observation';
import type { Look } from '../../lib/model/records';
import { lookAfterWrite, lookAgain } from '../../lib/plan/copy-look';
import { type Copy, seenOf, type Vantage } from '../../lib/plan/seen';
import { MIN, NOW, saidAt, saidFinished, saidNone } from '../support/cases';
import { MANNERS } from '../support/memory-server';
import { look, row } from './rows';

const HOUR = 60 * MIN;
const MOMENT = 1_000;
const PLAYED = NOW - HOUR;
/** Stood at 20 minutes, played once, an hour ago. */
const known = look({ ms: 20 * MIN, stamp: PLAYED, playCount: 1, playedAt: PLAYED });
/** The same copy without its position; last played and count stand. */
const dropped = { positionMs: 0, lastPlayedAt: PLAYED, playCount: 1 };

const nextLook = (before: Partial<Look>, now: Parameters<typeof row>[0], at = NOW) =>
  lookAgain({ ...known, ...before }, row({ ...dropped, ...now }), 'attic', null, at);

describe('a position that went', () => {
  it.each<[string, Partial<Look>, Parameters<typeof row>[0]]>([
    ['was played lately', {}, {}],
    ['was played three hours ago', { playedAt: NOW - 3 * HOUR }, {}],
    ['was open in a player', { playedAt: undefined, open: true }, {}],
    ['has a stamp that was rounded up', {}, { lastPlayedAt: PLAYED + MOMENT }],
    ['has a stamp that was rounded down', {}, { lastPlayedAt: PLAYED - MOMENT }],
    ['has a count that nobody noted before', { playCount: undefined }, {}],
  ])('was dropped where the copy %s', (_, before, now) => {
    expect(nextLook(before, now)).toMatchObject({
      dropped: true,
      went: { how: 'dropped', at: NOW },
    });
  });

  it.each<[string, Partial<Look>, Parameters<typeof row>[0]]>([
    ['was played more than three hours ago', { playedAt: NOW - 3 * HOUR - 1 }, {}],
    ['was never seen played, nor open', { playedAt: undefined, open: false }, {}],
    ['was dropped before', { dropped: true }, {}],
    ['has another count', {}, { playCount: 0 }],
    ['has no stamp any more', {}, { lastPlayedAt: null }],
    ['had no stamp', { stamp: null }, { lastPlayedAt: null }],
    ['had none, and was open', { stamp: null, open: true }, { lastPlayedAt: 1 }],
    ['has a stamp that moved on', {}, { lastPlayedAt: PLAYED + MOMENT + 1 }],
    ['is watched now', {}, { watched: true }],
  ])('was cleared where the copy %s', (_, before, now) => {
    const seen = nextLook(before, now);
    expect(seen.went).toEqual({ how: 'cleared', at: NOW });
    expect(seen.dropped ?? false).toBe(before.dropped === true && now?.lastPlayedAt === undefined);
  });

  it.each<[string, Parameters<typeof row>[0]]>([
    ['it stands elsewhere', { positionMs: 30 * MIN }],
    ['it stands at its first millisecond', { positionMs: 1 }],
  ])('did not go where %s', (_, now) => {
    expect(nextLook({ went: { how: 'cleared', at: 1 } }, now).went).toBeNull();
  });

  it('was finished where it is watched: somebody did that, whatever becomes of the mark', () => {
    const finished = nextLook({}, { watched: true });
    expect(finished.went).toMatchObject({ how: 'cleared' });
    expect(lookAgain(finished, row(), 'attic', null).went).toEqual(finished.went);
  });

  it('went nobody knows when, where no moment is given', () => {
    expect(lookAgain(known, row(), 'attic', null).went).toEqual({ how: 'cleared', at: 0 });
  });

  it('of none did not go where the copy is no longer watched', () => {
    const went = { how: 'cleared', at: 1 } as const;
    expect(nextLook({ ms: 0, watched: true, went: null }, {}).went).toBeNull();
    expect(nextLook({ ms: 0, watched: true, went }, {}).went).toEqual(went);
    expect(nextLook({ ms: 1 }, {}).went).not.toBeNull();
  });
});

describe('how it went', () => {
  const went = { how: 'cleared', at: 5 } as const;
  const gone: Partial<Look> = { ms: 0, went };

  it('stands while nothing changes', () => {
    expect(nextLook({ ...gone, libraryId: 'old' }, {}).went).toEqual(went);
    expect(
      nextLook({ ...gone, stamp: null, libraryId: 'old' }, { lastPlayedAt: null }).went,
    ).toEqual(went);
  });

  it('is over once the copy is played on, and a drop may be believed again', () => {
    const on = nextLook({ ...gone, dropped: true }, { lastPlayedAt: PLAYED + MOMENT + 1 });
    expect(on).toMatchObject({ went: null, dropped: false, playedAt: NOW });
  });

  it.each<[string, Partial<Look>, number | null, boolean]>([
    ['a moment later', {}, PLAYED + MOMENT, false],
    ['more than a moment later', {}, PLAYED + MOMENT + 1, true],
    ['never', {}, null, false],
    ['as before', {}, PLAYED, false],
    ['for the first time', { stamp: null }, MOMENT + 1, true],
    ['in the first moment of all', { stamp: null }, MOMENT, false],
    ['as we left it', { ours: { ms: 0, stamp: NOW, time: null } }, NOW + MOMENT, false],
    ['after we left it', { ours: { ms: 0, stamp: NOW, time: null } }, NOW + MOMENT + 1, true],
    ['after we left it without a stamp', { ours: { ms: 0, stamp: null, time: null } }, NOW, true],
    [
      'after we left it, though the look was later',
      { stamp: NOW, ours: { ms: 0, stamp: PLAYED, time: null } },
      NOW + MOMENT,
      false,
    ],
  ])('is told by whether it was played: %s', (_, before, lastPlayedAt, on) => {
    const seen = nextLook({ ...gone, playedAt: 7, dropped: true, ...before }, { lastPlayedAt });
    expect(seen.playedAt).toBe(on ? NOW : 7);
    expect(seen.dropped).toBe(!on);
  });

  it('after our own write is a clear, where nothing is left', () => {
    const left = (more: Parameters<typeof row>[0]) =>
      lookAfterWrite(known, row(more), 'attic', null).went;
    expect(left({})).toEqual({ how: 'cleared', at: 0 });
    expect(left({ positionMs: 1 })).toBeNull();
    expect(left({ watched: true })).toBeNull();
  });
});

describe('a copy whose last-played went back', () => {
  const earlier = PLAYED - MOMENT - 1;

  it('is from before, at whatever position, and has no bound', () => {
    for (const positionMs of [0, 20 * MIN, 10 * MIN]) {
      const seen = nextLook({ bound: 5, leftAfter: 6 }, { positionMs, lastPlayedAt: earlier });
      expect(seen).toMatchObject({ went: { how: 'back', at: NOW }, bound: null, leftAfter: null });
    }
  });

  it('is not from before within a moment, or without a stamp', () => {
    const stands = { positionMs: 20 * MIN, libraryId: 'other' };
    expect(nextLook({ bound: 5 }, { ...stands, lastPlayedAt: PLAYED - MOMENT })).toMatchObject({
      ...{ went: null, bound: 5 },
    });
    expect(nextLook({}, { ...stands, lastPlayedAt: null }).went).toBeNull();
    expect(nextLook({ stamp: null }, { ...stands, lastPlayedAt: 0 }).went).toBeNull();
  });
});

const from: Vantage = { capabilities: MANNERS.jellyfin.capabilities, skewMs: 0, now: NOW };
const copy = (now: Parameters<typeof row>[0], before: Partial<Look> = {}): Copy => {
  const shown = row(now);
  const { positionMs: ms, watched, lastPlayedAt: stamp } = shown;
  return { row: shown, look: look({ ms, watched, stamp, ...before }), playing: 'no' };
};
const ways = (...hows: (Loss | 'cleared' | null | undefined)[]) =>
  hows.map((how) => copy({}, { went: how && { how, at: NOW } }));

describe('a settled position that is at none', () => {
  it.each<[string, Copy[], Loss | null]>([
    ['went back', ways('back'), 'back'],
    ['was dropped', ways('dropped'), 'dropped'],
    ['was replaced', ways('replaced'), 'replaced'],
    ['was never there, so that the copy which had it is gone', ways(null), 'replaced'],
    ['went back on one copy and never was on the other', ways(null, 'back'), 'back'],
    ['was cleared', ways('cleared'), null],
    ['was cleared on one of its copies', ways('back', 'cleared'), null],
    ['went nobody noted how', ways(undefined), null],
    ['went nobody noted how on one of its copies', ways('back', undefined), null],
    ['stands on another copy', [copy({ positionMs: 1 }), ...ways('back')], null],
    ['is watched on another copy', [copy({ watched: true }), ...ways('back')], null],
  ])('%s', (_, copies, lost) => {
    expect(seenOf(copies, saidAt(20), from).lost).toBe(lost);
  });

  it('is lost only where it was settled', () => {
    expect(seenOf(ways('back'), saidNone(), from).lost).toBeNull();
    expect(seenOf(ways('back'), saidFinished(), from).lost).toBeNull();
    expect(seenOf(ways('back'), null, from).lost).toBeNull();
  });
});

describe('a position from before', () => {
  const settled = saidAt(20, NOW - HOUR);
  const isBack = (one: Copy, said: Said | null = settled) => seenOf([one], said, from).back;
  const at = (minutes: number, lastPlayedAt: number | null, before: Partial<Look> = {}) =>
    copy({ positionMs: minutes * MIN, lastPlayedAt }, before);

  it.each<[string, Copy, boolean]>([
    ['is one whose copy went back', at(30, NOW, { went: { how: 'back', at: NOW } }), true],
    ['is one older than what was settled', at(10, NOW - HOUR - MOMENT - 1), true],
    ['is not one a moment older', at(10, NOW - HOUR - MOMENT), false],
    ['is not one as old', at(10, NOW - HOUR), false],
    ['is not one that is newer', at(10, NOW - HOUR + MOMENT), false],
    ['is not the settled one itself', at(20, NOW - 2 * HOUR), false],
    ['is not one without a time', at(10, null), false],
    ['is not one that went otherwise', at(30, NOW, { went: { how: 'dropped', at: NOW } }), false],
    [
      'is not our own',
      at(10, NOW, {
        ours: { ms: 10 * MIN, stamp: NOW, time: NOW - 2 * HOUR },
        went: { how: 'back', at: NOW },
      }),
      false,
    ],
    ['is not none', copy({ lastPlayedAt: 1 }, { went: { how: 'back', at: NOW } }), false],
    [
      'is one of a millisecond as well',
      copy({ positionMs: 1, lastPlayedAt: 1 }, { went: { how: 'back', at: NOW } }),
      true,
    ],
  ])('%s', (_, one, back) => {
    expect(isBack(one)).toBe(back);
  });

  it('is known by what was settled at a position, with a time', () => {
    const old = at(10, NOW - 2 * HOUR);
    expect(isBack(old, saidAt(20, null))).toBe(false);
    expect(isBack(old, { ...settled, is: 'finished', ms: 0 })).toBe(false);
    expect(isBack(old, null)).toBe(false);
  });
});
