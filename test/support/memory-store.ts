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
} from '../../lib/model/records';
import type { Activity, RunRecord } from '../../lib/model/run';
import { DEFAULT_OPTIONS, type Settings } from '../../lib/model/settings';
import type { Batch, Store } from '../../lib/store/port';

const copy = <T>(value: T): T => structuredClone(value);
const byTime = (a: { at: number }, b: { at: number }) => a.at - b.at;

/** The engine's memory without a browser: maps, and copies in and out. */
export class MemoryStore implements Store {
  kept: Settings = { servers: [], pairs: [], options: { ...DEFAULT_OPTIONS } };
  readonly trackRows = new Map<string, Track>();
  readonly lookRows = new Map<string, Look>();
  readonly journalRows = new Map<string, JournalEntry>();
  readonly activityRows = new Map<string, Activity>();
  readonly runRows = new Map<string, RunRecord>();
  readonly serverStateRows = new Map<string, ServerState>();
  readonly pairStateRows = new Map<string, PairState>();
  readonly unmatchedRows = new Map<string, Unmatched>();
  readonly handMatchRows = new Map<string, HandMatch>();
  readonly ignoredRows = new Map<string, Ignored>();
  readonly catalogueRows = new Map<string, CatalogueRow[]>();
  readonly episodeRows = new Map<string, ShowEpisodes>();
  /** Commits left until the worker dies; nothing is remembered from then on, until `revive`. */
  commitsToLive: number | null = null;

  get dead(): boolean {
    return this.commitsToLive !== null && this.commitsToLive <= 0;
  }

  get doomed(): boolean {
    return this.commitsToLive !== null;
  }

  revive(): void {
    this.commitsToLive = null;
  }

  settings = async (): Promise<Settings> => copy(this.kept);
  tracks = async (pairId: string): Promise<Track[]> =>
    copy([...this.trackRows.values()].filter((track) => track.pairId === pairId));
  looks = async (serverId: string): Promise<Look[]> =>
    copy([...this.lookRows.values()].filter((look) => look.serverId === serverId));
  journal = async (): Promise<JournalEntry[]> => copy([...this.journalRows.values()]);
  serverState = async (id: string): Promise<ServerState | undefined> =>
    copy(this.serverStateRows.get(id));
  pairState = async (id: string): Promise<PairState | undefined> =>
    copy(this.pairStateRows.get(id));
  unmatched = async (pairId: string): Promise<Unmatched[]> =>
    copy([...this.unmatchedRows.values()].filter((u) => u.pairId === pairId));
  handMatches = async (pairId: string): Promise<HandMatch[]> =>
    copy([...this.handMatchRows.values()].filter((one) => one.pairId === pairId));
  ignored = async (pairId: string): Promise<Ignored[]> =>
    copy([...this.ignoredRows.values()].filter((one) => one.pairId === pairId));
  activity = async (id: string): Promise<Activity | undefined> => copy(this.activityRows.get(id));
  lastRun = async (pairId: string): Promise<RunRecord | undefined> =>
    copy(
      [...this.runRows.values()]
        .filter((r) => r.pairId === pairId)
        .sort(byTime)
        .at(-1),
    );
  tracksOfCopy = async (serverId: string, itemId: string): Promise<Track[]> =>
    copy([...this.trackRows.values()].filter((t) => t.copies[serverId]?.includes(itemId)));

  async commit(batch: Batch): Promise<void> {
    if (this.dead) throw new Error('the worker died');
    if (this.commitsToLive !== null) this.commitsToLive -= 1;
    const b = copy(batch);
    for (const t of b.forgetTracks ?? []) this.trackRows.delete(`${t.pairId} ${t.key}`);
    for (const t of b.tracks ?? []) this.trackRows.set(`${t.pairId} ${t.key}`, t);
    for (const l of b.looks ?? []) this.lookRows.set(`${l.serverId} ${l.itemId}`, l);
    for (const entry of b.journal ?? []) this.journalRows.set(entry.id, entry);
    for (const id of b.endJournal ?? []) this.journalRows.delete(id);
    for (const row of b.activity ?? []) this.activityRows.set(row.activityId, row);
    for (const run of b.runs ?? []) this.runRows.set(run.runId, run);
    for (const state of b.serverStates ?? []) this.serverStateRows.set(state.serverId, state);
    for (const state of b.pairStates ?? []) this.pairStateRows.set(state.pairId, state);
    const nameOf = (u: Pick<Unmatched, 'pairId' | 'serverId' | 'itemId'>) =>
      `${u.pairId} ${u.serverId} ${u.itemId}`;
    for (const u of b.forgetUnmatched ?? []) this.unmatchedRows.delete(nameOf(u));
    for (const u of b.unmatched ?? []) this.unmatchedRows.set(nameOf(u), u);
    for (const { id } of b.forgetIgnored ?? []) this.ignoredRows.delete(id);
    for (const id of b.forgetHandMatches ?? []) this.handMatchRows.delete(id);
    for (const one of b.handMatches ?? []) this.handMatchRows.set(one.id, one);
    for (const one of b.ignored ?? []) this.ignoredRows.set(one.id, one);
  }

  async forgetServer(serverId: string): Promise<void> {
    for (const [key, look] of this.lookRows)
      if (look.serverId === serverId) this.lookRows.delete(key);
    this.serverStateRows.delete(serverId);
    this.catalogueRows.delete(serverId);
  }

  async forgetPair(pairId: string): Promise<void> {
    for (const rows of [
      this.trackRows,
      this.journalRows,
      this.unmatchedRows,
      this.ignoredRows,
      this.handMatchRows,
    ]) {
      for (const [key, row] of rows) if (row.pairId === pairId) rows.delete(key);
    }
  }

  catalogueFind = async (serverId: string, tokens: string[]): Promise<CatalogueRow[]> =>
    copy(
      (this.catalogueRows.get(serverId) ?? []).filter((row) =>
        row.tokens.some((token) => tokens.includes(token)),
      ),
    );
  async catalogueReplace(serverId: string, rows: CatalogueRow[]): Promise<void> {
    this.catalogueRows.set(serverId, copy(rows));
  }
  episodes = async (serverId: string, showId: string): Promise<ShowEpisodes | undefined> =>
    copy(this.episodeRows.get(`${serverId} ${showId}`));
  async saveEpisodes(episodes: ShowEpisodes): Promise<void> {
    this.episodeRows.set(`${episodes.serverId} ${episodes.showItemId}`, copy(episodes));
  }
}
