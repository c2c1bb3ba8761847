import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { askToNotify, mayNotify } from '../../../lib/platform/notifications';
import { onAccessChange } from '../../../lib/platform/permissions';
import { readNoticePreference } from '../../../lib/store/read-preferences';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { useCommand } from '../../useCommand';
import { useLive } from '../../useLive';

/** Notifications, off unless switched on: the browser is asked in the click that does so. */
export function NoticesCard() {
  const preference = useLive(() => readNoticePreference()).value.value;
  const allowed = useMayNotify();
  const refused = useSignal(false);
  const set = useCommand('setNotices');
  if (!preference || allowed === null) return null;
  const on = preference.on && allowed;
  const turnOn = () => {
    refused.value = false;
    void askToNotify().then((granted) => {
      refused.value = !granted;
      return granted ? set.run({ on: true }) : null;
    });
  };
  return (
    <section class="card form" aria-label={i18n.t('notice.heading')}>
      <div class="card-head">
        <h2>{i18n.t('notice.heading')}</h2>
        <span class="badge">{on ? i18n.t('notice.on') : i18n.t('notice.off')}</span>
      </div>
      <p>{i18n.t('notice.intro')}</p>
      <ul class="bullets">
        <li>{i18n.t('notice.when1')}</li>
        <li>{i18n.t('notice.when2')}</li>
        <li>{i18n.t('notice.when3')}</li>
      </ul>
      <p class="hint">{on ? i18n.t('notice.offMeans') : i18n.t('notice.asks')}</p>
      <div class="buttons">
        <Button busy={set.busy.value} press={on ? () => void set.run({ on: false }) : turnOn}>
          {on ? i18n.t('common.switchOff') : i18n.t('common.switchOn')}
        </Button>
        <span role="status" class="quiet">
          {refused.value ? i18n.t('notice.refused') : ''}
        </span>
      </div>
      <ErrorNote error={set.error.value} />
    </section>
  );
}

/** Does the browser allow it? Null while it is asked. */
function useMayNotify(): boolean | null {
  const [may, setMay] = useState<boolean | null>(null);
  useEffect(() => {
    const look = () => void mayNotify().then(setMay);
    look();
    return onAccessChange(look);
  }, []);
  return may;
}
