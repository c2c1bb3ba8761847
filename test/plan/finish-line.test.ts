import { describe, expect, it } from 'vitest';
import type { Decision } from '../../lib/model/decision';
import type { ServerRow } from '../../lib/model/item';
import type { Seen } from '../../lib/model/observation';
import type { ServerState, WriteEntry } from '../../lib/model/records';
import {
  finishedBy,
  finishedByUs,
  isThere,
  lineBehind,
  lineOf,
  lineTaught,
  sentNow,
  untouchedSince,
} from '../../lib/plan/finish-line';
import { entry } from '../store/rows';
import { at, MIN, NOW, RUNTIME } from '../support/cases';
import { look } from './rows';
import { copy, seen } from './sights';

/** A write of 20 minutes, to a copy that had been played twice until then. */
const write = (more: Partial<WriteEntry> = {}): WriteEntry => ({
  ...{ ...entry('j1'), toMs: 20 * MIN, sent: { at: NOW, playCount: 2 } },
  ...more,
});
/** A copy on a server with a finish line that counts as watched now, for the third time. */
const counted = (more: Partial<ServerRow> = {}) =>
  copy('c', { finishLineMs: 19 * MIN, watched: true, playCount: 3, ...more });

describe('a position that a server took for the end', () => {
  it('is seen by a copy that counts as watched once more than before', () => {
    expect(finishedBy(write(), [copy('b'), counted()])).toEqual(counted());
    expect(finishedBy(write(), [counted({ playCount: 2 })])).toBeNull();
  });

  it('counts once where the server does not say how often', () => {
    const bare = counted({ playCount: null });
    const first = { at: NOW, playCount: 0 };
    expect(finishedBy(write({ sent: first }), [bare])).toEqual(bare);
    expect(finishedBy(write({ sent: { at: NOW, playCount: 1 } }), [bare])).toBeNull();
  });

  it.each<[string, Partial<WriteEntry>, Partial<ServerRow>]>([
    ['a clear does', { kind: 'clear' }, {}],
    ['a write of no position does', { toMs: 0 }, {}],
    ['of which nothing was noted does', { sent: undefined }, {}],
    ['a server without a finish line shows', {}, { finishLineMs: null }],
    ['a server that does not count it as watched shows', {}, { watched: false }],
  ])('is not what %s', (_, sent, row) => {
    expect(finishedBy(write(sent), [counted(row)])).toBeNull();
  });

  it('however short it was', () => {
    expect(finishedBy(write({ toMs: 1 }), [counted()])).toEqual(counted());
  });

  it('has arrived, like one that all copies show', () => {
    const shown = copy('c', { positionMs: 20 * MIN });
    expect(isThere(write(), [shown])).toBe(true);
    expect(isThere(write(), [counted()])).toBe(true);
    expect(isThere(write(), [copy('c')])).toBe(false);
    expect(isThere(write(), [])).toBe(false);
  });

  it('was finished by nobody: the look says so where the value is ours', () => {
    const ours = { ms: 0, stamp: NOW, time: NOW - MIN };
    expect(finishedByUs(look({ ours })).ours).toEqual({ ...ours, finished: true });
    expect(finishedByUs(look({ ms: 1, ours })).ms).toBe(1);
    expect(finishedByUs(look())).toEqual(look());
  });
});

describe('a write that is sent', () => {
  it('is noted with how often its copies had been played', () => {
    const targets = [3, null, 5].map((playCount) => copy('c', { playCount }));
    expect(sentNow(targets, NOW)).toEqual({ at: NOW, playCount: 5 });
    expect(sentNow([copy('c', { playCount: null })], NOW)).toEqual({ at: NOW, playCount: 0 });
    expect(sentNow([copy('c', { playCount: 0 })], NOW)).toEqual({ at: NOW, playCount: 0 });
  });

  it('was the last to touch a copy whose stamp is within a minute of it', () => {
    const untouched = (lastPlayedAt: number | null, skewMs = 0) =>
      untouchedSince(write(), copy('c', { lastPlayedAt }), skewMs);
    expect(untouched(NOW + MIN)).toBe(true);
    expect(untouched(NOW + MIN + 1)).toBe(false);
    expect(untouched(NOW - MIN - 1)).toBe(false);
    expect(untouched(NOW + 9 * MIN, 9 * MIN)).toBe(true);
    expect(untouched(NOW, 9 * MIN)).toBe(false);
  });

  it('was not, where nothing is known of it or of the copy', () => {
    expect(untouchedSince(write({ sent: undefined }), copy('c', { lastPlayedAt: NOW }), 0)).toBe(
      false,
    );
    const early = write({ sent: { at: 10, playCount: 0 } });
    expect(untouchedSince(early, copy('c'), 0)).toBe(false);
  });
});

