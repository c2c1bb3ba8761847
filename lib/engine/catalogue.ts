import type { CatalogueEntry } from '../model/item';
import type { CatalogueReading, CatalogueRow } from '../model/records';
import { idTokens } from '../plan/identity';
import type { CataloguePage } from '../servers/port';
import { type Contact, scopeOf } from './contact';
import type { EnginePorts } from './ports';

/** A title that was hidden from the user comes back without a mark: so it is read daily anyway. */
const HOLDS_MS = 20 * 60 * 60_000;

/** An entry of a catalogue with the tokens by which it is found. */
export const asRow = (entry: CatalogueEntry, serverId: string): CatalogueRow => ({
  ...entry,
  serverId,
  tokens: idTokens(entry.kind, entry.ids),
});

/**
 * Reads the films and shows of a server when titles may have come or gone since they were read. Every
 * page is kept as it comes, so that a reading that was cut off goes on where it was.
 */
export async function refreshCatalogue(
  ports: EnginePorts,
  contact: Contact,
  anew: boolean,
): Promise<void> {
  const { server, settings } = contact.given;
  const { state } = contact.remembered;
  if (contact.asked.catalogue && !anew) return;
  const mark = await server.catalogueMark(settings.libraries);
  contact.asked.catalogue = true;
  const scope = scopeOf(settings);
  const holds = (reading: CatalogueReading): boolean =>
    !anew &&
    reading.scope === scope &&
    reading.mark === mark &&
    ports.now() - reading.at <= HOLDS_MS;
  const kept = await ports.store.catalogue(settings.id);
  if (kept?.whole && holds(kept.whole)) return note(contact, kept.whole);
  const goesOn = kept?.underWay && holds(kept.underWay) ? kept.underWay : null;
  const reading = goesOn ?? { scope, mark, at: ports.now() };
  if (!goesOn) await ports.store.catalogueBegin(settings.id, reading);
  const ask = (from: string | null): Promise<CataloguePage> =>
    server.cataloguePage(settings.libraries, state.libraries, from);
  let asked: Promise<CataloguePage> | null = ask(goesOn?.next ?? null);
  while (asked) {
    const { entries, next }: CataloguePage = await asked;
    // The server works on the next page while this one is kept.
    asked = next === null ? null : ask(next);
    asked?.catch(() => {});
    const rows = entries.map((entry) => asRow(entry, settings.id));
    await ports.store.catalogueAdd(settings.id, rows, next);
  }
  note(contact, reading);
}

/** What the state of a server says of its catalogue. */
function note({ remembered }: Contact, reading: Pick<CatalogueReading, 'mark' | 'at'>): void {
  const { state } = remembered;
  state.catalogueMark = reading.mark;
  state.catalogueAt = reading.at;
}
