import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import { seal } from '../../../lib/store/sealed-file';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { CheckField } from '../../Field';
import { useCommand } from '../../useCommand';
import { download } from './download';
import { isUsable, SecretFields } from './SecretFields';

const PLAIN = 'playhead-settings.json';
const SEALED = 'playhead-settings-encrypted.json';

/** Saves the settings as a file. Sign-ins leave the browser only under a passphrase. */
export function ExportCard() {
  const withTokens = useSignal(false);
  const passphrase = useSignal('');
  const again = useSignal('');
  const working = useSignal(false);
  const saved = useSignal<string | null>(null);
  const command = useCommand('exportSettings');
  const sealed = withTokens.value;

  const save = async () => {
    saved.value = null;
    working.value = true;
    try {
      const file = await command.run({ withTokens: sealed });
      if (!file) return;
      const name = sealed ? SEALED : PLAIN;
      download(sealed ? await seal(file, passphrase.value) : file, name);
      saved.value = name;
      passphrase.value = '';
      again.value = '';
    } finally {
      working.value = false;
    }
  };
  return (
    <section class="card form" aria-label={i18n.t('data.export')}>
      <h2>{i18n.t('data.export')}</h2>
      <p>{i18n.t('data.exportIntro')}</p>
      <CheckField
        label={i18n.t('data.withTokens')}
        value={withTokens}
        hint={sealed ? i18n.t('data.withTokensWarning') : i18n.t('data.withoutTokens')}
      />
      {sealed && <SecretFields passphrase={passphrase} again={again} />}
      <div class="buttons">
        <Button
          busy={working.value}
          disabled={!working.value && sealed && !isUsable(passphrase.value, again.value)}
          press={save}
        >
          {i18n.t('data.export')}
        </Button>
        <span role="status" class="quiet">
          {working.value && sealed && i18n.t('data.encrypting')}
          {saved.value && i18n.t('data.saved', [saved.value])}
        </span>
      </div>
      <ErrorNote error={command.error.value} />
    </section>
  );
}
