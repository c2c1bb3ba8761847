import { dropCatalogue } from './catalogue';
import { noteMemory } from './memory-note';
import type { Store, Unread } from './port';
import { TABLE_NAMES, type TableName } from './tables';

/** What is read of servers, or counted, again by itself: nobody misses a row of it. */
const MADE_AGAIN: TableName[] = [
  ...(['catalogues', 'cataloguePages', 'catalogueShards'] as const),
  ...(['episodes', 'posters', 'days'] as const),
];
/** A catalogue with a hole in it would not find what was there. */
const OF_CATALOGUE: TableName[] = ['catalogues', 'cataloguePages', 'catalogueShards'];

/** Drops rows that cannot be read, and notes for the person how many. */
export async function dropUnread(store: Store, unread: Unread[], now: number): Promise<void> {
  await store.atomic(TABLE_NAMES, async (inside) => {
    const gone: TableName[] = [];
    for (const { table, key } of unread) {
      // Written anew since it was found.
      if (await inside.get(table, key)) continue;
      gone.push(table);
      await inside.commit({ drops: { [table]: [key] } });
      const [serverId] = Array.isArray(key) ? key : [key];
      if (OF_CATALOGUE.includes(table)) await dropCatalogue(inside, String(serverId));
    }
    const count = gone.filter((table) => !MADE_AGAIN.includes(table)).length;
    if (count > 0) await noteMemory(inside, { is: 'unread', count, at: now });
  });
}
