import type {
  Catalogue,
  CataloguePage,
  CatalogueShard,
  HandMatch,
  Ignored,
  JournalEntry,
  Look,
  PairState,
  Poster,
  ServerState,
  ShowEpisodes,
  Track,
  Unmatched,
} from '../model/records';
import type { Activity, RunRecord } from '../model/run';
import type { ServerSettings } from '../model/server';
import type { Pair } from '../model/settings';
import type { DayCount } from './days';

/** Single values: options, the schedule, what runs right now. */
export interface Meta {
  key: string;
  value: unknown;
}

/** What a row of each table is. Rows are plain data: what JSON can hold. */
export interface Rows {
  servers: ServerSettings;
  pairs: Pair;
  meta: Meta;
  tracks: Track;
  looks: Look;
  journal: JournalEntry;
  activity: Activity;
  runs: RunRecord;
  days: DayCount;
  serverStates: ServerState;
  pairStates: PairState;
  unmatched: Unmatched;
  handMatches: HandMatch;
  ignored: Ignored;
  catalogues: Catalogue;
  cataloguePages: CataloguePage;
  catalogueShards: CatalogueShard;
  episodes: ShowEpisodes;
  posters: Poster;
}

export type TableName = keyof Rows;

interface Shape<Row> {
  /** The columns that tell a row from every other of its table. */
  key: readonly (keyof Row & string)[];
  /** By what else rows are found: the columns in their order. */
  indexes: Record<string, readonly (keyof Row & string)[]>;
}

/** The keys and indexes of every table, for all drivers. Key and index columns are text or numbers. */
export const TABLES = {
  servers: { key: ['id'], indexes: {} },
  pairs: { key: ['id'], indexes: {} },
  meta: { key: ['key'], indexes: {} },
  tracks: { key: ['pairId', 'key'], indexes: {} },
  looks: { key: ['serverId', 'itemId'], indexes: {} },
  journal: { key: ['id'], indexes: { byPair: ['pairId'] } },
  activity: {
    key: ['activityId'],
    indexes: { byTime: ['at'], byPair: ['pairId', 'at'], byRun: ['runId', 'title'] },
  },
  runs: { key: ['runId'], indexes: { byTime: ['at'], byPair: ['pairId', 'at'] } },
  days: { key: ['day', 'pairId'], indexes: {} },
  serverStates: { key: ['serverId'], indexes: {} },
  pairStates: { key: ['pairId'], indexes: {} },
  unmatched: { key: ['pairId', 'serverId', 'itemId'], indexes: {} },
  handMatches: { key: ['id'], indexes: { byPair: ['pairId'] } },
  ignored: { key: ['pairId', 'id'], indexes: {} },
  catalogues: { key: ['serverId'], indexes: {} },
  cataloguePages: { key: ['serverId', 'page'], indexes: {} },
  catalogueShards: { key: ['serverId', 'shard'], indexes: {} },
  episodes: { key: ['serverId', 'showItemId'], indexes: {} },
  posters: { key: ['serverId', 'itemId'], indexes: { byTime: ['at'] } },
} as const satisfies { [T in TableName]: Shape<Rows[T]> };

export type IndexName<T extends TableName> = keyof (typeof TABLES)[T]['indexes'] & string;

export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

/** The columns of an index of a table; of its key where none is named. */
export function columnsOf(table: TableName, index?: string): readonly string[] {
  const { key, indexes }: Shape<never> = TABLES[table];
  return index === undefined ? key : indexes[index]!;
}
