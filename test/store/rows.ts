import type { Activity, RunRecord, RunSummary } from '../../lib/model/run';

/** A copy onto the cellar, with what differs. */
export const activityRow = (activityId: string, more: Partial<Activity> = {}): Activity => ({
  activityId,
  runId: 'r1',
  pairId: 'p1',
  at: 1,
  kind: 'write',
  title: 'Heat',
  serverId: 'cellar',
  fromServerId: 'attic',
  fromMs: 0,
  toMs: 60_000,
  rule: 'moved',
  cell: '6h',
  reason: null,
  conflict: null,
  undo: null,
  undoneAt: null,
  runtimeMs: null,
  key: 'heat',
  items: {},
  stood: null,
  confirmed: null,
  ...more,
});

/** A run that came to its end, at the moment given. */
export const runRecord = (
  runId: string,
  at: number,
  summary: Partial<RunSummary> = {},
  more: Partial<RunRecord> = {},
): RunRecord => ({
  runId,
  pairId: 'p1',
  kind: 'run',
  at,
  until: at + 1_000,
  times: 1,
  held: 0,
  waiting: [],
  ...more,
  summary: {
    pairId: more.pairId ?? 'p1',
    outcome: 'done',
    written: 0,
    cleared: 0,
    skipped: 0,
    conflicts: 0,
    unmatched: 0,
    requests: 2,
    startedAt: at,
    finishedAt: at + 1_000,
    ...summary,
  },
});
