import Dexie, { type EntityTable, type Table } from 'dexie';
import type {
  CatalogueRow,
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
import type { Options, Pair } from '../model/settings';
import type { DayCount } from './days';
import { toRuns } from './upgrade';

/** Single values: options, the schedule, what runs right now. */
export interface Meta {
  key: string;
  value: unknown;
}

export class PlayheadDb extends Dexie {
  servers!: EntityTable<ServerSettings, 'id'>;
  pairs!: EntityTable<Pair, 'id'>;
  meta!: EntityTable<Meta, 'key'>;
  tracks!: Table<Track, [string, string]>;
  looks!: Table<Look, [string, string]>;
  journal!: EntityTable<JournalEntry, 'id'>;
  activity!: Table<Activity, string>;
  runs!: Table<RunRecord, string>;
  days!: Table<DayCount, [string, string]>;
  serverStates!: EntityTable<ServerState, 'serverId'>;
  pairStates!: EntityTable<PairState, 'pairId'>;
  unmatched!: Table<Unmatched, [string, string, string]>;
  handMatches!: EntityTable<HandMatch, 'id'>;
  ignored!: Table<Ignored, [string, string]>;
  catalogue!: Table<CatalogueRow, [string, string]>;
  episodes!: Table<ShowEpisodes, [string, string]>;
  posters!: Table<Poster, [string, string]>;

  constructor(name = 'playhead') {
    super(name);
    this.version(1).stores({
      servers: 'id',
      pairs: 'id',
      meta: 'key',
      tracks: '[pairId+key], pairId',
      looks: '[serverId+itemId], serverId',
      journal: 'id, pairId',
      activity: 'activityId, at, pairId',
      serverStates: 'serverId',
      pairStates: 'pairId',
      unmatched: '[pairId+serverId+itemId], pairId',
      catalogue: '[serverId+itemId], serverId, *tokens',
      episodes: '[serverId+showItemId], serverId',
    });
    this.version(2)
      .stores({
        activity: 'activityId, at, [pairId+at], [runId+title]',
        runs: 'runId, at, [pairId+at]',
        days: '[day+pairId]',
        handMatches: 'id, pairId',
        ignored: '[pairId+id], pairId',
      })
      .upgrade(toRuns);
    this.version(3).stores({ posters: '[serverId+itemId], serverId, at' });
  }
}

export const db = new PlayheadDb();

export const OPTIONS_KEY = 'options';
export const SCHEDULE_KEY = 'schedule';
export const PROGRESS_KEY = 'progress';
export const PAUSE_KEY = 'pause';
export const LANGUAGE_KEY = 'language';
export const DEVICE_IDS_KEY = 'deviceIds';

export async function getMeta<T>(from: PlayheadDb, key: string): Promise<T | undefined> {
  return (await from.meta.get(key))?.value as T | undefined;
}

export async function setMeta(to: PlayheadDb, key: string, value: Options | unknown) {
  await to.meta.put({ key, value });
}
