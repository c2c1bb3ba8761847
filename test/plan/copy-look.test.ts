import { describe, expect, it } from 'vitest';
import { lookAfterWrite, lookAgain, lookLeft, remember } from '../../lib/plan/copy-look';
import { MIN, NOW } from '../support/cases';
import { look, row } from './rows';

const READ = NOW - 10 * MIN;
const again = (known: Parameters<typeof look>[0], now: Parameters<typeof row>[0]) =>
  lookAgain(look(known), row(now), 'attic', READ);

describe('the first look at a copy', () => {
  it('keeps what the server shows, and knows of no look before', () => {
    const now = row({ positionMs: MIN, watched: true, lastPlayedAt: NOW, finishLineMs: 90 * MIN });
    expect(lookAgain(undefined, now, 'attic', READ)).toEqual(
      look({ ms: MIN, watched: true, stamp: NOW, finishLineMs: 90 * MIN, had: [MIN] }),
    );
  });

  it('remembers no position where there is none', () => {
    expect(lookAgain(undefined, row(), 'attic', READ)).toEqual(look());
  });
});

describe('another look', () => {
  it('is the known one itself when nothing changed', () => {
    const known = look({ ms: MIN, stamp: NOW, had: [MIN], finishLineMs: 90 * MIN });
    const now = row({ positionMs: MIN, lastPlayedAt: NOW, finishLineMs: 95 * MIN });
    expect(lookAgain(known, now, 'attic', READ)).toBe(known);
    expect(lookAgain(known, { ...now, libraryId: null }, 'attic', READ)).toBe(known);
    const uncounted = { ...known, playCount: undefined };
    expect(lookAgain(uncounted, { ...now, playCount: null }, 'attic', READ)).toBe(uncounted);
  });

  it.each([
    ['another position', { positionMs: MIN + 1 }, { ms: MIN + 1 }],
    ['another stamp', { lastPlayedAt: NOW + 1 }, { stamp: NOW + 1 }],
    ['another library', { libraryId: 'old' }, { libraryId: 'old' }],
    ['a lower finish line', { finishLineMs: 80 * MIN }, { finishLineMs: 80 * MIN }],
  ])('takes on %s, and no bound while the value stands', (_, changed, taken) => {
    const known = { ms: MIN, stamp: NOW, bound: 5, finishLineMs: 90 * MIN };
    const base = { positionMs: MIN, lastPlayedAt: NOW, finishLineMs: 90 * MIN };
    expect(again(known, { ...base, ...changed })).toMatchObject({ bound: 5, ...taken });
  });

  it.each([
    ['moved', { ms: MIN }, { positionMs: 2 * MIN }],
    ['went', { ms: MIN }, { positionMs: 0 }],
    ['came', {}, { positionMs: 1 }],
    ['stood, and is but a millisecond now', { ms: MIN }, { positionMs: 1 }],
    ['was a millisecond, and is none now', { ms: 1 }, { positionMs: 0 }],
    ['became watched', {}, { watched: true }],
  ])('of a value that %s is bound by the read before', (_, known, now) => {
    expect(again(known, now).bound).toBe(READ);
    expect(again({ ...known, bound: READ + 1 }, now).bound).toBe(READ + 1);
    expect(again({ ...known, bound: READ - 1 }, now).bound).toBe(READ);
    expect(lookAgain(look(known), row(now), 'attic', null).bound).toBeNull();
    expect(lookAgain(look({ ...known, bound: 7 }), row(now), 'attic', null).bound).toBe(7);
  });

  it('of a value within two seconds is the same value', () => {
    expect(again({ ms: MIN }, { positionMs: MIN + 2_000 }).bound).toBeNull();
    expect(again({ ms: MIN }, { positionMs: MIN + 2_001 }).bound).toBe(READ);
    expect(again({ ms: MIN }, { positionMs: MIN, watched: true }).bound).toBeNull();
    expect(again({ ms: 1 }, { positionMs: 1, lastPlayedAt: NOW }).bound).toBeNull();
    expect(again({}, { lastPlayedAt: NOW }).bound).toBeNull();
  });

  it('is bound by the read before the list lost it, where that was noted', () => {
    const changed = again({ ms: MIN, leftAfter: READ - MIN }, { positionMs: 0 });
    expect(changed).toMatchObject({ bound: READ - MIN, leftAfter: null });
    const back = again({ ms: MIN, leftAfter: READ - MIN, bound: 5 }, { positionMs: MIN });
    expect(back).toMatchObject({ bound: 5, leftAfter: null });
  });

  it('keeps the lowest finish line that was ever seen', () => {
    expect(again({ finishLineMs: 90 }, { finishLineMs: null }).finishLineMs).toBe(90);
    expect(again({ finishLineMs: null }, { finishLineMs: 95 }).finishLineMs).toBe(95);
    expect(again({ finishLineMs: 90 }, { finishLineMs: 85 }).finishLineMs).toBe(85);
    expect(again({ finishLineMs: 90 }, { finishLineMs: 95 }).finishLineMs).toBe(90);
  });
});

