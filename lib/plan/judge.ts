import type { SkipReason } from '../model/decision';
import { SIDES } from '../model/observation';
import type { Problem } from '../model/problem';
import type { PairState, Unmatched } from '../model/records';
import type { Hold, Plan, PlanSkip } from '../model/run';
import type { Item, ServerSights, Sight } from '../model/sight';
import { type Decided, decideAll, type Intended, intendedOf, trackedCounts } from './acts';
import { type Doubtful, listedBy, withoutDoubtful } from './claims';
import { lineBehind } from './finish-line';
import { type Unusual, unusual } from './guard';
import { planHash } from './hash';
import { IGNORED } from './ignored';
import { seenItem } from './observe';
import { type Recorded, type RunContext, recordDecisions, runtimeOf } from './record';
import type { Rules } from './rules';

/** What a run comes to, before anything of it is written. */
export interface Judgement {
  plan: Plan;
  /** The plan is unusual: only what was approved before is done. */
  hold: Hold | null;
  /** What is to be done now, oldest first. */
  acts: Intended[];
  decided: Decided[];
  unmatched: Unmatched[];
  record: Recorded;
}

/** Everything that is decided or counted in a run: what was seen and is remembered in, acts out. */
export function judge(
  sight: Sight,
  state: Pick<PairState, 'approved' | 'previewed' | 'completedAt'>,
  rules: Rules,
  run: Pick<RunContext, 'runId' | 'pairId' | 'startedAt'>,
): Judgement {
  const { clear, doubtful } = withoutDoubtful(sight.items);
  const weighed = decideAll({ ...sight, items: clear }, rules);
  const said = sight.leftOut.map(({ item }) => ({
    item: seenItem(item, sight, sight.now),
    decision: IGNORED,
  }));
  const decided = [...weighed, ...said];
  const unmatched = [...sight.unmatched, ...doubtful.flatMap((one) => listed(one, sight, run))];
  const intended = intendedOf(weighed, sight, state.completedAt);
  const rests = (one: Intended) => (one.item.track?.restsUntil ?? 0) > run.startedAt;
  const able = intended.filter((one) => !rests(one));
  const skips = skipsOf(decided, intended.filter(rests), unmatched, sight);
  const plan = planOf(run.pairId, able, skips);

  const isApproved = (one: Intended) => state.approved.includes(one.weighed.hash);
  const open = able.filter((one) => !isApproved(one));
  const reason = judged(open, weighed, sight, state);
  const hold = reason && holdOf(planOf(run.pairId, open, skips), open, reason, sight.now);
  const acts = hold ? able.filter(isApproved) : able;
  const record = recordDecisions(decided, { ...run, sides: sight });
  return { plan, hold, acts, decided, unmatched, record };
}

/** Would any decision change if it were known who plays what? */
export function hangsOnPlayers(sight: Sight, rules: Rules): boolean {
  const { clear } = withoutDoubtful(sight.items);
  return decideAll({ ...sight, items: clear }, rules).some(({ decision }) => decision.asksPlayers);
}

function listed(
  doubtful: Doubtful,
  sight: Sight,
  { pairId, startedAt }: Pick<RunContext, 'pairId' | 'startedAt'>,
): Unmatched[] {
  const { side, row } = listedBy(doubtful);
  if (!row) return [];
  const { item, reason } = doubtful;
  const { title, identity } = item;
  const { serverId } = sight[side];
  const { itemId, runtimeMs } = row;
  const what = { pairId, serverId, itemId, title, identity, runtimeMs };
  return [{ ...what, reason, checkedAt: startedAt }];
}

function skipsOf(
  decided: Decided[],
  resting: Intended[],
  unmatched: Unmatched[],
  sides: ServerSights,
): PlanSkip[] {
  return [
    ...decided.flatMap(({ item, decision }) =>
      decision.skip
        ? [
            {
              ...withProblem(item.title, decision.skip, failingOf(item, decision.skip, sides)),
              ...lineBehind({ item, decision }),
            },
          ]
        : [],
    ),
    ...resting.map(({ item }) => withProblem(item.title, 'resting', item.track?.problem)),
    ...unmatched.map(({ title, reason, problem }) => withProblem(title, reason, problem)),
  ];
}

const withProblem = (title: string, reason: PlanSkip['reason'], problem?: Problem): PlanSkip => ({
  title,
  reason,
  ...(problem && { problem }),
});

/** What a server said that cannot show one of the title's copies. */
function failingOf(item: Item, skip: SkipReason, sides: ServerSights): Problem | undefined {
  if (skip !== 'unknown') return undefined;
  for (const side of SIDES) {
    if (item.known[side].is !== 'unknown') continue;
    for (const id of item.copies[side]) {
      const problem = sides[side].failing.get(id);
      if (problem) return problem;
    }
  }
  return undefined;
}

const planOf = (pairId: string, intended: Intended[], skips: PlanSkip[]): Plan => ({
  pairId,
  planHash: planHash(intended.map((one) => one.weighed.hash)),
  actions: intended.map(({ item, decision: { act }, weighed, rule }) => ({
    kind: act.kind,
    serverId: weighed.serverId,
    title: item.title,
    fromMs: act.fromMs,
    toMs: act.toMs,
    rule,
    runtimeMs: runtimeOf(item),
    key: item.key,
  })),
  skips,
});

const holdOf = (plan: Plan, open: Intended[], found: Unusual, at: number): Hold => ({
  pairId: plan.pairId,
  planHash: plan.planHash,
  plan,
  actionHashes: open.map((one) => one.weighed.hash),
  ...found,
  at,
});

/** The guard fails closed. */
function judged(
  open: Intended[],
  decided: Decided[],
  sight: Sight,
  { previewed, completedAt }: Pick<PairState, 'previewed' | 'completedAt'>,
): Unusual | null {
  try {
    const items = decided.map((one) => one.item);
    const weighed = open.map((one) => one.weighed);
    const tracked = trackedCounts(items, sight);
    return unusual(weighed, { tracked, previewed, hasRun: completedAt !== null });
  } catch {
    const { serverId } = sight.right;
    return { reason: 'guard-failed', serverId, count: open.length, of: open.length };
  }
}
