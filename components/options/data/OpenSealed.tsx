import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import type { SpokenProblem } from '../../../lib/model/problem';
import { problemOf } from '../../../lib/model/problem';
import type { SettingsFile } from '../../../lib/model/settings';
import { unseal } from '../../../lib/store/sealed-file';
import { spoken } from '../../../lib/words/wording';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { TextField } from '../../Field';

interface Props {
  file: SettingsFile;
  opened: (file: SettingsFile) => void;
}

/** Asks for the passphrase of an encrypted settings file, and opens it here in the page. */
export function OpenSealed({ file, opened }: Props) {
  const passphrase = useSignal('');
  const busy = useSignal(false);
  const error = useSignal<SpokenProblem | null>(null);
  const open = async () => {
    busy.value = true;
    error.value = null;
    try {
      opened(await unseal(file, passphrase.value));
    } catch (thrown) {
      error.value = spoken(problemOf(thrown), null);
    }
    busy.value = false;
  };
  return (
    <form
      class="card inner form"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <p>{i18n.t('data.isSealed')}</p>
      <TextField
        label={i18n.t('data.passphrase')}
        type="password"
        autocomplete="off"
        value={passphrase}
      />
      <div class="buttons">
        <Button type="submit" busy={busy.value} disabled={passphrase.value === ''}>
          {i18n.t('data.openFile')}
        </Button>
        <span role="status" class="quiet">
          {busy.value ? i18n.t('data.opening') : ''}
        </span>
      </div>
      <ErrorNote error={error.value} />
    </form>
  );
}
