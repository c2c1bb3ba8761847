import { type Signal, useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import type { OneWayRemoveMode, Options } from '../../../lib/model/settings';
import type { Overview } from '../../../lib/store/read';
import { NumberField, numberIn, RadioField } from '../../Field';
import { Icon } from '../../Icon';
import { sayRange } from '../pairs/LimitFields';
import { SavedNote } from '../SavedNote';
import { useSavedAsTyped } from '../useSavedAsTyped';

const INTERVAL = [1, 1440] as const;

/** The rules that hold for every pair, and what wins when both sides changed. */
export function RulesPage({ overview }: { overview: Overview }) {
  return (
    <>
      <RulesForm options={overview.options} />
      <section class="card">
        <h2>{i18n.t('rules.winsHeading')}</h2>
        <ul class="bullets">
          <li>{i18n.t('rules.wins1')}</li>
          <li>{i18n.t('rules.wins2')}</li>
          <li>{i18n.t('rules.wins3')}</li>
        </ul>
      </section>
    </>
  );
}

function RulesForm({ options }: { options: Options }) {
  const mode = useSignal<OneWayRemoveMode>(options.oneWayRemoveMode);
  const interval = useSignal(String(options.intervalMinutes));
  const intervalMinutes = numberIn(interval.value, ...INTERVAL);
  // A number that is none yet is no change.
  const typed = {
    oneWayRemoveMode: mode.value,
    ...(intervalMinutes !== null && { intervalMinutes }),
  };
  const save = useSavedAsTyped('saveOptions', typed, (changed) => ({ options: changed }));
  return (
    <form class="card form" onSubmit={(event) => event.preventDefault()}>
      <p class="intro">{i18n.t('rules.intro')}</p>
      <NumberField
        label={i18n.t('rules.interval')}
        value={interval}
        min={INTERVAL[0]}
        max={INTERVAL[1]}
        hint={intervalMinutes === null ? sayRange(...INTERVAL) : i18n.t('rules.intervalHint')}
      />
      <RemoveMode mode={mode} />
      <SavedNote save={save} />
    </form>
  );
}

function RemoveMode({ mode }: { mode: Signal<OneWayRemoveMode> }) {
  return (
    <fieldset>
      <legend>{i18n.t('rules.removeMode')}</legend>
      <p class="hint">{i18n.t('rules.removeModeHint')}</p>
      <RadioField
        group="remove-mode"
        is="source-deletes"
        value={mode}
        label={i18n.t('rules.sourceDeletes')}
        hint={i18n.t('rules.sourceDeletesHint')}
      />
      <RadioField
        group="remove-mode"
        is="mirror"
        value={mode}
        label={i18n.t('rules.mirror')}
        hint={i18n.t('rules.mirrorHint')}
      />
      {mode.value === 'mirror' && (
        <p class="note warn">
          <Icon name="warn" />
          <span>{i18n.t('rules.mirrorWarning')}</span>
        </p>
      )}
    </fieldset>
  );
}
