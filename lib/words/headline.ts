import { i18n } from '#i18n';
import type { ProblemCode } from '../model/problem';
import { asksToSignIn } from '../status/condition';
import type { State, Trouble } from '../status/status';
import { sayList, sayUntil, timeOfDay } from './dates';
import { sayProblem } from './wording';

export interface Headline {
  words: string;
  /** A second sentence, where the times of the last and next check are not what matters. */
  more: string | null;
  /** Of the trouble that `more` tells of, to quote. */
  code?: ProblemCode;
}

/** How the person calls a server. */
export interface Named {
  id: string;
  name: string;
}

/** How Playhead is, in a few words. */
export function headlineOf(state: State, servers: Named[], now: number): Headline {
  switch (state.is) {
    case 'silent':
      return say(i18n.t('status.silent'), i18n.t('status.silentMore'));
    case 'no-memory': {
      const { code } = state.problem;
      return { ...say(i18n.t('status.noMemory'), sayProblem(state.problem, null)), code };
    }
    case 'no-servers':
      return say(i18n.t('status.noServers'), i18n.t('status.noServersMore'));
    case 'one-server':
      return say(i18n.t('status.oneServer'));
    case 'no-pair':
      return say(i18n.t('status.noPair'), i18n.t('status.noPairMore'));
    case 'off':
      return say(i18n.t('status.off'), i18n.t('status.offMore'));
    case 'paused':
      return paused(state.until, now);
    case 'held':
      return say(i18n.t('status.held'), i18n.t('status.heldMore'));
    case 'needs-you':
      return needsYou(state.trouble, servers);
    case 'first-preview':
      return first(state.previewed);
    case 'syncing':
      return say(syncing(state));
    case 'offline':
      return say(i18n.t('status.offline'), i18n.t('status.offlineMore'));
    case 'partly':
      return partly(state.troubles, state.all, servers);
    case 'waiting':
      return say(i18n.t('status.waiting'));
    case 'in-step':
      return say(i18n.t('status.inStep'));
  }
}

/** What the toolbar button says of itself: true for as long as the state lasts. */
export function tooltipOf(state: State, servers: Named[], now: number): string {
  const syncing = state.is === 'syncing';
  const words = syncing ? i18n.t('status.syncingNow') : headlineOf(state, servers, now).words;
  return i18n.t('status.tooltip', [words]);
}

const say = (words: string, more: string | null = null): Headline => ({ words, more });

const nameOf = (servers: Named[], serverId: string): string =>
  servers.find(({ id }) => id === serverId)?.name ?? i18n.t('common.removedServer');

function paused(until: number | null, now: number): Headline {
  const more = i18n.t('status.pausedMore');
  if (until === null) return say(i18n.t('status.paused'), more);
  return say(i18n.t('status.pausedUntil', [sayUntil(until, now)]), more);
}

function needsYou(trouble: Trouble, servers: Named[]): Headline {
  const { problem, serverId } = trouble;
  const sentence = sayProblem(problem, serverId === null ? null : nameOf(servers, serverId));
  return { ...say(needed(trouble, servers), sentence), code: problem.code };
}

function needed({ problem, serverId }: Trouble, servers: Named[]): string {
  if (serverId === null) return i18n.t('status.needsYouPair');
  const name = nameOf(servers, serverId);
  if (problem.code === 'permission-missing') return i18n.t('status.needsYouAccess', [name]);
  return asksToSignIn(problem)
    ? i18n.t('status.needsYouSignIn', [name])
    : i18n.t('status.needsYou', [name]);
}

function first(previewed: number | null): Headline {
  if (previewed === null) {
    return say(i18n.t('status.firstPreview'), i18n.t('status.firstPreviewMore'));
  }
  return say(i18n.t('status.firstReady', previewed), i18n.t('status.firstReadyMore'));
}

function syncing(state: Extract<State, { is: 'syncing' }>): string {
  if (state.stage === 'reading') return i18n.t('status.syncingReading');
  if (state.stage === 'deciding') return i18n.t('status.syncingDeciding');
  return i18n.t('status.syncing', [state.done + 1, state.of]);
}

function partly(troubles: Trouble[], all: boolean, servers: Named[]): Headline {
  const ids = new Set(troubles.map((one) => one.serverId).filter((id) => id !== null));
  const names = sayList([...ids].map((id) => nameOf(servers, id)));
  const retries = troubles.map((one) => one.retryAt).filter((at) => at !== null);
  const more =
    retries.length > 0 ? i18n.t('status.partlyMore', [timeOfDay(Math.min(...retries))]) : null;
  if (names === '') return say(i18n.t('status.partlyPairs'), more);
  if (all) return say(i18n.t('status.partlyAll', [names]), more);
  return say(i18n.t('status.partly', [names]), more);
}
