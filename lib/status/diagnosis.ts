import { PROBLEM_CODES, type Problem } from '../model/problem';
import type { PairState, ServerState, Track, Unmatched } from '../model/records';
import type { Activity, RunSummary } from '../model/run';
import type { Capabilities, ServerSettings } from '../model/server';
import type { Pair, Settings } from '../model/settings';

/** All that a diagnosis is made of. */
export interface DiagnosisFacts {
  now: number;
  /** Playhead's version, and what the browser calls itself. */
  version: string;
  browser: string;
  settings: Settings;
  schedule: { startedAt: number | null; finishedAt: number | null };
  stored: { kind: string; entries: number; bytes: number }[];
  /** What the adapters declare, and whether the browser allows the address; by server id. */
  servers: Map<string, { capabilities: Capabilities | null; allowed: boolean }>;
  serverStates: ServerState[];
  pairStates: PairState[];
  tracks: Track[];
  unmatched: Unmatched[];
  activity: Activity[];
}

/** A file for bug reports. */
export type Diagnosis = Record<string, unknown>;

/**
 * What helps to find a fault, and nothing that says who somebody is or what they watch: every text in
 * it is one of Playhead's own words or a version, servers and pairs have numbers for names, and times
 * are ages.
 */
export function diagnosisOf(facts: DiagnosisFacts): Diagnosis {
  const { settings, schedule, now } = facts;
  return {
    format: 'playhead-diagnosis',
    version: 1,
    playhead: facts.version,
    browser: facts.browser,
    lastRound: {
      startedSecondsAgo: age(schedule.startedAt, now),
      finishedSecondsAgo: age(schedule.finishedAt, now),
    },
    stored: facts.stored,
    options: settings.options,
    servers: settings.servers.map((server) => serverPart(server, facts)),
    pairs: settings.pairs.map((pair, index) => pairPart(pair, index, facts)),
  };
}

const age = (at: number | null | undefined, now: number): number | null =>
  at ? Math.round((now - at) / 1000) : null;

/** "server 1 (jellyfin 10.11.11)". */
function label(serverId: string | undefined, { settings, serverStates }: DiagnosisFacts): string {
  const index = settings.servers.findIndex((server) => server.id === serverId);
  const server = settings.servers[index];
  if (!server) return 'no server';
  const state = serverStates.find((one) => one.serverId === serverId);
  const version = versionOf(state);
  return `server ${index + 1} (${server.kind}${version ? ` ${version}` : ''})`;
}

/** A server says its version itself, and could say anything. */
const versionOf = (state: ServerState | undefined): string | null =>
  /^\d+(\.\d+){1,4}/.exec(state?.version ?? '')?.[0] ?? null;

function serverPart(server: ServerSettings, facts: DiagnosisFacts) {
  const { now } = facts;
  const state = facts.serverStates.find((one) => one.serverId === server.id);
  const known = facts.servers.get(server.id);
  return {
    is: label(server.id, facts),
    secure: server.address.startsWith('https:'),
    otherAddresses: server.fallbacks?.length ?? 0,
    ...(server.sideBySide && { sideBySide: true }),
    onOtherAddress: Boolean(state?.reached),
    signedIn: server.token !== null,
    userKnown: server.userId !== null,
    allowed: known?.allowed ?? null,
    libraries: server.libraries === null ? 'all' : server.libraries.length,
    problem: problemPart(state?.problem, facts),
    failures: state?.failures ?? 0,
    answeredSecondsAgo: age(state?.okAt, now),
    listReadSecondsAgo: age(state?.readAt, now),
    identityCheckedSecondsAgo: age(state?.checkedAt, now),
    indexedSecondsAgo: age(state?.catalogueAt, now),
    leftAloneForSeconds: Math.max(0, Math.round(((state?.notBefore ?? 0) - now) / 1000)),
    clockSkewMs: state?.skewMs ?? null,
    capabilities: known?.capabilities ?? null,
  };
}

function problemPart(problem: Problem | null | undefined, facts: DiagnosisFacts) {
  if (!problem) return null;
  const code = problem.code in PROBLEM_CODES ? problem.code : 'unknown';
  const error = /^[A-Z]\w*Error\b/.exec(problem.params?.detail ?? '')?.[0];
  return {
    code,
    ...(problem.serverId && { at: label(problem.serverId, facts) }),
    ...(error && { error }),
  };
}

function pairPart(pair: Pair, index: number, facts: DiagnosisFacts) {
  const state = facts.pairStates.find((one) => one.pairId === pair.id);
  const ofPair = (row: { pairId: string }) => row.pairId === pair.id;
  const { mode, enabled, addUpdate, remove, rewatch, guardrails } = pair;
  return {
    is: `pair ${index + 1}`,
    source: label(pair.source, facts),
    target: label(pair.target, facts),
    ...{ mode, enabled, addUpdate, remove, rewatch, guardrails },
    consent: state?.consent ?? 'none',
    previewed: state?.previewed ?? null,
    completedSecondsAgo: age(state?.completedAt, facts.now),
    last: state?.last ? runPart(state.last, facts) : null,
    hold: state?.hold ? holdPart(state.hold, facts) : null,
    items: itemsPart(facts.tracks.filter(ofPair), facts.now),
    unmatched: tally(facts.unmatched.filter(ofPair).map((one) => one.reason)),
    activity: activityPart(facts.activity.filter(ofPair)),
  };
}

function runPart(run: RunSummary, facts: DiagnosisFacts) {
  const { outcome, written, cleared, skipped, conflicts, unmatched, requests } = run;
  return {
    ...{ outcome, written, cleared, skipped, conflicts, unmatched, requests },
    secondsAgo: age(run.finishedAt, facts.now),
    tookMs: run.finishedAt - run.startedAt,
    problem: problemPart(run.problem, facts),
  };
}

function holdPart(hold: NonNullable<PairState['hold']>, facts: DiagnosisFacts) {
  const { reason, count, of, serverId, at, plan } = hold;
  return {
    ...{ reason, count, of },
    at: label(serverId, facts),
    secondsAgo: age(at, facts.now),
    actions: tally(plan.actions.map((action) => `${action.kind} ${action.rule}`)),
    skips: tally(plan.skips.map((skip) => skip.reason)),
  };
}

const itemsPart = (tracks: Track[], now: number) => ({
  all: tracks.length,
  settled: tally(tracks.filter((track) => track.said).map((track) => track.reason)),
  tombstones: tracks.filter((track) => track.tombstone).length,
  blocks: tracks.filter((track) => !track.said).length,
  waitForBothSides: tracks.filter((track) => track.settingsChanged).length,
  failing: tracks.filter((track) => track.failures > 0).length,
  resting: tracks.filter((track) => track.restsUntil > now).length,
});

const activityPart = (rows: Activity[]) => ({
  kinds: tally(rows.map((row) => row.kind)),
  rules: tally(rows.map((row) => row.rule)),
  cells: tally(rows.map((row) => row.cell)),
  skips: tally(rows.map((row) => row.reason)),
  conflicts: tally(rows.map((row) => row.conflict?.rule)),
  undone: rows.filter((row) => row.undoneAt !== null).length,
});

/** How often each word occurs. */
function tally(words: (string | null | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) if (word) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
