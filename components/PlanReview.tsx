import { i18n } from '#i18n';
import type { Plan, PlanAction, PlanSkip } from '../lib/model/run';
import type { ServerView } from '../lib/store/read';
import { Bar } from './Bar';
import { FromTo } from './FromTo';
import { nameOf } from './names';
import { sayRule, saySkip } from './text';

const SHOWN = 100;

/** A plan in words: each position from and to, on which server, and why; then what is left out. */
export function PlanReview({ plan, servers }: { plan: Plan; servers: ServerView[] }) {
  const more = plan.actions.length - SHOWN;
  return (
    <div class="plan">
      {plan.actions.length === 0 && <p>{i18n.t('plan.nothing')}</p>}
      {plan.actions.length > 0 && (
        <ul class="rows">
          {plan.actions.slice(0, SHOWN).map((action, index) => (
            <ActionRow key={index} action={action} servers={servers} />
          ))}
        </ul>
      )}
      {more > 0 && <p class="quiet">{i18n.t('plan.more', more)}</p>}
      <Skips skips={plan.skips} />
    </div>
  );
}

function ActionRow({ action, servers }: { action: PlanAction; servers: ServerView[] }) {
  const on = nameOf(servers, action.serverId);
  const { fromMs, toMs, runtimeMs } = action;
  return (
    <li>
      <span class="title">{action.title}</span>
      <FromTo kind={action.kind} fromMs={action.fromMs} toMs={action.toMs} />
      {runtimeMs && <Bar runtimeMs={runtimeMs} ms={toMs} wasMs={fromMs} />}
      <span class="quiet">{i18n.t('plan.onServer', [on, sayRule(action.rule)])}</span>
    </li>
  );
}

function Skips({ skips }: { skips: PlanSkip[] }) {
  if (skips.length === 0) return null;
  return (
    <details>
      <summary>{i18n.t('plan.leftOut', skips.length)}</summary>
      <ul class="rows">
        {skips.slice(0, SHOWN).map((skip, index) => (
          <li key={index}>
            <span class="title">{skip.title}</span>
            <span class="quiet">{saySkip(skip.reason)}</span>
          </li>
        ))}
      </ul>
      {skips.length > SHOWN && <p class="quiet">{i18n.t('plan.more', skips.length - SHOWN)}</p>}
    </details>
  );
}
