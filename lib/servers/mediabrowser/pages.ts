import { ProblemError } from '../../model/problem';
import { CUT_OFF } from '../answers';
import type { Query } from '../http';
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
 * All rows of a list, each once. Pages are asked for by the limit, never by what came back, up to
 * the server's own total. Rejects with `list-incomplete` when rows and total disagree in a way
 * that hidden rows do not explain.
 */
export async function readWhole(ask: WholeAsk): Promise<unknown[]> {
  const rows = new Map<string, unknown>();
  const incomplete = (why: string) =>
    new ProblemError({ code: 'list-incomplete', params: { endpoint: ask.path, field: why } });
  let total = 0;
  for (let start = 0; ; start += ask.limit) {
    const answer = expectShape(page, await unbroken(ask, start), ask.path);
    const before = rows.size;
    for (const row of answer.Items) {
      rows.set(readRow(named, row)?.Id ?? `#${start}.${rows.size}`, row);
    }
    total = answer.TotalRecordCount;
    const nothingNew = rows.size === before;
    if (nothingNew && answer.Items.length > 0) throw incomplete('Items');
    if (rows.size >= total || start + ask.limit >= total) break;
    if (nothingNew) throw incomplete('Items');
  }
  const missing = total - rows.size;
  const explained = ask.shortPages && rows.size > 0;
  if (missing < 0 || (missing > 0 && !explained)) throw incomplete('TotalRecordCount');
  return [...rows.values()];
}

/** A list whose JSON breaks off is an incomplete list, not a wrong kind of answer. */
async function unbroken({ path, limit, get }: WholeAsk, startIndex: number): Promise<unknown> {
  try {
    return await get({ startIndex, limit });
  } catch (error) {
    const cut = error instanceof ProblemError && error.problem.params?.detail === CUT_OFF;
    if (!cut) throw error;
    throw new ProblemError({ code: 'list-incomplete', params: { endpoint: path, field: '(all)' } });
  }
}
