import { ProblemError } from '../../model/problem';
import { CUT_OFF } from '../answers';
import type { Query } from '../http';
import { MOST_PAGES, mayGoOn, type Reading, type Settled, settle } from '../reading';
import { expectShape, readRow } from '../schema';
import { named, page } from './schema';

export interface WholeAsk {
  path: string;
  /** Asks for one page. */
  get(query: Query): Promise<unknown>;
  /** Rows per page. */
  limit: number;
  /**
   * The server counts rows that it then leaves out because the user may not see them, so fewer
   * rows than the total are no fault.
   */
  shortPages: boolean;
}

/**
 * All rows of a list, each once. Where rows and total disagree in a way that hidden rows do not
 * explain, the list is read again. Rejects with `list-incomplete` when every reading says something
 * else, when pages repeat, and when there are many more of them than the first one said.
 */
export async function readWhole(ask: WholeAsk): Promise<Settled> {
  const settled = await settle(
    () => readOnce(ask),
    ({ rows, said }) => rows.size === said || (ask.shortPages && rows.size > 0 && rows.size < said),
  );
  if (!settled) throw incomplete(ask, 'TotalRecordCount');
  return settled;
}

const incomplete = ({ path }: WholeAsk, field: string) =>
  new ProblemError({ code: 'list-incomplete', params: { endpoint: path, field } });

/**
 * Page by page up to the server's own total or an empty page, never only to a short one. Where
 * hidden rows are taken out of pages, pages lie a limit apart, and an empty one may be followed by
 * others.
 */
async function readOnce(ask: WholeAsk): Promise<Reading> {
  const { limit, shortPages } = ask;
  const rows = new Map<string, unknown>();
  let start = 0;
  let firstSaid: number | null = null;
  for (let n = 0; n < MOST_PAGES && mayGoOn(firstSaid, start, limit, ask.path); n++) {
    const answer = expectShape(page, await unbroken(ask, start), ask.path);
    const { Items, TotalRecordCount: said } = answer;
    firstSaid ??= said;
    const before = rows.size;
    for (const row of Items) rows.set(readRow(named, row)?.Id ?? `#${start}.${rows.size}`, row);
    if (rows.size === before && Items.length > 0) throw incomplete(ask, 'Items');
    start += shortPages ? limit : Items.length;
    const ends = start >= said && Items.length < limit;
    if (ends || (Items.length === 0 && !shortPages)) return { rows, said };
  }
  throw incomplete(ask, 'Items');
}

/** A list whose JSON breaks off is an incomplete list, not a wrong kind of answer. */
async function unbroken(ask: WholeAsk, startIndex: number): Promise<unknown> {
  try {
    return await ask.get({ startIndex, limit: ask.limit });
  } catch (error) {
    const cut = error instanceof ProblemError && error.problem.params?.detail === CUT_OFF;
    throw cut ? incomplete(ask, '(all)') : error;
  }
}
