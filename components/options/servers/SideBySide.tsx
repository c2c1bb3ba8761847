import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { i18n } from '#i18n';

interface Props {
  stored: boolean;
  /** Null while nobody touched it. */
  chosen: Signal<boolean | null>;
}

/** Whether files of slightly different length in one library are versions of one title, and the risk. */
export function SideBySide({ stored, chosen }: Props) {
  const id = useId();
  return (
    <div>
      <label class="choice">
        <input
          type="checkbox"
          aria-describedby={id}
          checked={chosen.value ?? stored}
          onChange={(event) => {
            chosen.value = event.currentTarget.checked;
          }}
        />
        {i18n.t('serverForm.sideBySide')}
      </label>
      <p id={id} class="hint">
        {i18n.t('serverForm.sideBySideRisk')}
      </p>
    </div>
  );
}
