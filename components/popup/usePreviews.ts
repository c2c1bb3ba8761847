import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { SpokenProblem } from '../../lib/model/problem';
import type { Plan } from '../../lib/model/run';
import { send } from '../../lib/platform/send';
import { spoken } from '../../lib/words/wording';

export type Previewed = { pairId: string; plan: Plan } | { pairId: string; error: SpokenProblem };

export interface Previews {
  /** Null while nobody has asked. */
  shown: ReadonlySignal<Previewed[] | null>;
  busy: ReadonlySignal<boolean>;
  look(pairIds: string[]): Promise<void>;
  close(): void;
}

/** The plans of several pairs, asked for one after another. */
export function usePreviews(): Previews {
  const shown = useSignal<Previewed[] | null>(null);
  const busy = useSignal(false);
  const look = async (pairIds: string[]) => {
    busy.value = true;
    shown.value = [];
    for (const pairId of pairIds) {
      const answer = await send('preview', { pairId });
      const one: Previewed = answer.ok
        ? { pairId, plan: answer.value }
        : { pairId, error: spoken(answer.error, null) };
      shown.value = [...(shown.value ?? []), one];
    }
    busy.value = false;
  };
  const close = () => {
    shown.value = null;
  };
  return { shown, busy, look, close };
}
