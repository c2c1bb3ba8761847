import type { EntityTable, Table } from 'dexie';
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
import { DexieStore } from './dexie';
import type { Meta } from './tables';
import { toRuns, toShards } from './upgrade';

/** Everything that is stored in a browser, and which versions of it there were. */
export class PlayheadDb extends DexieStore {
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
  catalogues!: EntityTable<Catalogue, 'serverId'>;
  cataloguePages!: Table<CataloguePage, [string, number]>;
  catalogueShards!: Table<CatalogueShard, [string, number]>;
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
    this.version(4)
      .stores({
        catalogue: null,
        catalogues: 'serverId',
        cataloguePages: '[serverId+page]',
        catalogueShards: '[serverId+shard]',
      })
      .upgrade(toShards);
  }
}

export const db = new PlayheadDb();
