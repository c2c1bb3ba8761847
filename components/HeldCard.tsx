import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import type { Hold } from '../lib/model/run';
import type { Pair } from '../lib/model/settings';
import type { ServerView } from '../lib/store/read';
import { ErrorNote } from './ErrorNote';
import { nameOf } from './names';
import { PairName } from './PairName';
import { PlanReview } from './PlanReview';
import { sayHold } from './text';
import { useCommand } from './useCommand';

interface Props {
  hold: Hold;
  servers: ServerView[];
  /** Named where it stands among others. */
  pair?: Pair;
}

/** A plan that waits: its numbers, then all of it on Review, then a yes or a not now. */
export function HeldCard({ hold, servers, pair }: Props) {
  const open = useSignal(false);
  const approve = useCommand('approveHold');
  const dismiss = useCommand('dismissHold');
  const busy = approve.busy.value || dismiss.busy.value;
  const { pairId, planHash } = hold;
  return (
    <section class="card attention">
      {pair && (
        <h2 class="strong">
          <PairName pair={pair} servers={servers} />
        </h2>
      )}
      <p class="strong">{sayHold(hold, nameOf(servers, hold.serverId))}</p>
      <p>{i18n.t('plan.held')}</p>
      {open.value && <PlanReview plan={hold.plan} servers={servers} />}
      <div class="buttons">
        {open.value ? (
          <button
            type="button"
            class="primary"
            disabled={busy}
            onClick={() => approve.run({ pairId, planHash })}
          >
            {i18n.t('action.approve')}
          </button>
        ) : (
          <button
            type="button"
            class="primary"
            onClick={() => {
              open.value = true;
            }}
          >
            {i18n.t('action.review')}
          </button>
        )}
        <button type="button" disabled={busy} onClick={() => dismiss.run({ pairId })}>
          {i18n.t('action.notNow')}
        </button>
      </div>
      <p class="quiet">{i18n.t('plan.notNowMeans')}</p>
      <ErrorNote error={approve.error.value ?? dismiss.error.value} />
    </section>
  );
}
