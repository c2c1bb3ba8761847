import type { CatalogueRow } from '../../lib/model/records';
import { PlayheadDb } from '../../lib/store/db';
import { Memory } from '../../lib/store/memory';

const PAGE = 1_000;
const LOOKUPS = 50;
const SERVER = 'attic';

/** Runs in a page: what the catalogue of so many films costs to keep, and to look one up in. */
export async function timeCatalogue(titles: number): Promise<{ keepMs: number; findMs: number }> {
  const db = new PlayheadDb(`bench-${titles}`);
  const memory = new Memory(db);
  await memory.catalogueBegin(SERVER, { scope: 'null', mark: 'm', at: 1 });
  let keepMs = 0;
  for (let from = 0; from < titles; from += PAGE) {
    const rows = Array.from({ length: PAGE }, (_, index) => rowOf(from + index));
    const next = from + PAGE < titles ? String(from + PAGE) : null;
    keepMs += await timed(() => memory.catalogueAdd(SERVER, rows, next));
  }
  const times: number[] = [];
  for (let n = 0; n < LOOKUPS; n += 1) {
    const { itemId, tokens } = rowOf(Math.floor((n * titles) / LOOKUPS));
    const time = await timed(async () => {
      const found = await memory.catalogueFind(SERVER, tokens);
      if (found.length !== 1 || found[0]!.itemId !== itemId) throw new Error(`lost ${itemId}`);
    });
    times.push(time);
  }
  await db.delete();
  const middle = times.sort((a, b) => a - b)[LOOKUPS / 2]!;
  return { keepMs, findMs: middle };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function rowOf(index: number): CatalogueRow {
  const ids = {
    imdb: `tt${String(1_000_000 + index * 7)}`,
    tmdb: String(3 + index * 11),
    tvdb: String(5 + index * 13),
  };
  const tokens = Object.entries(ids).map(([source, id]) => `movie:${source}:${id}`);
  const itemId = (index * 2_654_435_761).toString(16).padStart(32, '0');
  return { serverId: SERVER, itemId, kind: 'movie', libraryId: null, ids, tokens };
}

Object.assign(globalThis, { timeCatalogue });
