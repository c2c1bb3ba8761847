import { SIDES } from '../model/observation';
import type { Problem } from '../model/problem';
import type { PairState } from '../model/records';
import type { RunSummary } from '../model/run';
import type { Judgement } from '../plan/judge';
import { freshPairState } from '../plan/pair-state';
import type { RunContext } from '../plan/record';
import { ended } from '../plan/run-record';
import { type Applied, failedSummary, summaryOf, waitingOf } from '../plan/summary';
import { requestsOf, takeLooks } from './contact';
import type { Ends } from './contacts';
import type { EnginePorts } from './ports';

/** What a run has come to by its end. */
export interface Outcome {
  state: PairState;
  judgement: Judgement;
  applied: Applied;
  /** A heading for its rows was stored already. */
  leavesRows: boolean;
}

/** Ends a run: what was learnt of both servers and the pair, and its heading, in one transaction. */
export async function close(
  ports: EnginePorts,
  run: RunContext,
  ends: Ends,
  { state, judgement, applied, leavesRows }: Outcome,
): Promise<RunSummary> {
  const { hold } = judgement;
  const parts = { ...run, ...judgement, applied, held: hold !== null };
  const numbers = { finishedAt: ports.now(), requests: requestsIn(ends) };
  const summary = summaryOf({ ...parts, ...numbers });
  const last = leavesRows ? undefined : await ports.store.lastRun(run.pairId);
  const waiting = waitingOf({ ...parts, ...numbers });
  const record = ended(run, summary, { waiting, held: hold?.plan.actions.length ?? 0 }, last);
  // A server that said nothing decides nothing: what was held or approved stays so.
  const silent = SIDES.some((side) => ends[side].sight.problem !== null);
  const kept = silent && !hold ? { hold: state.hold, approved: state.approved } : null;
  noteRead(ends);
  await ports.store.commit({
    serverStates: SIDES.map((side) => ends[side].remembered.state),
    looks: takeLooks([ends.left, ends.right]),
    runs: [record],
    pairStates: [{ ...state, hold, approved: [], ...kept, ...endOf(summary, state) }],
  });
  return summary;
}

/**
 * Ends a run that broke, so that its row and the status say so. What it had decided and not stored is
 * decided again in the next run. Where nothing can be stored, the summary alone tells of it.
 */
export async function closeBroken(
  { store, now }: EnginePorts,
  heading: Omit<RunContext, 'sides'>,
  problem: Problem,
): Promise<RunSummary> {
  const { pairId, startedAt } = heading;
  const summary = failedSummary(pairId, problem, { startedAt, finishedAt: now() });
  try {
    const state = (await store.pairState(pairId)) ?? freshPairState(pairId);
    const left = { waiting: [], held: 0 };
    const record = ended(heading, summary, left, await store.lastRun(pairId));
    await store.commit({ runs: [record], pairStates: [{ ...state, last: summary }] });
  } catch {
    // The memory itself is what broke.
  }
  return summary;
}

export const requestsIn = (ends: Ends): number =>
  SIDES.reduce((sum, side) => sum + requestsOf(ends[side]), 0);

/** A list that was read whole is what changes are timed by from now on. */
function noteRead(ends: Ends): void {
  for (const side of SIDES) {
    const { sight, remembered, asked } = ends[side];
    if (!sight.problem && sight.unreadLibraries.size === 0) {
      remembered.state.readAt = asked.listedAt;
    }
  }
}

function endOf(summary: RunSummary, state: PairState): Partial<PairState> {
  const { outcome, startedAt, finishedAt } = summary;
  const completed = outcome === 'done' || outcome === 'done-with-skips';
  return {
    startedAt,
    completedAt: completed ? finishedAt : state.completedAt,
    previewed: completed ? null : state.previewed,
    last: summary,
  };
}
