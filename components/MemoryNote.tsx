import { i18n } from '#i18n';
import type { Overview } from '../lib/store/read';
import { Button } from './Button';
import { ErrorNote } from './ErrorNote';
import { Icon } from './Icon';
import { useCommand } from './useCommand';

/** What became of the memory, and the one thing to do, until the person has read it. */
export function MemoryNote({ note }: Pick<Overview, 'note'>) {
  const command = useCommand('forgetMemoryNote');
  if (!note) return null;
  return (
    <section class="card" aria-label={i18n.t('memory.label')}>
      <p class="note">
        <Icon name="warn" />
        <span>
          {note.is === 'restored' ? i18n.t('memory.restored') : i18n.t('memory.unread', note.count)}
        </span>
      </p>
      <p class="buttons">
        <Button press={() => void command.run({})}>{i18n.t('memory.noted')}</Button>
      </p>
      <ErrorNote error={command.error.value} />
    </section>
  );
}
