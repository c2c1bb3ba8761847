import type { FaultSpec } from './faults';
import type { SimRequest } from './http';

/** In which requests a title is at fault; `find`: by its outside ids; `episodes`: of a show. */
export type Asked = 'look-up' | 'find' | 'write' | 'list' | 'episodes';

export interface Failing {
  asked: Asked | Asked[];
  /**
   * 500, a closed connection, a web page, 403, no answer at all, half an answer, or an answer that
   * cannot be understood: of a read, that one row.
   */
  how: 'error' | 'reset' | 'html' | 'refusal' | 'silence' | 'cut' | 'garbled';
  /** A write has its effect all the same: only its answer fails. */
  arrives?: boolean;
  /** Default: for ever. */
  times?: number;
}

const LONG_MS = 600_000;

const HOW: Record<Failing['how'], Partial<FaultSpec>> = {
  error: { status: 500, body: 'Error processing request.' },
  reset: { drop: true },
  html: { html: true },
  refusal: { status: 403, body: 'Error processing request.' },
  silence: { delayMs: LONG_MS },
  cut: { truncate: true },
  garbled: { body: '{"garbled', status: 200 },
};

const plain = (id: string): string => id.replaceAll('-', '').toLowerCase();

/** What a request is for, as any of the products is asked it, and the ids that it names. */
function purposeOf({ method, path, query }: SimRequest): { asked: Asked; ids: string[] } | null {
  const named = (name: string) =>
    [...query].find(([key]) => key.toLowerCase() === name)?.[1].split(',') ?? [];
  if (method === 'POST') {
    const id = /\/(?:User)?Items\/([^/]+)\/UserData$/i.exec(path)?.[1];
    return { asked: 'write', ids: id ? [id] : named('ratingkey') };
  }
  const show = /^\/(?:Shows\/([^/]+)\/Episodes|library\/metadata\/([^/]+)\/allLeaves)$/i.exec(path);
  if (show) return { asked: 'episodes', ids: [show[1] ?? show[2] ?? ''] };
  const outside = named('anyprovideridequals').map((one) => one.toLowerCase());
  if (outside.length > 0) return { asked: 'find', ids: outside };
  if (named('ids').length > 0) return { asked: 'look-up', ids: named('ids') };
  const single = /^(?:\/Users\/[^/]+)?\/Items\/([^/]+)$|^\/library\/metadata\/([^/]+)$/i.exec(path);
  const ids = decodeURIComponent(single?.[1] ?? single?.[2] ?? '');
  if (single && !/^(Resume|Counts)$/i.test(ids)) return { asked: 'look-up', ids: ids.split(',') };
  const lists =
    /\/Resume$/i.test(path) ||
    named('filters').some((one) => /^IsResumable$/i.test(one)) ||
    [...query.keys()].some((key) => key.startsWith('viewOffset'));
  return lists ? { asked: 'list', ids: [] } : null;
}

type Json = Record<string, unknown>;
const idIn = (row: unknown): string | null => {
  if (typeof row !== 'object' || row === null) return null;
  const { Id, ratingKey } = row as Json;
  return String(Id ?? ratingKey ?? '');
};

/** Does an answer hold a row with one of these ids? */
const holds = (json: unknown, ids: string[]): boolean => {
  let found = false;
  JSON.stringify(json ?? null, (_key, value: unknown) => {
    found ||= ids.includes(idIn(value) ?? '');
    return value;
  });
  return found;
};

/** Makes the rows with these ids unreadable, though not their ids. */
const spoilt = (json: unknown, ids: string[]): unknown =>
  JSON.parse(
    JSON.stringify(json, (_key, value: unknown) => {
      if (!ids.includes(idIn(value) ?? '')) return value;
      const row = value as Json;
      return 'Id' in row ? { ...row, UserData: 'none' } : { ...row, viewOffset: { wrong: true } };
    }),
  );

/**
 * The fault of one title, known by the ids that its copies have when it is asked for, and by its outside
 * ids as questions for them name them (`imdb.tt1`).
 */
export function faultOf(
  itemIds: () => string[],
  outsideIds: string[],
  failing: Failing,
): FaultSpec {
  const kinds = [failing.asked].flat();
  const { how, arrives = false, times } = failing;
  const rows = how === 'garbled' && !kinds.includes('write');
  return {
    ...(rows ? { transform: (json: unknown) => spoilt(json, itemIds()) } : HOW[how]),
    ...(times !== undefined && { times }),
    when: (req) => {
      const purpose = purposeOf(req);
      if (!purpose || !kinds.includes(purpose.asked)) return false;
      if (purpose.asked === 'find') return purpose.ids.some((id) => outsideIds.includes(id));
      return purpose.asked === 'list' || purpose.ids.some((id) => itemIds().includes(plain(id)));
    },
    ...(kinds.includes('list') && { answering: (json: unknown) => holds(json, itemIds()) }),
    afterHandling: arrives || kinds.includes('list'),
  };
}
