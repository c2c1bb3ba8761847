import type {
  Catalogue,
  CatalogueReading,
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
import { DEFAULT_OPTIONS, type Options, type Settings } from '../model/settings';
import { type Batch, changesOf } from './batch';
import { addToCatalogue, beginCatalogue, findInCatalogue } from './catalogue';
import { forgetPair, forgetServer } from './forget';
import { daysWith, prune } from './history';
import { getMeta, OPTIONS_KEY } from './meta';
import type { Store } from './port';
import type { TableName } from './tables';

/** What the engine remembers, in any store. Reads give copies; nothing is changed but by its methods. */
export class Memory {
  constructor(readonly store: Store) {}

  async settings(): Promise<Settings> {
    const [servers, pairs, options] = await Promise.all([
      this.store.list('servers'),
      this.store.list('pairs'),
      getMeta<Options>(this.store, OPTIONS_KEY),
    ]);
    return { servers, pairs, options: { ...DEFAULT_OPTIONS, ...options } };
  }

  tracks(pairId: string): Promise<Track[]> {
    return this.store.list('tracks', { equals: [pairId] });
  }

  looks(serverId: string): Promise<Look[]> {
    return this.store.list('looks', { equals: [serverId] });
  }

  journal(): Promise<JournalEntry[]> {
    return this.store.list('journal');
  }

  serverState(serverId: string): Promise<ServerState | undefined> {
    return this.store.get('serverStates', serverId);
  }

  pairState(pairId: string): Promise<PairState | undefined> {
    return this.store.get('pairStates', pairId);
  }

  unmatched(pairId: string): Promise<Unmatched[]> {
    return this.store.list('unmatched', { equals: [pairId] });
  }

  handMatches(pairId: string): Promise<HandMatch[]> {
    return this.store.list('handMatches', { by: 'byPair', equals: [pairId] });
  }

  ignored(pairId: string): Promise<Ignored[]> {
    return this.store.list('ignored', { equals: [pairId] });
  }

  activity(activityId: string): Promise<Activity | undefined> {
    return this.store.get('activity', activityId);
  }

  /** The newest record of the history of a pair. */
  async lastRun(pairId: string): Promise<RunRecord | undefined> {
    const newest = { by: 'byPair', equals: [pairId], reverse: true, limit: 1 } as const;
    return (await this.store.list('runs', newest))[0];
  }

  /** Tracks of any pair that know this copy. */
  async tracksOfCopy(serverId: string, itemId: string): Promise<Track[]> {
    const tracks = await this.store.list('tracks');
    return tracks.filter((track) => track.copies[serverId]?.includes(itemId) ?? false);
  }

  /** All of a batch or nothing; what it adds to the history is counted, and the bounds hold after it. */
  async commit(batch: Batch): Promise<void> {
    const { activity = [], runs = [] } = batch;
    const { drops, puts } = changesOf(batch);
    if (activity.length + runs.length === 0) return this.store.commit({ drops, puts });
    const touched = [...Object.keys(drops), ...Object.keys(puts), 'activity', 'runs', 'days'];
    await this.store.atomic([...new Set(touched)] as TableName[], async (inside) => {
      const days = await daysWith(inside, activity, runs);
      await inside.commit({ drops, puts: { ...puts, days } });
      if (runs.length > 0) await prune(inside, Math.max(...runs.map((run) => run.until)));
    });
  }

  /** Everything known of a server goes, but for its settings and the history. */
  forgetServer(serverId: string): Promise<void> {
    return forgetServer(this.store, serverId);
  }

  /** Everything known of a pair goes, but for its settings, its state and the history. */
  forgetPair(pairId: string): Promise<void> {
    return forgetPair(this.store, pairId);
  }

  /** Which readings of a server's films and shows are kept. */
  catalogue(serverId: string): Promise<Catalogue | undefined> {
    return this.store.get('catalogues', serverId);
  }

  /** Films and shows of a server that carry any of these tokens, by its whole reading. */
  catalogueFind(serverId: string, tokens: string[]): Promise<CatalogueRow[]> {
    return findInCatalogue(this.store, serverId, tokens);
  }

  /** Begins a reading of a server's films and shows; the whole one counts until it is at its end. */
  catalogueBegin(serverId: string, reading: Omit<CatalogueReading, 'titles'>): Promise<void> {
    return beginCatalogue(this.store, serverId, reading);
  }

  /** Keeps a page of that reading; `next` is null after the last one. */
  catalogueAdd(serverId: string, rows: CatalogueRow[], next: string | null): Promise<void> {
    return addToCatalogue(this.store, serverId, rows, next);
  }

  episodes(serverId: string, showItemId: string): Promise<ShowEpisodes | undefined> {
    return this.store.get('episodes', [serverId, showItemId]);
  }

  saveEpisodes(episodes: ShowEpisodes): Promise<void> {
    return this.store.commit({ puts: { episodes: [episodes] } });
  }
}
