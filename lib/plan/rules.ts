import type { Baseline, Seen, SettledReason, Tombstone } from '../model/observation';
import type { OneWayRemoveMode, PairMode } from '../model/settings';

/** The settings of one pair as the planner needs them, and the moment it plans for. */
export interface Rules {
  mode: PairMode;
  addUpdate: boolean;
  remove: boolean;
  rewatch: boolean;
  removeMode: OneWayRemoveMode;
  minimumMs: number;
  deltaMs: number;
  maximumShare: number;
  tombstoneMs: number;
  /** Epoch ms. */
  now: number;
}

/** All that is known of one item in one pair, at the moment of deciding. */
export interface Case {
  left: Seen;
  right: Seen;
  baseline: Baseline | null;
  tombstone: Tombstone | null;
  /** Libraries, direction or a long pause changed what is seen; no look at both sides since. */
  settingsChanged: boolean;
}

/** Where the players cannot be read, an item that changed this recently waits. */
export const RECENT_MS = 10 * 60_000;

/** Two runtimes that differ by more than this are two cuts. */
const CUT_MS = 60_000;
const CUT_SHARE = 0.02;

/** Do two runtimes belong to the same cut? A missing one never does. */
export function sameCut(a: number | null, b: number | null): boolean {
  if (!a || !b) return false;
  const apart = Math.abs(a - b);
  return apart <= CUT_MS || apart <= Math.max(a, b) * CUT_SHARE;
}

/** Does this pair clear what only its target has? */
export const isMirror = (rules: Rules): boolean =>
  rules.mode === 'one-way' && rules.removeMode === 'mirror' && rules.remove;

/** Decided to stay by the person, or because it cannot be otherwise: no mirror touches it. */
export const LASTING: SettledReason[] = ['undone', 'parked', 'remove-off', 'expired'];

export const isAt = (seen: Seen): boolean => seen.is === 'at';

/** Why a position may not go onto a target, or null when it may. */
export function ignoredBecause(
  ms: number,
  mover: Seen,
  target: Seen,
  rules: Rules,
):
  | 'below-minimum'
  | 'above-maximum'
  | 'target-floor'
  | 'target-ceiling'
  | 'no-runtime'
  | 'other-cut'
  | null {
  if (ms < rules.minimumMs || ms <= 0) return 'below-minimum';
  if (!mover.runtimeMs || !target.runtimeMs) return 'no-runtime';
  if (!sameCut(mover.runtimeMs, target.runtimeMs)) return 'other-cut';
  if (ms >= target.runtimeMs * rules.maximumShare) return 'above-maximum';
  if (ms <= target.can.floorMs) return 'target-floor';
  if (target.can.ceilingMs !== null && ms >= target.can.ceilingMs) return 'target-ceiling';
  return null;
}

/** Why open players keep an item waiting, or null. A paused player blocks only a target. */
export function heldUpBy(
  mover: Seen | null,
  target: Seen,
  rules: Rules,
): 'playing' | 'players-unknown' | null {
  if (mover?.playing === 'playing') return 'playing';
  if (target.playing === 'playing' || target.playing === 'paused') return 'playing';
  const unreadable = mover?.playing === 'unreadable' || target.playing === 'unreadable';
  if (!unreadable) return null;
  const latest = Math.max(mover?.changedAt ?? 0, target.changedAt ?? 0);
  return rules.now - latest < RECENT_MS ? 'players-unknown' : null;
}
