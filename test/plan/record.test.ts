import { describe, expect, it } from 'vitest';
import type { Decision } from '../../lib/model/decision';
import type { Track } from '../../lib/model/records';
import type { SeenItem } from '../../lib/model/sight';
import {
  conflictRecord,
  detailsOf,
  keptTrack,
  leavesSkip,
  type RunContext,
  recordDecisions,
  runtimeOf,
  settledTrack,
  trackOf,
} from '../../lib/plan/record';
import { saidOf } from '../../lib/plan/seen';
import { track } from '../store/rows';
import { at, MIN, NOW, none, RUNTIME } from '../support/cases';
import { SIGHTS, seen } from './sights';

const run: RunContext = { runId: 'r1', pairId: 'p1', startedAt: NOW, sides: SIGHTS };
const WHY = { tombstone: 'keep', skip: null, conflict: null, asksPlayers: false } as const;
const stay: Decision = { ...WHY, does: 'stay', cell: '2' };
const settle: Decision = {
  ...WHY,
  does: 'settle',
  cell: '6f',
  reason: 'watched',
  tombstone: 'drop',
};
const forget: Decision = { ...WHY, does: 'forget', cell: '11', tombstone: 'drop' };
const act: Decision = {
  ...{ ...WHY, does: 'act', cell: '6h' },
  act: { kind: 'write', to: 'right', fromMs: 10 * MIN, toMs: 20 * MIN, time: null },
};

const known = track('heat');
const tombstone = { serverId: 'attic', ms: MIN, at: 5 };
/** A film that is tracked so, and nothing about its copies is new. */
const heat = (more: Partial<Track> = {}, than: Partial<SeenItem> = {}) =>
  seen('heat', { track: { ...known, ...more }, ...than });
const record = (item: SeenItem, decision: Decision) => recordDecisions([{ item, decision }], run);
const nothing = { tracks: [], forgetTracks: [], activity: [] };
const gone = { forgetTracks: [{ pairId: 'p1', key: 'heat' }] };

describe('the track of an item', () => {
  it('is a new one where it has none', () => {
    expect(trackOf(seen('heat'), run)).toEqual({
      ...{ pairId: 'p1', key: 'heat', title: 'heat', identity: known.identity },
      ...{ copies: known.copies, said: null, reason: 'agreed', settledAt: NOW, tombstone: null },
      ...{ settingsChanged: false, failures: 0, restsUntil: 0, runtimeMs: null },
    });
  });

  it('takes on the copies, in order, and what identifies the title by now', () => {
    const copies = { left: new Set(['b', 'a']), right: new Set<string>() };
    const identity = { ...known.identity, airDate: '2001-01-01' };
    expect(trackOf(heat({ failures: 2, said: null }, { copies, identity }), run)).toEqual({
      ...{ ...known, failures: 2, said: null, identity, copies: { attic: ['a', 'b'], cellar: [] } },
    });
  });

  it('keeps which copies did not answer until they are asked again', () => {
    const missing = { attic: ['a-old'], cellar: ['c-old'] };
    expect(trackOf(heat({ missing }), run).missing).toEqual(missing);
    expect(trackOf(heat({ missing }, { missing: { left: [] } }), run).missing).toEqual({
      cellar: ['c-old'],
    });
    const answered = trackOf(heat({ missing }, { missing: { left: [], right: [] } }), run);
    expect(answered).toEqual(known);
    expect('missing' in answered).toBe(false);
    expect(trackOf(heat({}, { missing: { right: ['c-new'] } }), run).missing).toEqual({
      cellar: ['c-new'],
    });
  });
});

describe('what is settled', () => {
  it('becomes the baseline as both sides are, and all that hindered is over', () => {
    const before = { tombstone, settingsChanged: true, failures: 2, restsUntil: NOW + 1 };
    const { seen: now } = seen('heat');
    const { tracks, activity, forgetTracks } = record(heat(before), settle);
    expect(tracks).toEqual([
      {
        ...{ ...known, reason: 'watched', settledAt: NOW, runtimeMs: RUNTIME },
        said: { attic: saidOf(now.left), cellar: saidOf(now.right) },
      },
    ]);
    expect([activity, forgetTracks]).toEqual([[], []]);
  });

  it('keeps the runtime that was known where nobody tells it now', () => {
    const untold = { left: at(1, 5, { runtimeMs: null }), right: at(1, 5, { runtimeMs: null }) };
    const of = (item: SeenItem) => settledTrack(item, run, 'agreed').runtimeMs;
    expect(of(heat({ runtimeMs: 7 }, { seen: untold }))).toBe(7);
    expect(of(seen('heat', { seen: untold }))).toBeNull();
    expect(runtimeOf(heat({}, { seen: { ...untold, right: at(1) } }))).toBe(RUNTIME);
    expect(runtimeOf(heat({}, { seen: { left: at(1, 5, { runtimeMs: 8 }), right: at(1) } }))).toBe(
      8,
    );
  });
});

