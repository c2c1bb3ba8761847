import type { IndexName, Rows, TableName } from './tables';

export type Part = string | number;

/** The key of a row: the value of its one key column, or the values of all of them in order. */
export type Key = Part | readonly Part[];

/**
 * Rows of one table, in the order of an index or, without `by`, of the key; rows that are equal in an
 * index are in the order of their keys. An empty query is the whole table.
 */
export interface Query<T extends TableName> {
  by?: IndexName<T>;
  /** Values of the first columns. */
  equals?: readonly Part[];
  /** The column after those: at least. */
  from?: Part;
  /** The column after those: less than. */
  below?: Part;
  /** The last ones first. */
  reverse?: boolean;
  limit?: number;
}

/** Rows to drop first, each by its key or all that a query finds, and rows to put then. */
export interface Changes {
  drops?: { [T in TableName]?: readonly (Key | Query<T>)[] };
  puts?: { [T in TableName]?: readonly Rows[T][] };
}

/**
 * Named tables of plain rows. Small enough for IndexedDB and for SQLite (a row as JSON beside its key
 * and index columns); a driver passes the suite in `test/store/contract.ts`. Reads give copies.
 */
export interface Store {
  get<T extends TableName>(table: T, key: Key): Promise<Rows[T] | undefined>;
  list<T extends TableName>(table: T, query?: Query<T>): Promise<Rows[T][]>;
  /** How many rows a query would find; its `limit` does not count. */
  count<T extends TableName>(table: T, query?: Query<T>): Promise<number>;
  /** All of it, or nothing when it rejects. */
  commit(changes: Changes): Promise<void>;
  /**
   * Read, check and write as one step: nobody writes to these tables meanwhile, and nothing of it
   * stays when the work rejects. The work uses the store it is given and waits for nothing else, since
   * IndexedDB ends a transaction that does; SQLite has one writer, who must not dawdle. Work may be
   * nested, within the same tables, and is then one step with the outer work.
   */
  atomic<R>(tables: readonly TableName[], work: (store: Store) => Promise<R>): Promise<R>;
}

/** A row that is stored and cannot be read. */
export interface Unread {
  table: TableName;
  key: Key;
}

type Drop = Key | Query<TableName>;

/** For drivers: what is to be dropped, table by table. */
export const dropsIn = ({ drops = {} }: Changes): [TableName, Drop[]][] =>
  Object.entries(drops) as unknown as [TableName, Drop[]][];

/** For drivers: what is to be put, table by table. */
export const putsIn = ({ puts = {} }: Changes): [TableName, Rows[TableName][]][] =>
  Object.entries(puts) as unknown as [TableName, Rows[TableName][]][];

export const isQuery = (drop: Drop): drop is Query<TableName> =>
  typeof drop === 'object' && !Array.isArray(drop);
