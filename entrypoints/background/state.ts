import { statusOf } from '../../lib/plan/status';
import { showBadge } from '../../lib/platform/icon';
import { readOverview } from '../../lib/store/read';

/** Toolbar badge and tooltip, from what is stored. */
export async function showState(): Promise<void> {
  await showBadge(statusOf(await readOverview(), Date.now()));
}
