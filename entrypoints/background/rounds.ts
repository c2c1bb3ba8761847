import { runRound, type Wish } from '../../lib/engine/rounds';
import type { RunSummary } from '../../lib/model/run';
import { DEFAULT_OPTIONS, type Options, type Pause } from '../../lib/model/settings';
import { isDue } from '../../lib/plan/schedule';
import { endWatch, watchRun } from '../../lib/platform/alarms';
import { withRunLock, withRunLockIfFree } from '../../lib/platform/lock';
import { pauseNow } from '../../lib/status/status';
import { db } from '../../lib/store/db';
import { getMeta, OPTIONS_KEY, PAUSE_KEY, SCHEDULE_KEY, setMeta } from '../../lib/store/meta';
import type { Schedule } from '../../lib/store/read';
import { browserPorts, endProgress } from './ports';
import { showState } from './state';

const SHOWN_AFTER_MS = 1_000;
const NEVER: Schedule = { startedAt: null, finishedAt: null };

export const readSchedule = async (): Promise<Schedule> =>
  (await getMeta<Schedule>(db, SCHEDULE_KEY)) ?? NEVER;

/** What runs for the person right now: a second press joins the first. */
const wanted = new Map<string, Promise<RunSummary[]>>();

/** A round that the person asks for. Waits for a round of the schedule, joins one of their own. */
export function roundForPerson(pairId?: string): Promise<RunSummary[]> {
  const name = pairId ?? '*';
  const running = wanted.get(name);
  if (running) return running;
  const round = withRunLock(() => runNow('person', pairId)).finally(() => wanted.delete(name));
  wanted.set(name, round);
  return round;
}

/** A round of the schedule, when one is due, none is under way, and nobody paused it. */
export async function roundIfDue(): Promise<void> {
  await withRunLockIfFree(async () => {
    const pause = (await getMeta<Pause>(db, PAUSE_KEY)) ?? null;
    if (pauseNow({ pause }, Date.now())) return;
    const schedule = await readSchedule();
    const options = (await getMeta<Options>(db, OPTIONS_KEY)) ?? DEFAULT_OPTIONS;
    const { startedAt, finishedAt } = schedule;
    const due = isDue({
      intervalMs: options.intervalMinutes * 60_000,
      startedAt,
      unfinished: startedAt !== null && (finishedAt ?? 0) < startedAt,
      now: Date.now(),
    });
    if (due) await runNow('schedule');
  });
}

/** Work that must not overlap with a round: what it leaves behind is shown when it ends. */
export const alone = <T>(work: () => Promise<T>): Promise<T> =>
  withRunLock(async () => {
    await watchRun();
    try {
      return await work();
    } finally {
      await endWatch();
      await endProgress();
      await showState();
    }
  });

async function runNow(wish: Wish, pairId?: string): Promise<RunSummary[]> {
  const startedAt = Date.now();
  await setMeta(db, SCHEDULE_KEY, { startedAt, finishedAt: null });
  await watchRun();
  // Most rounds are over before anybody could look: a flash in the toolbar would say nothing.
  const lasts = setTimeout(() => void showState(), SHOWN_AFTER_MS);
  try {
    return await runRound(await browserPorts(), wish, pairId);
  } finally {
    clearTimeout(lasts);
    await setMeta(db, SCHEDULE_KEY, { startedAt, finishedAt: Date.now() });
    await endWatch();
    await endProgress();
    await showState();
  }
}

/** Nothing runs by itself until then, but for what runs already. */
export async function pauseRounds(until: number | null): Promise<void> {
  await setMeta(db, PAUSE_KEY, { until } satisfies Pause);
  await showState();
}

/** What was due meanwhile runs at once, as one round. */
export async function resumeRounds(): Promise<void> {
  await setMeta(db, PAUSE_KEY, null);
  await showState();
  void roundIfDue();
}
