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
import { columnsOf, type Rows, TABLE_NAMES, type TableName } from './tables';

/** Rows of one table by their names; what a `Map` can, as far as it is needed. */
export interface RowMap<Row> {
  readonly size: number;
  get(name: string): Row | undefined;
  set(name: string, row: Row): unknown;
  delete(name: string): unknown;
  values(): Iterable<Row>;
}

export type RowMaps = { [T in TableName]: RowMap<Rows[T]> };

/** The store in memory: maps, copies in and out, one step after another. */
export class MapStore implements Store {
  readonly rows: RowMaps;
  private last: Promise<unknown> = Promise.resolve();

  /** The maps may be somebody else's. */
  constructor(maps: Partial<RowMaps> = {}) {
    const own = Object.fromEntries(TABLE_NAMES.map((table) => [table, new Map()]));
    this.rows = { ...own, ...maps } as RowMaps;
  }

  get<T extends TableName>(table: T, key: Key): Promise<Rows[T] | undefined> {
    return this.atomic([table], (inside) => inside.get(table, key));
  }

  list<T extends TableName>(table: T, query?: Query<T>): Promise<Rows[T][]> {
    return this.atomic([table], (inside) => inside.list(table, query));
  }

  count<T extends TableName>(table: T, query?: Query<T>): Promise<number> {
    return this.atomic([table], (inside) => inside.count(table, query));
  }

  commit(changes: Changes): Promise<void> {
    return this.atomic([], (inside) => inside.commit(changes));
  }

  atomic<R>(_tables: readonly TableName[], work: (store: Store) => Promise<R>): Promise<R> {
    const turn = this.last.then(async () => {
      const step = new Step(this.rows);
      try {
        return await work(step);
      } catch (thrown) {
        step.takeBack();
        throw thrown;
      }
    });
    this.last = turn.catch(() => {});
    return turn;
  }
}

/** One step of a store in memory, and how to take it back. */
class Step implements Store {
  private readonly before: (() => void)[] = [];

  constructor(private readonly rows: RowMaps) {}

  async get<T extends TableName>(table: T, key: Key): Promise<Rows[T] | undefined> {
    return copyOf(this.mapOf(table).get(nameOf(key)));
  }

  async list<T extends TableName>(table: T, query: Query<T> = {}): Promise<Rows[T][]> {
    return copyOf(this.find(table, query));
  }

  async count<T extends TableName>(table: T, { limit: _, ...query }: Query<T> = {}) {
    return this.find(table, query).length;
  }

  async commit(changes: Changes): Promise<void> {
    const puts = copyOf(putsIn(changes));
    for (const [table, gone] of dropsIn(changes)) this.drop(table, gone);
    for (const [table, rows] of puts) {
      for (const row of rows) this.change(table, keyIn(table, row), row);
    }
  }

  atomic<R>(_tables: readonly TableName[], work: (store: Store) => Promise<R>): Promise<R> {
    return work(this);
  }

  takeBack(): void {
    for (const undo of this.before.reverse()) undo();
  }

  private drop(table: TableName, gone: (Key | Query<TableName>)[]): void {
    for (const one of gone) {
      const keys = isQuery(one) ? this.find(table, one).map((row) => keyIn(table, row)) : [one];
      for (const key of keys) this.change(table, key, undefined);
    }
  }

  private change<T extends TableName>(table: T, key: Key, row: Rows[T] | undefined): void {
    const map = this.mapOf(table);
    const name = nameOf(key);
    const known = map.get(name);
    const become = (value: Rows[T] | undefined) =>
      void (value === undefined ? map.delete(name) : map.set(name, value));
    this.before.push(() => become(known));
    become(row);
  }

  private find<T extends TableName>(table: T, query: Query<T>): Rows[T][] {
    const { by, equals = [], from, below, reverse, limit } = query;
    const columns = columnsOf(table, by);
    const ranged = columns[equals.length];
    const fits = (row: Rows[T]): boolean =>
      equals.every((value, at) => valueIn(row, columns[at]!) === value) &&
      (from === undefined || compare(valueIn(row, ranged!), from) >= 0) &&
      (below === undefined || compare(valueIn(row, ranged!), below) < 0);
    const order = [...columns, ...columnsOf(table)];
    const sign = reverse ? -1 : 1;
    const found = [...this.mapOf(table).values()].filter(fits);
    found.sort((a, b) => sign * compareBy(order, a, b));
    return limit === undefined ? found : found.slice(0, limit);
  }

  private mapOf<T extends TableName>(table: T): RowMap<Rows[T]> {
    return this.rows[table];
  }
}

const PRIMITIVE = ['string', 'number', 'boolean', 'undefined'];

/** A copy as a store makes it; rows are plain data, and copied many times quicker as such. */
function copyOf<T>(value: T): T {
  if (value === null || PRIMITIVE.includes(typeof value)) return value;
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value);
  const copy = { ...value };
  for (const name in copy) copy[name] = copyOf(copy[name]);
  return copy;
}

const valueIn = (row: object, column: string): Part => (row as Record<string, Part>)[column]!;

const keyIn = (table: TableName, row: object): Part[] =>
  columnsOf(table).map((column) => valueIn(row, column));

/** Rows of one key column are named by it. */
export const nameOf = (key: Key): string =>
  typeof key === 'object' && key.length > 1 ? JSON.stringify(key) : String(key);

/** Numbers before texts, as in IndexedDB. */
function compare(a: Part, b: Part): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareBy(columns: readonly string[], a: object, b: object): number {
  for (const column of columns) {
    const order = compare(valueIn(a, column), valueIn(b, column));
    if (order !== 0) return order;
  }
  return 0;
}
