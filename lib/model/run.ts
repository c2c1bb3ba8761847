import type { Cell, Conflict, SkipReason } from './decision';
import type { Said } from './observation';
import type { Problem } from './problem';
import type { TitleIdentity, Track } from './track';

export type Outcome = 'done' | 'done-with-skips' | 'retry-later' | 'needs-you' | 'held';

/** Why a write or clear happens, in words the locale file spells out (`rule_<rule>`). */
export type Rule =
  | 'moved'
  | 'newest'
  | 'higher'
  | 'finished'
  | 'cleared'
  | 'mirror'
  | 'undo'
  | 'put-back'
  | 'chosen';

/** One intended write, as the plan shows it. */
export interface PlanAction {
  kind: 'write' | 'clear';
  /** Playhead's id of the server written to. */
  serverId: string;
  title: string;
  fromMs: number;
  toMs: number;
  rule: Rule;
  /** Of the title; null or missing where no server knows it. */
  runtimeMs?: number | null;
  /** Which title of the pair it is, to choose it by. */
  key?: string;
}

export interface PlanSkip {
  title: string;
  reason: SkipReason | UnmatchedReason;
  /** Of a target that would count it as watched: from which percent on. */
  percent?: number;
  /** What the server said, where it fails for this title. */
  problem?: Problem;
}

/** What a run would do, or was about to do. */
export interface Plan {
  pairId: string;
  /** Fingerprint of the actions: kind, server, item, from, to. */
  planHash: string;
  actions: PlanAction[];
  skips: PlanSkip[];
}

export interface RunSummary {
  pairId: string;
  outcome: Outcome;
  written: number;
  cleared: number;
  skipped: number;
  conflicts: number;
  unmatched: number;
  requests: number;
  /** Epoch ms. */
  startedAt: number;
  finishedAt: number;
  problem?: Problem;
}

/** How far a run is, as it notes while it works. */
export interface Running {
  pairId: string;
  stage: 'reading' | 'deciding' | 'writing';
  done: number;
  of: number;
  title: string | null;
  /** Epoch ms of this note; an old one belongs to a worker that died. */
  at: number;
}

/** What the history keeps of one run: the heading over its rows. */
export interface RunRecord {
  runId: string;
  pairId: string;
  /**
   * A run, something that the person did by hand (an undo, a side chosen), or rows from before runs
   * were kept.
   */
  kind: 'run' | 'by-hand' | 'older';
  /** Epoch ms of its start; of several in a row, the first one's. */
  at: number;
  /** Epoch ms of its end; of several in a row, the last one's. */
  until: number;
  /** Runs in a row that left no row and came to the same; 1 for any other. */
  times: number;
  /** Null while it runs, for one that was stopped on its way, and for all that was no run. */
  summary: RunSummary | null;
  /** Actions of the plan that was held, and waits for a yes. */
  held: number;
  /** What was left out and waits: it has no row of its own, since every run meets it again. */
  waiting: PlanSkip[];
}

export type UnmatchedReason =
  | 'no-ids'
  | 'not-there'
  | 'conflicting-ids'
  | 'ambiguous'
  | 'other-range'
  | 'numbers-differ'
  | 'other-numbering'
  | 'several-files'
  | 'several-shows'
  | 'renumbered'
  | 'unreadable'
  | 'no-runtime'
  | 'other-cut';

export type HoldReason =
  | 'many-cleared'
  | 'all-changed'
  | 'more-than-previewed'
  | 'went-back'
  | 'many-new'
  | 'guard-failed';

/** A plan that waits for the person. Approving it approves exactly these actions. */
export interface Hold {
  pairId: string;
  planHash: string;
  plan: Plan;
  /** Fingerprints of the single actions. */
  actionHashes: string[];
  reason: HoldReason;
  /** The server and the numbers that made it unusual. */
  serverId: string;
  count: number;
  of: number;
  /** Epoch ms. */
  at: number;
}

/** How much of the history is kept, and for how long. What is gone can't be undone any more. */
export const ACTIVITY_ROWS = 10_000;
export const ACTIVITY_DAYS = 365;

/** One row of the history: a write, a clear, a conflict's outcome, or a difference left standing. */
export interface Activity {
  activityId: string;
  runId: string;
  pairId: string;
  /** Epoch ms. */
  at: number;
  kind: 'write' | 'clear' | 'undo' | 'skip';
  title: string;
  /** What one of the two servers calls it, where that is something else. */
  otherTitle?: { serverId: string; title: string };
  /** The server written to, or passed over. */
  serverId: string;
  /** The server whose change it was. */
  fromServerId: string;
  fromMs: number;
  toMs: number;
  rule: Rule | null;
  cell: Cell | null;
  reason: SkipReason | null;
  /** Of a target that would count it as watched: from which percent on. */
  percent?: number;
  conflict: ConflictRecord | null;
  /** What is needed to write the old value back; null for skips. */
  undo: UndoRecord | null;
  /** Epoch ms when it was undone. */
  undoneAt: number | null;
  /** Of the title; null where no server knows it, and in rows from before it was kept. */
  runtimeMs: number | null;
  /** The item in its pair; null in rows from before it was kept. */
  key: string | null;
  /** One copy on each server, by Playhead's id of it: to open it there. */
  items: Record<string, string>;
  /** What each server said when it was decided, by server; null where nothing was. */
  stood: Record<string, Said> | null;
  /** What the server written to said back; null where nothing was written. */
  confirmed: Said | null;
}

export interface ConflictRecord extends Conflict {
  leftMs: number;
  rightMs: number;
  leftTime: number | null;
  rightTime: number | null;
}

/** Old values by copy, so that a write can be undone. */
export interface UndoRecord {
  /** The item as it was settled by the write, for an undone clear that left no track behind. */
  track: Track | null;
  /** What the copies are, once their track was forgotten with its pair. */
  identity?: TitleIdentity;
  copies: { itemId: string; ms: number; stamp: number | null; time: number | null }[];
}
