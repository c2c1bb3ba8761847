import './plan.css';
import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { Plan, PlanAction, PlanSkip } from '../lib/model/run';
import type { ServerView } from '../lib/store/read';
import { Bar } from './Bar';
import { Button } from './Button';
import { FromTo } from './FromTo';
import { nameOf } from './names';
import { saySum } from './plan-text';
import { sayRule, saySkip } from './text';
import { useTakesFocus } from './useTakesFocus';

/** Which rows of a plan are ticked, by the keys of their titles. */
export interface Ticks {
  has(key: string): boolean;
  toggle(key: string): void;
  all(): void;
  none(): void;
}

interface Props {
  plan: Plan;
  servers: ServerView[];
  /** The level of its heading, below that of the card it stands in. */
  heading: 'h2' | 'h3' | 'h4';
  ticks?: Ticks;
  /** Its heading takes the keyboard as it appears. */
  takesKeyboard?: boolean;
  /** What can be done about it: stays in view beside the heading. */
  children?: ComponentChildren;
}

/**
 * All of a plan in words: its sum with what can be done; each position from and to, on which server,
 * and why; then what is left out.
 */
export function PlanReview(props: Props) {
  const { plan, servers, heading: Heading, ticks, takesKeyboard = false, children } = props;
  const sum = useTakesFocus<HTMLHeadingElement>(takesKeyboard);
  return (
    <div class="plan">
      <div class="plan-head">
        <Heading ref={sum} tabIndex={-1} class="strong">
          {saySum(plan.actions, servers)}
        </Heading>
        {children}
      </div>
      {ticks && plan.actions.length > 1 && (
        <div class="buttons">
          <Button class="small" press={ticks.all}>
            {i18n.t('action.tickAll')}
          </Button>
          <Button class="small" press={ticks.none}>
            {i18n.t('action.tickNone')}
          </Button>
        </div>
      )}
      {plan.actions.length > 0 && (
        <ul class="rows">
          {plan.actions.map((action, index) => (
            <ActionRow key={index} action={action} servers={servers} ticks={ticks} />
          ))}
        </ul>
      )}
      <Skips skips={plan.skips} />
    </div>
  );
}

interface RowProps {
  action: PlanAction;
  servers: ServerView[];
  ticks: Ticks | undefined;
}

function ActionRow({ action, servers, ticks }: RowProps) {
  const on = nameOf(servers, action.serverId);
  const { fromMs, toMs, runtimeMs } = action;
  return (
    <li>
      <TitleOf action={action} ticks={ticks} />
      <FromTo kind={action.kind} fromMs={action.fromMs} toMs={action.toMs} />
      {runtimeMs && <Bar runtimeMs={runtimeMs} ms={toMs} wasMs={fromMs} />}
      <span class="quiet">{i18n.t('plan.onServer', [on, sayRule(action.rule)])}</span>
    </li>
  );
}

/** The title, with its tick where it can be chosen. */
function TitleOf({ action, ticks }: { action: PlanAction; ticks: Ticks | undefined }) {
  const { key, title } = action;
  if (!ticks || !key) return <span class="title">{title}</span>;
  return (
    <label class="choice title">
      <input type="checkbox" checked={ticks.has(key)} onChange={() => ticks.toggle(key)} />
      {title}
    </label>
  );
}

function Skips({ skips }: { skips: PlanSkip[] }) {
  if (skips.length === 0) return null;
  return (
    <details>
      <summary>{i18n.t('plan.leftOut', skips.length)}</summary>
      <ul class="rows">
        {skips.map((skip, index) => (
          <li key={index}>
            <span class="title">{skip.title}</span>
            <span class="quiet">{saySkip(skip.reason, skip.percent)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
