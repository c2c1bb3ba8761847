import { type Browser, browser } from 'wxt/browser';
import { authoriseCode, recogniseClient, type TabAnswer, type TabClient } from './in-tab';

/** What the tab in front shows, as far as the browser lets Playhead look. */
export type TabInFront =
  /** It may look, but the browser shows it a tab only after a click on its button there. */
  { is: 'unseen' } | { is: 'no-client' } | ({ is: 'client'; tabId: number } & TabClient);

const LOOKING: Browser.permissions.Permissions = { permissions: ['activeTab', 'scripting'] };

/** Was looking at the tab in front allowed before? */
export const mayLook = (): Promise<boolean> => browser.permissions.contains(LOOKING);

/** Asks to look at tabs on which Playhead's button is pressed. Call it in a click. */
export const askToLook = (): Promise<boolean> =>
  browser.permissions.request(LOOKING).catch(() => false);

/** Looks at the tab in front once; nothing stays there. */
export async function lookAtTab(): Promise<TabInFront> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined || !tab.url) return { is: 'unseen' };
  if (!/^https?:/.test(tab.url)) return { is: 'no-client' };
  const found = await inTab<TabClient | null>(tab.id, recogniseClient, []);
  // Meanwhile the tab may show something else than what it was asked about.
  const isThere = found && (found.address === null || isAt(found.address, tab.url));
  return isThere ? { is: 'client', tabId: tab.id, ...found } : { is: 'no-client' };
}

/** Lets the session in a tab say yes to a code. */
export const authoriseInTab = async (
  tabId: number,
  code: string,
  address: string,
): Promise<TabAnswer> => (await inTab(tabId, authoriseCode, [code, address])) ?? 'no-session';

const isAt = (address: string, url: string): boolean =>
  URL.canParse(address) && new URL(address).origin === new URL(url).origin;

async function inTab<T>(
  tabId: number,
  func: (...args: string[]) => T | Promise<T>,
  args: string[],
): Promise<T | null> {
  try {
    const [frame] = await browser.scripting.executeScript({ target: { tabId }, func, args });
    return (frame?.result as T | undefined) ?? null;
  } catch {
    // The tab was closed, or the browser lets nobody in there.
    return null;
  }
}
