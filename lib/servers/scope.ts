import { ProblemError } from '../model/problem';
import type { Library } from '../model/server';

/**
 * Rejects with `library-missing` when a chosen library is not among those known (if any are): a
 * scope never widens because a part of it is gone.
 */
export function checkScope(scope: string[] | null, known: Library[]): void {
  if (!scope || known.length === 0) return;
  const missing = scope.find((id) => !known.some((library) => library.id === id));
  if (missing === undefined) return;
  throw new ProblemError({ code: 'library-missing', params: { library: missing } });
}
