import { describe, expect, it } from 'vitest';
import type { RunRecord, RunSummary } from '../../lib/model/run';
import { begun, byHand, ended } from '../../lib/plan/run-record';
import { summary } from '../status/status-facts';
import { NOW } from '../support/cases';

const run = { runId: 'r2', pairId: 'p', startedAt: NOW };
const waiting = [{ title: 'Heat', reason: 'playing' as const }];

const end = (
  last: RunRecord | undefined,
  more: Partial<RunSummary> = {},
  left: Partial<Pick<RunRecord, 'waiting' | 'held'>> = {},
) => ended(run, summary({ finishedAt: NOW + 9, ...more }), { waiting: [], held: 0, ...left }, last);

/** A run before it, that came to nothing. */
const quiet = (more: Partial<RunSummary> = {}, left: Partial<RunRecord> = {}): RunRecord => ({
  ...begun({ runId: 'r1', pairId: 'p', startedAt: NOW - 99 }),
  summary: summary(more),
  ...left,
});

describe('the record of a run', () => {
  it('stands from its beginning', () => {
    expect(begun(run)).toEqual({
      ...{ runId: 'r2', pairId: 'p', kind: 'run', at: NOW, until: NOW, times: 1 },
      ...{ summary: null, held: 0, waiting: [] },
    });
    expect(byHand('r3', 'p', 5)).toEqual({
      ...{ runId: 'r3', pairId: 'p', kind: 'by-hand', at: 5, until: 5, times: 1 },
      ...{ summary: null, held: 0, waiting: [] },
    });
  });

  it('says at its end what it came to', () => {
    const came = summary({ finishedAt: NOW + 9, skipped: 1 });
    const record = { ...begun(run), until: NOW + 9, summary: came, waiting, held: 0 };
    expect(end(undefined, { skipped: 1 }, { waiting })).toEqual(record);
  });
});

describe('quiet runs in a row', () => {
  it('are one record, from the first beginning to the last end', () => {
    const one = end(quiet({}, { times: 4 }));
    expect(one).toMatchObject({ runId: 'r1', at: NOW - 99, until: NOW + 9, times: 5 });
    expect(one.summary).toEqual(summary({ finishedAt: NOW + 9 }));
  });

  it('are so as well while the same waits, or the same is the matter', () => {
    expect(end(quiet({ skipped: 1 }, { waiting }), { skipped: 1 }, { waiting }).times).toBe(2);
    const away: Partial<RunSummary> = {
      outcome: 'retry-later',
      problem: { code: 'timeout', serverId: 'attic' },
    };
    expect(end(quiet(away), away).times).toBe(2);
    expect(
      end(quiet({ outcome: 'held' }, { held: 3 }), { outcome: 'held' }, { held: 3 }).times,
    ).toBe(2);
  });

  const timeout = { code: 'timeout', serverId: 'attic' } as const;
  it.each<[string, RunRecord | undefined, Partial<RunSummary>]>([
    ['there was none before', undefined, {}],
    ['this one wrote', quiet(), { written: 1 }],
    ['this one cleared', quiet(), { cleared: 1 }],
    ['this one decided a conflict', quiet(), { conflicts: 1 }],
    ['this one wrote as much as it cleared', quiet(), { written: 1, cleared: 1 }],
    ['this one wrote what won a conflict', quiet(), { written: 1, conflicts: 1 }],
    ['this one left a difference standing', quiet(), { skipped: 1 }],
    ['the one before wrote', quiet({ written: 1 }), { written: 0 }],
    ['the one before left a difference standing', quiet({ skipped: 1 }), {}],
    ['the one before was stopped on its way', quiet({}, { summary: null }), {}],
    ['the one before was no run', quiet({}, { kind: 'by-hand' }), {}],
    ['it came to something else', quiet({ outcome: 'retry-later' }), {}],
    ['more is held', quiet({}, { held: 1 }), {}],
    [
      'something else is the matter',
      quiet({ problem: timeout }),
      { problem: { ...timeout, code: 'busy' } },
    ],
    [
      'another server is the matter',
      quiet({ problem: timeout }),
      { problem: { ...timeout, serverId: 'cellar' } },
    ],
  ])('are told apart where %s', (_, last, more) => {
    expect(end(last, more)).toMatchObject({ runId: 'r2', at: NOW, times: 1 });
  });

  it.each([
    ['another title', { title: 'Dune' }],
    ['the same title for another reason', { reason: 'resting' as const }],
  ])('are told apart where %s waits', (_, other) => {
    const last = quiet({ skipped: 1 }, { waiting: [{ ...waiting[0]!, ...other }] });
    expect(end(last, { skipped: 1 }, { waiting }).times).toBe(1);
  });
});
