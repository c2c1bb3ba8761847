import { otherSide, SIDES, type Side } from '../model/observation';
import type { Unmatched } from '../model/records';
import type { Pair } from '../model/settings';
import type { Group } from '../plan/group';
import type { Assembled } from './assemble';
import type { Contact } from './contact';
import { findPartners } from './inquire';
import { type Item, rowsOf } from './item';
import type { EnginePorts } from './ports';

/** An unmatched title is looked for again after this long; sooner when a person asks. */
const UNMATCHED_HOLDS_MS = 60 * 60_000;
const HOLDS_FOR_A_PERSON_MS = 5 * 60_000;

export interface Matched {
  items: Item[];
  unmatched: Unmatched[];
  resolved: Unmatched[];
}

type Noted = Pick<Group, 'title' | 'identity' | 'rows'>;

/** Finds the other side of what only one server lists. What cannot be matched is listed once. */
export async function match(
  ports: EnginePorts,
  pair: Pair,
  assembled: Assembled,
  contacts: Record<Side, Contact>,
  now: number,
  patient: boolean,
): Promise<Matched> {
  const holds = patient ? UNMATCHED_HOLDS_MS : HOLDS_FOR_A_PERSON_MS;
  const known = await ports.store.unmatched(pair.id);
  const unmatched: Unmatched[] = [];
  const items = [...assembled.items];
  const note = (side: Side, of: Noted, reason: Unmatched['reason']) => {
    const serverId = contacts[side].settings.id;
    const { itemId, runtimeMs } = of.rows[0]!;
    const { title, identity } = of;
    const what = { pairId: pair.id, serverId, itemId, title, identity, runtimeMs };
    unmatched.push({ ...what, reason, checkedAt: now });
  };
  for (const { side, group, reason } of assembled.unmatched) note(side, group, reason);
  for (const side of SIDES) {
    const mine = assembled.oneSided.filter((one) => one.side === side).map((one) => one.item);
    const fresh: Item[] = [];
    for (const item of mine) {
      const before = known.find(
        (u) => u.serverId === contacts[side].settings.id && item.copies[side].has(u.itemId),
      );
      if (before && now - before.checkedAt < holds) unmatched.push(before);
      else if (isWanted(pair, side)) fresh.push(item);
    }
    const other = otherSide(side);
    const { found, missing } = await findPartners(ports, fresh, other, contacts[other]);
    items.push(...found);
    for (const { item, reason } of missing) {
      note(side, { ...item, rows: rowsOf(item, side) }, reason);
    }
  }
  const listed = new Set(unmatched.map((u) => `${u.serverId} ${u.itemId}`));
  // Only two sides that both speak can say that a title has found its partner.
  const silent = SIDES.some((side) => contacts[side].problem);
  const resolved = silent ? [] : known.filter((u) => !listed.has(`${u.serverId} ${u.itemId}`));
  return { items, unmatched, resolved };
}

/** With *Add / Update* off, a title that only one side has leads to nothing. */
const isWanted = (pair: Pair, side: Side): boolean =>
  pair.addUpdate || (pair.mode === 'one-way' && side === 'right');
