import { isSilent, needsYou, type Problem } from '../model/problem';
import type { Hold, Running } from '../model/run';
import type { Pause } from '../model/settings';
import { nextDue } from '../plan/schedule';
import { asksForLibraries, asksToSignIn, problemWith } from './condition';
import type { PairFacts, ServerFacts, StatusFacts } from './facts';

/** What only the browser knows at the moment. */
export interface Surroundings {
  /** The worker was asked and did not answer. */
  silent?: boolean;
  /** The browser says that it has no network. */
  offline?: boolean;
  /** What is wrong with Playhead's own memory. */
  memory?: Problem | null;
}

/** A server or pair that is in trouble, and until when it is left alone (epoch ms). */
export interface Trouble {
  problem: Problem;
  serverId: string | null;
  pairId: string | null;
  retryAt: number | null;
}

/** How Playhead is, with what its headline needs. */
export type State =
  | { is: 'silent' }
  | { is: 'no-memory'; problem: Problem }
  | { is: 'no-servers' }
  | { is: 'one-server' }
  | { is: 'no-pair' }
  | { is: 'off' }
  /** The person paused it; `until` in epoch ms, null until they resume it. */
  | { is: 'paused'; until: number | null }
  | ({ is: 'syncing' } & Running)
  | { is: 'held'; pairId: string; hold: Hold }
  | { is: 'needs-you'; trouble: Trouble }
  /** `previewed`: writes that the preview showed; null while nobody has looked. */
  | { is: 'first-preview'; pairId: string; previewed: number | null }
  | { is: 'offline' }
  | { is: 'partly'; troubles: Trouble[]; all: boolean }
  | { is: 'waiting' }
  | { is: 'in-step' };

/** The one thing that the person can do about it. */
export type Action =
  | 'restart'
  | 'resume'
  | 'add-server'
  | 'add-another'
  | 'add-pair'
  | 'open-pairs'
  | 'open-servers'
  | 'choose-libraries'
  | 'sign-in'
  | 'allow'
  | 'start'
  | null;

/** How the toolbar button is drawn. */
export type ToolbarIcon = 'normal' | 'syncing' | 'grey' | 'attention';

export interface Status {
  state: State;
  action: Action;
  icon: ToolbarIcon;
  /** On the toolbar button, and only when a person is needed. */
  badge: string;
}

/** A worker writes a note of what runs every few moments; an older one belongs to a dead worker. */
const NOTE_HOLDS_MS = 90_000;

/** How Playhead is right now: the one answer that popup, toolbar and tooltip show. */
export function statusOf(facts: StatusFacts, now: number, around: Surroundings = {}): Status {
  const state = brokenState(around) ?? stateOf(facts, now, around);
  const badge = badgeFor(state, facts);
  return { state, action: actionFor(state), icon: iconFor(state, badge), badge };
}

/** Playhead itself does not work, so that what is stored says nothing. */
function brokenState({ silent, memory }: Surroundings): State | null {
  if (memory) return { is: 'no-memory', problem: memory };
  return silent ? { is: 'silent' } : null;
}

function stateOf(facts: StatusFacts, now: number, around: Surroundings): State {
  const { servers } = facts;
  if (servers.length === 0) return { is: 'no-servers' };
  if (facts.pairs.length === 0) return { is: servers.length === 1 ? 'one-server' : 'no-pair' };
  const pairs = enabledPairs(facts);
  if (pairs.length === 0) return { is: 'off' };
  const running = runningNow(facts, now);
  if (running) return { is: 'syncing', ...running };
  const pause = pauseNow(facts, now);
  if (pause) return { is: 'paused', until: pause.until };
  const held = heldPair(facts);
  if (held) return held;
  const troubles = troublesOf(facts);
  const trouble = troubles.find((one) => needsYou(one.problem));
  if (trouble) return { is: 'needs-you', trouble };
  const first = notBegun(facts)[0];
  if (first) return { is: 'first-preview', pairId: first.id, previewed: previewedBy(first) };
  if (around.offline && nobodyAnswers(facts)) return { is: 'offline' };
  if (troubles.length > 0) return partly(facts, troubles);
  const ran = pairs.some((pair) => pair.state?.last != null);
  const open = pairs.some((pair) => putAside(pair) || savedAnew(facts, pair));
  return { is: ran && !open ? 'in-step' : 'waiting' };
}

const enabledPairs = (facts: StatusFacts): PairFacts[] => facts.pairs.filter((p) => p.enabled);

/** What runs right now, or null. */
export function runningNow(facts: StatusFacts, now: number): Running | null {
  const { running } = facts;
  return running && now - running.at < NOTE_HOLDS_MS ? running : null;
}

/** The pause that holds, or null. */
export function pauseNow({ pause }: Pick<StatusFacts, 'pause'>, now: number): Pause | null {
  return pause && (pause.until === null || pause.until > now) ? pause : null;
}

function heldPair(facts: StatusFacts): Extract<State, { is: 'held' }> | null {
  for (const { id, state } of enabledPairs(facts)) {
    if (state?.hold) return { is: 'held', pairId: id, hold: state.hold };
  }
  return null;
}

/** Enabled pairs that wait for the person's first yes. */
export const notBegun = (facts: StatusFacts): PairFacts[] =>
  enabledPairs(facts).filter((pair) => (pair.state?.consent ?? 'none') !== 'given');

const previewedBy = ({ state }: PairFacts): number | null =>
  state?.consent === 'previewed' ? state.previewed : null;

