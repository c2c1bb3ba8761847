import type { ServerRow } from '../model/item';
import { otherSide, SIDES, type Side } from '../model/observation';
import type { UnmatchedReason } from '../model/run';
import { changeOf } from '../plan/changes';
import { groupCopies, isMatchable } from '../plan/group';
import { identityOf, likeness } from '../plan/identity';
import { isMirror, LASTING, type Rules, sameCut } from '../plan/rules';
import { addRows } from './assemble';
import {
  attempt,
  type Contact,
  confirmIdentity,
  inheritLooks,
  nameShows,
  noteLook,
  readPlayers,
} from './contact';
import { type Item, rowsOf } from './item';
import { type Located, locate } from './locate';
import { seenSide } from './observe';
import type { EnginePorts } from './ports';
import { isInScope, scopeOfCopy } from './scope';

/**
 * Asks by id for what a list did not show: items whose baseline had a position there, and the quiet
 * side of items that changed on the other. Nothing is concluded from an absence alone.
 */
export async function askForAbsent(
  ports: EnginePorts,
  items: Item[],
  contacts: Record<Side, Contact>,
  rules: Rules,
): Promise<void> {
  for (const side of SIDES) {
    markUnread(items, side, contacts[side]);
    const due = items.filter((item) => needsAsking(item, side, contacts));
    await attempt(ports, contacts[side], () => askFor(ports, due, side, contacts[side]));
    markUnread(items, side, contacts[side]);
  }
  for (const side of SIDES) {
    const quiet = items.filter((item) => {
      if (item.known[side].is !== 'not-asked' || !item.track) return false;
      const changed = changedOn(ports, item, otherSide(side), contacts, rules.deltaMs);
      return changed || (side === 'left' && mayMirror(item, rules));
    });
    await attempt(ports, contacts[side], () => askFor(ports, quiet, side, contacts[side]));
    markUnread(items, side, contacts[side]);
  }
}

/** A mirror clears what only the target has: it must have seen that the source does not. */
function mayMirror(item: Item, rules: Rules): boolean {
  if (!isMirror(rules) || LASTING.includes(item.track!.reason)) return false;
  return rowsOf(item, 'right').some((row) => row.positionMs > 0);
}

/** A server that says nothing, or a library that could not be read, makes its items unknown. */
function markUnread(items: Item[], side: Side, contact: Contact): void {
  for (const item of items) {
    if (contact.problem) item.known[side] = { is: 'unknown' };
    else if (item.track && isHidden(item, side, contact)) item.known[side] = { is: 'unknown' };
  }
}

function isHidden(item: Item, side: Side, contact: Contact): boolean {
  if (contact.unreadLibraries.size === 0) return false;
  return [...item.copies[side]].some((id) => {
    const library = contact.looks.get(id)?.libraryId ?? null;
    const listed = rowsOf(item, side).some((row) => row.itemId === id);
    return library === null ? !listed : contact.unreadLibraries.has(library);
  });
}

function needsAsking(item: Item, side: Side, contacts: Record<Side, Contact>): boolean {
  if (item.known[side].is !== 'not-asked' || !item.track) return false;
  const said = item.track.said?.[contacts[side].settings.id];
  if (said) return said.is === 'at';
  return item.known[otherSide(side)].is === 'rows';
}

function changedOn(
  ports: EnginePorts,
  item: Item,
  side: Side,
  contacts: Record<Side, Contact>,
  deltaMs: number,
): boolean {
  const said = item.track?.said?.[contacts[side].settings.id];
  if (item.known[side].is === 'not-asked') return false;
  if (!said) return true;
  const change = changeOf(seenSide(ports, item, side, contacts[side]), said, deltaMs);
  return change !== 'same';
}

