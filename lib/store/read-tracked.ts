import { db } from './db';

/** How many titles of a pair are settled at a position on one of its servers. */
export interface Tracked {
  pairId: string;
  serverId: string;
  count: number;
}

/** By pair and server, as the check before a run's first write counts them. */
export async function readTracked(): Promise<Tracked[]> {
  const counts = new Map<string, Tracked>();
  await db.tracks.each(({ pairId, said }) => {
    for (const [serverId, one] of Object.entries(said ?? {})) {
      const key = `${pairId} ${serverId}`;
      const known = counts.get(key) ?? { pairId, serverId, count: 0 };
      counts.set(key, { ...known, count: known.count + (one.is === 'at' ? 1 : 0) });
    }
  });
  return [...counts.values()];
}
