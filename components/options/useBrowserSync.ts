import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { onSharedChange } from '../../lib/platform/browser-sync';
import type { Commands } from '../../lib/platform/commands';
import { useCommand } from '../useCommand';

export type BrowserSyncState = Commands['browserSync']['gives'];

/** How the browser's own sync stands, asked anew whenever something in it changes. */
export function useBrowserSync(): {
  state: ReadonlySignal<BrowserSyncState | null>;
  refresh: () => Promise<void>;
} {
  const state = useSignal<BrowserSyncState | null>(null);
  const { run } = useCommand('browserSync');
  const refresh = async () => {
    state.value = (await run({})) ?? state.peek();
  };
  useEffect(() => {
    void refresh();
    return onSharedChange(() => void refresh());
  }, []);
  return { state, refresh };
}
