import { statusOf } from '../../lib/plan/status';
import { showBadge } from '../../lib/platform/icon';
import { readOverview } from '../../lib/store/read';
import { tellNotices } from './notices';

/** Toolbar badge, tooltip and notifications, from what is stored. */
export async function showState(): Promise<void> {
  const overview = await readOverview();
  await showBadge(statusOf(overview, Date.now()));
  await tellNotices(overview);
}
