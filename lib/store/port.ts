import type {
  CatalogueRow,
  HandMatch,
  Ignored,
  JournalEntry,
  Look,
  PairState,
  ServerState,
  ShowEpisodes,
  Track,
  Unmatched,
} from '../model/records';
import type { Activity, RunRecord } from '../model/run';
import type { Settings } from '../model/settings';

/** A set of changes that become true together or not at all. */
export interface Batch {
  tracks?: Track[];
  forgetTracks?: { pairId: string; key: string }[];
  looks?: Look[];
  journal?: JournalEntry[];
  endJournal?: string[];
  activity?: Activity[];
  runs?: RunRecord[];
  serverStates?: ServerState[];
  pairStates?: PairState[];
  unmatched?: Unmatched[];
  ignored?: Ignored[];
  forgetIgnored?: Pick<Ignored, 'pairId' | 'id'>[];
  handMatches?: HandMatch[];
  forgetHandMatches?: string[];
  forgetUnmatched?: Pick<Unmatched, 'pairId' | 'serverId' | 'itemId'>[];
}

/** What the engine needs remembered. Reads give copies; nothing is changed but by `commit`. */
export interface Store {
  settings(): Promise<Settings>;
  tracks(pairId: string): Promise<Track[]>;
  looks(serverId: string): Promise<Look[]>;
  journal(): Promise<JournalEntry[]>;
  serverState(serverId: string): Promise<ServerState | undefined>;
  pairState(pairId: string): Promise<PairState | undefined>;
  unmatched(pairId: string): Promise<Unmatched[]>;
  handMatches(pairId: string): Promise<HandMatch[]>;
  ignored(pairId: string): Promise<Ignored[]>;
  activity(activityId: string): Promise<Activity | undefined>;
  /** The newest record of the history of a pair. */
  lastRun(pairId: string): Promise<RunRecord | undefined>;
  /** Tracks of any pair that know this copy. */
  tracksOfCopy(serverId: string, itemId: string): Promise<Track[]>;
  commit(batch: Batch): Promise<void>;
  /** Everything known of a server or pair goes, but for its settings and the history. */
  forgetServer(serverId: string): Promise<void>;
  forgetPair(pairId: string): Promise<void>;

  /** Catalogue rows of a server that carry any of these tokens. */
  catalogueFind(serverId: string, tokens: string[]): Promise<CatalogueRow[]>;
  catalogueReplace(serverId: string, rows: CatalogueRow[]): Promise<void>;
  episodes(serverId: string, showItemId: string): Promise<ShowEpisodes | undefined>;
  saveEpisodes(episodes: ShowEpisodes): Promise<void>;
}
