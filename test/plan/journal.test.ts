import { describe, expect, it } from 'vitest';
import type { Acting } from '../../lib/model/decision';
import { intend } from '../../lib/plan/acts';
import { confirm, confirmedBy, entryOf } from '../../lib/plan/journal';
import { settledTrack } from '../../lib/plan/record';
import { saidOf } from '../../lib/plan/seen';
import type { Ready } from '../../lib/plan/still-holds';
import { track } from '../store/rows';
import { MIN, NOW, RUNTIME, saidAt, saidNone } from '../support/cases';
import { MANNERS } from '../support/memory-server';
import { look } from './rows';
import { copy, rows, SIGHTS, seen, sight } from './sights';

const run = { runId: 'r1', pairId: 'p1', startedAt: NOW, sides: SIGHTS };
const decision: Acting = {
  ...{ does: 'act', cell: '7c', tombstone: 'drop', skip: null, asksPlayers: true },
  conflict: { winner: 'left', rule: 'newest' },
  act: { kind: 'write', to: 'right', fromMs: 10 * MIN, toMs: 20 * MIN, time: NOW - MIN },
};
const heat = seen('heat', { track: track('heat') });
const standing = copy('c-heat', { positionMs: 10 * MIN, lastPlayedAt: NOW - 9 * MIN });

const ready = (targets = [standing]): Ready => ({
  ...intend({ item: heat, decision }, SIGHTS),
  targets,
});
const entry = entryOf(ready(), run, 'j1');

describe('an intended write', () => {
  it('is put down with all that it needs to be settled', () => {
    const { activity, ...rest } = entry;
    expect(rest).toEqual({
      ...{ id: 'j1', runId: 'r1', pairId: 'p1', kind: 'write', serverId: 'cellar' },
      ...{ fromServerId: 'attic', itemIds: ['c-heat'], toMs: 20 * MIN, time: NOW - MIN },
      origin: saidOf(heat.seen.left),
      track: settledTrack(heat, run, 'agreed'),
    });
    const [left, right] = [saidOf(heat.seen.left), saidOf(heat.seen.right)];
    expect(activity).toEqual({
      ...{ activityId: 'j1', runId: 'r1', pairId: 'p1', at: NOW, kind: 'write', title: 'heat' },
      ...{ serverId: 'cellar', fromServerId: 'attic', fromMs: 10 * MIN, toMs: 20 * MIN },
      ...{ rule: 'newest', cell: '7c', reason: null, undoneAt: null, confirmed: null },
      conflict: {
        ...{ winner: 'left', rule: 'newest', leftMs: 20 * MIN, rightMs: 10 * MIN },
        ...{ leftTime: NOW - 5 * MIN, rightTime: NOW - 60 * MIN },
      },
      ...{ runtimeMs: RUNTIME, key: 'heat', items: { attic: 'a-heat', cellar: 'c-heat' } },
      stood: { attic: left, cellar: right },
      undo: {
        track: settledTrack(heat, run, 'undone'),
        copies: [{ itemId: 'c-heat', ms: 10 * MIN, stamp: NOW - 9 * MIN, time: null }],
      },
    });
  });

  it('is undone to what each copy showed, and when by our clock', () => {
    const looks = new Map([['c-heat', look({ stamp: NOW - 9 * MIN })]]);
    const right = sight('cellar', { looks, skewMs: 2_000 });
    const { undo } = entryOf(ready(), { ...run, sides: { ...SIGHTS, right } }, 'j1').activity;
    expect(undo?.copies[0]?.time).toBe(NOW - 9 * MIN - 2_000);
  });

  it('cannot be undone where a copy had no position and the server cannot go back to none', () => {
    const undoOn = (clears: boolean, targets: Ready['targets']) => {
      const right = sight('cellar', { can: { ...MANNERS.jellyfin.capabilities, clears } });
      return entryOf(ready(targets), { ...run, sides: { ...SIGHTS, right } }, 'j1').activity.undo;
    };
    const empty = copy('c-2');
    expect(undoOn(false, [standing, empty])).toBeNull();
    expect(undoOn(false, [standing, copy('c-2', { positionMs: 1 })])).not.toBeNull();
    expect(undoOn(true, [empty])).not.toBeNull();
  });
});

describe('the title that a write is put down under', () => {
  const onAttic = (title: string) => ({ left: rows(copy('a-heat', { title })) });
  const named = (attic: string, cellar: string) => {
    const item = { ...heat, known: { ...heat.known, ...onAttic(attic) } };
    const one = {
      ...intend({ item, decision }, SIGHTS),
      targets: [{ ...standing, title: cellar }],
    };
    return entryOf(one, run, 'j1').activity.otherTitle;
  };

  it('is accompanied by what the target calls it, or else the origin, where that is another', () => {
    expect(named('Heat', 'Hitze')).toEqual({ serverId: 'cellar', title: 'Hitze' });
    expect(named('Hitze', 'Heat')).toEqual({ serverId: 'attic', title: 'Hitze' });
    expect(named('Hitze', 'Chaleur')).toEqual({ serverId: 'cellar', title: 'Chaleur' });
  });

  it('stands alone where both write it alike', () => {
    expect(named('Heat', 'HÉAT!')).toBeUndefined();
  });
});

describe('a confirmed write', () => {
  it.each([
    ['a position', { positionMs: 1 }, 'at', 1],
    ['a position on a watched title', { positionMs: 1, watched: true }, 'at', 1],
    ['a watched title', { watched: true }, 'finished', 0],
    ['none', {}, 'none', 0],
  ] as const)("is what the server says, %s, with the origin's time", (_, row, is, ms) => {
    const said = confirmedBy(entry, copy('c-heat', { lastPlayedAt: 7, ...row }));
    expect(said).toEqual({ is, ms, stamp: 7, time: NOW - MIN });
  });

  it('becomes the baseline and ends the entry', () => {
    const target = saidAt(20, NOW);
    expect(confirm(entry, target)).toEqual({
      tracks: [{ ...entry.track, said: { attic: entry.origin, cellar: target } }],
      forgetTracks: [],
      activity: [{ ...entry.activity, confirmed: target }],
      endJournal: ['j1'],
    });
  });

  it('that the server took for the end is left so, without a way back', () => {
    const undo = { copies: [] } as unknown as NonNullable<typeof entry.activity.undo>;
    const one = { ...entry, activity: { ...entry.activity, undo } };
    const end = { ...saidNone(NOW), is: 'finished' as const };
    const { tracks, activity } = confirm(one, end);
    expect(tracks).toMatchObject([{ reason: 'watched', said: { cellar: end } }]);
    expect(activity).toEqual([{ ...one.activity, undo: null, confirmed: end }]);
    expect(confirm(one, saidAt(20)).activity[0]?.undo).toBe(undo);
    expect(confirm({ ...one, kind: 'clear' }, end).activity[0]?.undo).toBe(undo);
  });

  it('that cleared leaves no track', () => {
    const target = saidNone(NOW);
    expect(confirm({ ...entry, kind: 'clear' }, target)).toEqual({
      tracks: [],
      forgetTracks: [{ pairId: 'p1', key: 'heat' }],
      activity: [{ ...entry.activity, confirmed: target }],
      endJournal: ['j1'],
    });
  });
});
