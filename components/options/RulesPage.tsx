import { type Signal, useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import type { OneWayRemoveMode, Options } from '../../lib/model/settings';
import type { Overview } from '../../lib/store/read';
import { ErrorNote } from '../ErrorNote';
import { NumberField, numberIn, RadioField } from '../Field';
import { Icon } from '../Icon';
import { useCommand } from '../useCommand';
import { sayRange } from './LimitFields';
import { NoticesCard } from './NoticesCard';

const INTERVAL = [1, 1440] as const;
const TOMBSTONES = [1, 3650] as const;

/** The rules that hold for every pair, and notifications. */
export function RulesPage({ overview }: { overview: Overview }) {
  return (
    <>
      <RulesForm options={overview.options} />
      <NoticesCard />
    </>
  );
}

function RulesForm({ options }: { options: Options }) {
  const mode = useSignal<OneWayRemoveMode>(options.oneWayRemoveMode);
  const interval = useSignal(String(options.intervalMinutes));
  const days = useSignal(String(options.tombstoneDays));
  const save = useCommand('saveOptions');
  const intervalMinutes = numberIn(interval.value, ...INTERVAL);
  const tombstoneDays = numberIn(days.value, ...TOMBSTONES);
  const fine = intervalMinutes !== null && tombstoneDays !== null;
  return (
    <form
      class="card form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!fine) return;
        const chosen = { oneWayRemoveMode: mode.value, intervalMinutes, tombstoneDays };
        void save.run({ options: chosen });
      }}
    >
      <p class="intro">{i18n.t('rules.intro')}</p>
      <NumberField
        label={i18n.t('rules.interval')}
        value={interval}
        min={INTERVAL[0]}
        max={INTERVAL[1]}
        hint={intervalMinutes === null ? sayRange(...INTERVAL) : i18n.t('rules.intervalHint')}
      />
      <RemoveMode mode={mode} />
      <NumberField
        label={i18n.t('rules.tombstones')}
        value={days}
        min={TOMBSTONES[0]}
        max={TOMBSTONES[1]}
        hint={tombstoneDays === null ? sayRange(...TOMBSTONES) : i18n.t('rules.tombstonesHint')}
      />
      <div class="buttons">
        <button type="submit" class="primary" disabled={!fine || save.busy.value}>
          {i18n.t('common.save')}
        </button>
        <span role="status" class="quiet">
          {save.done.value ? i18n.t('common.saved') : ''}
        </span>
      </div>
      <ErrorNote error={save.error.value} />
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
