import { SIDES, type Side } from '../model/observation';
import type { PairState, Unmatched } from '../model/records';
import type { Hold, Plan, PlanSkip, RunRecord, RunSummary } from '../model/run';
import type { Pair, Settings } from '../model/settings';
import { type Unusual, unusual } from '../plan/guard';
import { planHash } from '../plan/hash';
import { type Applied, Applier } from './apply';
import { assemble } from './assemble';
import type { Contact } from './contact';
import {
  type Decided,
  deliberate,
  type Intended,
  intendedOf,
  rulesOf,
  trackedCounts,
} from './deliberate';
import { sayIgnored, withoutIgnored } from './ignoring';
import { askForAbsent } from './inquire';
import { match } from './match';
import { openEnds } from './open';
import { type Prepared, preparePair } from './pair-state';
import type { EnginePorts } from './ports';
import { userOf } from './reach';
import { type RunContext, recordDecisions, runtimeOf } from './record';
import { recover } from './recover';
import { begun, ended } from './run-record';
import { lookOnceMore } from './second-look';
import { type SummaryParts, summaryOf, waitingOf } from './summary';
import { onTrial } from './trial';

/** How a run is wanted. */
export interface Manner {
  /** Started by the schedule: servers that just failed are left alone for a while. */
  patient: boolean;
  /** Nothing is written, not even a baseline. */
  preview: boolean;
}

export interface RunResult {
  summary: RunSummary;
  plan: Plan;
}

/** One pass over one pair: observe, recover, decide, guard, apply, record. */
export async function runPair(
  ports: EnginePorts,
  settings: Settings,
  pair: Pair,
  manner: Manner,
): Promise<RunResult> {
  const startedAt = ports.now();
  const runId = ports.newId();
  const report = (stage: 'reading' | 'deciding') =>
    ports.progress({ pairId: pair.id, stage, done: 0, of: 0, title: null });
  report('reading');
  const contacts = await openEnds(ports, settings, pair, manner.patient);
  const run: RunContext = { runId, pairId: pair.id, now: startedAt, contacts };

  const prepared = await prepare(ports, pair, contacts, manner);
  if (!manner.preview) await recover(ports, run);
  if (!manner.preview && prepared.recheck) prepared.tracks = await ports.store.tracks(pair.id);
  const rules = rulesOf(pair, settings.options, ports.now());

  const ignored = await ports.store.ignored(pair.id);
  const { assembled, unsaid } = withoutIgnored(
    assemble(prepared.tracks, contacts),
    ignored,
    contacts,
  );
  const all = await match(ports, pair, assembled, contacts, startedAt, manner.patient);
  // A preview shows what could be tried as well.
  const matched = manner.preview ? all : onTrial(all, prepared.state.trial ?? null);
  await askForAbsent(ports, matched.items, contacts, rules);

  report('deciding');
  const weighed = await deliberate(ports, matched.items, contacts, rules);
  const decided = [...weighed, ...sayIgnored(ports, unsaid, contacts)];
  const { able, resting } = restingApart(intendedOf(weighed, contacts), startedAt);
  const plan = planOf(pair.id, able, decided, resting, matched.unmatched);
  const parts: SummaryParts = {
    ...{ pair, startedAt, contacts, plan, decided, matched },
    ...{ applied: null, held: false },
  };
  if (manner.preview) return { plan, summary: summaryOf(ports, parts) };

  const { state } = prepared;
  const open = able.filter((one) => !state.approved.includes(one.weighed.hash));
  const rest = planOf(pair.id, open, decided, resting, matched.unmatched);
  const hold = holdOf(ports, rest, open, weighed, contacts, state);
  const toApply = hold ? able.filter((one) => state.approved.includes(one.weighed.hash)) : able;
  const recorded = recordDecisions(decided, run);
  const leavesRows = recorded.activity.length + toApply.length > 0;
  await ports.store.commit({
    ...recorded,
    runs: leavesRows ? [begun(run)] : [],
    ignored: unsaid.map(({ entry }) => ({ ...entry, noted: true })),
    unmatched: matched.unmatched,
    forgetUnmatched: matched.resolved,
  });
  let applied: Applied | null = null;
  if (toApply.length > 0) {
    const { ready, changed } = await lookOnceMore(ports, toApply, contacts, rules);
    applied = await new Applier(ports, run).all(ready);
    for (const one of changed) plan.skips.push({ title: one.item.title, reason: 'changed-since' });
    for (const one of applied.undone) plan.skips.push({ title: one.title, reason: one.reason });
  }
  Object.assign(parts, { applied, held: hold !== null });
  const summary = summaryOf(ports, parts);
  // A server that said nothing decides nothing: what was held or approved stays so.
  const silent = SIDES.some((side) => contacts[side].problem !== null);
  const kept = silent && !hold ? { hold: state.hold, approved: state.approved } : null;
  const last = leavesRows ? undefined : await ports.store.lastRun(pair.id);
  const left = { waiting: waitingOf(parts), held: hold?.plan.actions.length ?? 0 };
  const record = ended(run, summary, left, last);
  await close(ports, run, { ...state, hold, approved: [], ...kept }, summary, record);
  return { plan, summary };
}

