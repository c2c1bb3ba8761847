import { useSignal } from '@preact/signals';
import { i18n } from '#i18n';
import type { Offer } from '../../../lib/app/answers';
import { askFor } from '../../../lib/platform/permissions';
import { sayList } from '../../../lib/words/dates';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { exactly, relative } from '../../time';
import { useCommand } from '../../useCommand';
import { useNow } from '../../useNow';

interface Props {
  offer: Offer;
  /** Something was done about it. */
  changed: (takenOver: boolean) => Promise<void>;
}

/** What another browser of this profile offers. Nothing of it is used before the yes. */
export function OfferCard({ offer, changed }: Props) {
  const now = useNow();
  const takeOver = useCommand('takeOver');
  const remove = useCommand('removeOffer');
  const busy = useSignal(false);
  const { from, servers, pairs } = offer;
  const accept = () => {
    busy.value = true;
    // Within the click, before anything is awaited: only then does the browser ask.
    const asked = offer.addresses.length > 0 ? askFor(offer.addresses) : Promise.resolve(true);
    void asked.then(async () => {
      await takeOver.run({ from });
      busy.value = false;
      if (takeOver.done.peek()) await changed(true);
    });
  };
  const what = [i18n.t('data.readsServers', servers.length), i18n.t('data.readsPairs', pairs)];
  return (
    <article class="card inner" aria-label={i18n.t('data.offerLabel')}>
      <p>
        <strong>{i18n.t('data.offer', [sayList(what)])}</strong>{' '}
        <span class="quiet" title={exactly(offer.at)}>
          {relative(offer.at, now)}
        </span>
      </p>
      {servers.length > 0 && <p>{servers.join(', ')}</p>}
      <p class="hint">
        {i18n.t('data.offerMeans')} {offer.rules && i18n.t('data.offerRules')}{' '}
        {offer.mirror && i18n.t('data.offerMirror')}
      </p>
      <div class="buttons">
        <Button class="primary" busy={busy.value} press={accept}>
          {i18n.t('data.takeOver')}
        </Button>
        <Button
          busy={busy.value || remove.busy.value}
          press={() => void remove.run({ from }).then(() => changed(false))}
        >
          {i18n.t('data.removeOffer')}
        </Button>
      </div>
      <ErrorNote error={takeOver.error.value ?? remove.error.value} />
    </article>
  );
}
