import { MapStore } from './map-store';
import type { Changes, Key, Query, Store } from './port';
import type { Rows, TableName } from './tables';

/** What is read of servers, and can be read again. */
const LEARNT: readonly TableName[] = [
  ...(['catalogues', 'cataloguePages', 'catalogueShards', 'episodes'] as const),
];

/**
 * A store that reads what another one holds and leaves that as it is. What is put of catalogues and
 * episodes stays in memory, and is gone with it; everything else, and every drop, is not done.
 */
export class ScratchStore implements Store {
  constructor(
    private readonly store: Store,
    private readonly scratch: Store = new MapStore(),
  ) {}

  async get<T extends TableName>(table: T, key: Key): Promise<Rows[T] | undefined> {
    const own = LEARNT.includes(table) ? await this.scratch.get(table, key) : undefined;
    return own ?? this.store.get(table, key);
  }

  list<T extends TableName>(table: T, query?: Query<T>): Promise<Rows[T][]> {
    return this.store.list(table, query);
  }

  count<T extends TableName>(table: T, query?: Query<T>): Promise<number> {
    return this.store.count(table, query);
  }

  commit({ puts = {} }: Changes): Promise<void> {
    const learnt = Object.entries(puts).filter(([table]) => LEARNT.includes(table as TableName));
    return this.scratch.commit({ puts: Object.fromEntries(learnt) });
  }

  atomic<R>(_tables: readonly TableName[], work: (store: Store) => Promise<R>): Promise<R> {
    return this.scratch.atomic(LEARNT, (inside) => work(new ScratchStore(this.store, inside)));
  }
}
