import { ACTIVITY_DAYS, ACTIVITY_ROWS, type Activity, type RunRecord } from '../model/run';
import { added, countDays, type DayCount, dayKey } from './days';
import type { Store } from './port';

/** Runs are kept as long as rows, and at most so many. */
const RUNS_KEPT = 2_000;
const DAY_MS = 24 * 60 * 60_000;
const DAYS_KEPT_MS = 62 * DAY_MS;

/**
 * The days as they are with these rows and runs in the history: those that were not in it before
 * count. Where no day is kept, the whole history is counted.
 */
export async function daysWith(
  store: Store,
  activity: Activity[],
  runs: RunRecord[],
): Promise<DayCount[]> {
  const [knownRows, knownRuns, counted] = await Promise.all([
    all(activity, (row) => store.get('activity', row.activityId)),
    all(runs, (run) => store.get('runs', run.runId)),
    store.list('days', { limit: 1 }),
  ]);
  const older = counted.length > 0 ? [] : await store.list('activity');
  const counts = countDays(
    [...older, ...activity.filter((_, index) => !knownRows[index])],
    runs.filter((_, index) => !knownRuns[index]?.summary),
  );
  const before = await all(counts, ({ day, pairId }) => store.get('days', [day, pairId]));
  return counts.map((count, index) => added(count, before[index]));
}

const all = <A, B>(list: A[], work: (one: A) => Promise<B>): Promise<B[]> =>
  Promise.all(list.map(work));

/** Lets go what is older than the history is kept, and the oldest of what is too much. */
export async function prune(store: Store, now: number): Promise<void> {
  const yearAgo = now - ACTIVITY_DAYS * DAY_MS;
  await store.commit({ drops: { activity: [{ by: 'byTime', below: yearAgo }] } });
  const rows = (await store.count('activity')) - ACTIVITY_ROWS;
  if (rows > 0) await store.commit({ drops: { activity: [{ by: 'byTime', limit: rows }] } });
  const [oldest] = rows > 0 ? await store.list('activity', { by: 'byTime', limit: 1 }) : [];
  const below = oldest?.at ?? yearAgo;
  const days = [{ below: dayKey(now - DAYS_KEPT_MS) }];
  await store.commit({ drops: { runs: [{ by: 'byTime', below }], days } });
  const over = (await store.count('runs')) - RUNS_KEPT;
  if (over > 0) await store.commit({ drops: { runs: [{ by: 'byTime', limit: over }] } });
}
