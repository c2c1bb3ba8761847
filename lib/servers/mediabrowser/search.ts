import type { Query } from '../http';

const SEARCH_ROWS = 20;

/** Home videos are looked for along with films. */
export type Named = 'Movie,Video' | 'Episode' | 'Series';

interface Found {
  raw: unknown;
  libraryId: string | null;
}

/** A few rows of each of these libraries (null: of all) whose own title holds the text. */
export async function namedIn(
  libraryIds: (string | null)[],
  searchTerm: string,
  includeItemTypes: Named,
  ask: (query: Query) => Promise<unknown[]>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const libraryId of libraryIds) {
    const parentId = libraryId ?? undefined;
    const page = { recursive: true, startIndex: 0, limit: SEARCH_ROWS };
    const rows = await ask({ ...page, searchTerm, includeItemTypes, parentId });
    found.push(...rows.map((raw) => ({ raw, libraryId })));
  }
  return found;
}
