import { SIDES } from '../model/observation';
import { needsYou, type Problem } from '../model/problem';
import type { Unmatched } from '../model/records';
import type { Outcome, Plan, PlanSkip, RunSummary } from '../model/run';
import type { ServerSights } from '../model/sight';
import type { Decided } from './acts';
import { leavesSkip } from './record';

/** What became of the acts of a plan. */
export interface Applied {
  written: number;
  cleared: number;
  conflicts: number;
  /** Acts that did not come to a confirmed end, by why. */
  notDone: PlanSkip[];
  problem: Problem | null;
}

export const NOTHING_APPLIED: Applied = {
  written: 0,
  cleared: 0,
  conflicts: 0,
  notDone: [],
  problem: null,
};

/** All that a run is summed up from. */
export interface SummaryParts {
  pairId: string;
  /** Epoch ms. */
  startedAt: number;
  finishedAt: number;
  requests: number;
  sides: ServerSights;
  plan: Plan;
  decided: Decided[];
  unmatched: readonly Unmatched[];
  applied: Applied;
  held: boolean;
}

/** What a run came to, in numbers that add up. */
export function summaryOf(parts: SummaryParts): RunSummary {
  const { pairId, startedAt, finishedAt, requests, decided, unmatched, applied, held } = parts;
  const problem = worstProblem(parts);
  const skipped = countedSkips(parts).length - unmatched.length;
  const settledConflicts = decided.filter(
    ({ decision }) =>
      decision.conflict && (decision.does === 'settle' || decision.does === 'forget'),
  );
  return {
    pairId,
    outcome: outcomeOf(problem, held, skipped),
    written: applied.written,
    cleared: applied.cleared,
    skipped,
    conflicts: applied.conflicts + settledConflicts.length,
    unmatched: unmatched.length,
    requests,
    startedAt,
    finishedAt,
    ...(problem ? { problem } : {}),
  };
}

/** The summary of a run that broke, or that was not begun. */
export const failedSummary = (
  pairId: string,
  problem: Problem,
  times: Pick<RunSummary, 'startedAt' | 'finishedAt'>,
): RunSummary => ({
  pairId,
  outcome: needsYou(problem) ? 'needs-you' : 'retry-later',
  written: 0,
  cleared: 0,
  skipped: 0,
  conflicts: 0,
  unmatched: 0,
  requests: 0,
  ...times,
  problem,
});

/** While a server is silent, that its titles are unknown goes without saying. */
function countedSkips({ plan, applied, sides }: SummaryParts): PlanSkip[] {
  const silent = SIDES.some((side) => sides[side].problem);
  return [...plan.skips, ...applied.notDone].filter(
    (skip) => !(silent && skip.reason === 'unknown'),
  );
}

/** What was left out and waits: of all that is counted, what has no row in the history. */
export function waitingOf(parts: SummaryParts): PlanSkip[] {
  const listed = new Map<string, number>();
  const nameOf = ({ title, reason }: PlanSkip) => `${reason} ${title}`;
  const rows = parts.decided.filter(leavesSkip).map(({ item, decision }) => ({
    title: item.title,
    reason: decision.skip!,
  }));
  for (const skip of [...rows, ...parts.unmatched]) {
    listed.set(nameOf(skip), (listed.get(nameOf(skip)) ?? 0) + 1);
  }
  return countedSkips(parts).filter((skip) => {
    const left = listed.get(nameOf(skip)) ?? 0;
    if (left > 0) listed.set(nameOf(skip), left - 1);
    return left === 0;
  });
}

function worstProblem({ sides, applied }: SummaryParts): Problem | undefined {
  const problems = [
    applied.problem,
    ...SIDES.flatMap((side) => [sides[side].problem, ...sides[side].libraryProblems]),
  ].filter((problem) => problem !== null);
  return problems.find(needsYou) ?? problems[0];
}

function outcomeOf(problem: Problem | undefined, held: boolean, skipped: number): Outcome {
  if (held) return 'held';
  if (problem) return needsYou(problem) ? 'needs-you' : 'retry-later';
  return skipped > 0 ? 'done-with-skips' : 'done';
}
