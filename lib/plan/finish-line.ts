import type { ServerRow } from '../model/item';
import { otherSide, SIDES } from '../model/observation';
import { percentOf } from '../model/percent';
import type { Look, ServerState, WriteEntry } from '../model/records';
import type { Decided } from './acts';
import { allShow } from './still-holds';

/** A stamp so near to a write of ours (ms) is that write's. */
const AROUND_MS = 60_000;

/** What a write is compared with afterwards. `at`: epoch ms by our clock. */
export const sentNow = (targets: readonly ServerRow[], at: number): WriteEntry['sent'] => ({
  at,
  playCount: Math.max(0, ...targets.map((row) => row.playCount ?? 0)),
});

/**
 * The row of a copy that a server counts as watched after a position that we wrote, or null. Only
 * servers with a finish line do that.
 */
export function finishedBy(
  { kind, toMs, sent }: WriteEntry,
  rows: readonly ServerRow[],
): ServerRow | null {
  if (kind !== 'write' || toMs === 0 || !sent) return null;
  const counted = rows.find(
    (row) => row.finishLineMs !== null && row.watched && (row.playCount ?? 1) > sent.playCount,
  );
  return counted ?? null;
}

/** Do all copies show what was written, or did the server take it for the end? */
export const isThere = (entry: WriteEntry, rows: readonly ServerRow[]): boolean =>
  allShow(rows, entry.toMs) || finishedBy(entry, rows) !== null;

/**
 * Has nobody played a copy since a write was sent there, as far as its stamp tells? `skewMs`: server
 * clock minus ours.
 */
export const untouchedSince = (
  { sent }: WriteEntry,
  { lastPlayedAt }: ServerRow,
  skewMs: number,
): boolean =>
  sent !== undefined &&
  lastPlayedAt !== null &&
  Math.abs(lastPlayedAt - skewMs - sent.at) <= AROUND_MS;

/** A look at a copy that a write of ours finished: nobody has finished it. */
export const finishedByUs = (look: Look): Look =>
  look.ours ? { ...look, ours: { ...look.ours, finished: true } } : look;

/** The line of a server after a title counted as watched at this position. */
export function lineTaught(
  known: ServerState['taughtLine'],
  ms: number,
  runtimeMs: number | null,
  at: number,
): ServerState['taughtLine'] {
  const share = runtimeMs ? ms / runtimeMs : 1;
  return share < (known?.share ?? 1) ? { share, at } : known;
}

/**
 * The share of a runtime from which a server counts a title as watched: the lower of what it says and
 * what it did; null where it has done neither.
 */
export function lineOf({ finishLine, taughtLine }: ServerState): number | null {
  const known = [finishLine, taughtLine?.share].filter((one) => one !== null && one !== undefined);
  return known.length > 0 ? Math.min(...known) : null;
}

/** From which percent on a target would count a title as watched that is left out for that. */
export function lineBehind({ item, decision }: Decided): { percent?: number } {
  if (decision.skip !== 'target-ceiling') return {};
  for (const side of SIDES) {
    const { can, runtimeMs } = item.seen[side];
    const behind = can.ceilingMs !== null && item.seen[otherSide(side)].ms >= can.ceilingMs;
    if (behind && runtimeMs) return { percent: percentOf(can.ceilingMs! / runtimeMs) };
  }
  return {};
}
