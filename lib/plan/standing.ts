import { ID_SOURCES, idsFrom, type ServerRow } from '../model/item';
import { otherSide, SIDES, type Side } from '../model/observation';
import type { TitleIdentity } from '../model/records';
import type { UnmatchedReason } from '../model/run';
import { type Item, rowsOf } from '../model/sight';
import { bearOneTitle, holdsSeveralFiles } from './copies';
import { States, whyEntangled } from './entangled';
import { compareIds, identityOf, likeness, mergeIdentity, plainTitle, realTitle } from './identity';

/** What stands near a title on one server: what carries one of its ids, its number or its name. */
export interface Near {
  rows: readonly ServerRow[];
  /** Several rows carry the ids of its show, and they are not one show. */
  severalShows: boolean;
}

/**
 * Why a title of which rows were found on both servers is no safe match after all, or null where nothing
 * known speaks against it. `near` is what stands near it on either server.
 */
export function unsafe(item: Item, near: Record<Side, Near>): UnmatchedReason | null {
  for (const side of SIDES) {
    const own = rowsOf(item, side);
    const alike = near[side].rows.filter((row) => own.some((one) => isAlike(one, row)));
    if (holdsSeveralFiles([...own, ...alike])) return 'several-files';
    const states = new States(near[side].rows);
    if (own.some((row) => states.sharedWith(row).length > 0)) return whyEntangled(item);
  }
  const [left, right] = SIDES.map((side) => trusted(item, side, near[side]));
  const how = likeness(left!, right!);
  if (how === 'conflict') return 'conflicting-ids';
  if (how === 'different') return sharesOwnId(item) ? 'several-files' : 'not-there';
  if (how !== 'same') return how;
  const byNumber = item.identity.kind === 'episode' && !sharedOwnId(left!, right!);
  return byNumber ? unsafeByNumber(item, near) : null;
}

/** By number, only among rows that are one show, and not where its name stands at another number. */
function unsafeByNumber(item: Item, near: Record<Side, Near>): UnmatchedReason | null {
  if (SIDES.some((side) => near[side].severalShows)) return 'several-shows';
  const moved = SIDES.some((side) => {
    const name = realTitle(rowsOf(item, side)[0]!.episodeTitle);
    const other = otherSide(side);
    if (name === '' || rowsOf(item, other).some((row) => realTitle(row.episodeTitle) === name)) {
      return false;
    }
    return near[other].rows.some((row) => realTitle(row.episodeTitle) === name);
  });
  return moved ? 'numbers-differ' : null;
}

/** A row that is the same title by its ids or number, whatever its length. */
const isAlike = (a: ServerRow, b: ServerRow): boolean =>
  likeness(identityOf(a), identityOf(b)) === 'same' && bearOneTitle(a, b);

/** A title's identity without the ids that its server carries on other titles as well. */
function trusted(item: Item, side: Side, { rows }: Near): TitleIdentity {
  const own = rowsOf(item, side);
  const identity = own.map(identityOf).reduce(mergeIdentity);
  const strangers = rows.filter(
    (row) => row.kind === identity.kind && !own.some((one) => isOneTitle(one, row)),
  );
  const ids: TitleIdentity['ids'] = {};
  for (const source of ID_SOURCES) {
    ids[source] = idsFrom(identity.ids, source).filter(
      (id) => !strangers.some((row) => idsFrom(row.ids, source).includes(id)),
    );
  }
  return { ...identity, ids };
}

/** Can two rows of one server be one title: the same numbers of one show, the same film? */
function isOneTitle(a: ServerRow, b: ServerRow): boolean {
  if (a.itemId === b.itemId) return true;
  if (a.kind === 'movie') return bearOneTitle(a, b) && (!a.year || !b.year || a.year === b.year);
  const numbers = a.season === b.season && a.episode === b.episode && a.episodeEnd === b.episodeEnd;
  return numbers && plainTitle(a.title) === plainTitle(b.title);
}

const sharedOwnId = (a: TitleIdentity, b: TitleIdentity): boolean =>
  Boolean(a.hand) || compareIds(a.ids, b.ids).shared > 0;

function sharesOwnId(item: Item): boolean {
  const [left, right] = SIDES.map((side) => identityOf(rowsOf(item, side)[0]!));
  return sharedOwnId(left!, right!);
}
