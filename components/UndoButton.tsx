import { i18n } from '#i18n';
import type { SpokenProblem } from '../lib/model/problem';
import { needsYou } from '../lib/model/problem';
import type { Activity } from '../lib/model/run';
import type { ServerView } from '../lib/store/read';
import { Button } from './Button';
import { canOf } from './can';
import { ErrorNote } from './ErrorNote';
import { Icon } from './Icon';
import { useCommand } from './useCommand';

/** Puts the old position back, where the server takes it. Plex takes none away. */
export function UndoButton({ row, servers }: { row: Activity; servers: ServerView[] }) {
  const undo = useCommand('undo');
  if (row.undoneAt !== null) return <span class="quiet">{i18n.t('common.undone')}</span>;
  if (!row.undo) return null;
  const server = servers.find((one) => one.id === row.serverId);
  const takesAway = row.undo.copies.some((copy) => copy.ms === 0);
  const can = server && canOf(server);
  if (can && !(takesAway ? can.clears : can.writes)) {
    // Of a server that takes nothing at all its pair's card says so.
    return server.kind === 'plex' ? <span class="quiet">{i18n.t('common.noUndo')}</span> : null;
  }
  const { activityId } = row;
  return (
    <>
      <Button class="small" busy={undo.busy.value} press={() => undo.run({ activityId })}>
        <Icon name="undo" />
        {undo.busy.value ? i18n.t('common.undoing') : i18n.t('common.undo')}
      </Button>
      <ErrorNote error={sayFailed(undo.error.value, server?.name)} />
    </>
  );
}

/** A run tries again by itself; an undo does not. */
function sayFailed(error: SpokenProblem | null, name: string | undefined): SpokenProblem | null {
  if (!error?.serverId || needsYou(error)) return error;
  return { ...error, message: i18n.t('common.undoFailed', [name ?? '']) };
}
