import { i18n } from '#i18n';
import './steps.css';
import type { State } from '../lib/status/status';
import { Icon } from './Icon';

const BEFORE: Partial<Record<State['is'], number>> = {
  'no-servers': 0,
  'one-server': 1,
  'no-pair': 2,
  'first-preview': 3,
};

/** The way to the first run, with what is done ticked; nothing once it has begun. */
export function FirstSteps({ state }: { state: State }) {
  const before = BEFORE[state.is];
  if (before === undefined) return null;
  const seen = state.is === 'first-preview' && state.previewed !== null;
  const done = seen ? before + 1 : before;
  const steps = [
    i18n.t('action.addServer'),
    i18n.t('action.addAnother'),
    i18n.t('action.addPair'),
    i18n.t('status.firstPreview'),
  ];
  return (
    <ol class="steps">
      {steps.map((step, index) => (
        <li
          key={step}
          class={index < done ? 'done' : ''}
          aria-current={index === done ? 'step' : undefined}
        >
          <Icon name={index < done ? 'ok' : 'next'} />
          {step}
          {index < done && <span class="hidden">{i18n.t('common.done')}</span>}
        </li>
      ))}
    </ol>
  );
}
