import type { Signal } from '@preact/signals';
import { i18n } from '#i18n';
import { LIMITS } from '../../../lib/model/settings';
import { NumberField, numberIn } from '../../Field';
import { clockOf } from '../../time';
import type { PairDraft } from './pair-draft';

/** A film of usual length, to say what a share of it comes to. */
export const TWO_HOURS_MS = 2 * 60 * 60_000;

/** The limits of a pair, and what they come to. */
export function LimitFields({ draft }: { draft: PairDraft }) {
  return (
    <fieldset>
      <legend>{i18n.t('pairForm.limits')}</legend>
      <div class="columns">
        <Limit
          label={i18n.t('pairForm.minimum')}
          value={draft.minimumSeconds}
          range={LIMITS.minimumSeconds}
          say={(seconds) => i18n.t('pairForm.minimumHint', [clockOf(seconds * 1000)])}
        />
        <Limit
          label={i18n.t('pairForm.delta')}
          value={draft.deltaSeconds}
          range={LIMITS.deltaSeconds}
          say={(seconds) => i18n.t('pairForm.deltaHint', [clockOf(seconds * 1000)])}
        />
        <Limit
          label={i18n.t('pairForm.maximum')}
          value={draft.maximumPercent}
          range={LIMITS.maximumPercent}
          say={(percent) =>
            i18n.t('pairForm.maximumHint', [clockOf((TWO_HOURS_MS * percent) / 100)])
          }
        />
      </div>
    </fieldset>
  );
}

interface Props {
  label: string;
  value: Signal<string>;
  range: readonly [number, number];
  say: (value: number) => string;
}

function Limit({ label, value, range, say }: Props) {
  const [min, max] = range;
  const typed = numberIn(value.value, min, max);
  const hint = typed === null ? sayRange(min, max) : say(typed);
  return <NumberField label={label} value={value} min={min} max={max} hint={hint} />;
}

export const sayRange = (min: number, max: number): string =>
  i18n.t('pairForm.badNumber', [min, max]);
