import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { PlayheadDb } from '../../lib/store/db';
import { deviceIds } from '../../lib/store/device-ids';
import { Memory } from '../../lib/store/memory';
import { sizesOf, TABLES } from '../../lib/store/sizes';
import { startOver } from '../../lib/store/start-over';
import { fill } from './filled';

let db: PlayheadDb;
let made = 0;
beforeEach(async () => {
  db = new PlayheadDb(`start-over-${++made}`);
  await fill(db);
});

const filledTables = async (): Promise<string[]> => {
  const counts = await Promise.all(db.tables.map(async (one) => [one.name, await one.count()]));
  return counts.flatMap(([name, count]) => (count === 0 ? [] : [String(name)])).sort();
};

describe('starting over', () => {
  it('finds something in every table, or this test says nothing', async () => {
    expect(await filledTables()).toEqual(db.tables.map((table) => table.name).sort());
  });

  it('keeps servers, sign-ins, pairs and rules, and forgets the rest', async () => {
    const before = await new Memory(db).settings();
    await startOver(db, false);
    expect(await filledTables()).toEqual(['handMatches', 'ignored', 'meta', 'pairs', 'servers']);
    expect(await new Memory(db).settings()).toEqual(before);
    expect(Object.keys(await deviceIds(db))).toEqual(['attic']);
    expect(await db.meta.count()).toBe(3);
  });

  it('takes the consent of every pair', async () => {
    await startOver(db, false);
    expect(await new Memory(db).pairState('p1')).toBeUndefined();
  });

  it('forgets the settings too when that is wanted', async () => {
    await startOver(db, true);
    expect(await filledTables()).toEqual([]);
  });
});

describe('what is stored', () => {
  it('counts every table once', () => {
    const named = Object.values(TABLES).flatMap(({ counted, more }) => [...counted, ...more]);
    expect(named.sort()).toEqual(db.tables.map((table) => table.name).sort());
  });

  it('is told in entries and in bytes', async () => {
    const sizes = await sizesOf(db);
    expect(sizes.map(({ kind, entries }) => [kind, entries])).toEqual([
      ['settings', 3],
      ['positions', 2],
      ['activity', 3],
      ['index', 2],
      ['posters', 1],
    ]);
    for (const { bytes } of sizes) expect(bytes).toBeGreaterThan(20);
    await startOver(db, true);
    expect((await sizesOf(db)).every(({ entries, bytes }) => entries + bytes === 0)).toBe(true);
  });
});