async function prepare(
  ports: EnginePorts,
  pair: Pair,
  contacts: Record<Side, Contact>,
  manner: Manner,
): Promise<Prepared & { recheck: boolean }> {
  const who = ({ state, settings }: Contact) =>
    JSON.stringify([settings.id, state.boundServerId, userOf(settings, state)]);
  const bound = SIDES.every((side) => contacts[side].state.boundServerId !== null);
  const ends = bound
    ? SIDES.map((side) => who(contacts[side]))
        .sort()
        .join(' ')
    : '';
  const prepared = await preparePair(ports, pair, ends, [
    contacts.left.settings,
    contacts.right.settings,
  ]);
  const recheck = (await ports.store.journal()).length > 0;
  if (manner.preview) return { ...prepared, recheck };
  if (prepared.forget) await ports.store.forgetPair(pair.id);
  await ports.store.commit({
    ...prepared.batch,
    pairStates: [{ ...prepared.state, startedAt: ports.now() }],
  });
  return { ...prepared, recheck };
}

function restingApart(
  intended: Intended[],
  now: number,
): { able: Intended[]; resting: Intended[] } {
  const rests = (one: Intended) => (one.item.track?.restsUntil ?? 0) > now;
  return { able: intended.filter((one) => !rests(one)), resting: intended.filter(rests) };
}

function planOf(
  pairId: string,
  able: Intended[],
  decided: Decided[],
  resting: Intended[],
  unmatched: Unmatched[],
): Plan {
  const skips: PlanSkip[] = [];
  for (const { item, decision } of decided) {
    if (decision.skip) skips.push({ title: item.title, reason: decision.skip });
  }
  for (const one of resting) skips.push({ title: one.item.title, reason: 'resting' });
  for (const one of unmatched) skips.push({ title: one.title, reason: one.reason });
  return {
    pairId,
    planHash: planHash(able.map((one) => one.weighed.hash)),
    actions: able.map((one) => ({
      kind: one.act.kind,
      serverId: one.weighed.serverId,
      title: one.item.title,
      fromMs: one.act.fromMs,
      toMs: one.act.toMs,
      rule: one.rule,
      runtimeMs: runtimeOf(one.item),
      key: one.item.key,
    })),
    skips,
  };
}

function holdOf(
  ports: EnginePorts,
  plan: Plan,
  open: Intended[],
  decided: Decided[],
  contacts: Record<Side, Contact>,
  state: PairState,
): Hold | null {
  const found = judge(open, decided, contacts, state);
  if (!found) return null;
  const { pairId } = plan;
  const actionHashes = open.map((one) => one.weighed.hash);
  return { pairId, planHash: plan.planHash, plan, actionHashes, ...found, at: ports.now() };
}

/** The guard fails closed. */
function judge(
  open: Intended[],
  decided: Decided[],
  contacts: Record<Side, Contact>,
  state: PairState,
): Unusual | null {
  try {
    const tracked = trackedCounts(
      decided.map((one) => one.item),
      contacts,
    );
    return unusual(
      open.map((one) => one.weighed),
      tracked,
      state.previewed,
    );
  } catch {
    const serverId = contacts.right.settings.id;
    return { reason: 'guard-failed', serverId, count: open.length, of: open.length };
  }
}

async function close(
  ports: EnginePorts,
  run: RunContext,
  state: PairState,
  summary: RunSummary,
  record: RunRecord,
): Promise<void> {
  const { contacts } = run;
  const completed = summary.outcome === 'done' || summary.outcome === 'done-with-skips';
  for (const side of SIDES) {
    const contact = contacts[side];
    const whole = !contact.problem && contact.unreadLibraries.size === 0;
    if (whole) contact.state.readAt = contact.listedAt;
  }
  await ports.store.commit({
    serverStates: [contacts.left.state, contacts.right.state],
    looks: SIDES.flatMap((side) => [...contacts[side].changedLooks.values()]),
    runs: [record],
    pairStates: [
      {
        ...state,
        startedAt: summary.startedAt,
        completedAt: completed ? summary.finishedAt : state.completedAt,
        previewed: completed ? null : state.previewed,
        last: summary,
      },
    ],
  });
}
