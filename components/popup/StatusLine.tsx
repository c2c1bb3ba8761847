import { i18n } from '#i18n';
import type { StatusFacts } from '../../lib/status/facts';
import { checkedAt, nextCheckAt, type State } from '../../lib/status/status';
import type { ServerView } from '../../lib/store/read';
import { headlineOf } from '../../lib/words/headline';
import { Icon, type IconName } from '../Icon';
import { relative } from '../time';

interface Props {
  state: State;
  facts: StatusFacts & { servers: ServerView[] };
  now: number;
}

const ICONS: Record<State['is'], IconName> = {
  silent: 'warn',
  'no-memory': 'warn',
  'no-servers': 'play',
  'one-server': 'play',
  'no-pair': 'play',
  off: 'off',
  paused: 'wait',
  syncing: 'sync',
  held: 'wait',
  'needs-you': 'warn',
  'first-preview': 'play',
  offline: 'off',
  partly: 'warn',
  waiting: 'play',
  'in-step': 'ok',
};

/** The one line that says how it is, and below it when it last looked. */
export function StatusLine({ state, facts, now }: Props) {
  const { words, more, code } = headlineOf(state, facts.servers, now);
  return (
    <div class={`status status-${state.is}`}>
      <p role="status" class="headline">
        <Icon name={ICONS[state.is]} />
        <span>{words}</span>
      </p>
      {more && (
        <p class="quiet">
          {more} {code && <code>{code}</code>}
        </p>
      )}
      {state.is === 'syncing' && state.title !== null ? (
        <p class="quiet title">{state.title}</p>
      ) : (
        <Times facts={facts} now={now} />
      )}
      {state.is === 'syncing' && <Progress state={state} />}
    </div>
  );
}

/** How far it is, once that is known; until then, that it moves. */
function Progress({ state }: { state: Extract<State, { is: 'syncing' }> }) {
  const known = state.stage === 'writing' && state.of > 0;
  return (
    <progress
      {...(known && { value: state.done, max: state.of })}
      aria-label={i18n.t('status.syncingNow')}
    />
  );
}

function Times({ facts, now }: { facts: StatusFacts; now: number }) {
  const checked = checkedAt(facts);
  const next = nextCheckAt(facts, now);
  if (checked === null && next === null) return null;
  const parts = [
    checked === null ? null : i18n.t('status.checked', [relative(checked, now)]),
    next === null ? null : i18n.t('status.next', [relative(Math.max(next, now + 1), now)]),
  ];
  return <p class="quiet">{parts.filter((part) => part !== null).join(' · ')}</p>;
}