/** Looks items up by their known copies, then by their ids where those copies are gone. */
async function askFor(
  ports: EnginePorts,
  items: Item[],
  side: Side,
  contact: Contact,
): Promise<void> {
  if (items.length === 0) return;
  const found = await lookUpAll(
    contact,
    items.flatMap((item) => [...item.copies[side]]),
  );
  await placeUnsure(ports, items, side, contact);
  const lost: Item[] = [];
  for (const item of items) {
    const ids = [...item.copies[side]];
    const rows = ids.flatMap((id) => found.rows.get(id) ?? []);
    const own = rows.filter((row) => likeness(identityOf(row), item.identity) === 'same');
    const nameless = rows.length > 0 && rows.every((row) => !isMatchable(identityOf(row)));
    const hidden = own.length > 0 && own.every((row) => !isInScope(contact, row.itemId));
    if (hidden || nameless || ids.some((id) => found.bad.has(id) || contact.badRows.has(id))) {
      item.known[side] = { is: 'unknown' };
    } else if (own.length > 0) {
      const rows = own.filter((row) => isInScope(contact, row.itemId));
      item.known[side] = { is: 'rows', rows };
    } else {
      lost.push(item);
    }
  }
  await findAgain(ports, lost, side, contact);
  if (items.some((item) => rowsOf(item, side).some((row) => row.positionMs === 0))) {
    await readPlayers(contact);
    for (const item of items) if (isPlayedUnlisted(item, side, contact)) setUnknown(item, side);
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
    [...item.copies[side]].some((id) => scopeOfCopy(contact, id) === 'unsure'),
  );
  if (unsure.length === 0) return;
  await confirmIdentity(contact);
  await locate(
    ports,
    contact,
    unsure.map((item) => item.identity),
  );
}

const setUnknown = (item: Item, side: Side): void => {
  item.known[side] = { is: 'unknown' };
};

/** Being played from below the server's own minimum: the position is on its way. */
function isPlayedUnlisted(item: Item, side: Side, contact: Contact): boolean {
  const rows = rowsOf(item, side);
  if (rows.some((row) => row.positionMs > 0) || !(contact.players instanceof Map)) return false;
  const { players } = contact;
  return rows.some((row) => players.get(row.itemId) === 'playing');
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
    const ids = located.get(item.identity) ?? [];
    const rows = ids.flatMap((id) => found.rows.get(id) ?? []);
    const own = rows.filter((row) => likeness(identityOf(row), item.identity) === 'same');
    if (ids.some((id) => found.bad.has(id))) setUnknown(item, side);
    else if (own.length === 0) item.known[side] = { is: 'gone' };
    else {
      inheritLooks(contact, own, item.copies[side]);
      item.copies[side] = new Set(own.map((row) => row.itemId));
      item.known[side] = { is: 'rows', rows: own };
    }
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

/** Fresh rows of the copies that an item is known by, in scope and of its identity. */
export async function lookUpCopies(item: Item, side: Side, contact: Contact): Promise<ServerRow[]> {
  const { rows } = await lookUpAll(contact, [...item.copies[side]]);
  await readPlayers(contact);
  return [...rows.values()].filter(
    (row) =>
      likeness(identityOf(row), item.identity) === 'same' &&
      scopeOfCopy(contact, row.itemId) !== 'out',
  );
}

interface Looked {
  rows: Map<string, ServerRow>;
  bad: Set<string>;
}

async function lookUpAll(contact: Contact, ids: string[], toWrite = false): Promise<Looked> {
  if (ids.length === 0) return { rows: new Map(), bad: new Set() };
  const { rows, badRows } = await contact.server.lookUp([...new Set(ids)], toWrite);
  await nameShows(contact, [...rows.values()]);
  for (const row of rows.values()) noteLook(contact, row);
  return { rows, bad: badRows };
}

export interface Partners {
  found: Item[];
  missing: { item: Item; reason: UnmatchedReason }[];
}

/**
 * Looks for one-sided items on the other server. Returns those found; the rest, with the reason.
 */
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
  const { located, found } = answer;
  const { rows, bad } = found;
  for (const item of items) {
    const ids = located.get(item.identity) ?? [];
    if (ids.some((id) => bad.has(id))) continue;
    const own = ids.flatMap((id) => rows.get(id) ?? []);
    const reason = pairRows(item, side, own);
    if (reason) result.missing.push({ item, reason });
    else result.found.push(item);
  }
  return result;
}

/** Takes the located rows as the item's other side, when they are one title of the same cut. */
function pairRows(item: Item, side: Side, rows: ServerRow[]): UnmatchedReason | null {
  const likes = rows.map((row) => ({ row, how: likeness(identityOf(row), item.identity) }));
  const same = likes.filter((l) => l.how === 'same').map((l) => l.row);
  if (same.length === 0) {
    if (likes.some((l) => l.how === 'conflict')) return 'conflicting-ids';
    return likes.some((l) => l.how === 'other-range') ? 'other-range' : 'not-there';
  }
  const groups = groupCopies(same);
  if (groups.length > 1) return 'ambiguous';
  const origin = rowsOf(item, otherSide(side))[0]?.runtimeMs ?? null;
  if (!origin || same.every((row) => !row.runtimeMs)) return 'no-runtime';
  if (!same.some((row) => sameCut(row.runtimeMs, origin))) return 'other-cut';
  addRows(item, side, groups[0]!);
  return null;
}
