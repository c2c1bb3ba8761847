import { otherSide, SIDES, type Side } from '../model/observation';
import type { UnmatchedReason } from '../model/run';
import { type Item, rowsOf } from '../model/sight';
import { holdsSeveralFiles } from './copies';
import { whyEntangled } from './entangled';

/** A title of which nothing can be decided, why, and the side on which it shows. */
export interface Doubtful {
  item: Item;
  side: Side;
  reason: UnmatchedReason;
}

/**
 * Titles apart of which nothing can be decided. No copy belongs to two items: a title that was settled
 * with a copy keeps it; of others that claim one copy none has it, for nobody can tell whose it is.
 * Several files under one number are no title, and one that was renumbered waits for the other server.
 * Of a title for which a server keeps one state with another, nothing is known.
 */
export function withoutDoubtful(items: readonly Item[]): { clear: Item[]; doubtful: Doubtful[] } {
  const doubtful = new Map<Item, Omit<Doubtful, 'item'>>();
  for (const side of SIDES) {
    for (const item of items) {
      if (item.renumbered) doubtful.set(item, { side, reason: 'renumbered' });
      else if (item.entangled) doubtful.set(item, { side, reason: whyEntangled(item) });
      else if (holdsSeveralFiles(rowsOf(item, side))) {
        doubtful.set(item, { side: otherSide(side), reason: 'several-files' });
      }
    }
    for (const claimants of claimsOn(items, side).values()) {
      if (claimants.length < 2) continue;
      const settled = claimants.filter((item) => item.track !== null);
      const keeps = settled.length === 1 ? settled[0] : undefined;
      for (const item of claimants) {
        if (item !== keeps) doubtful.set(item, { side, reason: 'ambiguous' });
      }
    }
  }
  return {
    clear: items.filter((item) => !doubtful.has(item)),
    doubtful: [...doubtful].map(([item, why]) => ({ item, ...why })),
  };
}

function claimsOn(items: readonly Item[], side: Side): Map<string, Item[]> {
  const claims = new Map<string, Item[]>();
  for (const item of items) {
    if (item.known[side].is === 'gone') continue;
    for (const id of item.copies[side]) claims.set(id, [...(claims.get(id) ?? []), item]);
  }
  return claims;
}

/** The side and row by which a doubtful title is listed: where it is its own, else where it is not. */
export function listedBy({ item, side }: Doubtful) {
  const own = otherSide(side);
  const shown = rowsOf(item, own)[0] ? own : side;
  return { side: shown, row: rowsOf(item, shown)[0] };
}
