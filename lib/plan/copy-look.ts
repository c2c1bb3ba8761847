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
 * list before this one, `at` the moment of this look (epoch ms, our clock): where the value is new, it
 * came about in between. The bound
 * does not grow while a value stands, and one from before has none. A copy met for the first time has
 * none either: it may be an old one under a new id. Returns the known look itself when nothing changed.
 */
export function lookAgain(
  known: Look | undefined,
  row: ServerRow,
  serverId: string,
  readAt: number | null,
  at = 0,
): Look {
  if (!known) return firstLook(row, serverId);
  const same = sameLook(known, row);
  const libraryId = row.libraryId ?? known.libraryId;
  const finishLineMs = lowest(known.finishLineMs, row.finishLineMs);
  const unchanged =
    same &&
    known.stamp === row.lastPlayedAt &&
    row.positionMs === known.ms &&
    (known.playCount ?? null) === row.playCount &&
    finishLineMs === known.finishLineMs;
  if (unchanged && libraryId === known.libraryId && known.leftAfter === null) return known;
  const back = wentBack(known, row);
  const bound = same ? known.bound : later(known.bound, known.leftAfter ?? readAt);
  return {
    ...known,
    libraryId,
    ms: row.positionMs,
    watched: row.watched,
    stamp: row.lastPlayedAt,
    playCount: row.playCount,
    bound: back ? null : bound,
    leftAfter: null,
    finishLineMs,
    ours: oursStill(known, row),
    had: remember(known.had, row.positionMs),
    undone: known.undone && standsAt(known.undone.old, row.positionMs) ? known.undone : null,
    ...whatBecame(known, row, same, at),
  };
}

/** Last played before it was last played: the server's data is of an earlier day. */
const wentBack = ({ stamp }: Look, { lastPlayedAt }: ServerRow): boolean =>
  stamp !== null && lastPlayedAt !== null && lastPlayedAt < stamp - SAME_MOMENT_MS;

/** How the position went, or that it is from before; and whether it was dropped here already. */
function whatBecame(
  known: Look,
  row: ServerRow,
  same: boolean,
  at: number,
): Pick<Look, 'went' | 'dropped' | 'playedAt'> {
  const on = playedOn(known, row);
  const dropped = on ? { dropped: false, playedAt: at } : {};
  if (wentBack(known, row)) return { ...dropped, went: { how: 'back', at } };
  if (row.positionMs > 0 && !same) return { ...dropped, went: null };
  if (same || known.ms === 0) return { ...dropped, went: on ? null : known.went };
  if (row.watched || !isDropped(known, row, at))
    return { ...dropped, went: { how: 'cleared', at } };
  return { ...dropped, dropped: true, went: { how: 'dropped', at } };
}

/** Played by somebody since the last look: not what a write of ours left there. */
const playedOn = ({ stamp, ours }: Look, { lastPlayedAt }: ServerRow): boolean =>
  lastPlayedAt !== null && lastPlayedAt > Math.max(stamp ?? 0, ours?.stamp ?? 0) + SAME_MOMENT_MS;

/** A person who clears is not known to have played just before. */
const PLAYED_LATELY_MS = 3 * 60 * 60_000;

/**
 * Position gone while last-played and play count stand, on a copy that was open in a player or played
 * lately: its player reported a stop at nothing. That is believed once.
 */
function isDropped(known: Look, row: ServerRow, at: number): boolean {
  if (known.dropped || row.lastPlayedAt === null || known.stamp === null) return false;
  const stands =
    Math.abs(row.lastPlayedAt - known.stamp) <= SAME_MOMENT_MS &&
    (known.playCount === undefined || known.playCount === row.playCount);
  const lately = known.playedAt !== undefined && at - known.playedAt <= PLAYED_LATELY_MS;
  return stands && (lately || known.open === true);
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
    playCount: row.playCount,
    bound: null,
    leftAfter: null,
    finishLineMs: row.finishLineMs,
    went: null,
    ours: null,
    had: remember([], row.positionMs),
    undone: null,
  };
}

/**
 * Our own copy, until the server shows another value or a newer stamp. A server with a finish line may
 * come to count it as watched afterwards: then our write finished it, and nobody else.
 */
function oursStill(look: Look, row: ServerRow): Look['ours'] {
  const { ours } = look;
  if (!ours) return null;
  const { lastPlayedAt } = row;
  const isNewer = (at: number) => ours.stamp === null || at > ours.stamp + SAME_MOMENT_MS;
  if (lastPlayedAt !== null && isNewer(lastPlayedAt)) return null;
  if (standsAt(ours.ms, row.positionMs)) return ours;
  const finished =
    row.finishLineMs !== null && row.watched && !look.watched && row.positionMs === 0;
  return finished ? { ...ours, ms: 0, finished: true } : null;
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
    playCount: row.playCount,
    leftAfter: null,
    went: row.positionMs > 0 || row.watched ? null : { how: 'cleared', at: 0 },
    ours: { ms: row.positionMs, stamp: row.lastPlayedAt, time },
    had: remember(base.had, row.positionMs),
    undone: base.undone && standsAt(base.undone.old, row.positionMs) ? base.undone : null,
  };
}

/**
 * Looks of a title's copies under new ids. One without any state, where an old copy had a position or
 * had just lost it, replaces a file whose state is lost. Where one stands as an old copy stood, what was
 * known of the old one holds for it. `copies` are the ids that the title was known by.
 */
export function inheritedLooks(
  { newLooks, looks, serverId, readBefore, readAt }: ServerSight,
  rows: readonly ServerRow[],
  copies: Iterable<string>,
): Look[] {
  const read = new Set(rows.map((row) => row.itemId));
  const left = [...copies].filter((id) => !read.has(id)).flatMap((id) => looks.get(id) ?? []);
  return rows.flatMap((row) => {
    if (!newLooks.has(row.itemId)) return [];
    if (isStateless(row) && left.some((look) => look.ms > 0 || look.went)) {
      return [{ ...firstLook(row, serverId), went: { how: 'replaced', at: readAt } }];
    }
    const old = left.find((look) => sameValue(look.ms, row.positionMs));
    if (!old) return [];
    return [lookAgain({ ...old, itemId: row.itemId }, row, serverId, readBefore, readAt)];
  });
}

const isStateless = (row: ServerRow): boolean =>
  row.positionMs === 0 && !row.watched && row.lastPlayedAt === null && !row.playCount;

/**
 * What left a server's list without a trace in a look in which other copies went back in time, went
 * with them: nobody cleared it. Answers the looks that change by it.
 */
export function wentWithOthers({ looks, readAt }: ServerSight): Look[] {
  const now = [...looks.values()].filter((look) => look.went?.at === readAt);
  if (!now.some((look) => look.went?.how === 'back')) return [];
  return now
    .filter((look) => look.went?.how === 'cleared')
    .map((look) => ({ ...look, went: { how: 'back', at: readAt } }));
}

/** Notes which copies a player has open. Answers the looks that change by it. */
export function openNow({ looks, players }: ServerSight): Look[] {
  if (players === null || players === 'unreadable') return [];
  return [...looks.values()]
    .filter((look) => (look.open ?? false) !== players.has(look.itemId))
    .map((look) => ({ ...look, open: players.has(look.itemId) }));
}
