import type { HoldReason } from '../model/run';

/** One intended write as the guard counts it. */
export interface Weighed {
  serverId: string;
  fromServerId: string;
  hash: string;
  /** Has a baseline in this pair. */
  tracked: boolean;
  /** A clear, or a position lower than what stands there. */
  backward: boolean;
}

export interface Unusual {
  reason: HoldReason;
  serverId: string;
  count: number;
  of: number;
}

/** From this many items on, numbers mean something. */
const ENOUGH = 5;
const SHARE = 0.2;

/**
 * Is this plan unusual? Looks at the whole plan of a pair before its first write, counting only
 * what would write; what the person has approved is not given. `tracked` counts, by server, the items
 * whose settled value there is a position; `previewed` is what the preview of a first run showed.
 */
export function unusual(
  actions: Weighed[],
  tracked: ReadonlyMap<string, number>,
  previewed: number | null,
): Unusual | null {
  const known = actions.filter((action) => action.tracked);
  return manyCleared(known, tracked) ?? allChanged(known, tracked) ?? beyond(actions, previewed);
}

/** From how many titles cleared or moved back at once a plan waits, of so many that are tracked. */
export const waitsFrom = (of: number): number => Math.max(ENOUGH, Math.floor(of * SHARE) + 1);

function manyCleared(known: Weighed[], tracked: ReadonlyMap<string, number>): Unusual | null {
  for (const [serverId, of] of tracked) {
    const count = known.filter((a) => a.serverId === serverId && a.backward).length;
    if (count >= waitsFrom(of)) return { reason: 'many-cleared', serverId, count, of };
  }
  return null;
}

function allChanged(known: Weighed[], tracked: ReadonlyMap<string, number>): Unusual | null {
  for (const [serverId, of] of tracked) {
    const count = known.filter((a) => a.fromServerId === serverId).length;
    if (of >= ENOUGH && count >= of) return { reason: 'all-changed', serverId, count, of };
  }
  return null;
}

function beyond(actions: Weighed[], previewed: number | null): Unusual | null {
  if (previewed === null || actions.length === 0) return null;
  const allowed = previewed + Math.max(ENOUGH, previewed * SHARE);
  const serverId = actions[0]!.serverId;
  if (actions.length <= allowed) return null;
  return { reason: 'more-than-previewed', serverId, count: actions.length, of: previewed };
}
