import { i18n } from '#i18n';
import { Button } from '../../Button';
import { dayAndTime } from '../../days';
import { ErrorNote } from '../../ErrorNote';
import { Icon } from '../../Icon';
import { useCommand } from '../../useCommand';
import { Offers } from './Offers';
import { useBrowserSync } from './useBrowserSync';

/** Settings through the browser's own sync: the switch, and what other browsers offer. */
export function BrowserSyncCard() {
  const { state, refresh, error } = useBrowserSync();
  const set = useCommand('setBrowserSync');
  const now = state.value;
  if (!now) return null;
  const turn = async () => {
    await set.run({ on: !now.on });
    await refresh();
  };
  return (
    <section class="card form" aria-label={i18n.t('data.sync')}>
      <div class="card-head">
        <h2>{i18n.t('data.sync')}</h2>
        <span class="badge">{now.on ? i18n.t('data.syncOn') : i18n.t('data.syncOff')}</span>
      </div>
      <p>{i18n.t('data.syncIntro')}</p>
      <p>{i18n.t('data.syncTravels')}</p>
      {now.failed && (
        <p class="note warn">
          <Icon name="warn" />
          <span>{i18n.t('data.syncFailed')}</span>
        </p>
      )}
      <Offers state={now} refresh={refresh} />
      <div class="buttons">
        <Button busy={set.busy.value} press={() => void turn()}>
          {now.on ? i18n.t('data.syncTurnOff') : i18n.t('data.syncTurnOn')}
        </Button>
        {now.on && now.sharedAt !== null && (
          <span class="quiet">{i18n.t('data.syncShared', [dayAndTime(now.sharedAt)])}</span>
        )}
      </div>
      {now.on && <p class="hint">{i18n.t('data.syncOffMeans')}</p>}
      <ErrorNote error={set.error.value ?? error.value} />
    </section>
  );
}
