import { otherSide, SIDES, type Side } from '../model/observation';
import { type Item, rowsOf } from '../model/sight';

/** A title whose copy on `side` another title has, or claims with equal right. */
export interface Contested {
  item: Item;
  side: Side;
}

/**
 * No copy belongs to two items. A title that was settled with a copy keeps it; of others that claim
 * one copy none has it, for nobody can tell whose it is.
 */
export function withoutContested(items: readonly Item[]): {
  clear: Item[];
  contested: Contested[];
} {
  const contested = new Map<Item, Side>();
  for (const side of SIDES) {
    for (const claimants of claimsOn(items, side).values()) {
      if (claimants.length < 2) continue;
      const settled = claimants.filter((item) => item.track !== null);
      const keeps = settled.length === 1 ? settled[0] : undefined;
      for (const item of claimants) if (item !== keeps) contested.set(item, side);
    }
  }
  return {
    clear: items.filter((item) => !contested.has(item)),
    contested: [...contested].map(([item, side]) => ({ item, side })),
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

/** The side and row by which a contested title is listed: where it is its own, else where it is not. */
export function listedBy({ item, side }: Contested) {
  const own = otherSide(side);
  const shown = rowsOf(item, own)[0] ? own : side;
  return { side: shown, row: rowsOf(item, shown)[0] };
}
