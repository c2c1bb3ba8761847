import type { Table } from 'dexie';
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
import { ACTIVITY_DAYS, ACTIVITY_ROWS, type Activity, type RunRecord } from '../model/run';
import { DEFAULT_OPTIONS, type Options, type Settings } from '../model/settings';
import { added, countDays, dayKey } from './days';
import { getMeta, OPTIONS_KEY, type PlayheadDb } from './db';
import type { Batch, Store } from './port';

/** Runs are kept as long as rows, and at most so many. */
const RUNS_KEPT = 2_000;
const DAY_MS = 24 * 60 * 60_000;
const DAYS_KEPT_MS = 62 * DAY_MS;

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

  handMatches(pairId: string): Promise<HandMatch[]> {
    return this.db.handMatches.where({ pairId }).toArray();
  }

  ignored(pairId: string): Promise<Ignored[]> {
    return this.db.ignored.where({ pairId }).toArray();
  }

  activity(activityId: string): Promise<Activity | undefined> {
    return this.db.activity.get(activityId);
  }

  lastRun(pairId: string): Promise<RunRecord | undefined> {
    return this.db.runs.where('[pairId+at]').between([pairId, 0], [pairId, Infinity]).last();
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
      db.runs,
      db.days,
      db.serverStates,
      db.pairStates,
      db.unmatched,
      db.ignored,
      db.handMatches,
    ];
    await db.transaction('rw', tables, async () => {
      await db.tracks.bulkDelete((batch.forgetTracks ?? []).map((t) => [t.pairId, t.key]));
      await db.tracks.bulkPut(batch.tracks ?? []);
      await db.looks.bulkPut(batch.looks ?? []);
      await db.journal.bulkPut(batch.journal ?? []);
      await db.journal.bulkDelete(batch.endJournal ?? []);
      await this.countDays(batch);
      await db.activity.bulkPut(batch.activity ?? []);
      await db.runs.bulkPut(batch.runs ?? []);
      await db.serverStates.bulkPut(batch.serverStates ?? []);
      await db.pairStates.bulkPut(batch.pairStates ?? []);
      await db.unmatched.bulkDelete(
        (batch.forgetUnmatched ?? []).map((u) => [u.pairId, u.serverId, u.itemId]),
      );
      await db.unmatched.bulkPut(batch.unmatched ?? []);
      await db.ignored.bulkDelete((batch.forgetIgnored ?? []).map((one) => [one.pairId, one.id]));
      await db.ignored.bulkPut(batch.ignored ?? []);
      await db.handMatches.bulkDelete(batch.forgetHandMatches ?? []);
      await db.handMatches.bulkPut(batch.handMatches ?? []);
    });
    const runs = batch.runs ?? [];
    if (runs.length > 0) await this.prune(Math.max(...runs.map((run) => run.until)));
  }

  /**
   * Rows and held runs that were not in the history before count on their day. Where no day is kept,
   * the whole history is counted.
   */
  private async countDays({ activity = [], runs = [] }: Batch): Promise<void> {
    if (activity.length + runs.length === 0) return;
    const { db } = this;
    const knownRows = await db.activity.bulkGet(activity.map((row) => row.activityId));
    const knownRuns = await db.runs.bulkGet(runs.map((run) => run.runId));
    const counted = (await db.days.count()) > 0;
    const older = counted ? [] : await db.activity.toArray();
    const counts = countDays(
      [...older, ...activity.filter((_, index) => !knownRows[index])],
      runs.filter((_, index) => !knownRuns[index]?.summary),
    );
    const before = await db.days.bulkGet(counts.map(({ day, pairId }) => [day, pairId]));
    await db.days.bulkPut(counts.map((count, index) => added(count, before[index])));
  }

  private async prune(now: number): Promise<void> {
    const { activity, runs, days } = this.db;
    await activity
      .where('at')
      .below(now - ACTIVITY_DAYS * DAY_MS)
      .delete();
    const rows = (await activity.count()) - ACTIVITY_ROWS;
    if (rows > 0) {
      await activity.bulkDelete(await activity.orderBy('at').limit(rows).primaryKeys());
    }
    const oldest = rows > 0 ? await activity.orderBy('at').first() : undefined;
    await runs
      .where('at')
      .below(oldest?.at ?? now - ACTIVITY_DAYS * DAY_MS)
      .delete();
    const over = (await runs.count()) - RUNS_KEPT;
    if (over > 0) await runs.bulkDelete(await runs.orderBy('at').limit(over).primaryKeys());
    const first = dayKey(now - DAYS_KEPT_MS);
    await days.where('[day+pairId]').below([first]).delete();
  }

  async forgetServer(serverId: string): Promise<void> {
    const { db } = this;
    await db.transaction(
      'rw',
      [db.looks, db.serverStates, db.catalogue, db.episodes, db.journal, db.posters, db.activity],
      async () => {
        await db.looks.where({ serverId }).delete();
        await db.serverStates.delete(serverId);
        await db.catalogue.where({ serverId }).delete();
        await db.episodes.where({ serverId }).delete();
        await db.posters.where({ serverId }).delete();
        await db.journal.filter((entry) => entry.serverId === serverId).delete();
        // Its ids may mean other titles, or another user's positions, from now on.
        await db.activity
          .filter((row) => row.serverId === serverId && row.undo !== null)
          .modify({ undo: null });
      },
    );
  }

  async forgetPair(pairId: string): Promise<void> {
    const { db } = this;
    const tables = [db.tracks, db.journal, db.unmatched, db.ignored, db.handMatches];
    await db.transaction('rw', [...tables, db.activity], async () => {
      await Promise.all(tables.map((table: Table) => table.where({ pairId }).delete()));
      // To undo something later must not bring back what was forgotten.
      await db.activity
        .filter((row) => row.pairId === pairId && Boolean(row.undo?.track))
        .modify((row) => {
          const { track, copies } = row.undo!;
          row.undo = { track: null, identity: track!.identity, copies };
        });
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
