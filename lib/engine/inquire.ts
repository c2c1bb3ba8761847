import { otherSide, SIDES, type Side } from '../model/observation';
import type { Problem } from '../model/problem';
import type { TitleIdentity } from '../model/records';
import type { UnmatchedReason } from '../model/run';
import { type Item, rowsOf } from '../model/sight';
import { States } from '../plan/entangled';
import { identityOf } from '../plan/identity';
import { takePartner } from '../plan/partners';
import {
  absentOn,
  type Looked,
  markPlayedUnlisted,
  markUnread,
  ownRows,
  quietOn,
  takeAnswers,
  takeFoundAgain,
} from '../plan/questions';
import type { Rules } from '../plan/rules';
import { scopeOfCopy } from '../plan/scope';
import { type Near, unsafe } from '../plan/standing';
import { attempt, type Contact, confirmIdentity, inheritLooks, readPlayers } from './contact';
import type { Ends } from './contacts';
import { type Located, locate, nearby } from './locate';
import { lookUpAll } from './look-up';
import type { EnginePorts } from './ports';

/**
 * Asks by id for what the lists did not show: titles whose baseline had a position there, then the
 * quiet side of titles that changed on the other.
 */
export async function askForAbsent(
  ports: EnginePorts,
  items: Item[],
  ends: Ends,
  rules: Rules,
): Promise<void> {
  for (const side of SIDES) markUnread(items, side, ends[side].sight);
  await askBoth(ports, items, ends, (side) => absentOn(items, side, ends[side].sight));
  const sides = { left: ends.left.sight, right: ends.right.sight };
  await askBoth(ports, items, ends, (side) => quietOn(items, side, sides, rules));
}

async function askBoth(
  ports: EnginePorts,
  items: Item[],
  ends: Ends,
  questions: (side: Side) => Item[],
): Promise<void> {
  const due = { left: questions('left'), right: questions('right') };
  await Promise.all(
    SIDES.map(async (side) => {
      await attempt(ports, ends[side], () => askFor(ports, due[side], side, ends[side]));
      markUnread(items, side, ends[side].sight);
    }),
  );
}

/** Looks titles up by their known copies, then by their ids where those copies are gone. */
async function askFor(
  ports: EnginePorts,
  items: Item[],
  side: Side,
  contact: Contact,
): Promise<void> {
  if (items.length === 0) return;
  const ids = items.flatMap((item) => [...item.copies[side]]);
  const found = await lookUpAll(contact, ids);
  await placeUnsure(ports, items, side, contact);
  const lost = takeAnswers(items, side, contact.sight, found);
  await findAgain(ports, lost, side, contact);
  if (items.some((item) => rowsOf(item, side).some((row) => row.positionMs === 0))) {
    await readPlayers(contact);
    markPlayedUnlisted(items, side, contact.sight);
  }
}

/** With chosen libraries: copies whose library nobody told are looked for within the chosen ones. */
async function placeUnsure(
  ports: EnginePorts,
  items: Item[],
  side: Side,
  contact: Contact,
): Promise<void> {
  const unsure = items.filter((item) =>
    [...item.copies[side]].some((id) => scopeOfCopy(contact.sight, id) === 'unsure'),
  );
  if (unsure.length === 0) return;
  await confirmIdentity(contact);
  await locate(
    ports,
    contact,
    unsure.map((item) => item.identity),
  );
}

/** The same title under a new id is not gone. */
async function findAgain(
  ports: EnginePorts,
  items: Item[],
  side: Side,
  contact: Contact,
): Promise<void> {
  const { located, found } = await locateAll(ports, contact, items);
  for (const item of items) {
    const before = item.copies[side];
    if (contact.asked.unread.has(item.identity)) {
      item.known[side] = { is: 'unknown' };
      continue;
    }
    takeFoundAgain(item, side, located.get(item.identity) ?? [], found);
    inheritLooks(contact, rowsOf(item, side), before);
  }
}

/** Finds titles and looks at them. What is kept of the server may be old: then it is read anew. */
async function locateAll(
  ports: EnginePorts,
  contact: Contact,
  items: Item[],
): Promise<{ located: Located; found: Looked }> {
  const wanted = items.map((item) => item.identity);
  if (wanted.length > 0) await confirmIdentity(contact);
  const located = await locate(ports, contact, wanted);
  const found = await lookUpAll(contact, [...located.values()].flat(), true);
  const stale = wanted.filter((title) =>
    located.get(title)!.some((id) => !found.rows.has(id) && !found.bad.has(id)),
  );
  if (stale.length === 0) return { located, found };
  const again = await locate(ports, contact, stale, true);
  const more = await lookUpAll(contact, [...again.values()].flat(), true);
  return {
    located: new Map([...located, ...again]),
    found: {
      rows: new Map([...found.rows, ...more.rows]),
      bad: new Set([...found.bad, ...more.bad]),
    },
  };
}

