import type { ServerRow } from '../model/item';
import type { Seen, Side } from '../model/observation';
import { rowsOf, type SeenItem, type ServerSights } from '../model/sight';
import type { Intended } from './acts';
import { sameValue } from './changes';
import { areSeveralFiles } from './copies';
import { oneForEachState } from './group';
import { identityOf, likeness } from './identity';
import { isOpen, seenSide } from './observe';
import { ownRows } from './questions';
import { ignoredBecause, type Rules, sameCut } from './rules';

/** A second look at one server: what was asked for by id, and what was there. */
export interface Reading {
  asked: ReadonlySet<string>;
  rows: ReadonlyMap<string, ServerRow>;
}

/** An act that still holds after the second look, with fresh rows of the copies to write. */
export interface Ready extends Intended {
  targets: ServerRow[];
}

/**
 * Does an act still hold by a second look, and which copies are written? Null where something
 * changed since the list was read (moved, watched, gone, another title behind a known id, a player
 * opened): that is left for the next run. `isTaken` tells of copies that belong to other titles.
 */
export function stillHolds(
  one: Intended,
  fresh: Record<Side, Reading | null>,
  sides: ServerSights,
  rules: Rules,
  isTaken: (itemId: string) => boolean,
): ServerRow[] | null {
  const { item, from } = one;
  const { act } = one.decision;
  const [there, here] = [fresh[act.to], fresh[from]];
  if (!there || !here) return null;
  const origin = asPlanned(item, from, sides, here, rules);
  const target = asPlanned(item, act.to, sides, there, rules);
  if (!origin || !target) return null;
  const known = rowsOf(item, act.to);
  const copies = ownRows([...there.rows.values()], item.identity).filter(
    (row) => !isTaken(row.itemId) && known.every((one) => !areSeveralFiles(one, row)),
  );
  if (copies.some((row) => isOpen(sides[act.to], row.itemId))) return null;
  if (act.kind === 'write' && ignoredBecause(act.toMs, origin, target, rules)) return null;
  return targetsOf(one, copies, item.seen[from]);
}

/** What a side says now, or null when that is not what the plan was made from. */
function asPlanned(
  item: SeenItem,
  side: Side,
  sides: ServerSights,
  { asked, rows }: Reading,
  { now }: Rules,
): Seen | null {
  const planned = item.seen[side];
  const ids = rowsOf(item, side).map((row) => row.itemId);
  if (!ids.some((id) => asked.has(id))) return planned;
  const found = ids.flatMap((id) => rows.get(id) ?? []);
  if (found.length < ids.length) return null;
  if (!found.every((row) => likeness(identityOf(row), item.identity) === 'same')) return null;
  const known = { ...item.known, [side]: { is: 'rows', rows: found } };
  const seen = seenSide({ ...item, known }, side, sides[side], now);
  if (seen.is !== planned.is || seen.watched !== planned.watched) return null;
  return sameValue(seen.ms, planned.ms) ? seen : null;
}

/** The copies to write: of the same cut, one for each state the server holds. */
function targetsOf(one: Intended, copies: ServerRow[], origin: Seen): ServerRow[] | null {
  const cut = origin.runtimeMs ?? one.item.seen[one.decision.act.to].runtimeMs;
  const states = oneForEachState(copies.filter((row) => sameCut(row.runtimeMs, cut)));
  const usable = states.filter((row) => takes(one, row));
  return usable.length > 0 ? usable : null;
}

/** A clear goes to what has a position; a write to all but what is watched, where that counts. */
function takes({ item, decision: { act } }: Intended, row: ServerRow): boolean {
  if (act.kind === 'clear') return row.positionMs > 0;
  const rewatch = item.seen[act.to].is === 'finished';
  return rewatch || !row.watched || row.positionMs > 0;
}

/** Do all copies show the value? */
export const allShow = (rows: readonly ServerRow[], ms: number): boolean =>
  rows.length > 0 &&
  rows.every((row) => (ms === 0 ? row.positionMs === 0 : sameValue(row.positionMs, ms)));
