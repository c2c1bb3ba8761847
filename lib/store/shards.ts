import type { CatalogueRow } from '../model/records';

/**
 * A server's titles are kept in so many texts, each title in those of its tokens. With 100,000 titles a
 * text stays below the 64 kB from which browsers keep a value as a file of its own, slow to read.
 */
export const SHARDS = 512;

/** The shard of a token (FNV-1a). Which one it is stays the same: it is stored. */
export function shardOf(token: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < token.length; at += 1) {
    hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0) % SHARDS;
}

/** Titles as the text to add to each shard. */
export function linesByShard(rows: CatalogueRow[]): string[] {
  const texts = Array.from({ length: SHARDS }, () => '');
  for (const row of rows) {
    const line = lineOf(row);
    for (const shard of new Set(row.tokens.map(shardOf))) texts[shard] += line;
  }
  return texts;
}

/**
 * `["1234","movie",null,null,"imdb:tt0113277","tmdb:949"]`: tokens without the kind that begins them. Of
 * a show, the fourth is its title and year.
 */
function lineOf({ itemId, kind, libraryId, title, year, tokens }: CatalogueRow): string {
  const own = tokens.map((token) => token.slice(kind.length + 1));
  const name = kind === 'show' && title !== undefined ? [title, year ?? null] : null;
  return `${JSON.stringify([itemId, kind, libraryId, name, ...own])}\n`;
}

/** The titles of a shard's text that carry any of these tokens. Only their lines are parsed. */
export function rowsWith(text: string, serverId: string, tokens: string[]): CatalogueRow[] {
  const rows: CatalogueRow[] = [];
  for (const token of tokens) {
    const kept = JSON.stringify(token.slice(token.indexOf(':') + 1));
    for (let at = text.indexOf(kept); at >= 0; at = text.indexOf(kept, at)) {
      const end = text.indexOf('\n', at);
      const row = rowOf(text.slice(text.lastIndexOf('\n', at) + 1, end), serverId);
      if (row.tokens.includes(token)) rows.push(row);
      at = end;
    }
  }
  return rows;
}

function rowOf(line: string, serverId: string): CatalogueRow {
  const [itemId, kind, libraryId, name, ...own] = JSON.parse(line) as [
    string,
    CatalogueRow['kind'],
    string | null,
    [string, number | null] | null,
    ...string[],
  ];
  const ids: Record<string, string[]> = {};
  for (const id of own) {
    const [source, value] = id.split(':') as [string, string];
    ids[source] = [...(ids[source] ?? []), value];
  }
  const tokens = own.map((id) => `${kind}:${id}`);
  const named = name ? { title: name[0], year: name[1] } : {};
  return { serverId, itemId, kind, libraryId, ids: single(ids), tokens, ...named };
}

/** One id of a database stands by itself. */
const single = (ids: Record<string, string[]>): CatalogueRow['ids'] =>
  Object.fromEntries(
    Object.entries(ids).map(([source, all]) => [source, all.length === 1 ? all[0]! : all]),
  );