function serversInUse(facts: StatusFacts): ServerFacts[] {
  const used = new Set(enabledPairs(facts).flatMap((pair) => [pair.source, pair.target]));
  return facts.servers.filter((server) => used.has(server.id));
}

/** A home network without the internet is no reason to speak of being offline. */
const nobodyAnswers = (facts: StatusFacts): boolean =>
  serversInUse(facts).every((server) => isSilent(problemWith(server)));

/** Troubles of the servers that enabled pairs use, and of the pairs' last runs. */
function troublesOf(facts: StatusFacts): Trouble[] {
  const pairs = enabledPairs(facts);
  const troubles: Trouble[] = [];
  for (const server of serversInUse(facts)) {
    const problem = problemWith(server);
    if (!problem) continue;
    const retryAt = server.state?.notBefore || null;
    troubles.push({ problem, serverId: server.id, pairId: null, retryAt });
  }
  for (const pair of pairs) {
    const trouble = troubleOfRun(facts, pair);
    const known = troubles.some(
      (one) => one.serverId !== null && one.serverId === trouble?.serverId,
    );
    if (trouble && !known) troubles.push(trouble);
  }
  return troubles;
}

/** The plan of its last run was unusual, and the person said: not now. */
export const putAside = ({ state }: PairFacts): boolean =>
  state?.last?.outcome === 'held' && !state.hold;

const failedLast = ({ state }: PairFacts): boolean =>
  state?.last?.outcome === 'needs-you' || state?.last?.outcome === 'retry-later';

function troubleOfRun(facts: StatusFacts, pair: PairFacts): Trouble | null {
  const last = pair.state?.last;
  if (!last?.problem || !failedLast(pair)) return null;
  const serverId = last.problem.serverId ?? null;
  const server = facts.servers.find((one) => one.id === serverId);
  const answeredSince = (server?.state?.okAt ?? 0) > last.finishedAt;
  if (answeredSince || savedAnew(facts, pair)) return null;
  return { problem: last.problem, serverId, pairId: pair.id, retryAt: null };
}

/**
 * The server that a run failed at was saved anew, or begun anew: it has no problem any more, and has
 * not been asked since. One that may not be asked at all has no state that tells.
 */
function savedAnew(facts: StatusFacts, pair: PairFacts): boolean {
  const problem = pair.state?.last?.problem;
  if (!problem || !failedLast(pair) || problem.code === 'permission-missing') return false;
  const server = facts.servers.find((one) => one.id === problem.serverId);
  if (!server?.state) return server?.signedIn === true;
  return server.state.problem === null && server.state.checkedAt === 0;
}

function partly(facts: StatusFacts, troubles: Trouble[]): State {
  const troubled = new Set(troubles.map((one) => one.serverId));
  const all = enabledPairs(facts).every(
    (pair) => troubled.has(pair.source) || troubled.has(pair.target),
  );
  return { is: 'partly', troubles, all };
}

function badgeFor(state: State, facts: StatusFacts): string {
  if (state.is === 'silent' || state.is === 'no-memory') return '!';
  if (state.is === 'no-servers' || state.is === 'paused') return '';
  const needed = troublesOf(facts).some((one) => needsYou(one.problem));
  if (needed || heldPair(facts)) return '!';
  const waiting = notBegun(facts).length;
  return waiting > 0 ? String(waiting) : '';
}

function iconFor(state: State, badge: string): ToolbarIcon {
  if (state.is === 'syncing') return 'syncing';
  if (state.is === 'paused' || state.is === 'off') return 'grey';
  return badge === '!' ? 'attention' : 'normal';
}

function actionFor(state: State): Action {
  switch (state.is) {
    case 'silent':
      return 'restart';
    case 'paused':
      return 'resume';
    case 'no-servers':
      return 'add-server';
    case 'one-server':
      return 'add-another';
    case 'no-pair':
      return 'add-pair';
    case 'off':
      return 'open-pairs';
    case 'needs-you':
      return actionAgainst(state.trouble);
    case 'first-preview':
      return state.previewed === null ? null : 'start';
    default:
      return null;
  }
}

function actionAgainst({ problem, serverId }: Trouble): Action {
  if (asksToSignIn(problem)) return 'sign-in';
  if (problem.code === 'permission-missing') return 'allow';
  if (serverId === null) return 'open-pairs';
  return asksForLibraries(problem) ? 'choose-libraries' : 'open-servers';
}

/** Epoch ms of the last run that saw what it wanted to see; null for never. */
export function checkedAt(facts: StatusFacts): number | null {
  const times = enabledPairs(facts).flatMap(({ state }) => {
    const held = state?.last?.outcome === 'held' ? state.last.finishedAt : null;
    return [state?.completedAt ?? null, held].filter((at) => at !== null);
  });
  return times.length > 0 ? Math.max(...times) : null;
}

/** Epoch ms of the next run; null where nothing would run. */
export function nextCheckAt(facts: StatusFacts, now: number): number | null {
  if (enabledPairs(facts).length === notBegun(facts).length) return null;
  const { startedAt, finishedAt } = facts.schedule;
  const unfinished = startedAt !== null && (finishedAt ?? 0) < startedAt;
  const due = nextDue({
    intervalMs: facts.options.intervalMinutes * 60_000,
    startedAt,
    unfinished,
    now,
  });
  const pause = pauseNow(facts, now);
  return pause ? pause.until && Math.max(due, pause.until) : due;
}
