import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { ensureWake, onWake } from '../../lib/platform/alarms';
import { receive } from '../../lib/platform/receive';
import { handlers, say } from './handlers';
import { roundIfDue } from './rounds';
import { showState } from './state';

export default defineBackground({
  type: 'module',
  main() {
    onWake(() => void wakeUp());
    browser.runtime.onStartup.addListener(() => void wakeUp());
    browser.runtime.onInstalled.addListener(() => void wakeUp());
    receive(handlers, say);
    void ensureWake();
  },
});

async function wakeUp(): Promise<void> {
  await ensureWake();
  // A toolbar that cannot be drawn stops no round.
  void showState();
  await roundIfDue();
}
