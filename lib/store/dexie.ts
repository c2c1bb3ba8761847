import Dexie, { type Collection } from 'dexie';
import {
  type Changes,
  dropsIn,
  isQuery,
  type Key,
  type Part,
  putsIn,
  type Query,
  type Store,
} from './port';
import { columnsOf, type Rows, type TableName } from './tables';

/** The store in IndexedDB. Whoever extends it says which versions of its tables there were. */
export class DexieStore extends Dexie implements Store {
  get<T extends TableName>(table: T, key: Key): Promise<Rows[T] | undefined> {
    return this.table(table).get(key);
  }

  list<T extends TableName>(table: T, query: Query<T> = {}): Promise<Rows[T][]> {
    return this.find(table, query).toArray();
  }

  count<T extends TableName>(table: T, { limit: _, ...query }: Query<T> = {}): Promise<number> {
    return this.find(table, query).count();
  }

  async commit(changes: Changes): Promise<void> {
    const [drops, puts] = [dropsIn(changes), putsIn(changes)];
    const names = new Set([...drops, ...puts].map(([table]) => table));
    if (names.size === 0) return;
    await this.transaction('rw', [...names], async () => {
      await Promise.all(drops.map(([table, gone]) => this.drop(table, gone)));
      await Promise.all(
        puts.map(([table, rows]) => rows.length > 0 && this.table(table).bulkPut(rows)),
      );
    });
  }

  atomic<R>(tables: readonly TableName[], work: (store: Store) => Promise<R>): Promise<R> {
    return this.transaction('rw', [...tables], async () => work(this));
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