describe('our own copy', () => {
  const ours = { ms: 20 * MIN, stamp: NOW, time: NOW - MIN };
  const known = { ms: 20 * MIN, stamp: NOW, ours };

  it.each([
    ['an equal stamp', { lastPlayedAt: NOW }],
    ['no stamp', { lastPlayedAt: null }],
    ['a stamp rounded up', { lastPlayedAt: NOW + 1_000 }],
    ['an older stamp', { lastPlayedAt: NOW - MIN }],
    ['a rounded position', { positionMs: 20 * MIN + 2_000, lastPlayedAt: NOW }],
  ])('stays ours with %s', (_, now) => {
    expect(again({ ...known, stamp: 1 }, { positionMs: 20 * MIN, ...now }).ours).toBe(ours);
  });

  it.each([
    ['a newer stamp', { lastPlayedAt: NOW + 1_001 }],
    ['another position', { positionMs: 21 * MIN, lastPlayedAt: NOW }],
    ['no position', { positionMs: 0, lastPlayedAt: NOW }],
  ])('is no longer ours with %s', (_, now) => {
    expect(again(known, { positionMs: 20 * MIN, ...now }).ours).toBeNull();
  });

  describe('that a server with a finish line took for the end', () => {
    const end = { watched: true, finishLineMs: 19 * MIN, lastPlayedAt: NOW };

    it('was finished by our write', () => {
      expect(again(known, end).ours).toEqual({ ...ours, ms: 0, finished: true });
    });

    it.each<[string, Parameters<typeof row>[0]]>([
      ['the server has no such line', { finishLineMs: null }],
      ['it is not watched', { watched: false }],
      ['it is at another position', { positionMs: 5 * MIN }],
      ['it is at another position, however short', { positionMs: 1 }],
      ['somebody played since', { lastPlayedAt: NOW + 1_001 }],
    ])('was not where %s', (_, now) => {
      expect(again(known, { ...end, ...now }).ours).toBeNull();
    });

    it('was not where it had been watched before', () => {
      expect(again({ ...known, watched: true }, end).ours).toBeNull();
    });
  });

  it('without a stamp is no longer ours once there is one', () => {
    const unstamped = { ...known, ours: { ...ours, stamp: null } };
    expect(again(unstamped, { positionMs: 20 * MIN }).ours).toBe(unstamped.ours);
    expect(again(unstamped, { positionMs: 20 * MIN, lastPlayedAt: 500 }).ours).toBeNull();
  });

  it('of a clear is ours while there is no position, however short', () => {
    const clear = { ms: 0, stamp: NOW, time: null };
    expect(again({ ours: clear }, { lastPlayedAt: NOW }).ours).toBe(clear);
    expect(again({ ours: clear }, { positionMs: 1, lastPlayedAt: NOW }).ours).toBeNull();
  });

  it('of a millisecond is not one of none', () => {
    const tiny = { ms: 1, stamp: NOW, time: null };
    expect(again({ ms: 1, ours: tiny }, { lastPlayedAt: NOW }).ours).toBeNull();
    expect(again({ ms: 1, ours: tiny }, { positionMs: 1, lastPlayedAt: NOW }).ours).toBe(tiny);
  });
});

describe('what was undone', () => {
  const undone = { ms: 30 * MIN, old: 20 * MIN };

  it('binds while the old position stands', () => {
    const standing = { positionMs: 20 * MIN, lastPlayedAt: NOW };
    expect(again({ ms: 20 * MIN, undone }, standing).undone).toBe(undone);
    expect(again({ ms: 20 * MIN, undone }, { positionMs: 25 * MIN }).undone).toBeNull();
    expect(again({ ms: 20 * MIN }, standing).undone).toBeNull();
    const written = row({ positionMs: 20 * MIN });
    expect(lookAfterWrite(look({ undone }), written, 'attic', NOW).undone).toBe(undone);
    const other = row({ positionMs: 25 * MIN });
    expect(lookAfterWrite(look({ undone }), other, 'attic', NOW).undone).toBeNull();
    expect(lookAfterWrite(look(), written, 'attic', NOW).undone).toBeNull();
  });
});

describe('a position that a list lost', () => {
  it('left after the read before, or after the first read ever', () => {
    expect(lookLeft(look({ ms: 1 }), READ)).toEqual(look({ ms: 1, leftAfter: READ }));
    expect(lookLeft(look({ ms: MIN }), null).leftAfter).toBe(0);
  });

  it('is noted once, and only where there was one', () => {
    expect(lookLeft(look({ ms: MIN, leftAfter: 5 }), READ).leftAfter).toBe(5);
    expect(lookLeft(look(), READ).leftAfter).toBeNull();
  });
});

describe('positions that were there', () => {
  it('are remembered once each, the newest last, eight of them', () => {
    expect(remember([MIN, 2 * MIN], MIN + 1_000)).toEqual([2 * MIN, MIN + 1_000]);
    const nine = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => n * MIN);
    expect(remember(nine, 9 * MIN)).toEqual([2, 3, 4, 5, 6, 7, 8, 9].map((n) => n * MIN));
    expect(remember([MIN], 0)).toEqual([MIN]);
    expect(remember([], 1)).toEqual([1]);
  });
});

describe('a look after our own write', () => {
  const said = row({ positionMs: 20 * MIN, watched: true, lastPlayedAt: NOW });

  it('is our own copy with the time of the origin', () => {
    const known = look({ ms: MIN, bound: 5, leftAfter: 6, had: [MIN] });
    expect(lookAfterWrite(known, said, 'attic', NOW - MIN)).toEqual(
      look({
        ...{ ms: 20 * MIN, watched: true, stamp: NOW, bound: 5, had: [MIN, 20 * MIN] },
        ours: { ms: 20 * MIN, stamp: NOW, time: NOW - MIN },
      }),
    );
  });

  it('may be the first one', () => {
    expect(lookAfterWrite(undefined, said, 'attic', null)).toMatchObject({
      ...{ serverId: 'attic', itemId: 'a1', bound: null, had: [20 * MIN] },
      ours: { ms: 20 * MIN, stamp: NOW, time: null },
    });
  });
});
