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

const RESTS_AFTER = 3;
const FIRST_REST_MS = 6 * 60 * 60_000;
const LONGEST_REST_MS = 4 * 24 * 60 * 60_000;

/** How long a title rests, and is listed, after so many failures in a row, ms. */
export function restAfter(failures: number): number {
  if (failures < RESTS_AFTER) return 0;
  return Math.min(FIRST_REST_MS * 2 ** (failures - RESTS_AFTER), LONGEST_REST_MS);
}
