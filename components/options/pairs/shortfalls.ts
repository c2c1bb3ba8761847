import type { Pair } from '../../../lib/model/settings';
import type { ServerView } from '../../../lib/store/read';
import { canOf } from '../../can';

export interface Shortfall {
  server: ServerView;
  /** Takes no positions at all, or has none removed. */
  lacks: 'writes' | 'clears';
}

/** What the servers that a pair writes to cannot do. */
export function shortfallsOf(
  pair: Pick<Pair, 'mode' | 'source' | 'target'>,
  servers: ServerView[],
): Shortfall[] {
  const ids = pair.mode === 'one-way' ? [pair.target] : [pair.source, pair.target];
  return ids.flatMap((id): Shortfall[] => {
    const server = servers.find((one) => one.id === id);
    if (!server) return [];
    const can = canOf(server);
    if (!can.writes) return [{ server, lacks: 'writes' }];
    return can.clears ? [] : [{ server, lacks: 'clears' }];
  });
}
