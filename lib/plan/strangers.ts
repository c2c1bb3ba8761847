import type { ServerRow } from '../model/item';
import { SIDES, type Side } from '../model/observation';
import { type Item, rowsOf, type ServerSights } from '../model/sight';
import { areSeveralFiles, holdsSeveralFiles } from './copies';
import { identityOf, mergeIdentity } from './identity';

/** A row that came to a title by its ids and is no copy of what the title was settled with. */
export interface Stranger {
  side: Side;
  row: ServerRow;
}

/**
 * Sends away what came to a settled title by an id in common and is another file than the copies it was
 * settled with: those go on as before, and the stranger is a title of its own. Answers the strangers.
 */
export function sendAwayStrangers(items: readonly Item[], sides: ServerSights): Stranger[] {
  return items.flatMap((item) =>
    SIDES.flatMap((side) => {
      const strangers = strangersTo(item, side, sides[side].serverId);
      if (strangers.length > 0) sendAway(item, side, strangers);
      return strangers.map((row) => ({ side, row }));
    }),
  );
}

function strangersTo(item: Item, side: Side, serverId: string): ServerRow[] {
  const rows = rowsOf(item, side);
  const settled = item.track?.copies[serverId] ?? [];
  const own = rows.filter((row) => settled.includes(row.itemId));
  if (own.length === 0 || item.identity.hand || holdsSeveralFiles(own)) return [];
  return rows.filter(
    (row) => !settled.includes(row.itemId) && own.some((one) => areSeveralFiles(one, row)),
  );
}

function sendAway(item: Item, side: Side, strangers: readonly ServerRow[]): void {
  const rows = rowsOf(item, side).filter((row) => !strangers.includes(row));
  item.known[side] = { is: 'rows', rows };
  for (const { itemId } of strangers) item.copies[side].delete(itemId);
  // What the strangers say of themselves is not said of this title.
  const own = SIDES.flatMap((one) => rowsOf(item, one)).map(identityOf);
  item.identity = own.reduce(mergeIdentity, item.track!.identity);
}
