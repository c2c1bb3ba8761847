import type { ServerRow } from '../../model/item';
import type { Library } from '../../model/server';
import { LIST_TYPES, sectionPath } from './listing';
import { toRow } from './map';
import type { Pages } from './pages';

const SEARCH_ROWS = 20;

/** A few titles of these libraries that hold the text. */
export async function searchIn(
  pages: Pages,
  libraries: Library[],
  text: string,
): Promise<ServerRow[]> {
  const found: ServerRow[] = [];
  for (const { id, holds } of libraries) {
    const query = { type: LIST_TYPES[holds], title: plainest(text), includeGuids: 1 };
    const { rows } = await pages.page(sectionPath(id), query, 0, SEARCH_ROWS);
    for (const raw of rows) {
      const read = toRow(raw, id);
      if (read && 'row' in read) found.push(read.row);
    }
  }
  return found;
}

/** A comma in a filter means "or": the longest piece between two of them is looked for. */
const plainest = (text: string): string =>
  text
    .split(',')
    .map((piece) => piece.trim())
    .reduce((a, b) => (b.length > a.length ? b : a));