describe('the line from which a server counts as watched', () => {
  const state = (more: Partial<ServerState>) => more as ServerState;

  it('is the lower of what it says and what it did', () => {
    const taughtLine = { share: 0.85, at: NOW };
    expect(lineOf(state({ finishLine: 0.9, taughtLine }))).toBe(0.85);
    expect(lineOf(state({ finishLine: 0.8, taughtLine }))).toBe(0.8);
    expect(lineOf(state({ finishLine: null, taughtLine }))).toBe(0.85);
    expect(lineOf(state({ finishLine: 0.9 }))).toBe(0.9);
    expect(lineOf(state({ finishLine: null }))).toBeNull();
    expect(lineOf(state({}))).toBeNull();
  });

  it('is learnt from a title that counted lower than any before', () => {
    const known = { share: 0.8, at: 1 };
    const learnt = { share: 0.75, at: NOW };
    expect(lineTaught(known, 90 * MIN, RUNTIME, NOW)).toEqual(learnt);
    expect(lineTaught(undefined, 90 * MIN, RUNTIME, NOW)).toEqual(learnt);
    expect(lineTaught(known, 96 * MIN, RUNTIME, NOW)).toBe(known);
    expect(lineTaught(known, 97 * MIN, RUNTIME, NOW)).toBe(known);
  });

  it('is not learnt from the end, or without a runtime', () => {
    expect(lineTaught(undefined, RUNTIME, RUNTIME, NOW)).toBeUndefined();
    expect(lineTaught(undefined, 90 * MIN, null, NOW)).toBeUndefined();
  });
});

describe('a title that is left out for its target’s line', () => {
  const STAY = { does: 'stay', cell: '6d', tombstone: 'keep' } as const;
  const percent = (left: Partial<Seen>, right: Partial<Seen>, skip: Decision['skip']) => {
    const decision: Decision = { ...STAY, skip, conflict: null, asksPlayers: false };
    const item = seen('heat', { seen: { left: at(20, 5, left), right: at(10, 60, right) } });
    return lineBehind({ item, decision });
  };
  const { can } = at(1);
  const line = (minutes: number) => ({ can: { ...can, ceilingMs: minutes * MIN } });

  it('says where it lies', () => {
    expect(percent({}, line(15), 'target-ceiling')).toEqual({ percent: 12 });
    expect(percent({}, line(20), 'target-ceiling')).toEqual({ percent: 16 });
    expect(percent(line(6), {}, 'target-ceiling')).toEqual({ percent: 5 });
    expect(percent(line(30), line(15), 'target-ceiling')).toEqual({ percent: 12 });
  });

  it('says it in whole percent', () => {
    const far = { ms: RUNTIME };
    const of = (share: number) => percent(far, line((share * RUNTIME) / MIN), 'target-ceiling');
    const lines = [0.87, 0.879, 0.29].map((share) => of(share).percent);
    expect(lines).toEqual([87, 87, 29]);
  });

  it('says nothing where it is left out for another reason, or the line is not known', () => {
    expect(percent({}, line(15), 'target-floor')).toEqual({});
    expect(percent({}, line(15), null)).toEqual({});
    expect(percent({}, line(21), 'target-ceiling')).toEqual({});
    const bare = { ...line(15), runtimeMs: null };
    expect(percent({}, bare, 'target-ceiling')).toEqual({});
  });
});
