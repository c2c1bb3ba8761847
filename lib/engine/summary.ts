import { SIDES, type Side } from '../model/observation';
import { needsYou, type Problem } from '../model/problem';
import type { Outcome, Plan, PlanSkip, RunSummary } from '../model/run';
import type { Pair } from '../model/settings';
import type { Applied } from './apply';
import { type Contact, requestsOf } from './contact';
import type { Decided } from './deliberate';
import type { Matched } from './match';
import type { EnginePorts } from './ports';
import { leavesSkip } from './record';

export interface SummaryParts {
  pair: Pair;
  startedAt: number;
  contacts: Record<Side, Contact>;
  plan: Plan;
  decided: Decided[];
  matched: Matched;
  applied: Applied | null;
  held: boolean;
}

/** What a run came to, in numbers that add up. */
export function summaryOf(ports: EnginePorts, parts: SummaryParts): RunSummary {
  const { pair, startedAt, contacts, plan, decided, matched, applied, held } = parts;
  const problem = worstProblem(contacts, applied);
  const skipped = countedSkips(plan, contacts).length - matched.unmatched.length;
  const settledConflicts = decided.filter(
    ({ decision }) => decision.conflict && !decision.act && decision.baseline !== 'keep',
  );
  return {
    pairId: pair.id,
    outcome: outcomeOf(problem, held, skipped),
    written: applied?.written ?? 0,
    cleared: applied?.cleared ?? 0,
    skipped,
    conflicts: (applied?.conflicts ?? 0) + settledConflicts.length,
    unmatched: matched.unmatched.length,
    requests: requestsOf(contacts.left) + requestsOf(contacts.right),
    startedAt,
    finishedAt: ports.now(),
    ...(problem ? { problem } : {}),
  };
}

/** While a server is silent, that its titles are unknown goes without saying. */
function countedSkips(plan: Plan, contacts: Record<Side, Contact>): PlanSkip[] {
  const silent = SIDES.some((side) => contacts[side].problem);
  return plan.skips.filter((skip) => !(silent && skip.reason === 'unknown'));
}

/** What was left out and waits: of all that is counted, what has no row in the history. */
export function waitingOf(parts: SummaryParts): PlanSkip[] {
  const { plan, contacts, decided, matched } = parts;
  const listed = new Map<string, number>();
  const nameOf = ({ title, reason }: PlanSkip) => `${reason} ${title}`;
  const rows = decided.filter(leavesSkip).map(({ item, decision }) => ({
    title: item.title,
    reason: decision.skip!,
  }));
  for (const skip of [...rows, ...matched.unmatched]) {
    listed.set(nameOf(skip), (listed.get(nameOf(skip)) ?? 0) + 1);
  }
  return countedSkips(plan, contacts).filter((skip) => {
    const left = listed.get(nameOf(skip)) ?? 0;
    if (left > 0) listed.set(nameOf(skip), left - 1);
    return left === 0;
  });
}

function worstProblem(
  contacts: Record<Side, Contact>,
  applied: Applied | null,
): Problem | undefined {
  const problems = [
    applied?.problem ?? null,
    ...SIDES.flatMap((side) => [contacts[side].problem, ...contacts[side].libraryProblems]),
  ].filter((problem): problem is Problem => problem !== null);
  return problems.find(needsYou) ?? problems[0];
}

function outcomeOf(problem: Problem | undefined, held: boolean, skipped: number): Outcome {
  if (held) return 'held';
  if (problem) return needsYou(problem) ? 'needs-you' : 'retry-later';
  return skipped > 0 ? 'done-with-skips' : 'done';
}
