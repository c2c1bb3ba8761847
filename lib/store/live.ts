import { liveQuery } from 'dexie';
import { type Problem, problemOf } from '../model/problem';
import { db } from './db';
import { memoryFailure } from './failure';

const TRY_AGAIN_MS = 3_000;

/**
 * Runs a query now and after every change of what it read; after a failure, again and again until it
 * succeeds. Returns how to stop.
 */
export function watch<T>(
  query: () => Promise<T>,
  onValue: (value: T) => void,
  onProblem: (problem: Problem) => void,
): () => void {
  let stopped = false;
  let stop = () => {};
  const fail = (thrown: unknown) => {
    if (stopped) return;
    stop();
    onProblem(problemOf(memoryFailure(thrown)));
    const timer = setTimeout(begin, TRY_AGAIN_MS);
    stop = () => clearTimeout(timer);
  };
  const begin = async () => {
    try {
      await db.ready();
    } catch (thrown) {
      return fail(thrown);
    }
    if (stopped) return;
    const subscription = liveQuery(query).subscribe({ next: onValue, error: fail });
    stop = () => subscription.unsubscribe();
  };
  void begin();
  return () => {
    stopped = true;
    stop();
  };
}
