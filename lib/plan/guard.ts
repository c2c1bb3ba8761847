import type { HoldReason } from '../model/run';

/** One intended write as the guard counts it. */
export interface Weighed {
  serverId: string;
  fromServerId: string;
  hash: string;
  /** Has a baseline in this pair. */
  tracked: boolean;
  /**
   * What is strange about it, for the server written to: a position goes without a trace or moves
   * back (`backward`), or comes back to a server whose data is of an earlier day (`went-back`).
   */
  strange: 'backward' | 'went-back' | null;
  /** It follows a change that has no date of its own between the last run and this one. */
  undated: boolean;
}

export interface Unusual {
  reason: HoldReason;
  serverId: string;
  count: number;
  of: number;
}

/** What is known of a pair when its plan is weighed. */
export interface Scale {
  /** By server: how many items are settled at a position there. */
  tracked: ReadonlyMap<string, number>;
  /** Writes that the preview of a first run showed; null once that is over. */
  previewed: number | null;
  /** A run has come to its end before. */
  hasRun: boolean;
}

const SHARE = 0.2;
/** So many strange ones at once are no accident. */
const FEW = 3;
/** From this many items on, "all at once" means something, and this share is "all". */
const ENOUGH = 5;
const ALMOST_ALL = 0.8;
/** First positions that a preview may have missed, and that come at once after the first run. */
const MISSED = 5;
const NEW_AT_ONCE = 15;

/**
 * Is this plan unusual? Looks at the whole plan of a pair before its first write, counting only
 * what would write; what the person has approved is not given.
 */
export function unusual(actions: Weighed[], scale: Scale): Unusual | null {
  const known = actions.filter((action) => action.tracked);
  return (
    strange(known, scale) ??
    allChanged(known, scale) ??
    beyondPreview(actions, scale) ??
    manyNew(actions, scale)
  );
}

/** From how many titles cleared or moved back at once a plan waits, of so many that are tracked. */
export const waitsFrom = (of: number): number => Math.max(FEW, Math.floor(of * SHARE) + 1);

function strange(known: Weighed[], { tracked }: Scale): Unusual | null {
  for (const [serverId, of] of tracked) {
    const odd = known.filter((a) => a.serverId === serverId && a.strange !== null);
    if (odd.length < waitsFrom(of)) continue;
    const went = odd.some((a) => a.strange === 'went-back');
    return { reason: went ? 'went-back' : 'many-cleared', serverId, count: odd.length, of };
  }
  return null;
}

function allChanged(known: Weighed[], { tracked }: Scale): Unusual | null {
  for (const [serverId, of] of tracked) {
    const count = known.filter((a) => a.fromServerId === serverId && a.undated).length;
    if (of >= ENOUGH && count >= of * ALMOST_ALL) {
      return { reason: 'all-changed', serverId, count, of };
    }
  }
  return null;
}

function beyondPreview(actions: Weighed[], { previewed }: Scale): Unusual | null {
  if (previewed === null) return null;
  const allowed = previewed + Math.max(MISSED, previewed * SHARE);
  if (actions.length <= allowed) return null;
  const { serverId } = actions[0]!;
  return { reason: 'more-than-previewed', serverId, count: actions.length, of: previewed };
}

function manyNew(actions: Weighed[], { tracked, previewed, hasRun }: Scale): Unusual | null {
  if (!hasRun || previewed !== null) return null;
  for (const [serverId, of] of tracked) {
    const count = actions.filter((a) => a.fromServerId === serverId && !a.tracked).length;
    const usual = Math.max(NEW_AT_ONCE, Math.floor(of * SHARE));
    if (count > usual) return { reason: 'many-new', serverId, count, of: usual };
  }
  return null;
}
