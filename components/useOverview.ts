import { readSpare } from '../lib/platform/spare';
import { type Overview, readOverview } from '../lib/store/read';
import { type Live, useLive } from './useLive';

/**
 * All that the pages show of servers, pairs and runs; servers by name. Undefined also while the worker
 * has yet to bring back what a lost memory held.
 */
export function useOverview(): Live<Overview> {
  const { value, problem } = useLive(readSorted).value;
  return { value: value ?? undefined, problem };
}

async function readSorted(): Promise<Overview | null> {
  const overview = await readOverview();
  if (overview.servers.length === 0 && (await isLost())) return null;
  const servers = [...overview.servers].sort((a, b) => a.name.localeCompare(b.name));
  return { ...overview, servers };
}

/** Nothing is stored, and yet something was set up. */
const isLost = (): Promise<boolean> =>
  readSpare().then(
    (spare) => spare !== null,
    () => false,
  );
