import type { ServerRow } from '../model/item';
import { otherSide, SIDES, type Side } from '../model/observation';
import type { Unmatched } from '../model/records';
import type { UnmatchedReason } from '../model/run';
import type { Pair } from '../model/settings';
import { type Item, rowsOf } from '../model/sight';
import { addRows } from './assemble';
import { holdsSeveralFiles } from './copies';
import { groupCopies, whyNone } from './group';
import { identityOf, likeness } from './identity';
import { sameCut } from './rules';

/** An unmatched title is looked for again after this long; sooner when a person asks. */
const UNMATCHED_HOLDS_MS = 60 * 60_000;
const HOLDS_FOR_A_PERSON_MS = 5 * 60_000;

/** With *Add / Update* off, a title that only one side has leads to nothing. */
const isWanted = (pair: Pair, side: Side): boolean =>
  pair.addUpdate || (pair.mode === 'one-way' && side === 'right');

interface Manner {
  now: number;
  patient: boolean;
}

/**
 * Titles without a baseline sorted into those to be asked about now, and those that were listed as
 * unmatched a short while ago, on each of these servers. `known` is what is listed.
 */
export function notListedLately(
  items: Item[],
  servers: Partial<Record<Side, string>>,
  known: readonly Unmatched[],
  { now, patient }: Manner,
): { fresh: Item[]; still: Unmatched[] } {
  const holds = patient ? UNMATCHED_HOLDS_MS : HOLDS_FOR_A_PERSON_MS;
  // What a server fails for rests by itself, where it fails for long.
  const lately = known.filter((one) => one.reason !== 'unreadable' && now - one.checkedAt < holds);
  const sides = SIDES.filter((side) => servers[side] !== undefined);
  const fresh: Item[] = [];
  const still: Unmatched[] = [];
  for (const item of items) {
    const before = sides.flatMap(
      (side) =>
        lately.find((u) => u.serverId === servers[side] && item.copies[side].has(u.itemId)) ?? [],
    );
    if (before.length === sides.length) still.push(...before);
    else fresh.push(item);
  }
  return { fresh, still };
}

/** One-sided titles sorted likewise: of the rest, those that lead to something are looked for. */
export function toLookFor(
  items: Item[],
  side: Side,
  serverId: string,
  known: readonly Unmatched[],
  { pair, ...manner }: Manner & { pair: Pair },
): { fresh: Item[]; still: Unmatched[] } {
  const { fresh, still } = notListedLately(items, { [side]: serverId }, known, manner);
  return { fresh: isWanted(pair, side) ? fresh : [], still };
}

/**
 * Takes rows that were found on `side` as the item's copies there, when they are one title of the
 * same cut. Answers why not, or null when taken.
 */
export function takePartner(item: Item, side: Side, rows: ServerRow[]): UnmatchedReason | null {
  const likes = rows.map((row) => ({ row, how: likeness(identityOf(row), item.identity) }));
  const same = likes.filter((l) => l.how === 'same').map((l) => l.row);
  if (same.length === 0) {
    return whyNone(likes.map((l) => l.how));
  }
  const groups = groupCopies(same);
  if (groups.length > 1) return holdsSeveralFiles(same) ? 'several-files' : 'ambiguous';
  const origin = rowsOf(item, otherSide(side))[0]?.runtimeMs ?? null;
  if (!origin || same.every((row) => !row.runtimeMs)) return 'no-runtime';
  if (!same.some((row) => sameCut(row.runtimeMs, origin))) return 'other-cut';
  addRows(item, side, groups[0]!);
  return null;
}

/**
 * What was listed as unmatched and is so no more. Only two sides that both speak can say that a
 * title has found its partner.
 */
export function resolvedOf(
  known: readonly Unmatched[],
  unmatched: readonly Unmatched[],
  silent: boolean,
): Unmatched[] {
  if (silent) return [];
  const listed = new Set(unmatched.map((u) => `${u.serverId} ${u.itemId}`));
  return known.filter((u) => !listed.has(`${u.serverId} ${u.itemId}`));
}
