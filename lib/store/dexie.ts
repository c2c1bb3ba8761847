import Dexie, { type Collection, type DexieOptions, type PromiseExtended } from 'dexie';
import { ProblemError } from '../model/problem';
import { findPlace, moveOn } from './database-place';
import { memoryFailure } from './failure';
import {
  type Changes,
  dropsIn,
  isQuery,
  type Key,
  type Part,
  putsIn,
  type Query,
  type Store,
  type Unread,
} from './port';
import { fitsTable } from './rows-fit';
import { sameVersionOnly } from './same-version';
import { columnsOf, type Rows, type TableName } from './tables';

/**
 * The store in IndexedDB. Whoever extends it says which versions of its tables there were. A row that
 * cannot be read is none, for whoever asks, and is noted; other failures are ProblemErrors.
 */
export class DexieStore extends Dexie implements Store {
  /** Another connection keeps this one from bringing the database up to date. */
  private blocked = false;
  private tellBlocked = (): void => {};
  /** Whoever waits for it goes on in the order of asking. */
  private opening: Promise<void> | null = null;
  private unread = new Map<string, Unread>();

  constructor(name: string, options?: DexieOptions) {
    super(name, { indexedDB: sameVersionOnly, ...options });
    this.on('blocked', ({ newVersion }) => {
      // Nobody waits for a deletion.
      if (newVersion === null) return;
      this.blocked = true;
      this.tellBlocked();
    });
  }

  /**
   * Resolves once the database is open. Rejects with a ProblemError where it cannot be; then the next
   * call tries anew.
   */
  ready(): Promise<void> {
    if (this.opening === null && this.isOpen()) return Promise.resolve();
    this.opening ??= this.openNow().finally(() => {
      this.opening = null;
    });
    return this.opening;
  }

  private async openNow(): Promise<void> {
    const blocked = new Promise<never>((_, failed) => {
      this.tellBlocked = () => failed(new ProblemError({ code: 'memory-blocked' }));
      if (this.blocked) this.tellBlocked();
    });
    const opened = findPlace()
      .then(() => this.open())
      .then(() => {
        this.blocked = false;
      });
    // Once nobody waits for it any more, the next who asks hears of it.
    opened.catch(() => {});
    try {
      await Promise.race([opened, blocked]);
    } catch (thrown) {
      if (!this.blocked) this.close({ disableAutoOpen: false });
      throw memoryFailure(thrown, true);
    }
  }

  /**
   * Gives up the database, also where it cannot be opened, nor even be deleted. The next who asks gets
   * a new one.
   */
  async replace(): Promise<void> {
    try {
      await this.delete({ disableAutoOpen: false });
    } catch (thrown) {
      if (!(await moveOn())) throw memoryFailure(thrown, true);
    }
  }

  /** The rows that could not be read since this was last asked. */
  takeUnread(): Unread[] {
    const found = [...this.unread.values()];
    this.unread.clear();
    return found;
  }

  get<T extends TableName>(table: T, key: Key): Promise<Rows[T] | undefined> {
    return this.using(async () => (await this.read(table, [key]))[0]);
  }

  list<T extends TableName>(table: T, query: Query<T> = {}): Promise<Rows[T][]> {
    return this.using(async () => {
      const rows = await this.find(table, query)
        .toArray()
        .catch(() => null);
      if (rows?.every((row) => fitsTable(table, row))) return rows;
      // One row at a time: those that can be read are none the worse for the others.
      return this.read(table, await this.find(table, query).primaryKeys());
    });
  }

  /** The rows of these keys that can be read. */
  private async read<T extends TableName>(table: T, keys: Key[]): Promise<Rows[T][]> {
    const rows = await Promise.all(
      keys.map(async (key) => {
        const row = await this.table<Rows[T], Key>(table)
          .get(key)
          .catch((thrown: unknown) => this.broken(thrown));
        if (row === undefined || (row !== null && fitsTable(table, row))) return row ?? [];
        this.unread.set(JSON.stringify([table, key]), { table, key });
        return [];
      }),
    );
    return rows.flat() as Rows[T][];
  }

  /** Null: this row cannot be read, though the database can. */
  private broken(thrown: unknown): null {
    if (!this.isOpen()) throw thrown;
    return null;
  }

  count<T extends TableName>(table: T, { limit: _, ...query }: Query<T> = {}): Promise<number> {
    return this.using(() => this.find(table, query).count());
  }

  async commit(changes: Changes): Promise<void> {
    const [drops, puts] = [dropsIn(changes), putsIn(changes)];
    const names = new Set([...drops, ...puts].map(([table]) => table));
    if (names.size === 0) return;
    await this.using(() =>
      this.transaction('rw', [...names], async () => {
        await Promise.all(drops.map(([table, gone]) => this.drop(table, gone)));
        await Promise.all(
          puts.map(([table, rows]) => rows.length > 0 && this.table(table).bulkPut(rows)),
        );
      }),
    );
  }

  atomic<R>(tables: readonly TableName[], work: (store: Store) => Promise<R>): Promise<R> {
    return this.using(() => this.transaction('rw', [...tables], async () => work(this)));
  }

  /** Does something with the open database. */
  private async using<R>(work: () => Promise<R> | PromiseExtended<R>): Promise<R> {
    if (this.opening !== null || !this.isOpen()) await this.ready();
    try {
      return await work();
    } catch (thrown) {
      throw memoryFailure(thrown);
    }
  }

  private async drop(table: TableName, gone: (Key | Query<TableName>)[]): Promise<void> {
    const keys: Key[] = [];
    for (const one of gone) {
      if (!isQuery(one)) keys.push(one);
      else if (one.limit === undefined) await this.find(table, one).delete();
      else keys.push(...(await this.find(table, one).primaryKeys()));
    }
    if (keys.length > 0) await this.table(table).bulkDelete(keys);
  }

  private find<T extends TableName>(table: T, query: Query<T>): Collection<Rows[T], Key> {
    const { by, equals = [], from, below, reverse, limit } = query;
    const columns = columnsOf(table, by);
    const path = columns.length === 1 ? columns[0]! : `[${columns.join('+')}]`;
    const ranged = equals.length > 0 || from !== undefined || below !== undefined;
    const clause = this.table<Rows[T], Key>(table);
    let found = ranged
      ? clause.where(path).between(...boundsOf(columns.length, equals, from, below))
      : clause.orderBy(path);
    if (reverse) found = found.reverse();
    return limit === undefined ? found : found.limit(limit);
  }
}

/** Lower and upper bound of a range, and whether each is part of it. */
function boundsOf(
  columns: number,
  equals: readonly Part[],
  from: Part | undefined,
  below: Part | undefined,
): [unknown, unknown, boolean, boolean] {
  const { minKey, maxKey } = Dexie;
  if (columns === 1) {
    const [only] = equals;
    return [only ?? from ?? minKey, only ?? below ?? maxKey, true, below === undefined];
  }
  const lower = from === undefined ? equals : [...equals, from];
  if (equals.length === columns) return [equals, equals, true, true];
  return [lower, [...equals, below ?? maxKey], true, below === undefined];
}
