import { describe, expect, it } from 'vitest';
import type { Decision } from '../../lib/model/decision';
import type { Problem } from '../../lib/model/problem';
import type { ServerSight } from '../../lib/model/sight';
import {
  type Applied,
  failedSummary,
  NOTHING_APPLIED,
  type SummaryParts,
  summaryOf,
  waitingOf,
} from '../../lib/plan/summary';
import { unmatched } from '../store/rows';
import { NOW } from '../support/cases';
import { SIGHTS, seen, sight } from './sights';

const WHY = { tombstone: 'keep', skip: null, conflict: null, asksPlayers: false } as const;
const conflict = { winner: 'left', rule: 'newest' } as const;
const decided = (title: string, decision: Partial<Decision>) => ({
  item: seen(title),
  decision: { ...WHY, does: 'stay', cell: '2', ...decision } as Decision,
});
const settled = (title: string, skip: Decision['skip']) =>
  decided(title, { does: 'settle', reason: 'watched', skip } as Decision);

const parts = (more: Partial<SummaryParts> = {}): SummaryParts => ({
  ...{ pairId: 'p', startedAt: NOW - 9, finishedAt: NOW, requests: 3, sides: SIGHTS },
  plan: { pairId: 'p', planHash: 'h', actions: [], skips: [] },
  ...{ decided: [], unmatched: [], applied: NOTHING_APPLIED, held: false },
  ...more,
});
const skipping = (...skips: SummaryParts['plan']['skips']) => ({
  plan: { pairId: 'p', planHash: 'h', actions: [], skips },
});
const applied = (more: Partial<Applied>) => ({ applied: { ...NOTHING_APPLIED, ...more } });
const attic = (more: Partial<ServerSight>) => ({
  sides: { ...SIGHTS, left: sight('attic', more) },
});

const playing = { title: 'Heat', reason: 'playing' } as const;
const unknown = { title: 'Dune', reason: 'unknown' } as const;
const alone = { title: 'Heat', reason: 'no-ids' } as const;
const timeout: Problem = { code: 'timeout', serverId: 'attic' };
const signedOut: Problem = { code: 'signed-out', serverId: 'attic' };

describe('what a run came to', () => {
  it('is nothing where there was nothing to do', () => {
    expect(summaryOf(parts())).toStrictEqual({
      ...{ pairId: 'p', outcome: 'done', written: 0, cleared: 0, skipped: 0, conflicts: 0 },
      ...{ unmatched: 0, requests: 3, startedAt: NOW - 9, finishedAt: NOW },
    });
  });

  it('counts what was done, decided, left out and listed', () => {
    const came = summaryOf(
      parts({
        ...skipping(playing, alone),
        ...applied({ written: 4, cleared: 2, conflicts: 1, notDone: [playing] }),
        unmatched: [unmatched],
        decided: [
          decided('one', { does: 'settle', conflict } as Decision),
          decided('two', { does: 'forget', conflict }),
          decided('three', { does: 'act', conflict } as Decision),
          decided('four', { does: 'stay', conflict }),
          decided('five', { does: 'settle' } as Decision),
        ],
      }),
    );
    expect(came).toMatchObject({ written: 4, cleared: 2, conflicts: 3, skipped: 2, unmatched: 1 });
  });

  it.each<[string, Partial<SummaryParts>, Partial<ReturnType<typeof summaryOf>>]>([
    ['with skips', skipping(playing), { outcome: 'done-with-skips' }],
    [
      'without, where a title has no partner',
      { ...skipping(alone), unmatched: [unmatched] },
      { outcome: 'done' },
    ],
    ['held', { held: true, ...attic({ problem: timeout }) }, { outcome: 'held', problem: timeout }],
    ['again later', attic({ problem: timeout }), { outcome: 'retry-later', problem: timeout }],
    [
      'in need of somebody',
      attic({ problem: signedOut }),
      { outcome: 'needs-you', problem: signedOut },
    ],
    [
      'again later for a library',
      attic({ libraryProblems: [timeout] }),
      { outcome: 'retry-later', problem: timeout },
    ],
    [
      'again later for a write',
      applied({ problem: timeout }),
      { outcome: 'retry-later', problem: timeout },
    ],
    [
      'in need of somebody, whatever else is the matter',
      { ...applied({ problem: timeout }), ...attic({ libraryProblems: [timeout, signedOut] }) },
      { outcome: 'needs-you', problem: signedOut },
    ],
    [
      'again later for what was met last',
      { ...applied({ problem: { code: 'busy' } }), ...attic({ problem: timeout }) },
      { outcome: 'retry-later', problem: { code: 'busy' } },
    ],
  ])('ends: %s', (_, given, ends) => {
    expect(summaryOf(parts(given))).toMatchObject(ends);
  });

  it('says nothing of what is unknown while a server is silent', () => {
    const given = { ...skipping(unknown, playing), ...applied({ notDone: [unknown] }) };
    expect(summaryOf(parts(given)).skipped).toBe(3);
    expect(summaryOf(parts({ ...given, ...attic({ problem: timeout }) })).skipped).toBe(1);
  });
});

describe('a run that broke', () => {
  const times = { startedAt: 1, finishedAt: 2 };
  it('came to nothing, and says why', () => {
    expect(failedSummary('p', timeout, times)).toEqual({
      ...{ pairId: 'p', outcome: 'retry-later', written: 0, cleared: 0, skipped: 0, conflicts: 0 },
      ...{ unmatched: 0, requests: 0, ...times, problem: timeout },
    });
    expect(failedSummary('p', signedOut, times).outcome).toBe('needs-you');
  });
});

describe('what waits', () => {
  it('is what was left out and has no row, neither as settled nor as without a partner', () => {
    const watched = { title: 'Heat', reason: 'watched' } as const;
    const given = parts({
      ...skipping(watched, playing, alone, unknown),
      ...applied({ notDone: [{ title: 'Tape', reason: 'failed' }] }),
      decided: [settled('Heat', 'watched'), decided('Heat', { skip: 'playing' })],
      unmatched: [unmatched],
    });
    expect(waitingOf(given)).toEqual([playing, unknown, { title: 'Tape', reason: 'failed' }]);
    expect(waitingOf({ ...given, ...attic({ problem: timeout }) })).not.toContain(unknown);
  });

  it('is told apart by how often it was left out', () => {
    const given = (rows: number) =>
      parts({
        ...skipping(alone, alone, alone),
        unmatched: Array.from({ length: rows }, () => unmatched),
      });
    expect([0, 1, 2, 3].map((rows) => waitingOf(given(rows)).length)).toEqual([3, 2, 1, 0]);
  });
});
