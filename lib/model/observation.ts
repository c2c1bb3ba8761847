/** Left is a pair's source, right its target. */
export type Side = 'left' | 'right';
export const SIDES = ['left', 'right'] as const;
export const otherSide = (side: Side): Side => (side === 'left' ? 'right' : 'left');

/** What a server can definitely hold: at a position, watched without one, or neither. */
export type State = 'at' | 'finished' | 'none';

/** What one server said of one item when the two sides were last settled. */
export interface Said {
  is: State;
  /** 0 unless `at`. */
  ms: number;
  /** Last played, epoch ms by the server's own clock; only ever compared with the same server. */
  stamp: number | null;
  /** When the person watched, epoch ms by our clock; of a copy, the origin's time. */
  time: number | null;
}

/** Why the two sides were called settled. */
export type SettledReason =
  | 'agreed'
  | 'left-alone'
  | 'watched'
  | 'ignored'
  | 'undone'
  | 'remove-off'
  | 'parked'
  | 'expired'
  | 'restart'
  | 'lost'
  | 'settings'
  | 'difference';

/** The prev state of one item in one pair. */
export interface Baseline {
  left: Said;
  right: Said;
  reason: SettledReason;
}

/**
 * The persisted note that an item left `side` while the other side stood at `ms`. Without a
 * baseline beside it, it is a block: that value is not copied back until the other side moves.
 */
export interface Tombstone {
  side: Side;
  ms: number;
  /** Epoch ms. */
  at: number;
}

/**
 * How a server forgets: the title stands under a new id without a state (`replaced`), its data is of
 * an earlier day (`back`), or a player that had it open reported a stop at nothing (`dropped`).
 */
export type Loss = 'replaced' | 'back' | 'dropped';

/** Is a player open on the item? `unreadable`: the server does not say. */
export type Playing = 'no' | 'playing' | 'paused' | 'unreadable';

/** What one side says of one item in this run, with times already corrected to our clock. */
export interface Seen {
  is: State | 'gone' | 'unknown';
  ms: number;
  watched: boolean;
  stamp: number | null;
  /** Time of the change, epoch ms; null when the server gives none that can be believed. */
  time: number | null;
  /** When the person watched, as the row's order has it: what a copy of this value carries. */
  watchedAt: number | null;
  /** The latest moment at which the value may have come about, where anything is known of it. */
  changedAt: number | null;
  /** This value is what a write or clear of ours left there. */
  ours: boolean;
  /** Watched only because a write of ours finished it: nobody has. */
  finishedByUs?: boolean;
  /** How the server came to forget the position, where it has: nobody cleared it. */
  lost: Loss | null;
  /** The value is from before: last-played is older than this copy showed already. */
  back: boolean;
  /** Positions that this browser has seen or written there before. */
  had: number[];
  /** An undone write (or clear, with 0) that must not be repeated while the old value stands. */
  undoneMs: number | null;
  playing: Playing;
  runtimeMs: number | null;
  /** As a target: what it can do. */
  can: TargetLimits;
}

export interface TargetLimits {
  write: boolean;
  clear: boolean;
  holdBoth: boolean;
  /** Positions at or below are not taken, ms. */
  floorMs: number;
  /** Positions at or above are not written, ms; null for no such line. */
  ceilingMs: number | null;
}
