import { i18n } from '#i18n';
import type { Activity } from '../lib/model/run';
import { ErrorNote } from './ErrorNote';
import { Icon } from './Icon';
import { useCommand } from './useCommand';

/** Puts the old position back, where that can be done. */
export function UndoButton({ row }: { row: Activity }) {
  const undo = useCommand('undo');
  if (row.undoneAt !== null) return <span class="quiet">{i18n.t('common.undone')}</span>;
  if (!row.undo) return null;
  const { activityId } = row;
  return (
    <>
      <button
        type="button"
        class="small"
        disabled={undo.busy.value}
        onClick={() => undo.run({ activityId })}
      >
        <Icon name="undo" />
        {undo.busy.value ? i18n.t('common.undoing') : i18n.t('common.undo')}
      </button>
      <ErrorNote error={undo.error.value} />
    </>
  );
}
