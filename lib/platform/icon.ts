import { browser } from 'wxt/browser';
import type { Status } from '../plan/status';

const ATTENTION = '#b3261e';

/** The toolbar button: a badge only when a person is needed. */
export async function showBadge(status: Status): Promise<void> {
  await browser.action.setBadgeBackgroundColor({ color: ATTENTION });
  await browser.action.setBadgeText({ text: status.badge });
}
