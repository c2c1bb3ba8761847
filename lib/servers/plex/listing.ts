import type { ServerRow } from '../../model/item';
import { type Problem, type ProblemCode, ProblemError, problemOf } from '../../model/problem';
import type { Library } from '../../model/server';
import { inTurns } from '../batches';
import { type Allowance, listAllowance } from '../body';
import type { Listing, OddTotal } from '../port';
import { sumOf } from '../reading';
import type { ReadRow } from './map';
import type { Page, Pages } from './pages';

const LIST_PAGE = 500;
const AT_ONCE = 3;

/** Plex's numbers for what a list is of. */
export const LIST_TYPES = { movie: 1, show: 2, episode: 4 } as const;

export const sectionPath = (id: string): string =>
  `/library/sections/${encodeURIComponent(id)}/all`;

interface Section {
  rows: ServerRow[];
  badRows: string[];
  oddTotal: OddTotal | null;
}

/** Reads a row of a library. */
export type ToRow = (raw: unknown, libraryId: string | null) => ReadRow;

/**
 * Reads the in-progress lists of these libraries, a few at a time. A library that fails is named in
 * `unread`; rejects when all of them fail, and when the token is no longer accepted.
 */
export async function readInProgress(
  pages: Pages,
  libraries: Library[],
  toRow: ToRow,
): Promise<Listing> {
  const listing: Listing = { rows: [], unread: [], badRows: [] };
  const allowance = listAllowance();
  const read = (library: Library) => readSection(pages, library, toRow, allowance).catch(failed);
  const sections = await inTurns(libraries, read, AT_ONCE);
  const odd: (OddTotal | null)[] = [];
  for (const [at, section] of sections.entries()) {
    if ('code' in section) {
      listing.unread.push({ libraryId: libraries[at]!.id, problem: section });
    } else {
      listing.rows.push(...section.rows);
      listing.badRows.push(...section.badRows);
      odd.push(section.oddTotal);
    }
  }
  const oddTotal = sumOf(odd);
  if (oddTotal) listing.oddTotal = oddTotal;
  const first = listing.unread[0];
  if (first && listing.unread.length === libraries.length) throw new ProblemError(first.problem);
  return listing;
}

/** These are about the server, not about one library. */
const OF_THE_SERVER: ProblemCode[] = [
  'signed-out',
  'busy',
  'out-of-time',
  'starting',
  'unexpected',
  'wrong-server',
  'wrong-product',
];

function failed(thrown: unknown): Problem {
  const problem = problemOf(thrown);
  if (OF_THE_SERVER.includes(problem.code)) throw thrown;
  return problem.code === 'not-found' ? { ...problem, code: 'library-missing' } : problem;
}

async function readSection(
  pages: Pages,
  { id, holds }: Library,
  toRow: ToRow,
  allowance: Allowance,
): Promise<Section> {
  const path = sectionPath(id);
  const query = { type: LIST_TYPES[holds], 'viewOffset>>': 0, includeGuids: 1 };
  const look = async ({ rows, libraryMark }: Page) => {
    if (libraryMark === null) await pages.marks.check(null);
    if (rows.length === 0 || rows.some((raw) => inProgress(toRow(raw, id)))) return;
    // The filter was not applied: the answer is the library, and tells nothing of what is missing.
    const params = { endpoint: path, field: 'viewOffset' };
    throw new ProblemError({ code: 'list-incomplete', params });
  };
  const whole = await pages.whole(path, query, LIST_PAGE, { answer: 'list', allowance }, look);
  const section: Section = { rows: [], badRows: [], oddTotal: whole.oddTotal };
  for (const raw of whole.rows) {
    const row = toRow(raw, id);
    if (!row) continue;
    if ('row' in row) {
      if (row.row.positionMs > 0) section.rows.push(row.row);
    } else if (row.bad) {
      section.badRows.push(row.bad);
    }
  }
  return section;
}

/** A row that belongs into the list, or that cannot be understood: both show no missing filter. */
const inProgress = (read: ReadRow): boolean =>
  read !== null && ('bad' in read || read.row.positionMs > 0);
