import type { ServerRow } from '../model/item';
import { otherSide, type Playing, type Seen, type Side } from '../model/observation';
import {
  type Item,
  rowsOf,
  type SeenItem,
  type ServerSight,
  type ServerSights,
} from '../model/sight';
import { lookAgain } from './copy-look';
import { oneForEachState } from './group';
import { sameCut } from './rules';
import { seenOf, unseen } from './seen';

/** What one side says of an item in this run. `now`: epoch ms. */
export function seenSide(item: Item, side: Side, sight: ServerSight, now: number): Seen {
  const known = item.known[side];
  if (known.is === 'unknown' || known.is === 'gone') return unseen(known.is, sight.can);
  const said = item.track?.said?.[sight.serverId] ?? null;
  if (known.is === 'not-asked') {
    if (!said) return unseen('unknown', sight.can);
    return {
      ...unseen('unknown', sight.can),
      is: said.is,
      ms: said.ms,
      watched: said.is === 'finished',
      stamp: said.stamp,
      time: said.time,
      watchedAt: said.time,
    };
  }
  const rows = oneForEachState(comparable(item, side, known.rows));
  const copies = rows.map((row) => ({
    row,
    look: sight.looks.get(row.itemId) ?? lookAgain(undefined, row, sight.serverId, null),
    playing: playingOf(sight, row.itemId),
  }));
  const { can: capabilities, skewMs, timesAhead } = sight;
  const vantage = { capabilities, skewMs, timesAhead, now };
  return seenOf(copies, said, vantage, Math.max(rows.length, item.copies[side].size));
}

/** Copies of another cut than the other server's do not speak for the item. */
function comparable(item: Item, side: Side, rows: ServerRow[]): ServerRow[] {
  const others = rowsOf(item, otherSide(side));
  const same = rows.filter((row) => others.some((o) => sameCut(row.runtimeMs, o.runtimeMs)));
  return same.length > 0 ? same : rows;
}

export const seenItem = (item: Item, sides: ServerSights, now: number): SeenItem => ({
  ...item,
  seen: {
    left: seenSide(item, 'left', sides.left, now),
    right: seenSide(item, 'right', sides.right, now),
  },
});

function playingOf({ players }: ServerSight, itemId: string): Playing {
  if (players === null) return 'no';
  return players === 'unreadable' ? 'unreadable' : (players.get(itemId) ?? 'no');
}

/** Is a player open on this copy, as far as the server tells: playing or paused? */
export function isOpen(sight: ServerSight, itemId: string): boolean {
  const playing = playingOf(sight, itemId);
  return playing === 'playing' || playing === 'paused';
}
