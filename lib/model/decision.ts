import type { SettledReason, Side, Tombstone } from './observation';

/** Cells of docs/how-sync-decides.md. F: first contact, O: one-way, I: ignored. */
export type Cell =
  | '0'
  | '1'
  | '2'
  | '3'
  | '6a'
  | '6b'
  | '6c'
  | '6d'
  | '6e'
  | '6f'
  | '6g'
  | '6h'
  | '7a'
  | '7b'
  | '7c'
  | '8'
  | '9'
  | '10a'
  | '10b'
  | '10c'
  | '10d'
  | '10e'
  | '10f'
  | '10g'
  | '10h'
  | '10i'
  | '10j'
  | '10k'
  | '11'
  | 'F0'
  | 'F1'
  | 'F2'
  | 'F3'
  | 'O1'
  | 'O2'
  | 'I';

/** Why nothing was written, in words that the locale file spells out (`skip_<reason>`). */
export type SkipReason =
  | 'unknown'
  | 'gone'
  | 'add-update-off'
  | 'read-only'
  | 'playing'
  | 'players-unknown'
  | 'below-minimum'
  | 'above-maximum'
  | 'target-floor'
  | 'target-ceiling'
  | 'no-runtime'
  | 'other-cut'
  | 'watched'
  | 'cannot-hold-both'
  | 'undone'
  | 'left-alone'
  | 'played-later'
  | 'blocked'
  | 'restart'
  | 'already-there'
  | 'difference'
  | 'settings'
  | 'remove-off'
  | 'first-look'
  | 'moved-since'
  | 'expired'
  | 'cannot-clear'
  | 'changed-since'
  | 'server-stopped'
  | 'resting'
  | 'failed'
  | 'lost'
  | 'lost-after-clear'
  | 'not-chosen'
  | 'ignored';

export type ConflictRule = 'newest' | 'higher';

export interface Conflict {
  winner: Side;
  rule: ConflictRule;
}

/** One write, or one clear (`toMs` 0), that puts one side's word onto the other. */
export interface Act {
  kind: 'write' | 'clear';
  to: Side;
  fromMs: number;
  toMs: number;
  /** When the person watched, epoch ms by our clock; null when not known. */
  time: number | null;
}

interface Why {
  cell: Cell;
  tombstone: 'keep' | 'drop' | Tombstone;
  skip: SkipReason | null;
  conflict: Conflict | null;
  /** The answer hangs on whether somebody has the item open: ask before believing it. */
  asksPlayers: boolean;
}

/** Write or clear; the baseline changes once that is confirmed. */
export type Acting = Why & { does: 'act'; act: Act };

/** What to do with one item, and why. Total: every case has exactly one. */
export type Decision =
  | Acting
  /** The baseline becomes both sides as they are. */
  | (Why & { does: 'settle'; reason: SettledReason })
  /** The baseline goes. */
  | (Why & { does: 'forget' })
  /** Nothing changes. */
  | (Why & { does: 'stay' });
