import type { ServerRow } from '../model/item';
import { otherSide, type Side } from '../model/observation';
import type { TitleIdentity, Track } from '../model/records';
import { type Item, rowsOf, type ServerSight, type ServerSights } from '../model/sight';
import { changeOf, sameValue } from './changes';
import { isMatchable } from './group';
import { identityOf, likeness } from './identity';
import { seenSide } from './observe';
import { isRenumbered, takeRenumbered } from './renumbered';
import { isMirror, LASTING, type Rules } from './rules';
import { isInScope } from './scope';

/**
 * Titles to be asked for by id on one side: those whose baseline had a position there and that the
 * list does not show, or of which it shows another copy than the one that had it, or one under a new id.
 * Nothing is concluded from an absence alone.
 */
export const absentOn = (items: Item[], side: Side, { serverId }: ServerSight): Item[] =>
  items.filter((item) => {
    if (!item.track) return false;
    const said = item.track.said?.[serverId];
    const known = item.known[side];
    if (known.is === 'rows') {
      const copies = item.track.copies[serverId] ?? [];
      return (
        said?.is === 'at' && (isOneOfSeveral(item, side, said.ms) || isNew(item, side, copies))
      );
    }
    if (known.is !== 'not-asked') return false;
    return said ? said.is === 'at' : item.known[otherSide(side)].is === 'rows';
  });

/** Is none of the copies that the list shows known, though others are? They may be another file by now. */
const isNew = (item: Item, side: Side, copies: string[]): boolean =>
  copies.length > 0 && rowsOf(item, side).every((row) => !copies.includes(row.itemId));

/** Does the list show some of several copies, and none of them where the title stood? */
function isOneOfSeveral(item: Item, side: Side, ms: number): boolean {
  const rows = rowsOf(item, side);
  const stands = rows.some((row) => sameValue(row.positionMs, ms));
  return !stands && rows.length < item.copies[side].size;
}

/** The quiet side of titles that changed on the other, and of what a mirror may clear. */
export const quietOn = (items: Item[], side: Side, sides: ServerSights, rules: Rules): Item[] =>
  items.filter((item) => {
    if (item.known[side].is !== 'not-asked' || !item.track) return false;
    const mirror = side === 'left' && mayMirror(item, item.track, rules);
    return mirror || changedOn(item, otherSide(side), sides, rules);
  });

/** A mirror clears what only the target has: it must have seen that the source does not. */
function mayMirror(item: Item, { reason }: Track, rules: Rules): boolean {
  if (!isMirror(rules) || LASTING.includes(reason)) return false;
  return rowsOf(item, 'right').some((row) => row.positionMs > 0);
}

function changedOn(item: Item, side: Side, sides: ServerSights, rules: Rules): boolean {
  if (item.known[side].is === 'not-asked') return false;
  const said = item.track?.said?.[sides[side].serverId];
  if (!said) return true;
  return changeOf(seenSide(item, side, sides[side], rules.now), said, rules.deltaMs) !== 'same';
}

/** A server that says nothing, or a library that could not be read, makes its titles unknown. */
export function markUnread(items: readonly Item[], side: Side, sight: ServerSight): void {
  for (const item of items) {
    const hidden = item.track !== null && isHidden(item, side, sight);
    if (sight.problem || hidden) item.known[side] = { is: 'unknown' };
  }
}

function isHidden(item: Item, side: Side, { unreadLibraries, looks }: ServerSight): boolean {
  if (unreadLibraries.size === 0) return false;
  return [...item.copies[side]].some((id) => {
    const library = looks.get(id)?.libraryId ?? null;
    const listed = rowsOf(item, side).some((row) => row.itemId === id);
    return library === null ? !listed : unreadLibraries.has(library);
  });
}

/** Rows that were looked up by id; `bad` are copies whose rows could not be understood. */
export interface Looked {
  rows: ReadonlyMap<string, ServerRow>;
  bad: ReadonlySet<string>;
}

/** Rows of a title among others. */
export const ownRows = (rows: readonly ServerRow[], identity: TitleIdentity): ServerRow[] =>
  rows.filter((row) => likeness(identityOf(row), identity) === 'same');

/**
 * Takes the answer to a question by known copies. Returns the titles that are no longer where they
 * were: to be looked for by their external ids.
 */
export function takeAnswers(
  items: Item[],
  side: Side,
  sight: ServerSight,
  { rows: found, bad }: Looked,
): Item[] {
  return items.filter((item) => {
    const ids = [...item.copies[side]];
    const rows = ids.flatMap((id) => found.get(id) ?? []);
    const other = rows.filter((row) => isRenumbered(item.identity, identityOf(row)));
    if (other.length > 0) {
      item.known[side] = { is: 'not-asked' };
      takeRenumbered(item, side, other);
      return false;
    }
    const own = ownRows(rows, item.identity);
    const nameless = rows.length > 0 && rows.every((row) => !isMatchable(identityOf(row)));
    const hidden = own.length > 0 && own.every((row) => !isInScope(sight, row.itemId));
    const unread = ids.some((id) => bad.has(id) || sight.badRows.has(id));
    if (hidden || nameless || unread) item.known[side] = { is: 'unknown' };
    else if (own.length > 0) {
      const shown = own.filter((row) => isInScope(sight, row.itemId));
      item.known[side] = { is: 'rows', rows: shown };
      noteMissing(item, side, sight.serverId, found);
    } else return true;
    return false;
  });
}

/** A copy that did not answer twice in a row, while others of its title do, is a copy no more. */
function noteMissing(item: Item, side: Side, serverId: string, found: Looked['rows']): void {
  const before = item.track?.missing?.[serverId] ?? [];
  const missing = [...item.copies[side]].filter((id) => !found.has(id));
  for (const id of missing) if (before.includes(id)) item.copies[side].delete(id);
  item.missing = { ...item.missing, [side]: missing.filter((id) => !before.includes(id)) };
}

/** Takes where a title was found again, under whatever ids; without a row of its own it is gone. */
export function takeFoundAgain(item: Item, side: Side, ids: string[], { rows, bad }: Looked): void {
  const own = ownRows(
    ids.flatMap((id) => rows.get(id) ?? []),
    item.identity,
  );
  if (ids.some((id) => bad.has(id))) item.known[side] = { is: 'unknown' };
  else if (own.length === 0) item.known[side] = { is: 'gone' };
  else {
    item.copies[side] = new Set(own.map((row) => row.itemId));
    item.known[side] = { is: 'rows', rows: own };
  }
}

/** What is played from below the server's own minimum is unknown: its position is on its way. */
export function markPlayedUnlisted(items: Item[], side: Side, { players }: ServerSight): void {
  if (players === null || players === 'unreadable') return;
  for (const item of items) {
    const rows = rowsOf(item, side);
    if (rows.some((row) => row.positionMs > 0)) continue;
    const played = rows.some((row) => players.get(row.itemId) === 'playing');
    if (played) item.known[side] = { is: 'unknown' };
  }
}
