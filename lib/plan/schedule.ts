import { needsYou, type Problem } from '../model/problem';

/** When a run is due. The alarm is only a wake-up call; this decides, from stored data. */
export interface ScheduleState {
  intervalMs: number;
  /** Epoch ms at which the last round of runs began; null for never. */
  startedAt: number | null;
  /** A round that began and did not come to its end: the worker died in it. */
  unfinished: boolean;
  now: number;
}

/** Epoch ms at which the next round is due. Missed slots count once. */
export function nextDue(state: ScheduleState): number {
  if (state.startedAt === null || state.unfinished) return state.now;
  // A clock that was set back must not stop everything until it has caught up.
  if (state.startedAt > state.now) return state.now;
  return state.startedAt + state.intervalMs;
}

export const isDue = (state: ScheduleState): boolean => nextDue(state) <= state.now;

const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;

/** How long a server or an item is left alone after so many failures in a row, ms. */
export function pauseAfter(failures: number): number {
  if (failures <= 1) return 0;
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - 2), LONGEST_PAUSE_MS);
}

/**
 * A server that says it is starting is back soon: every wake-up call, once a minute, may ask it again,
 * so that it is in step within two minutes of answering.
 */
const STARTING_PAUSE_MS = 30_000;
/** However long a server asked to be left alone, the person may try again after this. */
const PERSON_WAITS_MS = 60_000;

/** How long a server is left alone after so many failures in a row, the last one this, ms. */
export function restOf(problem: Problem, failures: number): number {
  const asked = problem.retryAfterMs ?? 0;
  if (problem.code === 'starting') return Math.max(asked, STARTING_PAUSE_MS);
  return Math.max(asked, needsYou(problem) ? 0 : pauseAfter(failures));
}

/**
 * How long the person waits until a server that failed is asked again, ms: as long as it asked for, and
 * a minute at most.
 */
export const personWaits = ({ retryAfterMs = 0 }: Problem): number =>
  Math.min(retryAfterMs, PERSON_WAITS_MS);

const RESTS_AFTER = 3;
const FIRST_REST_MS = 6 * 60 * 60_000;
const LONGEST_REST_MS = 4 * 24 * 60 * 60_000;

/** How long a title rests, and is listed, after so many failures in a row, ms. */
export function restAfter(failures: number): number {
  if (failures < RESTS_AFTER) return 0;
  return Math.min(FIRST_REST_MS * 2 ** (failures - RESTS_AFTER), LONGEST_REST_MS);
}
