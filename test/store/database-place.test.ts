import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, expect, it, vi } from 'vitest';
import { problemOf } from '../../lib/model/problem';
import { findPlace } from '../../lib/store/database-place';
import { PlayheadDb } from '../../lib/store/db';
import { setMeta } from '../../lib/store/meta';

/** A browser with places apart from each other. */
function withBuckets(): Map<string, IDBFactory> {
  const made = new Map<string, IDBFactory>();
  const storageBuckets = {
    keys: async () => [...made.keys()],
    open: async (name: string) => {
      const indexedDB = made.get(name) ?? new IDBFactory();
      made.set(name, indexedDB);
      return { indexedDB };
    },
    delete: async (name: string) => void made.delete(name),
  };
  vi.stubGlobal('navigator', { storageBuckets });
  return made;
}

const broken = () => {
  throw Object.assign(new Error('Internal error opening backing store'), { name: 'UnknownError' });
};
const breakUsualPlace = () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(broken);
  vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation(broken);
};

afterEach(async () => {
  vi.unstubAllGlobals();
  await findPlace();
});

it('moves where not even a deletion is possible, and everybody finds it there', async () => {
  const made = withBuckets();
  breakUsualPlace();
  const db = new PlayheadDb('moved');
  expect(problemOf(await db.ready().catch((thrown) => thrown)).code).toBe('memory-damaged');
  expect([...made.keys()]).toEqual([]);
  await db.replace();
  await setMeta(db, 'here', 1);
  const page = new PlayheadDb('moved');
  expect(await page.get('meta', 'here')).toEqual({ key: 'here', value: 1 });
  expect([...made.keys()]).toEqual(['memory-1']);
  db.close();
  page.close();
});

it('moves on from a place that broke as well', async () => {
  const made = withBuckets();
  breakUsualPlace();
  const db = new PlayheadDb('moved');
  await db.ready().catch(() => {});
  await db.replace();
  const first = made.get('memory-1')!;
  vi.spyOn(first, 'open').mockImplementation(broken);
  vi.spyOn(first, 'deleteDatabase').mockImplementation(broken);
  await db.ready().catch(() => {});
  await db.replace();
  expect(await db.list('servers')).toEqual([]);
  expect([...made.keys()]).toEqual(['memory-2']);
  db.close();
});

it('says so where the browser has no other place', async () => {
  breakUsualPlace();
  const db = new PlayheadDb('moved');
  for (const tried of [db.ready(), db.replace()]) {
    expect(problemOf(await tried.catch((thrown) => thrown)).code).toBe('memory-damaged');
  }
});
