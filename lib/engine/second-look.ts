import type { ServerRow } from '../model/item';
import { otherSide, type Seen, SIDES, type Side } from '../model/observation';
import { sameValue } from '../plan/changes';
import { oneForEachState } from '../plan/group';
import { identityOf, idTokens, likeness } from '../plan/identity';
import { ignoredBecause, type Rules, sameCut } from '../plan/rules';
import { attempt, type Contact, isOpen, nameShows, noteLook } from './contact';
import type { Intended } from './deliberate';
import { type Item, rowsOf } from './item';
import { locate } from './locate';
import { seenSide } from './observe';
import type { EnginePorts } from './ports';
import { isInScope } from './scope';

/** An act that still holds after the second look, with fresh rows of the copies to write. */
export interface Ready extends Intended {
  targets: ServerRow[];
}

/**
 * A single change to a server that does not answer its writes: its origin is not read again when
 * its list was read less than this ago. Only so does one change cost at most five requests beyond
 * the lists: two for players, one look, the write, and the read back.
 */
const FRESH_MS = 1_000;

/**
 * Reads targets and origins again, batched, right before the first write. What changed since the
 * list was read (moved, watched, gone, another title behind a known id) is left for the next run.
 */
export async function lookOnceMore(
  ports: EnginePorts,
  intended: Intended[],
  contacts: Record<Side, Contact>,
  rules: Rules,
): Promise<{ ready: Ready[]; changed: Intended[] }> {
  const fresh: Record<Side, Reading | null> = { left: null, right: null };
  await Promise.all(
    SIDES.map(async (side) => {
      const answers = contacts[otherSide(side)].can.answersWrites;
      fresh[side] = await readAgain(ports, intended, side, contacts[side], answers);
    }),
  );
  const ready: Ready[] = [];
  const changed: Intended[] = [];
  for (const one of intended) {
    const targets = stillHolds(ports, one, contacts, fresh, rules);
    if (targets) ready.push({ ...one, targets });
    else changed.push(one);
  }
  return { ready, changed };
}

interface Reading {
  asked: Set<string>;
  rows: Map<string, ServerRow>;
}

async function readAgain(
  ports: EnginePorts,
  intended: Intended[],
  side: Side,
  contact: Contact,
  answers: boolean,
): Promise<Reading | null> {
  const single = intended.length === 1 && !answers;
  const listFresh = single && ports.now() - contact.listedAt < FRESH_MS;
  const isFresh = (one: Intended) => listFresh && isListed(one, side, contact);
  return attempt(ports, contact, async () => {
    const asked = new Set(await targetIds(ports, intended, side, contact));
    for (const one of intended) {
      if (one.from !== side || isFresh(one)) continue;
      for (const id of one.item.copies[side]) asked.add(id);
    }
    if (asked.size === 0) return { asked, rows: new Map() };
    const { rows } = await contact.server.lookUp([...asked], true);
    await nameShows(contact, [...rows.values()]);
    for (const row of rows.values()) noteLook(contact, row);
    return { asked, rows };
  });
}

const isListed = (one: Intended, side: Side, contact: Contact): boolean =>
  rowsOf(one.item, side).every((row) => contact.listed.includes(row));

/**
 * Every copy to write: those known of this title, those in the catalogue kept of the server, and,
 * at first contact of what both servers list, those looked for now.
 */
async function targetIds(
  ports: EnginePorts,
  intended: Intended[],
  side: Side,
  contact: Contact,
): Promise<string[]> {
  const mine = intended.filter((one) => one.act.to === side);
  const ids = mine.flatMap((one) => [...one.item.copies[side]]);
  const known = ids.filter((id) => isInScope(contact, id));
  const films = mine.filter((one) => one.item.identity.kind === 'movie');
  if (contact.can.finds === 'index' && contact.state.catalogueMark) {
    const tokens = films.flatMap((one) => idTokens('movie', one.item.identity.ids));
    const found = await ports.store.catalogueFind(contact.settings.id, tokens);
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

function stillHolds(
  ports: EnginePorts,
  one: Intended,
  contacts: Record<Side, Contact>,
  fresh: Record<Side, Reading | null>,
  rules: Rules,
): ServerRow[] | null {
  const { item, act, from } = one;
  const [there, here] = [fresh[act.to], fresh[from]];
  if (!there || !here) return null;
  const origin = again(ports, one, from, contacts[from], here);
  const target = again(ports, one, act.to, contacts[act.to], there);
  if (!origin || !target) return null;
  const copies = [...there.rows.values()].filter(
    (row) => likeness(identityOf(row), item.identity) === 'same',
  );
  if (copies.some((row) => isOpen(contacts[act.to], row.itemId))) return null;
  if (act.kind === 'write' && ignoredBecause(act.toMs, origin, target, rules)) return null;
  return targetsOf(one, copies, item.seen[from]);
}

/** What a side says now, or null when that is not what the plan was made from. */
function again(
  ports: EnginePorts,
  one: Intended,
  side: Side,
  contact: Contact,
  reading: Reading,
): Seen | null {
  const planned = one.item.seen[side];
  const ids = rowsOf(one.item, side).map((row) => row.itemId);
  if (!ids.some((id) => reading.asked.has(id))) return planned;
  const found = ids.flatMap((id) => reading.rows.get(id) ?? []);
  if (found.length < ids.length || found.length === 0) return null;
  const own = found.every((row) => likeness(identityOf(row), one.item.identity) === 'same');
  if (!own) return null;
  const item: Item = { ...one.item, known: { ...one.item.known } };
  item.known[side] = { is: 'rows', rows: found };
  const now = seenSide(ports, item, side, contact);
  if (now.is !== planned.is || now.watched !== planned.watched) return null;
  return sameValue(now.ms, planned.ms) ? now : null;
}

/** The copies to write: of the same cut, one for each state the server holds. */
function targetsOf(one: Intended, copies: ServerRow[], origin: Seen): ServerRow[] | null {
  const cut = origin.runtimeMs ?? one.item.seen[one.act.to].runtimeMs;
  const states = oneForEachState(copies.filter((row) => sameCut(row.runtimeMs, cut)));
  const usable = states.filter((row) => takes(one, row));
  return usable.length > 0 ? usable : null;
}

/** A clear goes to what has a position; a write to all but what is watched, where that counts. */
function takes(one: Intended, row: ServerRow): boolean {
  if (one.act.kind === 'clear') return row.positionMs > 0;
  const rewatch = one.item.seen[one.act.to].is === 'finished';
  return rewatch || !row.watched || row.positionMs > 0;
}
