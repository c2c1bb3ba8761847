import type {
  CatalogueRow,
  JournalEntry,
  Look,
  PairState,
  ServerState,
  ShowEpisodes,
  Track,
  Unmatched,
} from '../model/records';
import { ACTIVITY_DAYS, ACTIVITY_ROWS, type Activity } from '../model/run';
import { DEFAULT_OPTIONS, type Options, type Settings } from '../model/settings';
import { getMeta, OPTIONS_KEY, type PlayheadDb } from './db';
import type { Batch, Store } from './port';

const DAY_MS = 24 * 60 * 60_000;

/** The engine's memory in IndexedDB. */
export class DexieStore implements Store {
  constructor(private readonly db: PlayheadDb) {}

  async settings(): Promise<Settings> {
    const [servers, pairs, options] = await Promise.all([
      this.db.servers.toArray(),
      this.db.pairs.toArray(),
      getMeta<Options>(this.db, OPTIONS_KEY),
    ]);
    return { servers, pairs, options: { ...DEFAULT_OPTIONS, ...options } };
  }

  tracks(pairId: string): Promise<Track[]> {
    return this.db.tracks.where({ pairId }).toArray();
  }

  looks(serverId: string): Promise<Look[]> {
    return this.db.looks.where({ serverId }).toArray();
  }

  journal(): Promise<JournalEntry[]> {
    return this.db.journal.toArray();
  }

  serverState(serverId: string): Promise<ServerState | undefined> {
    return this.db.serverStates.get(serverId);
  }

  pairState(pairId: string): Promise<PairState | undefined> {
    return this.db.pairStates.get(pairId);
  }

  unmatched(pairId: string): Promise<Unmatched[]> {
    return this.db.unmatched.where({ pairId }).toArray();
  }

  activity(activityId: string): Promise<Activity | undefined> {
    return this.db.activity.get(activityId);
  }

  tracksOfCopy(serverId: string, itemId: string): Promise<Track[]> {
    return this.db.tracks
      .filter((track) => track.copies[serverId]?.includes(itemId) ?? false)
      .toArray();
  }

  /** One transaction over every table that a batch can touch. */
  async commit(batch: Batch): Promise<void> {
    const { db } = this;
    const tables = [
      db.tracks,
      db.looks,
      db.journal,
      db.activity,
      db.serverStates,
      db.pairStates,
      db.unmatched,
    ];
    await db.transaction('rw', tables, async () => {
      await db.tracks.bulkDelete((batch.forgetTracks ?? []).map((t) => [t.pairId, t.key]));
      await db.tracks.bulkPut(batch.tracks ?? []);
      await db.looks.bulkPut(batch.looks ?? []);
      await db.journal.bulkPut(batch.journal ?? []);
      await db.journal.bulkDelete(batch.endJournal ?? []);
      await db.activity.bulkPut(batch.activity ?? []);
      await db.serverStates.bulkPut(batch.serverStates ?? []);
      await db.pairStates.bulkPut(batch.pairStates ?? []);
      await db.unmatched.bulkDelete(
        (batch.forgetUnmatched ?? []).map((u) => [u.pairId, u.serverId, u.itemId]),
      );
      await db.unmatched.bulkPut(batch.unmatched ?? []);
    });
    const newest = Math.max(...(batch.activity ?? []).map((row) => row.at));
    if (Number.isFinite(newest)) await this.pruneActivity(newest);
  }

  private async pruneActivity(now: number): Promise<void> {
    const { activity } = this.db;
    await activity
      .where('at')
      .below(now - ACTIVITY_DAYS * DAY_MS)
      .delete();
    const count = await activity.count();
    if (count <= ACTIVITY_ROWS) return;
    const old = activity.orderBy('at').limit(count - ACTIVITY_ROWS);
    await activity.bulkDelete(await old.primaryKeys());
  }

  async forgetServer(serverId: string): Promise<void> {
    const { db } = this;
    await db.transaction(
      'rw',
      [db.looks, db.serverStates, db.catalogue, db.episodes, db.journal],
      async () => {
        await db.looks.where({ serverId }).delete();
        await db.serverStates.delete(serverId);
        await db.catalogue.where({ serverId }).delete();
        await db.episodes.where({ serverId }).delete();
        await db.journal.filter((entry) => entry.serverId === serverId).delete();
      },
    );
  }

  async forgetPair(pairId: string): Promise<void> {
    const { db } = this;
    await db.transaction('rw', [db.tracks, db.journal, db.unmatched], async () => {
      await db.tracks.where({ pairId }).delete();
      await db.journal.where({ pairId }).delete();
      await db.unmatched.where({ pairId }).delete();
    });
  }

  catalogueFind(serverId: string, tokens: string[]): Promise<CatalogueRow[]> {
    return this.db.catalogue
      .where('tokens')
      .anyOf(tokens)
      .distinct()
      .filter((row) => row.serverId === serverId)
      .toArray();
  }

  async catalogueReplace(serverId: string, rows: CatalogueRow[]): Promise<void> {
    await this.db.transaction('rw', this.db.catalogue, async () => {
      await this.db.catalogue.where({ serverId }).delete();
      await this.db.catalogue.bulkPut(rows);
    });
  }

  episodes(serverId: string, showItemId: string): Promise<ShowEpisodes | undefined> {
    return this.db.episodes.get([serverId, showItemId]);
  }

  async saveEpisodes(episodes: ShowEpisodes): Promise<void> {
    await this.db.episodes.put(episodes);
  }
}
