import { problemOf } from '../model/problem';
import type { Plan, RunSummary } from '../model/run';
import type { Pair, Settings } from '../model/settings';
import { rulesOf } from '../plan/acts';
import { judge } from '../plan/judge';
import type { RunContext } from '../plan/record';
import { begun } from '../plan/run-record';
import { NOTHING_APPLIED, summaryOf } from '../plan/summary';
import { act } from './act';
import { close, closeBroken, requestsIn } from './close';
import { takeLooks } from './contact';
import { Contacts, type Ends } from './contacts';
import { look } from './look';
import type { EnginePorts } from './ports';
import { remember } from './remember';

/** One pair as it is to be run. */
export interface Wish {
  settings: Settings;
  pair: Pair;
  /** Started by the schedule: servers that just failed are left alone for a while. */
  patient: boolean;
}

/**
 * One pass over one pair: look, judge, act, close. A run that breaks is closed too, so that the
 * history and the status say so. `contacts` are the servers of the round it belongs to.
 */
export async function runPair(
  ports: EnginePorts,
  wish: Wish,
  contacts = new Contacts(ports, wish.settings, wish.patient),
): Promise<RunSummary> {
  const heading = { runId: ports.newId(), pairId: wish.pair.id, startedAt: ports.now() };
  try {
    return await pass(ports, wish, heading, contacts);
  } catch (thrown) {
    return closeBroken(ports, heading, problemOf(thrown));
  }
}

async function pass(
  ports: EnginePorts,
  wish: Wish,
  heading: Omit<RunContext, 'sides'>,
  contacts: Contacts,
): Promise<RunSummary> {
  report(ports, heading.pairId, 'reading');
  const ends = await contacts.endsOf(wish.pair);
  const memory = await remember(ports, wish.pair, ends, false);
  const rules = rulesOf(wish.pair, wish.settings.options, ports.now());
  const trial = memory.state.trial ?? null;
  const ignored = await ports.store.ignored(wish.pair.id);
  const wanted = { ...wish, ...memory, ...heading, ignored, trial, rules };
  const sight = await look(ports, wanted, ends);

  report(ports, heading.pairId, 'deciding');
  const judgement = judge(sight, memory.state, rules, heading);
  const { acts, record, unmatched } = judgement;
  const leavesRows = record.activity.length + acts.length > 0;
  await ports.store.commit({
    ...record,
    looks: takeLooks([ends.left, ends.right]),
    runs: leavesRows ? [begun(heading)] : [],
    ignored: sight.leftOut.map(({ entry }) => ({ ...entry, noted: true })),
    unmatched,
    forgetUnmatched: [...sight.resolved],
  });

  const run: RunContext = { ...heading, sides: sidesOf(ends) };
  const applied = await act(ports, { acts, items: sight.items, rules }, ends, run);
  return close(ports, run, ends, { state: memory.state, judgement, applied, leavesRows });
}

/** What a run would do now: looks and judges, writes nothing to servers and remembers nothing. */
export async function previewRun(
  ports: EnginePorts,
  { settings, pair }: Omit<Wish, 'patient'>,
): Promise<{ plan: Plan; summary: RunSummary }> {
  const heading = { runId: ports.newId(), pairId: pair.id, startedAt: ports.now() };
  report(ports, pair.id, 'reading');
  const ends = await new Contacts(ports, settings, false).endsOf(pair);
  const memory = await remember(ports, pair, ends, true);
  const rules = rulesOf(pair, settings.options, ports.now());
  const ignored = await ports.store.ignored(pair.id);
  // What could be tried is shown as well.
  const wanted = { pair, ...memory, ...heading, ignored, trial: null, rules, patient: false };
  const sight = await look(ports, wanted, ends);
  report(ports, pair.id, 'deciding');
  const judgement = judge(sight, memory.state, rules, heading);
  const numbers = { finishedAt: ports.now(), requests: requestsIn(ends) };
  const parts = { ...heading, ...judgement, ...numbers, sides: sight };
  return {
    plan: judgement.plan,
    summary: summaryOf({ ...parts, applied: NOTHING_APPLIED, held: false }),
  };
}

const sidesOf = (ends: Ends): RunContext['sides'] => ({
  left: ends.left.sight,
  right: ends.right.sight,
});

const report = (ports: EnginePorts, pairId: string, stage: 'reading' | 'deciding'): void =>
  ports.progress({ pairId, stage, done: 0, of: 0, title: null });
