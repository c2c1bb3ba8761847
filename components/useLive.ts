import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { watch } from '../lib/store/live';

export interface Live<T> {
  /** Undefined until the first answer. */
  value: T | undefined;
  /** The stored data cannot be read. */
  failed: boolean;
}

/** A query of the store as a signal that follows every change; asked anew when `about` changes. */
export function useLive<T>(query: () => Promise<T>, about = ''): ReadonlySignal<Live<T>> {
  const live = useSignal<Live<T>>({ value: undefined, failed: false });
  useEffect(
    () =>
      watch(
        query,
        (value) => {
          live.value = { value, failed: false };
        },
        () => {
          live.value = { ...live.peek(), failed: true };
        },
      ),
    [about],
  );
  return live;
}
