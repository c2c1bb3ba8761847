import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import type { SettingsFile } from '../../lib/platform/commands';
import { ErrorNote } from '../ErrorNote';
import { CheckField } from '../Field';
import { useCommand } from '../useCommand';

const FILE_NAME = 'playhead-settings.json';

/** Saves the settings as a file; tokens only when asked for. */
export function ExportCard() {
  const withTokens = useSignal(false);
  const command = useCommand('exportSettings');
  const save = async () => {
    const file = await command.run({ withTokens: withTokens.value });
    if (file) download(file);
  };
  return (
    <section class="card form">
      <h2>{i18n.t('data.export')}</h2>
      <p>{i18n.t('data.exportIntro')}</p>
      <CheckField
        label={i18n.t('data.withTokens')}
        value={withTokens}
        hint={withTokens.value ? i18n.t('data.withTokensWarning') : i18n.t('data.withoutTokens')}
      />
      <div class="buttons">
        <button type="button" disabled={command.busy.value} onClick={save}>
          {i18n.t('data.export')}
        </button>
        <span role="status" class="quiet">
          {command.done.value ? i18n.t('data.saved') : ''}
        </span>
      </div>
      <ErrorNote error={command.error.value} />
    </section>
  );
}

function download(file: SettingsFile): void {
  const blob = new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = FILE_NAME;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
