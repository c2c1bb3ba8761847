import { otherSide, SIDES, type Side } from '../model/observation';
import { rowsOf, type Sight } from '../model/sight';
import type { Intended } from '../plan/acts';
import { idTokens } from '../plan/identity';
import type { Rules } from '../plan/rules';
import { isInScope } from '../plan/scope';
import { type Reading, type Ready, stillHolds } from '../plan/still-holds';
import { attempt, type Contact } from './contact';
import type { Ends } from './contacts';
import { locate } from './locate';
import { lookUpAll } from './look-up';
import type { EnginePorts } from './ports';

/**
 * A single change to a server that does not answer its writes: its origin is not read again when
 * its list was read less than this ago. Only so does one change cost at most five requests beyond
 * the lists: two for players, one look, the write, and the read back.
 */
const FRESH_MS = 1_000;

/** What the second look stands on. */
export interface Planned {
  acts: readonly Intended[];
  items: Sight['items'];
  rules: Rules;
}

/**
 * Reads targets and origins again, batched, right before the first write. What changed since the
 * list was read is left for the next run.
 */
export async function lookOnceMore(
  ports: EnginePorts,
  { acts, items, rules }: Planned,
  ends: Ends,
): Promise<{ ready: Ready[]; changed: Intended[] }> {
  const [left, right] = await Promise.all(
    SIDES.map((side) => readAgain(ports, acts, side, ends[side], ends[otherSide(side)])),
  );
  const fresh = { left: left!, right: right! };
  const sides = { left: ends.left.sight, right: ends.right.sight };
  const now = { ...rules, now: ports.now() };
  const ready: Ready[] = [];
  const changed: Intended[] = [];
  const owners = { left: ownersOf(items, 'left'), right: ownersOf(items, 'right') };
  for (const one of acts) {
    const of = owners[one.decision.act.to];
    const isTaken = (itemId: string) => of.has(itemId) && !of.get(itemId)!.has(one.item.key);
    const targets = stillHolds(one, fresh, sides, now, isTaken);
    if (targets) ready.push({ ...one, targets });
    else changed.push(one);
  }
  return { ready, changed };
}

/** Keys of the titles that know a copy, by its item id. */
function ownersOf(items: Sight['items'], side: Side): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>();
  for (const { key, copies } of items) {
    for (const id of copies[side]) owners.set(id, (owners.get(id) ?? new Set()).add(key));
  }
  return owners;
}

async function readAgain(
  ports: EnginePorts,
  acts: readonly Intended[],
  side: Side,
  contact: Contact,
  other: Contact,
): Promise<Reading | null> {
  const single = acts.length === 1 && !other.sight.can.answersWrites;
  const listFresh = single && ports.now() - contact.sight.readAt < FRESH_MS;
  const listed = new Set(contact.sight.listed.map((row) => row.itemId));
  const isListed = ({ item }: Intended) =>
    rowsOf(item, side).every((row) => listed.has(row.itemId));
  const isFresh = (one: Intended) => listFresh && isListed(one);
  return attempt(ports, contact, async () => {
    const mine = acts.filter((one) => one.decision.act.to === side);
    const met = mine.filter((one) => !one.item.track && isListed(one));
    const asked = new Set(await targetIds(ports, { mine, met }, side, contact));
    for (const one of acts) {
      if (one.from !== side || isFresh(one)) continue;
      for (const id of one.item.copies[side]) asked.add(id);
    }
    const { rows } = await lookUpAll(contact, asked, true);
    return { asked, rows };
  });
}

/**
 * Every copy to write of the acts on a side (`mine`): those known of their titles, those in the catalogue
 * kept of the server, and, at first contact of what both servers list (`met`), those looked for now.
 */
async function targetIds(
  ports: EnginePorts,
  { mine, met }: { mine: readonly Intended[]; met: readonly Intended[] },
  side: Side,
  contact: Contact,
): Promise<string[]> {
  const { sight, remembered } = contact;
  const ids = mine.flatMap((one) => [...one.item.copies[side]]);
  const known = ids.filter((id) => isInScope(sight, id));
  const films = mine.filter((one) => one.item.identity.kind === 'movie');
  if (sight.can.finds === 'index' && remembered.state.catalogueMark) {
    const tokens = films.flatMap((one) => idTokens('movie', one.item.identity.ids));
    const found = await ports.store.catalogueFind(sight.serverId, tokens);
    known.push(...found.map((entry) => entry.itemId));
  }
  const located = await locate(
    ports,
    contact,
    met.map((one) => one.item.identity),
  );
  return [...known, ...[...located.values()].flat()];
}
