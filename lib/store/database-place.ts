/** Places for data apart from each other, where the browser has such. */
interface Buckets {
  keys(): Promise<string[]>;
  open(name: string): Promise<{ indexedDB: IDBFactory }>;
  delete(name: string): Promise<void>;
}

const PREFIX = 'memory-';

let elsewhere: IDBFactory | null = null;

const buckets = (): Buckets | undefined =>
  (globalThis.navigator as { storageBuckets?: Buckets } | undefined)?.storageBuckets;

/** The databases in whose midst the memory is; undefined where the browser gives none. */
export const databasesHere = (): IDBFactory | undefined => elsewhere ?? globalThis.indexedDB;

/** Looks where the memory is. All pages and the worker find the same place. */
export async function findPlace(): Promise<void> {
  const last = await lastMoved();
  elsewhere = last === 0 ? null : ((await buckets()?.open(PREFIX + last))?.indexedDB ?? null);
}

/**
 * The memory has a new place from now on: the old one is so damaged that nothing can even be deleted
 * there. Answers whether the browser has one.
 */
export async function moveOn(): Promise<boolean> {
  const places = buckets();
  if (!places) return false;
  const last = await lastMoved();
  elsewhere = (await places.open(PREFIX + (last + 1))).indexedDB;
  if (last > 0) await places.delete(PREFIX + last).catch(() => {});
  return true;
}

/** How often it has moved. */
async function lastMoved(): Promise<number> {
  const names =
    (await buckets()
      ?.keys()
      .catch(() => [])) ?? [];
  const moves = names.filter((name) => /^memory-\d+$/.test(name));
  return Math.max(0, ...moves.map((name) => Number(name.slice(PREFIX.length))));
}
