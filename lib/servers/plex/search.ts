import type { ServerRow } from '../../model/item';
import type { Library } from '../../model/server';
import { LIST_TYPES, sectionPath, type ToRow } from './listing';
import { toEntry } from './map';
import type { Pages } from './pages';

const SEARCH_ROWS = 20;

/** A few titles of these libraries that hold the text. */
export async function searchIn(
  pages: Pages,
  libraries: Library[],
  text: string,
  toRow: ToRow,
): Promise<ServerRow[]> {
  const found: ServerRow[] = [];
  for (const { id, holds } of libraries) {
    for (const raw of await named(pages, id, LIST_TYPES[holds], text)) {
      const read = toRow(raw, id);
      if (read && 'row' in read) found.push(read.row);
    }
  }
  return found;
}

/** The item ids of a few shows of these libraries whose title holds the text. */
export async function showsIn(pages: Pages, libraries: Library[], text: string): Promise<string[]> {
  const found: string[] = [];
  for (const { id } of libraries) {
    for (const raw of await named(pages, id, LIST_TYPES.show, text)) {
      const entry = toEntry(raw, id);
      if (entry) found.push(entry.itemId);
    }
  }
  return found;
}

async function named(pages: Pages, libraryId: string, type: number, text: string) {
  const query = { type, title: plainest(text), includeGuids: 1 };
  const { rows } = await pages.page(sectionPath(libraryId), query, 0, SEARCH_ROWS, {
    answer: 'list',
  });
  return rows;
}

/** A comma in a filter means "or": the longest piece between two of them is looked for. */
const plainest = (text: string): string =>
  text
    .split(',')
    .map((piece) => piece.trim())
    .reduce((a, b) => (b.length > a.length ? b : a));
