import { SIDES, type Side } from '../model/observation';
import { needsYou, type Problem } from '../model/problem';
import type { Outcome, Plan, RunSummary } from '../model/run';
import type { Pair } from '../model/settings';
import type { Applied } from './apply';
import { type Contact, requestsOf } from './contact';
import type { Decided } from './deliberate';
import type { Matched } from './match';
import type { EnginePorts } from './ports';

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
  const silent = SIDES.some((side) => contacts[side].problem);
  const counted = plan.skips.filter((skip) => !(silent && skip.reason === 'unknown'));
  const skipped = counted.length - matched.unmatched.length;
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
