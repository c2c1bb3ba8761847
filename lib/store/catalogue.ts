import type { Catalogue, CatalogueReading, CatalogueRow } from '../model/records';
import type { Store } from './port';
import { linesByShard, rowsWith, SHARDS, shardOf } from './shards';

const TABLES = ['catalogues', 'cataloguePages', 'catalogueShards'] as const;

/**
 * Titles of a server that carry any of these tokens, each once; none before a reading is whole, since
 * shards are kept of nothing else. Reads no more shards than there are tokens.
 */
export async function findInCatalogue(
  store: Store,
  serverId: string,
  tokens: string[],
): Promise<CatalogueRow[]> {
  const byShard = new Map<number, string[]>();
  for (const token of new Set(tokens)) {
    const shard = shardOf(token);
    byShard.set(shard, [...(byShard.get(shard) ?? []), token]);
  }
  const found = await Promise.all(
    [...byShard].map(async ([shard, wanted]) => {
      const kept = await store.get('catalogueShards', [serverId, shard]);
      return rowsWith(kept?.text ?? '', serverId, wanted);
    }),
  );
  return [...new Map(found.flat().map((row) => [row.itemId, row])).values()];
}

/** Begins a reading. What is kept of an earlier one that did not come to its end goes. */
export function beginCatalogue(
  store: Store,
  serverId: string,
  reading: Omit<CatalogueReading, 'titles'>,
): Promise<void> {
  return store.atomic(TABLES, async (inside) => {
    const known = await inside.get('catalogues', serverId);
    const underWay = { ...reading, titles: 0, pages: 0, next: null };
    const head: Catalogue = { serverId, whole: known?.whole ?? null, underWay };
    await inside.commit({
      drops: { cataloguePages: [{ equals: [serverId] }] },
      puts: { catalogues: [head] },
    });
  });
}

/**
 * Keeps the next page of the reading that goes on, and where the one after begins. With the last page
 * (`next` is null) the reading is whole, and takes the place of the one before in the same step.
 */
export function addToCatalogue(
  store: Store,
  serverId: string,
  rows: CatalogueRow[],
  next: string | null,
): Promise<void> {
  const texts = linesByShard(rows);
  return store.atomic(TABLES, async (inside) => {
    const head = await inside.get('catalogues', serverId);
    if (!head?.underWay) return;
    const { pages, titles, scope, mark, at } = head.underWay;
    const reading = { scope, mark, at, titles: titles + rows.length };
    if (next !== null) {
      await inside.commit({
        puts: {
          cataloguePages: [{ serverId, page: pages, texts }],
          catalogues: [{ ...head, underWay: { ...reading, pages: pages + 1, next } }],
        },
      });
      return;
    }
    const whole = Array.from({ length: SHARDS }, () => '');
    for (let page = 0; page <= pages; page += 1) {
      const kept = page < pages ? await inside.get('cataloguePages', [serverId, page]) : { texts };
      for (const [shard, text] of kept!.texts.entries()) whole[shard] += text;
    }
    await inside.commit({
      drops: { cataloguePages: [{ equals: [serverId] }] },
      puts: {
        catalogueShards: whole.map((text, shard) => ({ serverId, shard, text })),
        catalogues: [{ serverId, whole: reading, underWay: null }],
      },
    });
  });
}

/** What is kept of a server's titles goes. */
export function dropCatalogue(store: Store, serverId: string): Promise<void> {
  const ofServer = [{ equals: [serverId] }];
  return store.commit({
    drops: { catalogues: [serverId], cataloguePages: ofServer, catalogueShards: ofServer },
  });
}
