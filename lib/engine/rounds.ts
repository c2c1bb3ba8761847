import { type Problem, ProblemError } from '../model/problem';
import type { Hold, Plan, RunSummary } from '../model/run';
import type { Pair, Settings } from '../model/settings';
import { freshPairState } from '../plan/pair-state';
import { failedSummary } from '../plan/summary';
import { Contacts } from './contacts';
import type { EnginePorts } from './ports';
import { previewStore } from './preview-store';
import { previewRun, runPair } from './run';

/** Who wants the round: the person, or the schedule. */
export type Wish = 'person' | 'schedule';

/**
 * Runs one pair, or every enabled pair, one after another. Each server is read once; a pair's failure
 * is its own.
 */
export async function runRound(
  ports: EnginePorts,
  wish: Wish,
  pairId?: string,
): Promise<RunSummary[]> {
  const settings = await ports.store.settings();
  const patient = wish === 'schedule';
  const contacts = new Contacts(ports, settings, patient);
  const summaries: RunSummary[] = [];
  for (const pair of pairsToRun(settings, pairId)) {
    const consent = await consentTo(ports, pair, wish, pairId !== undefined);
    if (consent === 'skip') continue;
    if (consent === 'go') {
      summaries.push(await runPair(ports, { settings, pair, patient }, contacts));
    } else {
      const now = ports.now();
      summaries.push(failedSummary(pair.id, consent, { startedAt: now, finishedAt: now }));
    }
  }
  return summaries;
}

function pairsToRun(settings: Settings, pairId?: string): Pair[] {
  if (pairId === undefined) return settings.pairs.filter((pair) => pair.enabled);
  const pair = settings.pairs.find((one) => one.id === pairId);
  if (!pair) throw new ProblemError({ code: 'unknown-pair' });
  if (!pair.enabled) throw new ProblemError({ code: 'pair-disabled' });
  return [pair];
}

/**
 * A pair made by hand starts with a preview; once that was seen, a run that the person asks for by
 * name is the yes.
 */
async function consentTo(
  ports: EnginePorts,
  pair: Pair,
  wish: Wish,
  byName: boolean,
): Promise<'go' | 'skip' | Problem> {
  const state = (await ports.store.pairState(pair.id)) ?? freshPairState(pair.id);
  if (state.consent === 'given') return 'go';
  if (state.consent === 'previewed' && wish === 'person' && byName) {
    await ports.store.commit({ pairStates: [{ ...state, consent: 'given' }] });
    return 'go';
  }
  return wish === 'schedule' ? 'skip' : { code: 'preview-first' };
}

/** What a run would do now. Reads both servers, writes nothing to them and remembers nothing. */
export async function previewPair(ports: EnginePorts, pairId: string): Promise<Plan> {
  const settings = await ports.store.settings();
  const pair = settings.pairs.find((one) => one.id === pairId);
  if (!pair) throw new ProblemError({ code: 'unknown-pair' });
  const quiet = { ...ports, store: previewStore(ports.store) };
  const { plan, summary } = await previewRun(quiet, { settings, pair });
  if (summary.problem && plan.actions.length === 0) throw new ProblemError(summary.problem);
  const state = (await ports.store.pairState(pairId)) ?? freshPairState(pairId);
  const previewed = plan.actions.length;
  if (state.consent !== 'given') {
    await ports.store.commit({ pairStates: [{ ...state, consent: 'previewed', previewed }] });
  } else if (state.trial) {
    await ports.store.commit({ pairStates: [{ ...state, previewed }] });
  }
  return plan;
}

/** Approves exactly the held plan, and runs the pair: what is still the same is written. */
export async function approveHold(
  ports: EnginePorts,
  pairId: string,
  planHash: string,
): Promise<RunSummary[]> {
  pairsToRun(await ports.store.settings(), pairId);
  const { state, hold } = await heldPlan(ports, pairId);
  if (hold.planHash !== planHash) throw new ProblemError({ code: 'hold-changed' });
  await ports.store.commit({
    pairStates: [{ ...state, hold: null, approved: hold.actionHashes }],
  });
  return runRound(ports, 'person', pairId);
}

/** Puts a held plan aside; the next run judges anew. */
export async function dismissHold(ports: EnginePorts, pairId: string): Promise<void> {
  const { state } = await heldPlan(ports, pairId);
  await ports.store.commit({ pairStates: [{ ...state, hold: null, approved: [] }] });
}

async function heldPlan(ports: EnginePorts, pairId: string) {
  const state = await ports.store.pairState(pairId);
  const hold: Hold | null = state?.hold ?? null;
  if (!state || !hold) throw new ProblemError({ code: 'hold-changed' });
  return { state, hold };
}
