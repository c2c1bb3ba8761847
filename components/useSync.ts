import { useSignal } from '@preact/signals';
import type { SpokenProblem } from '../lib/model/problem';
import { spoken } from '../lib/words/wording';
import { useCommand } from './useCommand';

/** Runs one pair or all of them. What a run failed with is an error of the press that asked for it. */
export function useSync() {
  const command = useCommand('syncNow');
  const failed = useSignal<SpokenProblem | null>(null);
  const run = async (pairId?: string) => {
    failed.value = null;
    const runs = await command.run(pairId ? { pairId } : {});
    const problem = runs?.find((one) => one.problem)?.problem;
    failed.value = problem ? spoken(problem, null) : null;
  };
  /** `past`: all is well by now, so what a run failed with is over. What never ran still is not. */
  const error = (past = false) => command.error.value ?? (past ? null : failed.value);
  return { busy: command.busy, run, error };
}
