import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { OfferCard } from './OfferCard';
import { type BrowserSyncState, useBrowserSync } from './useBrowserSync';

interface Props {
  state: BrowserSyncState;
  refresh: () => Promise<void>;
}

/** What other browsers of this profile offer, and that it was taken over. */
export function Offers({ state, refresh }: Props) {
  const taken = useSignal(false);
  const said = useRef<HTMLParagraphElement>(null);
  // The button that was pressed is gone with its offer.
  useEffect(() => {
    if (taken.value) said.current?.focus();
  }, [taken.value]);
  return (
    <>
      {state.offers.map((offer) => (
        <OfferCard
          key={`${offer.from} ${offer.at}`}
          offer={offer}
          changed={async (takenOver) => {
            taken.value = takenOver;
            await refresh();
          }}
        />
      ))}
      {state.unreadable > 0 && <p class="quiet">{i18n.t('data.offerUnreadable')}</p>}
      {taken.value && (
        <p ref={said} role="status" tabIndex={-1}>
          {i18n.t('data.tookOver')}
        </p>
      )}
    </>
  );
}

/** The offers alone, for a browser in which nothing is set up yet; nothing where there are none. */
export function FirstOffers() {
  const { state, refresh } = useBrowserSync();
  return state.value && <Offers state={state.value} refresh={refresh} />;
}
