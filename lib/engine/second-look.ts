import { otherSide, SIDES, type Side } from '../model/observation';
import type { Problem } from '../model/problem';
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

/** An act whose title could not be looked at once more, and what the server said. */
export interface Unreadable {
  act: Intended;
  problem: Problem | undefined;
}

/**
 * Reads targets and origins again, batched, right before the first write. What changed since the
 * list was read is left for the next run.
 */
export async function lookOnceMore(
  ports: EnginePorts,
  { acts, items, rules }: Planned,
  ends: Ends,
): Promise<{ ready: Ready[]; changed: Intended[]; failed: Unreadable[] }> {
  const [left, right] = await Promise.all(
    SIDES.map((side) => readAgain(ports, acts, side, ends[side], ends[otherSide(side)])),
  );
  const fresh = { left: left!, right: right! };
  const sides = { left: ends.left.sight, right: ends.right.sight };
  const now = { ...rules, now: ports.now() };
  const ready: Ready[] = [];
  const changed: Intended[] = [];
  const failed: Unreadable[] = [];
  const owners = { left: ownersOf(items, 'left'), right: ownersOf(items, 'right') };
  for (const one of acts) {
    const of = owners[one.decision.act.to];
    const isTaken = (itemId: string) => of.has(itemId) && !of.get(itemId)!.has(one.item.key);
    const targets = stillHolds(one, fresh, sides, now, isTaken);
    const unread = unreadable(one, fresh);
    if (unread) failed.push(unread);
    else if (targets) ready.push({ ...one, targets });
    else changed.push(one);
  }
  return { ready, changed, failed };
}

/** Did the server fail for a copy of this title? */
function unreadable(act: Intended, fresh: Record<Side, Again | null>): Unreadable | null {
  for (const side of SIDES) {
    for (const id of act.item.copies[side]) {
      if (fresh[side]?.bad.has(id)) return { act, problem: fresh[side].bad.get(id) };
    }
  }
  return null;
}

/** Keys of the titles that know a copy, by its item id. */
function ownersOf(items: Sight['items'], side: Side): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>();
  for (const { key, copies } of items) {
    for (const id of copies[side]) owners.set(id, (owners.get(id) ?? new Set()).add(key));
  }
  return owners;
}

/** With what the server said of each copy that could not be read. */
interface Again extends Reading {
  bad: ReadonlyMap<string, Problem | undefined>;
}

async function readAgain(
  ports: EnginePorts,
  acts: readonly Intended[],
  side: Side,
  contact: Contact,
  other: Contact,
): Promise<Again | null> {
  const single = acts.length === 1 && !other.sight.can.answersWrites;
  const listFresh = single && ports.now() - contact.sight.readAt < FRESH_MS;
  const isFresh = (one: Intended) => listFresh && isListed(one, side, contact);
  return attempt(ports, contact, async () => {
    const asked = new Set(await targetIds(ports, acts, side, contact));
    for (const one of acts) {
      if (one.from !== side || isFresh(one)) continue;
      for (const id of one.item.copies[side]) asked.add(id);
    }
    const { rows, bad } = await lookUpAll(contact, asked, true);
    const failing = [...bad].map((id) => [id, contact.sight.failing.get(id)] as const);
    return { asked, rows, bad: new Map(failing) };
  });
}

function isListed(one: Intended, side: Side, { sight }: Contact): boolean {
  const listed = new Set(sight.listed.map((row) => row.itemId));
  return rowsOf(one.item, side).every((row) => listed.has(row.itemId));
}

/**
 * Every copy to write: those known of this title, those in the catalogue kept of the server, and,
 * at first contact of what both servers list, those looked for now.
 */
async function targetIds(
  ports: EnginePorts,
  acts: readonly Intended[],
  side: Side,
  contact: Contact,
): Promise<string[]> {
  const { sight, remembered } = contact;
  const mine = acts.filter((one) => one.decision.act.to === side);
  const ids = mine.flatMap((one) => [...one.item.copies[side]]);
  const known = ids.filter((id) => isInScope(sight, id));
  const films = mine.filter((one) => one.item.identity.kind === 'movie');
  if (sight.can.finds === 'index' && remembered.state.catalogueMark) {
    const tokens = films.flatMap((one) => idTokens('movie', one.item.identity.ids));
    const found = await ports.store.catalogueFind(sight.serverId, tokens);
    known.push(...found.map((entry) => entry.itemId));
  }
  const met = mine.filter((one) => !one.item.track && isListed(one, side, contact));
  const located = await locate(
    ports,
    contact,
    met.map((one) => one.item.identity),
  );
  return [...known, ...[...located.values()].flat()];
}
