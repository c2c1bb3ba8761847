import type { CatalogueEntry, ExternalIds, ItemKind, ServerRow } from './item';
import type { Loss, Said } from './observation';
import type { Problem } from './problem';
import type { Activity, Hold, RunSummary, UnmatchedReason } from './run';
import type { Capabilities, Library } from './server';
import type { TitleIdentity, Track } from './track';

export type { TitleIdentity, Track } from './track';

/** What this browser knows of one copy on one server, for all pairs. */
export interface Look {
  serverId: string;
  itemId: string;
  libraryId: string | null;
  ms: number;
  watched: boolean;
  /** Last played, epoch ms by the server's clock. */
  stamp: number | null;
  /** The last look (epoch ms, our clock) that still showed another value. */
  bound: number | null;
  /**
   * The position is missing from the list since a read after this one (epoch ms; 0: the first read
   * ever), and nobody has asked yet what became of it.
   */
  leftAfter: number | null;
  /** The lowest line ever seen from which the server may count it as watched, ms. */
  finishLineMs: number | null;
  /** Set while the value is what we left there. `time` is the origin's. */
  ours: {
    ms: number;
    stamp: number | null;
    time: number | null;
    /** The server took what we wrote for the end, and counts the title as watched. */
    finished?: boolean;
  } | null;
  /** Positions seen or written here before, newest last. */
  had: number[];
  /**
   * How its position went, or became one from before, and when that was seen (epoch ms): while it
   * stands so. Missing in looks from before it was noted.
   */
  went?: { how: Loss | 'cleared'; at: number } | null;
  /** A position was dropped here once and has not been played since: the next time is meant. */
  dropped?: boolean;
  playCount?: number | null;
  /** When it was last seen to have been played on (epoch ms), and whether a player had it open. */
  playedAt?: number;
  open?: boolean;
  /** A write (or clear, 0) undone; binding while the copy stands at `old`. */
  undone: { ms: number; old: number } | null;
}

/** What is about to be sent, put down before it is. */
export type JournalEntry = WriteEntry | UndoEntry;

/** An intended undo of a write or clear: the activity says what goes back. */
export interface UndoEntry {
  id: string;
  kind: 'undo';
  pairId: string;
  serverId: string;
  activityId: string;
  itemIds: string[];
}

/** An intended write. */
export interface WriteEntry {
  id: string;
  runId: string;
  pairId: string;
  kind: 'write' | 'clear';
  serverId: string;
  fromServerId: string;
  itemIds: string[];
  toMs: number;
  /** The origin's time and what the origin said, for the baseline. */
  time: number | null;
  origin: Said;
  track: Track;
  activity: Activity;
  /** When it was sent (epoch ms), and how often the title had been played there until then. */
  sent?: { at: number; playCount: number };
}

/** A copy that cannot be looked at, while its server answers otherwise. */
export interface FailingCopy {
  /** What the server said when it was last asked. */
  problem: Problem;
  /** Failures in a row. */
  failures: number;
  /** It is not asked for until then (epoch ms). */
  restsUntil: number;
}

/** What was learnt of a server, beside its settings. */
export interface ServerState {
  serverId: string;
  /** The identity and user that everything else here belongs to. */
  boundServerId: string | null;
  boundUserId: string | null;
  version: string | null;
  /** The token is not the user's own, and goes on when they may no longer watch. */
  byKey?: boolean;
  /** What it was last found able to do. */
  can?: Pick<Capabilities, 'writes' | 'clears'>;
  serverName: string | null;
  /** Which of its other addresses it is reached at, since when (epoch ms). */
  reached?: { address: string; at: number } | null;
  /** Epoch ms of the last identity check; 0 asks for one. */
  checkedAt: number;
  /** The address that was asked then; at another one, nothing is known of who answers. */
  checkedAddress?: string;
  libraries: Library[];
  librariesAt: number;
  /** Start of the last complete list read, epoch ms. */
  readAt: number | null;
  /** The scope that `readAt` belongs to. */
  scope: string;
  skewMs: number;
  /** Its newest last-played lies ahead of its own clock: its times decide nothing. */
  timesAhead?: boolean;
  /** It says of nothing that is in progress when it was played. */
  noTimes?: boolean;
  /** Its own count of what is in progress does not fit what it lists, whenever it is asked. */
  oddTotal?: { said: number; got: number } | null;
  /** The share of a runtime from which it counts a title as watched; null where it does not say. */
  finishLine?: number | null;
  /** Copies that made a look at them fail, by item id. */
  failing?: Record<string, FailingCopy>;
  /**
   * The lowest share of a runtime that we wrote and after which it counted the title as watched, and
   * when it last did so at a new one (epoch ms).
   */
  taughtLine?: { share: number; at: number };
  problem: Problem | null;
  /** Epoch ms of the last answer that was as it should be. */
  okAt: number | null;
  failures: number;
  /** Epoch ms of the last failure. */
  failedAt?: number;
  /** Left alone by the schedule until then (epoch ms). */
  notBefore: number;
  catalogueMark: string | null;
  catalogueAt: number;
  showIds: Record<string, ExternalIds>;
}

