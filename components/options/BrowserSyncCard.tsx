import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import { ErrorNote } from '../ErrorNote';
import { Icon } from '../Icon';
import { dayAndTime } from '../time';
import { useCommand } from '../useCommand';
import { OfferCard } from './OfferCard';
import { useBrowserSync } from './useBrowserSync';

/** Settings through the browser's own sync: the switch, and what other browsers offer. */
export function BrowserSyncCard() {
  const { state, refresh } = useBrowserSync();
  const set = useCommand('setBrowserSync');
  const taken = useSignal(false);
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
      {now.offers.map((offer) => (
        <OfferCard
          key={`${offer.from} ${offer.at}`}
          offer={offer}
          changed={async (takenOver) => {
            taken.value = takenOver;
            await refresh();
          }}
        />
      ))}
      {now.unreadable > 0 && <p class="quiet">{i18n.t('data.offerUnreadable')}</p>}
      {taken.value && <p role="status">{i18n.t('data.tookOver')}</p>}
      <div class="buttons">
        <button type="button" disabled={set.busy.value} onClick={() => void turn()}>
          {now.on ? i18n.t('data.syncTurnOff') : i18n.t('data.syncTurnOn')}
        </button>
        {now.on && now.sharedAt !== null && (
          <span class="quiet">{i18n.t('data.syncShared', [dayAndTime(now.sharedAt)])}</span>
        )}
      </div>
      {now.on && <p class="hint">{i18n.t('data.syncOffMeans')}</p>}
      <ErrorNote error={set.error.value} />
    </section>
  );
}
