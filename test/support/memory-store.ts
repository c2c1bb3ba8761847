import { DEFAULT_OPTIONS, type Options, type Settings } from '../../lib/model/settings';
import type { Batch } from '../../lib/store/batch';
import { MapStore, type RowMap } from '../../lib/store/map-store';
import { Memory } from '../../lib/store/memory';
import { OPTIONS_KEY } from '../../lib/store/meta';
import type { Meta, Rows, TableName } from '../../lib/store/tables';

/** The engine's memory without a browser, open to a test. */
export class MemoryStore extends Memory {
  readonly trackRows = mapOf('tracks');
  readonly lookRows = mapOf('looks');
  readonly journalRows = mapOf('journal');
  readonly activityRows = mapOf('activity');
  readonly runRows = mapOf('runs');
  readonly serverStateRows = mapOf('serverStates');
  readonly pairStateRows = mapOf('pairStates');
  readonly unmatchedRows = mapOf('unmatched');
  readonly handMatchRows = mapOf('handMatches');
  readonly ignoredRows = mapOf('ignored');
  readonly catalogueRows = mapOf('catalogues');
  readonly pageRows = mapOf('cataloguePages');
  readonly shardRows = mapOf('catalogueShards');
  readonly episodeRows = mapOf('episodes');
  /** Commits left until the worker dies; nothing is remembered from then on, until `revive`. */
  commitsToLive: number | null = null;

  /** The settings may be changed where they are. */
  constructor(
    readonly kept: Settings = { servers: [], pairs: [], options: { ...DEFAULT_OPTIONS } },
    maps = new MapStore({
      servers: new ListedRows(kept.servers),
      pairs: new ListedRows(kept.pairs),
      meta: new MetaRows(kept),
    }),
  ) {
    super(maps);
    Object.assign(maps.rows, {
      tracks: this.trackRows,
      looks: this.lookRows,
      journal: this.journalRows,
      activity: this.activityRows,
      runs: this.runRows,
      serverStates: this.serverStateRows,
      pairStates: this.pairStateRows,
      unmatched: this.unmatchedRows,
      handMatches: this.handMatchRows,
      ignored: this.ignoredRows,
      catalogues: this.catalogueRows,
      cataloguePages: this.pageRows,
      catalogueShards: this.shardRows,
      episodes: this.episodeRows,
    });
  }

  get dead(): boolean {
    return this.commitsToLive !== null && this.commitsToLive <= 0;
  }

  get doomed(): boolean {
    return this.commitsToLive !== null;
  }

  revive(): void {
    this.commitsToLive = null;
  }

  override async commit(batch: Batch): Promise<void> {
    if (this.dead) throw new Error('the worker died');
    if (this.commitsToLive !== null) this.commitsToLive -= 1;
    await super.commit(batch);
  }
}

const mapOf = <T extends TableName>(_table: T): Map<string, Rows[T]> => new Map();

/** Rows of a list that belongs to a test. */
class ListedRows<Row extends { id: string }> implements RowMap<Row> {
  constructor(private readonly list: Row[]) {}

  get size(): number {
    return this.list.length;
  }

  get(id: string): Row | undefined {
    return this.list.find((row) => row.id === id);
  }

  set(id: string, row: Row): void {
    const at = this.list.findIndex((one) => one.id === id);
    this.list.splice(at < 0 ? this.list.length : at, 1, row);
  }

  delete(id: string): void {
    const at = this.list.findIndex((one) => one.id === id);
    if (at >= 0) this.list.splice(at, 1);
  }

  values() {
    return this.list.values();
  }
}

/** Single values, of which the options belong to a test. */
class MetaRows extends Map<string, Meta> {
  constructor(private readonly kept: Settings) {
    super();
  }

  override get(key: string): Meta | undefined {
    return key === OPTIONS_KEY ? { key, value: this.kept.options } : super.get(key);
  }

  override set(key: string, row: Meta): this {
    if (key !== OPTIONS_KEY) return super.set(key, row);
    Object.assign(this.kept.options, row.value as Options);
    return this;
  }
}
