import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Problem } from '../lib/model/problem';
import { watch } from '../lib/store/live';

export interface Live<T> {
  /** Undefined until the first answer. */
  value: T | undefined;
  /** Why the stored data cannot be read. */
  problem: Problem | null;
}

/** A query of the store as a signal that follows every change; asked anew when `about` changes. */
export function useLive<T>(query: () => Promise<T>, about = ''): ReadonlySignal<Live<T>> {
  const live = useSignal<Live<T>>({ value: undefined, problem: null });
  useEffect(
    () =>
      watch(
        query,
        (value) => {
          live.value = { value, problem: null };
        },
        (problem) => {
          live.value = { ...live.peek(), problem };
        },
      ),
    [about],
  );
  return live;
}
