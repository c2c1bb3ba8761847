import { i18n } from '#i18n';
import { type Condition, conditionOf } from '../lib/status/condition';
import type { ServerView } from '../lib/store/read';
import { timeOfDay } from '../lib/words/dates';
import { sayProblem } from '../lib/words/wording';
import { Icon, type IconName } from './Icon';
import { sayCondition } from './text';

const ICONS: Record<Condition, IconName> = {
  connected: 'ok',
  unchecked: 'play',
  'sign-in': 'warn',
  'no-access': 'warn',
  unreachable: 'warn',
  retrying: 'sync',
  'needs-you': 'warn',
};

/** How a server is, in a word with its icon; the whole sentence on hover. */
export function ConditionWord({ server, now }: { server: ServerView; now: number }) {
  const condition = conditionOf(server);
  const problem = server.state?.problem;
  const again = server.state && server.state.notBefore > now ? server.state.notBefore : null;
  return (
    <span
      class={`condition ${condition}`}
      title={problem ? sayProblem(problem, server.name) : undefined}
    >
      <Icon name={ICONS[condition]} />
      <span>
        {condition === 'retrying' && again
          ? i18n.t('status.partlyMore', [timeOfDay(again)])
          : sayCondition(condition)}
        {condition !== 'retrying' && again && problem && (
          <span class="quiet"> {i18n.t('popup.retryAt', [timeOfDay(again)])}</span>
        )}
      </span>
    </span>
  );
}