describe('what is forgotten', () => {
  it('leaves nothing, or a block where its tombstone stays', () => {
    expect(record(heat({ tombstone }), forget)).toEqual({ ...nothing, ...gone });
    const blocked = record(heat({ tombstone }), { ...forget, tombstone: 'keep' });
    expect(blocked).toEqual({ ...nothing, tracks: [{ ...known, said: null, tombstone }] });
  });

  it('was nothing where it was not tracked', () => {
    expect(record(seen('heat'), forget)).toEqual(nothing);
    const noted = { side: 'left', ms: MIN, at: 5 } as const;
    expect(record(seen('heat'), { ...forget, tombstone: noted })).toEqual(nothing);
  });
});

describe('what stays as it was', () => {
  it('leaves nothing to record', () => {
    expect(record(heat(), stay)).toEqual(nothing);
    expect(record(heat({ tombstone }), stay)).toEqual(nothing);
    expect(record(heat(), act)).toEqual(nothing);
    expect(record(seen('heat'), stay)).toEqual(nothing);
  });

  it('loses its tombstone, or gets one on its side', () => {
    const drop: Decision = { ...stay, tombstone: 'drop' };
    expect(record(heat({ tombstone }), drop).tracks).toEqual([known]);
    const noted = (side: 'left' | 'right'): Decision => ({
      ...{ ...stay, tombstone: { side, ms: MIN, at: 5 } },
    });
    expect(record(heat(), noted('left')).tracks).toEqual([{ ...known, tombstone }]);
    expect(record(heat(), noted('right')).tracks).toEqual([
      { ...known, tombstone: { ...tombstone, serverId: 'cellar' } },
    ]);
  });

  it('is a block no longer once its tombstone goes, unless something is written', () => {
    const block = heat({ said: null, tombstone });
    const drop: Decision = { ...stay, tombstone: 'drop' };
    expect(record(block, stay)).toEqual(nothing);
    expect(record(block, drop)).toEqual({ ...nothing, ...gone });
    const written = record(block, { ...act, tombstone: 'drop' });
    expect(written).toEqual({ ...nothing, tracks: [{ ...known, said: null }] });
  });

  it('was seen on both sides, unless one was unknown', () => {
    const changed = heat({ settingsChanged: true });
    const kept = (decision: Decision) => keptTrack({ item: changed, decision }, run);
    expect(kept(stay).settingsChanged).toBe(false);
    expect(kept({ ...stay, cell: '0' }).settingsChanged).toBe(true);
    expect(keptTrack({ item: heat(), decision: { ...stay, cell: '0' } }, run)).toEqual(known);
  });
});

describe('a difference left standing', () => {
  const skipped: Decision = { ...settle, skip: 'watched' };

  it('leaves a row of the history', () => {
    const item = heat();
    expect(record(item, skipped).activity).toEqual([
      {
        ...{ activityId: 'r1:heat:skip', runId: 'r1', pairId: 'p1', at: NOW, kind: 'skip' },
        ...{ title: 'heat', serverId: 'cellar', fromServerId: 'attic' },
        ...{ fromMs: 10 * MIN, toMs: 20 * MIN, rule: null, cell: '6f', reason: 'watched' },
        ...{ conflict: null, undo: null, undoneAt: null, confirmed: null, key: 'heat' },
        ...{ runtimeMs: RUNTIME, items: { attic: 'a-heat', cellar: 'c-heat' } },
        stood: { attic: saidOf(item.seen.left), cellar: saidOf(item.seen.right) },
      },
    ]);
  });

  it('leaves one where it is settled, or ignored by the person', () => {
    const ignored: Decision = { ...stay, skip: 'ignored', tombstone: 'drop' };
    const leaves = (decision: Decision) => leavesSkip({ item: heat(), decision });
    expect(leaves(skipped)).toBe(true);
    expect(leaves(settle)).toBe(false);
    expect(leaves({ ...stay, skip: 'playing' })).toBe(false);
    expect(leaves(ignored)).toBe(true);
    const { activity, ...rest } = record(heat({ tombstone }), ignored);
    expect(activity).toMatchObject([{ reason: 'ignored' }]);
    expect(rest).toEqual({ tracks: [], forgetTracks: [] });
  });
});

describe('the details of a row', () => {
  it('name a copy that was read, else one that is known, else none', () => {
    const items = (more: Partial<SeenItem>) => detailsOf(heat({}, more), run).items;
    const unread = { left: { is: 'unknown' as const }, right: { is: 'gone' as const } };
    const copies = { left: new Set(['a-old']), right: new Set<string>() };
    expect(items({ copies })).toEqual({ attic: 'a-heat', cellar: 'c-heat' });
    expect(items({ copies, known: unread })).toStrictEqual({ attic: 'a-old' });
  });

  it('tell of a conflict what stood on both sides', () => {
    const conflict = { winner: 'left', rule: 'newest' } as const;
    const item = heat({}, { seen: { left: at(20, 5), right: none() } });
    const decision: Decision = { ...act, conflict };
    expect(conflictRecord({ item, decision })).toEqual({
      ...{ ...conflict, leftMs: 20 * MIN, rightMs: 0, leftTime: NOW - 5 * MIN, rightTime: null },
    });
    expect(conflictRecord({ item, decision: act })).toBeNull();
  });
});
