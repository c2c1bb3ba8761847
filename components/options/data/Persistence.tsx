import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { i18n } from '#i18n';
import { askToPersist, isPersisted } from '../../../lib/platform/persistence';
import { Button } from '../../Button';

/** Whether the browser may throw the memory away, and the button to ask it not to. */
export function Persistence() {
  const persisted = useSignal<boolean | null>(null);
  const asked = useSignal(false);
  const look = async () => {
    persisted.value = await isPersisted();
  };
  useEffect(() => void look(), []);
  const ask = () => {
    void askToPersist().then(() => {
      asked.value = true;
      return look();
    });
  };
  if (persisted.value === null) return null;
  if (persisted.value) {
    return (
      <p role="status" class="quiet">
        {i18n.t('data.keeps')}
      </p>
    );
  }
  return (
    <>
      <p class="quiet">{i18n.t('data.mayThrowAway')}</p>
      <p class="buttons">
        <Button press={ask}>{i18n.t('data.askToKeep')}</Button>
        <span role="status" class="quiet">
          {asked.value ? i18n.t('data.notKept') : ''}
        </span>
      </p>
    </>
  );
}
