import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createPlayhead } from '../../lib/app/playhead';
import { ensureWake, onWake } from '../../lib/platform/alarms';
import { onNoteClick } from '../../lib/platform/notifications';
import { onAccessChange } from '../../lib/platform/permissions';
import { receive } from '../../lib/platform/receive';
import { openTab } from '../../lib/platform/tabs';
import { placeOf } from '../../lib/status/notices';
import { browserHome } from './home';

export default defineBackground({
  type: 'module',
  main() {
    const playhead = createPlayhead(browserHome);
    const wakeUp = async (): Promise<void> => {
      await ensureWake();
      await playhead.wakeUp();
    };
    onWake(() => void wakeUp());
    browser.runtime.onStartup.addListener(() => void wakeUp());
    browser.runtime.onInstalled.addListener(async ({ reason }) => {
      // The first steps are on the options page, so a new installation shows it.
      if (reason === 'install') await browser.runtime.openOptionsPage();
      await wakeUp();
    });
    onAccessChange(() => void playhead.accessChanged());
    onNoteClick((id) => void openFromNote(id));
    receive((message, own) => playhead.answer(message, own));
    void ensureWake();
  },
});

/** Opens the page on which a note's one thing to do is done. */
async function openFromNote(id: string): Promise<void> {
  await openTab(`${browser.runtime.getURL('/options.html')}#${placeOf(id)}`);
}
