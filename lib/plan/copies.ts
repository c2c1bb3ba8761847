import type { ServerRow } from '../model/item';
import { identityOf, plainTitle, realTitle, tokensOf } from './identity';
import { sameCut } from './rules';

/** Two files of one version, as two servers or two scans measure it. */
const SAME_LENGTH_MS = 2_000;

/** Are two rows of one server in one library, in two, or can nobody tell? */
export function sameLibrary(a: ServerRow, b: ServerRow): boolean | null {
  if (a.libraryId === null || b.libraryId === null) return null;
  return a.libraryId === b.libraryId;
}

/**
 * Are two rows of one server, which carry the same ids, copies of one title? In one library only where
 * they bear one title and are equally long; across libraries, and where the person says that versions
 * lie side by side, where they are of one cut. What shares one state on the server is one title in any case.
 */
export function areCopies(a: ServerRow, b: ServerRow): boolean {
  if (a.itemId === b.itemId || a.stateKey === b.stateKey) return true;
  if (!bearOneTitle(a, b) || a.runtimeMs === null || b.runtimeMs === null) return false;
  if (Math.abs(a.runtimeMs - b.runtimeMs) <= SAME_LENGTH_MS) return true;
  const mayDiffer = sameLibrary(a, b) === false || (a.sideBySide && b.sideBySide);
  return Boolean(mayDiffer) && sameCut(a.runtimeMs, b.runtimeMs);
}

/** Do two rows bear the same title? Of episodes, a title that says nothing is like any. */
export function bearOneTitle(a: ServerRow, b: ServerRow): boolean {
  if (a.kind === 'movie') return plainTitle(a.title) === plainTitle(b.title);
  const [x, y] = [realTitle(a.episodeTitle), realTitle(b.episodeTitle)];
  return x === '' || y === '' || x === y;
}

/**
 * Rows with the same ids that cannot be one title: in one library, and no copies of each other. Another
 * cut in another library is a version of its own, and keeps its own position.
 */
export const areSeveralFiles = (a: ServerRow, b: ServerRow): boolean =>
  !areCopies(a, b) && sameLibrary(a, b) !== false;

/** Is any pair of these rows several files under one number? */
export const holdsSeveralFiles = (rows: readonly ServerRow[]): boolean =>
  rows.some((a, n) => rows.slice(n + 1).some((b) => areSeveralFiles(a, b)));

/** Rows of which nobody can tell whether they are copies of each other before their libraries are known. */
export function twinsIn(rows: readonly ServerRow[]): ServerRow[] {
  const byToken = new Map<string, ServerRow[]>();
  for (const row of rows) {
    for (const token of tokensOf(identityOf(row))) {
      byToken.set(token, [...(byToken.get(token) ?? []), row]);
    }
  }
  const twins = [...byToken.values()].flatMap((alike) =>
    alike.filter((a) => alike.some((b) => sameLibrary(a, b) === null && !areCopies(a, b))),
  );
  return [...new Set(twins)].filter((row) => row.libraryId === null);
}
