import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { Plan } from '../../../lib/model/run';
import { useCommand } from '../../useCommand';

export interface Previewing {
  plan: ReadonlySignal<Plan | null>;
  /** Epoch ms of the look. */
  at: ReadonlySignal<number>;
  busy: ReadonlySignal<boolean>;
  error: ReturnType<typeof useCommand<'preview'>>['error'];
  look(): void;
  close(): void;
}

/** The plan of one pair, asked for on a press. */
export function usePreview(pairId: string): Previewing {
  const command = useCommand('preview');
  const plan = useSignal<Plan | null>(null);
  const at = useSignal(0);
  return {
    plan,
    at,
    busy: command.busy,
    error: command.error,
    look: () => {
      plan.value = null;
      at.value = Date.now();
      void command.run({ pairId }).then((answer) => {
        plan.value = answer;
      });
    },
    close: () => {
      plan.value = null;
    },
  };
}
