import { browser } from 'wxt/browser';

const PERMISSION = { permissions: ['notifications' as const] };

export interface Note {
  /** A note of the same id takes the place of the one before. */
  id: string;
  title: string;
  message: string;
}

/** Does the browser let Playhead show notifications? */
export const mayNotify = (): Promise<boolean> => browser.permissions.contains(PERMISSION);

/** Asks the browser for it. Call it in a click, before anything is awaited. */
export const askToNotify = (): Promise<boolean> =>
  browser.permissions.request(PERMISSION).catch(() => false);

/** Shows a note. One that the system does not take is no failure of anything else. */
export async function notify({ id, title, message }: Note): Promise<void> {
  const iconUrl = browser.runtime.getURL('/icons/128.png');
  const note = { type: 'basic' as const, iconUrl, title, message };
  await browser.notifications?.create(id, note).catch(() => {});
}

/** Calls back with the id of a note that is clicked. Must be called while the worker starts. */
export function onNoteClick(clicked: (id: string) => void): void {
  let listens = false;
  const listen = () => {
    // There is no such thing before the permission is given.
    if (listens || !browser.notifications) return;
    listens = true;
    browser.notifications.onClicked.addListener((id) => {
      void browser.notifications.clear(id);
      clicked(id);
    });
  };
  listen();
  browser.permissions.onAdded.addListener(listen);
}
