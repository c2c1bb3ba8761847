import { ProblemError } from '../model/problem';
import type { OddTotal } from './port';

/** A list as it was read once. */
export interface Reading {
  /** By id, in the order in which they came. */
  rows: Map<string, unknown>;
  /** How many there are, as the server says. */
  said: number;
}

export interface Settled {
  rows: unknown[];
  /** Null where the server's own count fits. */
  oddTotal: OddTotal | null;
}

const MOST_READINGS = 3;
/** More than that is no list of what somebody is in the middle of. */
export const MOST_PAGES = 400;
const MOST_ROWS = 20_000;
/** So many pages may come beyond what the first one said: titles are begun while it is read. */
const PAGES_BEYOND = 2;

/**
 * Whether a list that said on its first page how many rows it has may be asked for another page, of
 * `size` rows, beginning at `start`. Rejects with `answer-too-large` for more than any list has.
 */
export function mayGoOn(
  firstSaid: number | null,
  start: number,
  size: number,
  endpoint: string,
): boolean {
  if ((firstSaid ?? start) > MOST_ROWS) {
    throw new ProblemError({ code: 'answer-too-large', params: { endpoint } });
  }
  return firstSaid === null || start <= firstSaid + PAGES_BEYOND * size;
}

/**
 * Reads a list until its total fits its rows, or until two readings in a row say the same: then the
 * rows count, and the odd total is told. Null when no two readings agree.
 */
export async function settle(
  read: () => Promise<Reading>,
  fits: (reading: Reading) => boolean,
): Promise<Settled | null> {
  let before: Reading | null = null;
  for (let n = 0; n < MOST_READINGS; n++) {
    const now = await read();
    const rows = [...now.rows.values()];
    if (fits(now)) return { rows, oddTotal: null };
    if (before && alike(before, now)) {
      return { rows, oddTotal: { said: now.said, got: rows.length } };
    }
    before = now;
  }
  return null;
}

const alike = (a: Reading, b: Reading): boolean =>
  a.said === b.said &&
  a.rows.size === b.rows.size &&
  [...a.rows.keys()].every((id) => b.rows.has(id));

/** The odd totals of several lists as one; null where there is none. */
export function sumOf(odd: (OddTotal | null)[]): OddTotal | null {
  return odd.reduce((sum, one) => {
    if (!sum || !one) return sum ?? one;
    return { said: sum.said + one.said, got: sum.got + one.got };
  }, null);
}