/** Fresh rows of the copies that a title is known by, in scope and of its identity. */
export async function lookUpCopies(item: Item, side: Side, contact: Contact) {
  const { rows } = await lookUpAll(contact, item.copies[side]);
  await readPlayers(contact);
  return ownRows([...rows.values()], item.identity).filter(
    (row) => scopeOfCopy(contact.sight, row.itemId) !== 'out',
  );
}

/** Why a title is not matched; of one that a server fails for, what it said. */
export interface Doubt {
  reason: UnmatchedReason;
  problem?: Problem;
}

export interface Partners {
  found: Item[];
  missing: { item: Item; doubt: Doubt }[];
}

/** Looks for one-sided titles on the other server (`side`): those found, and the rest with why. */
export async function findPartners(
  ports: EnginePorts,
  items: Item[],
  side: Side,
  contact: Contact,
): Promise<Partners> {
  const result: Partners = { found: [], missing: [] };
  if (items.length === 0) return result;
  const answer = await attempt(ports, contact, () => locateAll(ports, contact, items));
  if (!answer) return result;
  const { rows, bad } = answer.found;
  for (const item of items) {
    const ids = answer.located.get(item.identity) ?? [];
    const problem = problemFor(contact, item.identity, ids);
    if (problem || ids.some((id) => bad.has(id))) {
      result.missing.push({ item, doubt: unreadable(problem) });
      continue;
    }
    const own = ids.flatMap((id) => rows.get(id) ?? []);
    const reason = takePartner(item, side, own);
    if (reason) result.missing.push({ item, doubt: { reason } });
    else result.found.push(item);
  }
  return result;
}

/** What a server said that fails for a title, or for one of its copies. */
function problemFor(
  { asked, sight }: Contact,
  title: TitleIdentity,
  ids: readonly string[],
): Problem | undefined {
  const failing = ids.find((id) => sight.failing.has(id));
  return asked.unread.get(title) ?? (failing ? sight.failing.get(failing) : undefined);
}

const unreadable = (problem?: Problem): Doubt => ({
  reason: 'unreadable',
  ...(problem && { problem }),
});

/**
 * Makes sure of titles that are met for the first time: what stands near them on both servers must not
 * speak against the match. Answers those that it does, with why; a server that fails meanwhile is
 * silent for the run, and so nothing is decided of them.
 */
export async function makeSure(
  ports: EnginePorts,
  items: Item[],
  ends: Ends,
): Promise<Map<Item, Doubt>> {
  const doubts = new Map<Item, Doubt>();
  if (items.length === 0) return doubts;
  const [left, right] = await Promise.all(
    SIDES.map((side) =>
      attempt(ports, ends[side], () => lookAround(ports, items, side, ends[side])),
    ),
  );
  if (!left || !right) return doubts;
  for (const item of items) {
    const near = { left: left.get(item)!, right: right.get(item)! };
    const unread = SIDES.map((side) => near[side]).find((one) => 'reason' in one);
    // Where a show could not be read, the title waits for a run that can read it.
    const doubt = unread ?? unsafe(item, near as Record<Side, Near>);
    if (doubt) doubts.set(item, typeof doubt === 'string' ? { reason: doubt } : doubt);
  }
  return doubts;
}

async function lookAround(
  ports: EnginePorts,
  items: Item[],
  side: Side,
  contact: Contact,
): Promise<Map<Item, Near | Doubt>> {
  const identityOn = (item: Item, one: Side) => identityOf(rowsOf(item, one)[0]!);
  // What bears the name that the other server gives it counts as well.
  const titles = new Map(
    items.map((item) => [item, [identityOn(item, side), identityOn(item, otherSide(side))]]),
  );
  const { located, ofSeveralShows } = await nearby(ports, contact, [...titles.values()].flat());
  const known = items.flatMap((item) => rowsOf(item, side));
  const rows = new Map(known.map((row) => [row.itemId, row]));
  const ids = [...located.values()].flat().filter((id) => !rows.has(id));
  for (const [id, row] of (await lookUpAll(contact, ids, true)).rows) rows.set(id, row);
  const near = new Map<Item, Near | Doubt>();
  const states = new States(contact.sight.listed);
  for (const [item, names] of titles) {
    const unread = names.find((title) => contact.asked.unread.has(title));
    if (unread) {
      near.set(item, unreadable(contact.asked.unread.get(unread)));
      continue;
    }
    const around = new Set(names.flatMap((title) => located.get(title) ?? []));
    near.set(item, {
      rows: [
        ...[...around].flatMap((id) => rows.get(id) ?? []),
        ...rowsOf(item, side).flatMap((row) => states.sharedWith(row)),
      ],
      severalShows: names.some((title) => ofSeveralShows.has(title)),
    });
  }
  return near;
}