/** What was learnt of a pair, beside its settings. */
export interface PairState {
  pairId: string;
  /** Who the two ends are: another server or user forgets everything. */
  ends: string;
  /** Libraries and direction: a change is no deletion. */
  view: string;
  consent: 'none' | 'previewed' | 'given';
  /** Writes that the preview showed; null once the first run is over. */
  previewed: number | null;
  /**
   * Keys of the titles that are tried first: all others are left alone until the person says all.
   * Null or missing: all.
   */
  trial?: string[] | null;
  startedAt: number | null;
  /** Epoch ms of the last run that came to its end. */
  completedAt: number | null;
  last: RunSummary | null;
  hold: Hold | null;
  approved: string[];
}

/** A title in progress on one side that has no safe partner on the other. */
export interface Unmatched {
  pairId: string;
  serverId: string;
  itemId: string;
  title: string;
  reason: UnmatchedReason;
  identity: TitleIdentity;
  runtimeMs: number | null;
  /** What the server said, where it fails for this title. */
  problem?: Problem;
  /** Epoch ms. */
  checkedAt: number;
}

/** A title that the person took out of one pair: there nothing of it is written or cleared. */
export interface Ignored {
  pairId: string;
  id: string;
  title: string;
  /** Null where it had none that a server told. */
  identity: TitleIdentity | null;
  /** Item ids of its copies, by Playhead's server id. */
  copies: Record<string, string[]>;
  /** Epoch ms. */
  at: number;
  /** A run has met it and said so. */
  noted: boolean;
}

/** Two titles, one on each server of a pair, that the person says are one. */
export interface HandMatch {
  pairId: string;
  id: string;
  kind: ItemKind;
  /** By Playhead's server id. */
  sides: Record<string, HandSide>;
  /** Epoch ms. */
  at: number;
}

export interface HandSide {
  title: string;
  itemIds: string[];
  identity: TitleIdentity;
  /** The libraries within which it was found. */
  scope: string;
}

/** The poster of a copy on one server. */
export interface Poster {
  serverId: string;
  itemId: string;
  /** Epoch ms at which it was asked for. */
  at: number;
  /** Null: the server gave none. */
  dataUrl: string | null;
}

/** A film or show of a server, with the tokens by which it is found. */
export interface CatalogueRow extends CatalogueEntry {
  serverId: string;
  tokens: string[];
}

/** One reading of a server's films and shows. */
export interface CatalogueReading {
  /** The libraries that were read. */
  scope: string;
  /** What the server said before it was read; another one means titles may have come or gone. */
  mark: string;
  /** Epoch ms at which it was begun. */
  at: number;
  titles: number;
}

/** The readings of a server: the whole one that counts, and the one that goes on. */
export interface Catalogue {
  serverId: string;
  whole: CatalogueReading | null;
  /** Its first `pages` pages are kept; `next` asks the server for the one after. */
  underWay: (CatalogueReading & { pages: number; next: string | null }) | null;
}

/** A page of the reading that goes on: the text for each shard. */
export interface CataloguePage {
  serverId: string;
  page: number;
  texts: string[];
}

/** What is whole of one shard: a line of JSON for each title that has a token in it. */
export interface CatalogueShard {
  serverId: string;
  shard: number;
  text: string;
}

export interface ShowEpisodes {
  serverId: string;
  showItemId: string;
  at: number;
  rows: ServerRow[];
}
