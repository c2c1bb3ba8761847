import type { ServerRow } from '../model/item';
import { SIDES, type Side } from '../model/observation';
import type { TitleIdentity } from '../model/records';
import { type Item, rowsOf } from '../model/sight';
import { identityOf, likeness } from './identity';

/**
 * Does a copy that an episode was tracked by say another number now? It is the same file, and keeps its
 * track; but what it is on the other server has to be seen anew.
 */
export const isRenumbered = (tracked: TitleIdentity, now: TitleIdentity): boolean =>
  tracked.kind === 'episode' &&
  now.kind === 'episode' &&
  !tracked.hand &&
  !now.hand &&
  now.episode !== null &&
  (tracked.season !== now.season || tracked.episode !== now.episode) &&
  likeness(tracked, now) !== 'same';

/** Takes the rows as the item's own, though their number is another. */
export function takeRenumbered(item: Item, side: Side, rows: readonly ServerRow[]): void {
  const known = item.known[side];
  item.known[side] = { is: 'rows', rows: [...(known.is === 'rows' ? known.rows : []), ...rows] };
  item.renumbered = true;
}

/** Titles of which both servers say the same number again go on under it. */
export function goOnWhereAgreed(items: readonly Item[]): void {
  for (const item of items) if (item.renumbered && agreesAgain(item)) goOn(item);
}

/** Do both servers say the same number of it again? */
export function agreesAgain(item: Item): boolean {
  const [left, right] = SIDES.map((side) => rowsOf(item, side)[0]);
  return Boolean(left && right) && likeness(identityOf(left!), identityOf(right!)) === 'same';
}

/** It goes on under its new number. */
export function goOn(item: Item): void {
  const { season, episode, episodeEnd, episodeTitle, airDate } = identityOf(
    rowsOf(item, 'left')[0]!,
  );
  item.identity = { ...item.identity, season, episode, episodeEnd, episodeTitle, airDate };
  item.renumbered = false;
}
