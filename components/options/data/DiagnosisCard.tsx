import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { useCommand } from '../../useCommand';
import { download } from './download';

const FILE_NAME = 'playhead-diagnosis.json';

/** A file for bug reports that tells nothing of who somebody is or what they watch. */
export function DiagnosisCard() {
  const made = useSignal<object | null>(null);
  const command = useCommand('diagnose');
  const save = async () => {
    made.value = await command.run({});
    if (made.value) download(made.value, FILE_NAME);
  };
  return (
    <section class="card form" aria-label={i18n.t('data.diagnosis')}>
      <h2>{i18n.t('data.diagnosis')}</h2>
      <p>{i18n.t('data.diagnosisIntro')}</p>
      <p>{i18n.t('data.diagnosisNot')}</p>
      <div class="buttons">
        <Button busy={command.busy.value} press={save}>
          {i18n.t('data.diagnosisSave')}
        </Button>
        <span role="status" class="quiet">
          {made.value ? i18n.t('data.saved', [FILE_NAME]) : ''}
        </span>
      </div>
      {made.value && (
        <details>
          <summary>{i18n.t('data.diagnosisShow')}</summary>
          <pre class="sheet">{JSON.stringify(made.value, null, 2)}</pre>
        </details>
      )}
      <ErrorNote error={command.error.value} />
    </section>
  );
}
