import type { ServerSight } from '../model/sight';

/** Is a copy in the libraries chosen for its server? `unsure` where its library is not known. */
export function scopeOfCopy(
  { chosen, inScope, looks }: ServerSight,
  itemId: string,
): 'in' | 'out' | 'unsure' {
  if (!chosen || inScope.has(itemId)) return 'in';
  const library = looks.get(itemId)?.libraryId ?? null;
  if (library === null) return 'unsure';
  return chosen.includes(library) ? 'in' : 'out';
}

export const isInScope = (sight: ServerSight, itemId: string): boolean =>
  scopeOfCopy(sight, itemId) === 'in';
