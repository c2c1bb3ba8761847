import type { Contact } from './contact';

/** Is a copy in the libraries chosen for its server? `unsure` where its library is not known. */
export function scopeOfCopy(contact: Contact, itemId: string): 'in' | 'out' | 'unsure' {
  const chosen = contact.settings.libraries;
  if (!chosen || contact.inScope.has(itemId)) return 'in';
  const library = contact.looks.get(itemId)?.libraryId ?? null;
  if (library === null) return 'unsure';
  return chosen.includes(library) ? 'in' : 'out';
}

export const isInScope = (contact: Contact, itemId: string): boolean =>
  scopeOfCopy(contact, itemId) === 'in';
