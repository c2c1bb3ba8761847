import type { ServerRow } from '../model/item';
import { otherSide, type Seen, SIDES, type Side } from '../model/observation';
import { oneForEachState } from '../plan/group';
import { sameCut } from '../plan/rules';
import { seenOf, unseen } from '../plan/seen';
import { type Contact, noteLook, playingOf } from './contact';
import { type Item, rowsOf, type SeenItem } from './item';
import type { EnginePorts } from './ports';

/** What one side says of an item in this run. */
export function seenSide(ports: EnginePorts, item: Item, side: Side, contact: Contact): Seen {
  const known = item.known[side];
  if (known.is === 'unknown' || known.is === 'gone') return unseen(known.is, contact.can);
  const said = item.track?.said?.[contact.settings.id] ?? null;
  const vantage = {
    capabilities: contact.can,
    skewMs: contact.state.skewMs,
    now: ports.now(),
  };
  if (known.is === 'not-asked') {
    if (!said) return unseen('unknown', contact.can);
    const asSaid = {
      ...unseen('unknown', contact.can),
      ms: said.ms,
      watched: said.is === 'finished',
    };
    return { ...asSaid, is: said.is, stamp: said.stamp, time: said.time, watchedAt: said.time };
  }
  const rows = oneForEachState(comparable(item, side, known.rows));
  const copies = rows.map((row) => ({
    row,
    look: contact.looks.get(row.itemId) ?? noteLook(contact, row),
    playing: playingOf(contact, row.itemId),
  }));
  return seenOf(copies, said, vantage, Math.max(rows.length, item.copies[side].size));
}

/** Copies of another cut than the other server's do not speak for the item. */
function comparable(item: Item, side: Side, rows: ServerRow[]): ServerRow[] {
  const others = rowsOf(item, otherSide(side));
  if (rows.length < 2 || others.length === 0) return rows;
  const same = rows.filter((row) => others.some((o) => sameCut(row.runtimeMs, o.runtimeMs)));
  return same.length > 0 ? same : rows;
}

export function seenItem(
  ports: EnginePorts,
  item: Item,
  contacts: Record<Side, Contact>,
): SeenItem {
  const [left, right] = SIDES.map((side) => seenSide(ports, item, side, contacts[side]));
  return { ...item, seen: { left: left!, right: right! } };
}
