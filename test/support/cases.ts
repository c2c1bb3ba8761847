import type { Baseline, Said, Seen } from '../../lib/model/observation';
import type { Case, Rules } from '../../lib/plan/rules';

export const MIN = 60_000;
export const NOW = Date.UTC(2026, 10, 1, 12);
export const RUNTIME = 120 * MIN;

const SEEN: Seen = {
  is: 'none',
  ms: 0,
  watched: false,
  stamp: null,
  time: null,
  watchedAt: null,
  changedAt: null,
  ours: false,
  lost: null,
  back: false,
  had: [],
  undoneMs: null,
  playing: 'no',
  runtimeMs: RUNTIME,
  can: { write: true, clear: true, holdBoth: true, floorMs: 0, ceilingMs: null },
};

/** At a position of so many minutes, since so many minutes before now. */
export const at = (minutes: number, ago: number | null = 60, more: Partial<Seen> = {}): Seen => ({
  ...SEEN,
  is: 'at',
  ms: minutes * MIN,
  stamp: ago === null ? null : NOW - ago * MIN,
  time: ago === null ? null : NOW - ago * MIN,
  changedAt: ago === null ? null : NOW - ago * MIN,
  ...more,
});

export const none = (more: Partial<Seen> = {}): Seen => ({ ...SEEN, ...more });
/** No position, yet last played so many minutes ago. */
export const played = (ago: number, more: Partial<Seen> = {}): Seen => ({
  ...SEEN,
  stamp: NOW - ago * MIN,
  time: NOW - ago * MIN,
  changedAt: NOW - ago * MIN,
  ...more,
});
export const finished = (ago: number | null = 60, more: Partial<Seen> = {}): Seen => ({
  ...SEEN,
  is: 'finished',
  watched: true,
  stamp: ago === null ? null : NOW - ago * MIN,
  time: ago === null ? null : NOW - ago * MIN,
  ...more,
});
export const gone = (): Seen => ({ ...SEEN, is: 'gone' });
export const unknown = (): Seen => ({ ...SEEN, is: 'unknown' });

const OLD = NOW - 600 * MIN;
/** What a side said ten hours ago. */
export const saidAt = (minutes: number, stamp: number | null = OLD): Said => ({
  is: 'at',
  ms: minutes * MIN,
  stamp,
  time: stamp,
});
export const saidNone = (stamp: number | null = null): Said => ({
  is: 'none',
  ms: 0,
  stamp,
  time: stamp,
});
export const saidFinished = (): Said => ({ is: 'finished', ms: 0, stamp: OLD, time: OLD });

export const settled = (
  left: Said,
  right: Said,
  reason: Baseline['reason'] = 'agreed',
): Baseline => ({ left, right, reason });
export const both = (minutes: number): Baseline => settled(saidAt(minutes), saidAt(minutes));

export const RULES: Rules = {
  mode: 'two-way',
  addUpdate: true,
  remove: true,
  rewatch: false,
  removeMode: 'source-deletes',
  minimumMs: 5_000,
  deltaMs: 30_000,
  maximumShare: 0.8,
  tombstoneMs: 30 * 24 * 60 * MIN,
  now: NOW,
};

export const caseOf = (parts: Partial<Case> & Pick<Case, 'left' | 'right'>): Case => ({
  baseline: null,
  tombstone: null,
  settingsChanged: false,
  ...parts,
});

/** The same case seen from the other side. */
export const flipped = (c: Case): Case => ({
  ...c,
  left: c.right,
  right: c.left,
  baseline: c.baseline && { ...c.baseline, left: c.baseline.right, right: c.baseline.left },
  tombstone: c.tombstone && {
    ...c.tombstone,
    side: c.tombstone.side === 'left' ? 'right' : 'left',
  },
});
