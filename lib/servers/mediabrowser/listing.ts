import type { ServerRow } from '../../model/item';
import { listAllowance } from '../body';
import type { Ask, Query } from '../http';
import type { Listing, OddTotal } from '../port';
import { sumOf } from '../reading';
import { type Dialect, toRow } from './map';
import { readWhole } from './pages';

const LIST_PAGE = 500;

/** How one request for rows is put: the path, and the parameters that choose the user. */
export interface Route {
  path: string;
  query: Query;
}

/** `shortPages`: rows that the user may not see are counted, and left out. */
export type ProgressList = Route & { shortPages: boolean };

interface ProgressAsk {
  /** The lists that together hold what is in progress, in one library or in all. */
  lists: ProgressList[];
  /** Null: all at once. */
  libraryIds: (string | null)[];
  /** Optional columns. */
  fields: string;
  dialect: Dialect;
  get(path: string, query: Query, kind: Pick<Ask, 'answer' | 'allowance'>): Promise<unknown>;
  /** Rejects where a row is another server's. */
  check(raw: unknown, path: string): void;
}

/** Reads what is in progress, each row once. Rejects where a list cannot be read whole. */
export async function readInProgress(ask: ProgressAsk): Promise<Listing> {
  const rows = new Map<string, ServerRow>();
  const badRows = new Set<string>();
  const odd: (OddTotal | null)[] = [];
  const kind = { answer: 'list', allowance: listAllowance() } as const;
  for (const libraryId of ask.libraryIds) {
    for (const list of ask.lists) {
      const query = {
        ...list.query,
        includeItemTypes: 'Movie,Episode,Video',
        fields: ask.fields,
        enableImages: false,
        parentId: libraryId ?? undefined,
      };
      const get = (page: Query) => ask.get(list.path, { ...query, ...page }, kind);
      const whole = await readWhole({ ...list, get, limit: LIST_PAGE });
      odd.push(whole.oddTotal);
      for (const raw of whole.rows) {
        ask.check(raw, list.path);
        const read = toRow(raw, ask.dialect, libraryId);
        if (!read) continue;
        if ('bad' in read) {
          if (read.bad) badRows.add(read.bad);
        } else if (read.row.positionMs > 0 && !rows.has(read.row.itemId)) {
          rows.set(read.row.itemId, read.row);
        }
      }
    }
  }
  for (const id of rows.keys()) badRows.delete(id);
  const oddTotal = sumOf(odd);
  const listing = { rows: [...rows.values()], unread: [], badRows: [...badRows] };
  return oddTotal ? { ...listing, oddTotal } : listing;
}
