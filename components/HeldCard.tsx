import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import type { Hold } from '../lib/model/run';
import type { Pair } from '../lib/model/settings';
import type { ServerView } from '../lib/store/read';
import { Button } from './Button';
import { ErrorNote } from './ErrorNote';
import { nameOf } from './names';
import { PairName } from './PairName';
import { PlanReview } from './PlanReview';
import { sayDoes } from './plan-text';
import { sayHold } from './text';
import { useCommand } from './useCommand';

interface Props {
  hold: Hold;
  servers: ServerView[];
  /** The level of its plan's heading. */
  heading: 'h2' | 'h3';
  /** Named where it stands among others. */
  pair?: Pair;
}

/**
 * A plan that waits: its numbers, then all of it on Review, then a yes or a not now. Review goes as
 * the plan comes; the yes stands in the head of the plan, never where Review stood.
 */
export function HeldCard({ hold, servers, heading, pair }: Props) {
  const open = useSignal(false);
  const approve = useCommand('approveHold');
  const dismiss = useCommand('dismissHold');
  const busy = approve.busy.value || dismiss.busy.value;
  const { pairId, planHash, plan } = hold;
  const error = <ErrorNote error={approve.error.value ?? dismiss.error.value} />;
  const notNow = (
    <Button busy={busy} press={() => dismiss.run({ pairId })}>
      {i18n.t('action.notNow')}
    </Button>
  );
  return (
    <section class="card attention">
      {pair && (
        <h2 class="strong">
          <PairName pair={pair} servers={servers} />
        </h2>
      )}
      <p class="strong">{sayHold(hold, nameOf(servers, hold.serverId))}</p>
      <p>{i18n.t('plan.held')}</p>
      {!open.value && (
        <div key="closed" class="buttons">
          <Button
            class="primary"
            press={() => {
              open.value = true;
            }}
          >
            {i18n.t('action.review')}
          </Button>
          {notNow}
        </div>
      )}
      <p class="quiet">{i18n.t('plan.notNowMeans')}</p>
      {open.value && (
        <PlanReview key="plan" plan={plan} servers={servers} heading={heading} takesKeyboard>
          <div class="buttons">
            <Button class="primary" busy={busy} press={() => approve.run({ pairId, planHash })}>
              {sayDoes(plan.actions) ?? i18n.t('action.approve')}
            </Button>
            {notNow}
          </div>
          {error}
        </PlanReview>
      )}
      {!open.value && error}
    </section>
  );
}
