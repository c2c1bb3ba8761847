import { i18n } from '#i18n';
import type { ProblemCode } from '../../lib/model/problem';
import type { State, Trouble } from '../../lib/plan/status';
import { sayProblem } from '../../lib/platform/wording';
import type { ServerView } from '../../lib/store/read';
import type { IconName } from '../Icon';
import { nameOf } from '../names';
import { timeOfDay } from '../time';

export interface Headline {
  icon: IconName;
  words: string;
  /** A second sentence, where the times of the last and next check are not what matters. */
  more: string | null;
  /** Of the trouble that `more` tells of, to quote. */
  code?: ProblemCode;
}

/** How Playhead is, in a few words. */
export function headlineOf(state: State, servers: ServerView[]): Headline {
  switch (state.is) {
    case 'silent':
      return say('warn', i18n.t('status.silent'), i18n.t('status.silentMore'));
    case 'no-servers':
      return say('play', i18n.t('status.noServers'), i18n.t('status.noServersMore'));
    case 'one-server':
      return say('play', i18n.t('status.oneServer'));
    case 'no-pair':
      return say('play', i18n.t('status.noPair'), i18n.t('status.noPairMore'));
    case 'off':
      return say('off', i18n.t('status.off'), i18n.t('status.offMore'));
    case 'held':
      return say('wait', i18n.t('status.held'), i18n.t('status.heldMore'));
    case 'needs-you':
      return needsYou(state.trouble, servers);
    case 'first-preview':
      return first(state.previewed);
    case 'syncing':
      return say('sync', syncing(state));
    case 'partly':
      return partly(state.troubles, state.all, servers);
    case 'waiting':
      return say('play', i18n.t('status.waiting'));
    case 'in-step':
      return say('ok', i18n.t('status.inStep'));
  }
}

const say = (icon: IconName, words: string, more: string | null = null): Headline => ({
  icon,
  words,
  more,
});

function needsYou(trouble: Trouble, servers: ServerView[]): Headline {
  const { problem, serverId } = trouble;
  const sentence = sayProblem(problem, serverId === null ? null : nameOf(servers, serverId));
  return { ...say('warn', needed(trouble, servers), sentence), code: problem.code };
}

const SIGN_IN_AGAIN: ProblemCode[] = ['no-token', 'signed-out', 'revoked', 'wrong-user'];

function needed({ problem, serverId }: Trouble, servers: ServerView[]): string {
  if (serverId === null) return i18n.t('status.needsYouPair');
  const name = nameOf(servers, serverId);
  const { code } = problem;
  if (code === 'permission-missing') return i18n.t('status.needsYouAccess', [name]);
  const signIn = SIGN_IN_AGAIN.includes(code);
  return signIn ? i18n.t('status.needsYouSignIn', [name]) : i18n.t('status.needsYou', [name]);
}

function first(previewed: number | null): Headline {
  if (previewed === null) {
    return say('play', i18n.t('status.firstPreview'), i18n.t('status.firstPreviewMore'));
  }
  return say('play', i18n.t('status.firstReady', previewed), i18n.t('status.firstReadyMore'));
}

function syncing(state: Extract<State, { is: 'syncing' }>): string {
  if (state.stage === 'reading') return i18n.t('status.syncingReading');
  if (state.stage === 'deciding') return i18n.t('status.syncingDeciding');
  return i18n.t('status.syncing', [state.done + 1, state.of]);
}

function partly(troubles: Trouble[], all: boolean, servers: ServerView[]): Headline {
  const ids = new Set(troubles.map((one) => one.serverId).filter((id) => id !== null));
  const names = [...ids].map((id) => nameOf(servers, id)).join(', ');
  const words = names || i18n.t('popup.pairs');
  const retries = troubles.map((one) => one.retryAt).filter((at) => at !== null);
  const more =
    retries.length > 0 ? i18n.t('status.partlyMore', [timeOfDay(Math.min(...retries))]) : null;
  if (all) return say('warn', i18n.t('status.partlyAll', [words]), more);
  return say('warn', i18n.t('status.partly', [words]), more);
}
