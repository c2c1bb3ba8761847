import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Commands } from '../../../lib/app/commands';
import type { SpokenProblem } from '../../../lib/model/problem';
import { onSharedChange } from '../../../lib/platform/browser-sync';
import { readSyncPreference } from '../../../lib/store/read-preferences';
import { useCommand } from '../../useCommand';

export type BrowserSyncState = Commands['browserSync']['gives'];

/**
 * How the browser's own sync stands, asked anew whenever something in it changes. Where nobody
 * answers, as it was last, or as it is set here: it can still be switched off.
 */
export function useBrowserSync(): {
  state: ReadonlySignal<BrowserSyncState | null>;
  refresh: () => Promise<void>;
  /** Why nobody answered. */
  error: ReadonlySignal<SpokenProblem | null>;
} {
  const state = useSignal<BrowserSyncState | null>(null);
  const { run, error } = useCommand('browserSync');
  const refresh = async () => {
    state.value = (await run({})) ?? state.peek() ?? (await asSetHere());
  };
  useEffect(() => {
    void refresh();
    return onSharedChange(() => void refresh());
  }, []);
  return { state, refresh, error };
}

async function asSetHere(): Promise<BrowserSyncState> {
  const { on, sharedAt, failed } = await readSyncPreference();
  return { on, sharedAt, failed, offers: [], unreadable: 0 };
}
