import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import { readPosterPreference } from '../../../lib/store/read-preferences';
import { ErrorNote } from '../../ErrorNote';
import { useCommand } from '../../useCommand';
import { useLive } from '../../useLive';

/** Posters, off unless switched on. */
export function PosterSwitch() {
  const id = useId();
  const preference = useLive(() => readPosterPreference()).value.value;
  const set = useCommand('setPosters');
  if (!preference) return null;
  return (
    <>
      <div class="choice">
        <input
          id={id}
          type="checkbox"
          checked={preference.on}
          aria-describedby={`${id}-hint`}
          onChange={(event) => void set.run({ on: event.currentTarget.checked })}
        />
        <label for={id}>{i18n.t('activity.posters')}</label>
        <p id={`${id}-hint`} class="hint">
          {i18n.t('activity.postersHint')}
        </p>
      </div>
      <ErrorNote error={set.error.value} />
    </>
  );
}
