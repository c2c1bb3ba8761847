import type { Look, Track, Unmatched, WriteEntry } from '../../lib/model/records';
import type { Activity, RunRecord, RunSummary } from '../../lib/model/run';

const said = { is: 'at', ms: 60_000, stamp: 1, time: 1 } as const;
export const track = (key: string, pairId = 'p1'): Track => ({
  pairId,
  key,
  title: key,
  identity: {
    kind: 'movie',
    ids: { imdb: key },
    showIds: null,
    season: null,
    episode: null,
    episodeEnd: null,
    episodeTitle: null,
    airDate: null,
  },
  copies: { attic: [`a-${key}`], cellar: [`c-${key}`] },
  said: { attic: said, cellar: said },
  reason: 'agreed',
  settledAt: 1,
  tombstone: null,
  settingsChanged: false,
  failures: 0,
  restsUntil: 0,
  runtimeMs: null,
});
export const look = (itemId: string): Look => ({
  serverId: 'attic',
  itemId,
  libraryId: null,
  ms: 60_000,
  watched: false,
  stamp: 1,
  bound: null,
  leftAfter: null,
  finishLineMs: null,
  ours: null,
  had: [60_000],
  undone: null,
});

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

export const activity = (activityId: string, at: number): Activity =>
  activityRow(activityId, { at });

export const entry = (id: string): WriteEntry => ({
  id,
  runId: 'r1',
  pairId: 'p1',
  kind: 'write',
  serverId: 'cellar',
  fromServerId: 'attic',
  itemIds: ['c-heat'],
  toMs: 60_000,
  time: 1,
  origin: said,
  track: track('heat'),
  activity: activity(id, 1),
});
export const unmatched: Unmatched = {
  pairId: 'p1',
  serverId: 'attic',
  itemId: 'a-1',
  title: 'Heat',
  reason: 'no-ids',
  identity: track('heat').identity,
  runtimeMs: null,
  checkedAt: 1,
};
