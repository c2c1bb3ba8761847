import { i18n } from '#i18n';
import { ErrorNote } from '../ErrorNote';
import type { Sending } from '../useCommand';

/** The word of confirmation for what is saved by itself, or why it was not. */
export function SavedNote({
  save,
}: {
  save: Pick<Sending<'saveOptions' | 'changePair'>, 'done' | 'error'>;
}) {
  return (
    <>
      <p role="status" class="quiet">
        {save.done.value ? i18n.t('common.saved') : i18n.t('rules.atOnce')}
      </p>
      <ErrorNote error={save.error.value} />
    </>
  );
}
