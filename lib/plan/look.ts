import type { ServerRow } from '../model/item';
import type { Look } from '../model/records';
import type { ServerSight } from '../model/sight';
import { SAME_MOMENT_MS, sameValue } from './changes';

/** Positions remembered per copy. */
const REMEMBERED = 8;

/** Two looks show the same value: the same position, or none and the same watched state. */
const sameLook = (look: Look, row: ServerRow): boolean =>
  look.ms > 0 || row.positionMs > 0
    ? look.ms > 0 && row.positionMs > 0 && sameValue(look.ms, row.positionMs)
    : look.watched === row.watched;

/**
 * What is known of a copy after this look at it. `readAt` is the last complete look at the server's
 * list before this one (our clock): where the value is new, it came about after that. The bound
 * does not grow while a value stands. A copy met for the first time has none: it may be an old one
 * under a new id. Returns the known look itself when nothing changed.
 */
export function lookAgain(
  known: Look | undefined,
  row: ServerRow,
  serverId: string,
  readAt: number | null,
): Look {
  if (!known) return firstLook(row, serverId);
  const same = sameLook(known, row);
  const stampSame = known.stamp === row.lastPlayedAt;
  const libraryId = row.libraryId ?? known.libraryId;
  const finishLineMs = lowest(known.finishLineMs, row.finishLineMs);
  const unchanged =
    same && stampSame && row.positionMs === known.ms && finishLineMs === known.finishLineMs;
  if (unchanged && libraryId === known.libraryId && known.leftAfter === null) return known;
  return {
    ...known,
    libraryId,
    ms: row.positionMs,
    watched: row.watched,
    stamp: row.lastPlayedAt,
    bound: same ? known.bound : later(known.bound, known.leftAfter ?? readAt),
    leftAfter: null,
    finishLineMs,
    ours: stillOurs(known, row) ? known.ours : null,
    had: remember(known.had, row.positionMs),
    undone: known.undone && standsAt(known.undone.old, row.positionMs) ? known.undone : null,
  };
}

/** Credits are told only by a look before a write; lists know a rougher line. */
const lowest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

const standsAt = (old: number, ms: number): boolean =>
  old > 0 ? ms > 0 && sameValue(old, ms) : ms === 0;

const later = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

function firstLook(row: ServerRow, serverId: string): Look {
  return {
    serverId,
    itemId: row.itemId,
    libraryId: row.libraryId,
    ms: row.positionMs,
    watched: row.watched,
    stamp: row.lastPlayedAt,
    bound: null,
    leftAfter: null,
    finishLineMs: row.finishLineMs,
    ours: null,
    had: remember([], row.positionMs),
    undone: null,
  };
}

/** Our own copy, until the server shows another value or a newer stamp. */
function stillOurs(look: Look, row: ServerRow): boolean {
  const ours = look.ours;
  if (!ours || !standsAt(ours.ms, row.positionMs)) return false;
  if (row.lastPlayedAt === null) return true;
  return ours.stamp !== null && row.lastPlayedAt <= ours.stamp + SAME_MOMENT_MS;
}

/** A position that a whole list no longer shows: it left after the read before (`readAt`). */
export const lookLeft = (look: Look, readAt: number | null): Look =>
  look.ms > 0 && look.leftAfter === null ? { ...look, leftAfter: readAt ?? 0 } : look;

export function remember(had: number[], ms: number): number[] {
  if (ms <= 0) return had;
  return [...had.filter((known) => !sameValue(known, ms)), ms].slice(-REMEMBERED);
}

/** A look after our own write, as the server says back. `time` is the origin's. */
export function lookAfterWrite(
  known: Look | undefined,
  row: ServerRow,
  serverId: string,
  time: number | null,
): Look {
  const base = known ?? firstLook(row, serverId);
  return {
    ...base,
    ms: row.positionMs,
    watched: row.watched,
    stamp: row.lastPlayedAt,
    leftAfter: null,
    ours: { ms: row.positionMs, stamp: row.lastPlayedAt, time },
    had: remember(base.had, row.positionMs),
    undone: base.undone && standsAt(base.undone.old, row.positionMs) ? base.undone : null,
  };
}

/**
 * Looks of a title's copies under new ids, standing where the old copies stood: what was known of
 * the old ones holds for the new ones. `copies` are the ids that the title was known by.
 */
export function inheritedLooks(
  { newLooks, looks, serverId, readBefore }: ServerSight,
  rows: readonly ServerRow[],
  copies: Iterable<string>,
): Look[] {
  const read = new Set(rows.map((row) => row.itemId));
  const left = [...copies].filter((id) => !read.has(id)).flatMap((id) => looks.get(id) ?? []);
  return rows.flatMap((row) => {
    if (!newLooks.has(row.itemId)) return [];
    const old = left.find((look) => sameValue(look.ms, row.positionMs));
    if (!old) return [];
    return [lookAgain({ ...old, itemId: row.itemId }, row, serverId, readBefore)];
  });
}
