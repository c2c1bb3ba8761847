import { browser } from 'wxt/browser';
import type { Status } from '../status/status';
import { type Named, tooltipOf } from '../words/headline';

const ATTENTION = '#b3261e';
/** As `modules/toolbar-icons.ts` draws them. */
const SIZES = [16, 24, 32, 48];

/** The toolbar button: its picture, its words, and a badge only when a person is needed. */
export async function showStatus(status: Status, servers: Named[], now: number): Promise<void> {
  const { action } = browser;
  const path = Object.fromEntries(SIZES.map((size) => [size, `icons/${status.icon}-${size}.png`]));
  await Promise.all([
    action.setIcon({ path }),
    action.setTitle({ title: tooltipOf(status.state, servers, now) }),
    action.setBadgeBackgroundColor({ color: ATTENTION }),
    action.setBadgeText({ text: status.badge }),
  ]);
}
