import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { answerTo } from '../../lib/app/answer';
import { ensureWake, onWake } from '../../lib/platform/alarms';
import { onNoteClick } from '../../lib/platform/notifications';
import { receive } from '../../lib/platform/receive';
import { handlers, say } from './handlers';
import { openFromNote } from './notices';
import { roundIfDue } from './rounds';
import { showState } from './state';

export default defineBackground({
  type: 'module',
  main() {
    onWake(() => void wakeUp());
    browser.runtime.onStartup.addListener(() => void wakeUp());
    browser.runtime.onInstalled.addListener(({ reason }) => void installed(reason));
    onNoteClick((id) => void openFromNote(id));
    receive((message, own) => answerTo(message, own, handlers, say));
    void ensureWake();
  },
});

/** The first steps are on the options page, so a new installation shows it. */
async function installed(reason: string): Promise<void> {
  if (reason === 'install') await browser.runtime.openOptionsPage();
  await wakeUp();
}

async function wakeUp(): Promise<void> {
  await ensureWake();
  // A toolbar that cannot be drawn stops no round.
  void showState();
  await roundIfDue();
}
