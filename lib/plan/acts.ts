import type { Acting, Decision } from '../model/decision';
import { otherSide, type Side } from '../model/observation';
import type { Rule } from '../model/run';
import type { Options, Pair } from '../model/settings';
import type { Item, SeenItem, ServerSights, Sight } from '../model/sight';
import { SAME_MS } from './changes';
import { decide } from './decide';
import type { Weighed } from './guard';
import { actionHash } from './hash';
import { seenItem } from './observe';
import type { Case, Rules } from './rules';

export interface Decided<D extends Decision = Decision> {
  item: SeenItem;
  decision: D;
}

/** One write or clear that the plan intends. */
export interface Intended extends Decided<Acting> {
  from: Side;
  rule: Rule;
  weighed: Weighed;
}

/** Below it, two readings of one position would be a difference. */
const LEAST_DELTA_MS = SAME_MS + 1_000;

export const rulesOf = (pair: Pair, options: Options, now: number): Rules => ({
  mode: pair.mode,
  addUpdate: pair.addUpdate,
  remove: pair.remove,
  rewatch: pair.rewatch,
  removeMode: options.oneWayRemoveMode,
  minimumMs: pair.guardrails.minimumSeconds * 1000,
  deltaMs: Math.max(pair.guardrails.deltaSeconds * 1000, LEAST_DELTA_MS),
  maximumShare: pair.guardrails.maximumPercent / 100,
  tombstoneMs: options.tombstoneDays * 24 * 60 * 60_000,
  now,
});

/** One decision an item, of all that there is something to decide about. */
export const decideAll = (
  { items, now, ...sides }: Pick<Sight, 'items' | 'now' | Side>,
  rules: Rules,
): Decided[] =>
  items.filter(hasSomethingToDecide).map((item) => {
    const seen = seenItem(item, sides, now);
    return { item: seen, decision: decide(caseOf(seen, sides), rules) };
  });

/** A block without a sight of the item on either side waits silently. */
const hasSomethingToDecide = (item: Item): boolean =>
  item.track?.said != null || item.known.left.is === 'rows' || item.known.right.is === 'rows';

function caseOf({ track, seen }: SeenItem, sides: ServerSights): Case {
  const [left, right] = [sides.left.serverId, sides.right.serverId];
  const said = track?.said;
  const tomb = track?.tombstone;
  return {
    ...seen,
    baseline:
      said?.[left] && said[right]
        ? { left: said[left], right: said[right], reason: track!.reason }
        : null,
    tombstone: tomb
      ? { side: tomb.serverId === left ? 'left' : 'right', ms: tomb.ms, at: tomb.at }
      : null,
    settingsChanged: track?.settingsChanged ?? false,
  };
}

/**
 * The acts of a plan, oldest first, so that the row keeps its order where a server stamps "now"; those
 * that failed before come last, so that none waits for one that always fails.
 */
export function intendedOf(
  decided: Decided[],
  sides: ServerSights,
  lastRunAt: number | null,
): Intended[] {
  const intended = decided.flatMap(({ item, decision }) =>
    decision.does === 'act' ? [intend({ item, decision }, sides, { lastRunAt })] : [],
  );
  const watched = ({ item, from }: Intended) => item.seen[from].watchedAt ?? 0;
  const failures = ({ item }: Intended) => item.track?.failures ?? 0;
  return intended.sort((a, b) => failures(a) - failures(b) || watched(a) - watched(b));
}

/** One act as the plan, the guard and the write need it. */
export function intend(
  { item, decision }: Decided<Acting>,
  sides: ServerSights,
  { rule, lastRunAt = null }: { rule?: Rule; lastRunAt?: number | null } = {},
): Intended {
  const { act } = decision;
  const from = otherSide(act.to);
  const serverId = sides[act.to].serverId;
  const why = rule ?? ruleOf(item, decision, from);
  const changedAt = item.seen[from].watchedAt;
  const dated = lastRunAt !== null && changedAt !== null && changedAt >= lastRunAt;
  const weighed: Weighed = {
    serverId,
    fromServerId: sides[from].serverId,
    hash: actionHash({ ...act, serverId, item: item.key }),
    tracked: item.track?.said != null,
    strange: strangeness(item, decision, why),
    undated: why !== 'put-back' && !dated,
  };
  return { item, decision, from, rule: why, weighed };
}

/** What a person does leaves a date, and a finished title says why it went. */
function strangeness(item: SeenItem, { act }: Acting, rule: Rule): Weighed['strange'] {
  const target = item.seen[act.to];
  if (rule === 'put-back') return target.back || target.lost === 'back' ? 'went-back' : null;
  return act.toMs < act.fromMs && rule !== 'finished' ? 'backward' : null;
}

function ruleOf(item: SeenItem, decision: Acting, from: Side): Rule {
  const target = item.seen[decision.act.to];
  if (decision.cell === '12c' || (target.back && item.track?.said)) return 'put-back';
  if (decision.act.kind === 'write') return decision.conflict?.rule ?? 'moved';
  const said = item.track?.said;
  const wasThere = said && Object.values(said).every((one) => one.is === 'at');
  if (!wasThere) return 'mirror';
  return item.seen[from].is === 'finished' ? 'finished' : 'cleared';
}

/** By server: how many items of the pair are settled at a position there. */
export function trackedCounts(items: Item[], sides: ServerSights): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { serverId } of [sides.left, sides.right]) {
    counts.set(serverId, items.filter((item) => item.track?.said?.[serverId]?.is === 'at').length);
  }
  return counts;
}
