import { showStatus } from '../../lib/platform/icon';
import { statusOf } from '../../lib/status/status';
import { readOverview } from '../../lib/store/read';
import { languageChosen } from './language';
import { tellNotices } from './notices';

/** The toolbar button and notifications, from what is stored. */
export async function showState(): Promise<void> {
  await languageChosen();
  const overview = await readOverview();
  const now = Date.now();
  const status = statusOf(overview, now, { offline: !navigator.onLine });
  await showStatus(status, overview.servers, now);
  await tellNotices(overview);
}
