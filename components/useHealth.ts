import type { Problem } from '../lib/model/problem';
import type { Overview } from '../lib/store/read';
import { useOverview } from './useOverview';
import { useWorker } from './useWorker';

export interface Health {
  /** Undefined while it is read, and where it cannot be. */
  overview: Overview | undefined;
  /** What is wrong with Playhead's memory. */
  problem: Problem | null;
  /** The worker was asked and does not answer. */
  silent: boolean;
}

/** Whether there is anything to show, and if not, why: a page never waits without a word. */
export function useHealth(): Health {
  const { value, problem } = useOverview();
  const { answers, memory } = useWorker();
  return { overview: value, problem: problem ?? memory, silent: answers === false };
}
