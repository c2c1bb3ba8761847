import type { ServerRow } from '../model/item';
import type { Loss, Playing, Said, Seen, TargetLimits } from '../model/observation';
import type { Look } from '../model/records';
import type { Capabilities } from '../model/server';
import { SAME_MOMENT_MS, sameValue } from './changes';

/** A stamp this far in the future is no time. */
const FUTURE_MS = 60_000;

/** What one server adds to the reading of its rows. */
export interface Vantage {
  capabilities: Capabilities;
  /** Server clock minus ours, ms. */
  skewMs: number;
  /** Its times decide nothing. */
  timesAhead?: boolean;
  /** Epoch ms, our clock. */
  now: number;
}

export interface Copy {
  row: ServerRow;
  look: Look;
  playing: Playing;
}

/**
 * What one server says of one item, from all its copies: the newest position counts. `said` is the
 * baseline's side, where there is one; `knownCopies` counts those not read in this run as well.
 */
export function seenOf(
  copies: Copy[],
  said: Said | null,
  from: Vantage,
  knownCopies = copies.length,
): Seen {
  const timed = copies.map((copy) => ({ ...copy, time: timeOf(copy.look, from) }));
  const best = timed.reduce((a, b) => (newer(b, a) ? b : a));
  const older = said?.is === 'at' && leftBehind(best.row, best.time, said, knownCopies);
  return {
    is: older ? 'unknown' : stateOf(best.row),
    ms: best.row.positionMs,
    watched: best.row.watched,
    stamp: best.row.lastPlayedAt,
    time: best.time,
    watchedAt: watchedAt(best.look, from),
    changedAt: changedAt(best.look, from),
    ours: best.look.ours !== null,
    ...(finishedByUs(best, copies) && { finishedByUs: true }),
    lost: lossOf(copies, said),
    back: isBack(best, said),
    had: copies.flatMap((copy) => copy.look.had),
    undoneMs: copies.find((copy) => copy.look.undone)?.look.undone?.ms ?? null,
    playing: worst(copies.map((copy) => copy.playing)),
    runtimeMs: best.row.runtimeMs,
    can: limitsOf(best.row, best.look, from.capabilities),
  };
}

/** Is it watched only because a write of ours finished it, on this copy or one that shares its state? */
const finishedByUs = ({ row }: Copy, copies: Copy[]): boolean =>
  row.watched &&
  row.positionMs === 0 &&
  copies.some((copy) => copy.row.stateKey === row.stateKey && copy.look.ours?.finished === true);

/** A position from before: its data went back, or the copy that had moved on is gone. */
function isBack({ row, look, time }: Timed, said: Said | null): boolean {
  if (row.positionMs === 0 || look.ours) return false;
  if (look.went?.how === 'back') return true;
  const settled = said?.is === 'at' && !sameValue(said.ms, row.positionMs) ? said.time : null;
  return settled !== null && time !== null && time < settled - SAME_MOMENT_MS;
}

/**
 * How a position that was settled here was lost; null where a person cleared it, and where none was. A
 * copy that nobody saw lose it never had it: then the copy that had it is gone.
 */
function lossOf(copies: Copy[], said: Said | null): Loss | null {
  if (said?.is !== 'at' || copies.some(({ row }) => row.positionMs > 0 || row.watched)) return null;
  const ways = copies.flatMap(({ look }) => look.went?.how ?? []);
  const unsaid = copies.some(({ look }) => look.went === undefined);
  const losses = ways.filter((how): how is Loss => how !== 'cleared');
  if (unsaid || losses.length < ways.length) return null;
  return losses[0] ?? 'replaced';
}

const stateOf = (row: ServerRow): Seen['is'] =>
  row.positionMs > 0 ? 'at' : row.watched ? 'finished' : 'none';

/**
 * One copy's position went and an older one of another copy remains: that says nothing about the
 * item, neither moved nor cleared.
 */
function leftBehind(row: ServerRow, time: number | null, said: Said, copies: number): boolean {
  if (copies < 2 || row.positionMs === 0 || sameValue(row.positionMs, said.ms)) return false;
  return time !== null && said.time !== null && time < said.time;
}

interface Timed extends Copy {
  time: number | null;
}

function newer(a: Timed, b: Timed): boolean {
  const [aAt, bAt] = [a.row.positionMs > 0, b.row.positionMs > 0];
  if (aAt !== bAt) return aAt;
  const [x, y] = [a.time ?? -1, b.time ?? -1];
  if (x !== y) return x > y;
  if (!aAt && a.row.watched !== b.row.watched) return a.row.watched;
  return a.row.positionMs > b.row.positionMs;
}

/** The time of the value a look shows: the origin's for our own copies, else stamp and bound. */
export function timeOf(
  look: Look,
  from: Pick<Vantage, 'skewMs' | 'now' | 'timesAhead'>,
): number | null {
  if (look.ours) return look.ours.time;
  if (look.stamp === null || from.timesAhead) return null;
  const stamp = look.stamp - from.skewMs;
  if (stamp > from.now + FUTURE_MS) return null;
  return Math.max(stamp, look.bound ?? 0);
}

/** The stamp as it is, without the bound: so the target's row keeps the origin's order. */
function watchedAt(look: Look, from: Vantage): number | null {
  return timeOf({ ...look, bound: null }, from);
}

function changedAt(look: Look, from: Vantage): number | null {
  if (look.ours) return null;
  const stamp = look.stamp === null ? null : look.stamp - from.skewMs;
  if (stamp === null || stamp > from.now + FUTURE_MS) return look.bound;
  return Math.max(stamp, look.bound ?? 0);
}

const SEVERITY: Playing[] = ['no', 'unreadable', 'paused', 'playing'];
const worst = (playing: Playing[]): Playing =>
  playing.reduce((a, b) => (SEVERITY.indexOf(b) > SEVERITY.indexOf(a) ? b : a), 'no');

function limitsOf(row: ServerRow, look: Look, can: Capabilities): TargetLimits {
  const share = can.ceiling !== null && row.runtimeMs ? row.runtimeMs * can.ceiling : null;
  const ceilings = [share, row.finishLineMs, look.finishLineMs].filter(
    (ms): ms is number => ms !== null,
  );
  return {
    write: can.writes,
    clear: can.clears,
    holdBoth: can.holdsBoth,
    floorMs: can.floorMs,
    ceilingMs: ceilings.length > 0 ? Math.min(...ceilings) : null,
  };
}

/** A side of which nothing definite is known. */
export const unseen = (is: 'gone' | 'unknown', can: Capabilities): Seen => ({
  is,
  ms: 0,
  watched: false,
  stamp: null,
  time: null,
  watchedAt: null,
  changedAt: null,
  ours: false,
  lost: null,
  back: false,
  had: [],
  undoneMs: null,
  playing: 'no',
  runtimeMs: null,
  can: {
    write: can.writes,
    clear: can.clears,
    holdBoth: can.holdsBoth,
    floorMs: can.floorMs,
    ceilingMs: null,
  },
});

/** What a baseline keeps of a look. */
export const saidOf = (seen: Seen): Said => ({
  is: seen.is === 'at' || seen.is === 'finished' ? seen.is : 'none',
  ms: seen.is === 'at' ? seen.ms : 0,
  stamp: seen.stamp,
  time: seen.time,
});
