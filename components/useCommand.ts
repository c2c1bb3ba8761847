import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { CommandName, Commands } from '../lib/app/commands';
import type { SpokenProblem } from '../lib/model/problem';
import { send } from '../lib/platform/send';
import { spoken } from '../lib/words/wording';

export interface Sending<N extends CommandName> {
  busy: ReadonlySignal<boolean>;
  /** Why the last command failed. */
  error: ReadonlySignal<SpokenProblem | null>;
  /** What the worker answers; null when it failed. */
  run(takes: Commands[N]['takes']): Promise<Commands[N]['gives'] | null>;
  /** Did the last command succeed? */
  done: ReadonlySignal<boolean>;
}

/** Sends one kind of command, and holds what its button has to show. */
export function useCommand<N extends CommandName>(command: N): Sending<N> {
  const busy = useSignal(false);
  const done = useSignal(false);
  const error = useSignal<SpokenProblem | null>(null);
  const run = async (takes: Commands[N]['takes']) => {
    busy.value = true;
    done.value = false;
    error.value = null;
    const answer = await send(command, takes);
    busy.value = false;
    done.value = answer.ok;
    if (answer.ok) return answer.value;
    error.value = spoken(answer.error, null);
    return null;
  };
  return { busy, done, error, run };
}
