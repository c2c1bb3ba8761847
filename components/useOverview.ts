import { type Overview, readOverview } from '../lib/store/read';
import { type Live, useLive } from './useLive';

/** All that the pages show of servers, pairs and runs; servers by name. */
export function useOverview(): Live<Overview> {
  return useLive(readSorted).value;
}

async function readSorted(): Promise<Overview> {
  const overview = await readOverview();
  const servers = [...overview.servers].sort((a, b) => a.name.localeCompare(b.name));
  return { ...overview, servers };
}
