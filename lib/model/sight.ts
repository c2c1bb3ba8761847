import type { ServerRow } from './item';
import type { Playing, Seen, Side } from './observation';
import type { Problem } from './problem';
import type { Ignored, Look, TitleIdentity, Track, Unmatched } from './records';
import type { Capabilities } from './server';

/** All that one server said in one run, together with what is remembered of its copies. */
export interface ServerSight {
  /** Playhead's id of the server. */
  serverId: string;
  /** The server's own ids of the libraries that were chosen; null for all. */
  chosen: readonly string[] | null;
  can: Capabilities;
  /** Server clock minus ours, ms. */
  skewMs: number;
  /** Set: the server says nothing in this run, and receives nothing. */
  problem: Problem | null;
  libraryProblems: readonly Problem[];
  /** The in-progress list. */
  listed: readonly ServerRow[];
  /** Libraries that could not be read: what is in them is unknown, not absent. */
  unreadLibraries: ReadonlySet<string>;
  /** Copies whose rows could not be understood. */
  badRows: ReadonlySet<string>;
  /** Copies that cannot be looked at, though the server answers otherwise, and what it said of each. */
  failing: ReadonlyMap<string, Problem>;
  /** Copies found by a question that was limited to the chosen libraries. */
  inScope: ReadonlySet<string>;
  /** What is known of each copy, by item id, after this run's look at it. */
  looks: ReadonlyMap<string, Look>;
  /** Copies that this run met for the first time. */
  newLooks: ReadonlySet<string>;
  /** Who plays what; null while nobody asked. */
  players: ReadonlyMap<string, Playing> | 'unreadable' | null;
  /** When its list was asked for, epoch ms. */
  readAt: number;
  /** Start of the last complete list read before this one, epoch ms by our clock. */
  readBefore: number | null;
  /** Its newest last-played lies ahead of its own clock: its times decide nothing. */
  timesAhead: boolean;
}

export type ServerSights = Record<Side, ServerSight>;

/**
 * How much is known of one side of a title: rows read in this run, gone, unknown, or not asked
 * (nothing suggests that it changed since the baseline).
 */
export type Knowledge =
  | { is: 'rows'; rows: ServerRow[] }
  | { is: 'gone' }
  | { is: 'unknown' }
  | { is: 'not-asked' };

/** One title in one run of one pair. */
export interface Item {
  key: string;
  title: string;
  identity: TitleIdentity;
  track: Track | null;
  known: Record<Side, Knowledge>;
  /** Item ids of all copies that are known: listed, remembered, or found while looking. */
  copies: Record<Side, Set<string>>;
  /** A known copy says another number than the title was tracked by. */
  renumbered?: boolean;
  /** A server keeps one state for it and for another title. */
  entangled?: boolean;
  /** Of these, the ones that were asked for and did not answer. */
  missing?: Partial<Record<Side, string[]>>;
}

export interface SeenItem extends Item {
  seen: Record<Side, Seen>;
}

/** A title that the person took out of the pair, as this run met it. */
export interface LeftOut {
  item: Item;
  entry: Ignored;
}

/** What one run of one pair saw. Nothing of it changes once it is judged. */
export interface Sight extends ServerSights {
  /** Epoch ms of the moment at which it is judged. */
  now: number;
  items: readonly Item[];
  /** Titles without a safe partner, and those listed before that are so no more. */
  unmatched: readonly Unmatched[];
  resolved: readonly Unmatched[];
  /** Titles that are left out, and of which no run has said so yet. */
  leftOut: readonly LeftOut[];
}

export const rowsOf = (item: Item, side: Side): ServerRow[] => {
  const known = item.known[side];
  return known.is === 'rows' ? known.rows : [];
};
