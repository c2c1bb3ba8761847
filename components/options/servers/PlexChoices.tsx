import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { i18n } from '#i18n';
import type { HomePerson, ServerOffer } from '../../../lib/model/signin';
import { Button } from '../../Button';
import { TextField } from '../../Field';
import type { Elsewhere } from './elsewhere';

interface PeopleProps {
  people: HomePerson[];
  elsewhere: Elsewhere;
  busy: boolean;
}

/** Who of a Plex Home is meant; nothing to choose for an account by itself. */
export function ChoosePerson({ people, elsewhere, busy }: PeopleProps) {
  const pin = useSignal('');
  if (people.length < 2) return null;
  const asked = people.find((one) => one.id === elsewhere.pinOf.value);
  const choose = (one: HomePerson) => {
    pin.value = '';
    elsewhere.pinOf.value = one.protected ? one.id : null;
    if (!one.protected) elsewhere.choosePerson(one.id, null);
  };
  return (
    <fieldset aria-busy={busy}>
      <legend>{i18n.t('serverForm.whoAreYou')}</legend>
      {people.map((one) => (
        <label key={one.id} class="choice">
          <input
            type="radio"
            name="home-person"
            checked={asked ? asked.id === one.id : one.chosen}
            onChange={() => !busy && choose(one)}
          />
          {one.name}
        </label>
      ))}
      {asked && (
        <div class="inline">
          <TextField
            label={i18n.t('serverForm.pin', [asked.name])}
            type="password"
            autocomplete="off"
            value={pin}
          />
          <Button
            busy={busy}
            disabled={pin.value.trim() === ''}
            press={() => elsewhere.choosePerson(asked.id, pin.value.trim())}
          >
            {i18n.t('serverForm.givePin')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

interface ServerProps {
  servers: ServerOffer[];
  elsewhere: Elsewhere;
  busy: boolean;
  /** Where the server is, as far as is known here; may be empty. */
  known: string;
  /** It answered at none of its addresses. */
  silent: boolean;
}

/** Which of the account's servers is meant; and where it is, for one that plex.tv does not know. */
export function ChooseServer({ servers, elsewhere, busy, known, silent }: ServerProps) {
  const address = useSignal(known);
  const open = useSignal(known !== '');
  useEffect(() => {
    if (silent) open.value = true;
  }, [silent]);
  if (servers.length === 0) return <p>{i18n.t('serverForm.noServers')}</p>;
  return (
    <section aria-label={i18n.t('serverForm.whichServer')}>
      <h3>{i18n.t('serverForm.whichServer')}</h3>
      <ul class="rows">
        {servers.map((offer) => (
          <li key={offer.serverId} class="change">
            <p>
              <span class="title">{offer.name}</span>{' '}
              {offer.sharedBy && (
                <span class="quiet">{i18n.t('serverForm.sharedBy', [offer.sharedBy])}</span>
              )}
            </p>
            <Button
              class="primary"
              busy={busy}
              press={() => elsewhere.chooseServer(offer, address.value)}
            >
              {busy ? i18n.t('serverForm.connecting') : i18n.t('serverForm.use', [offer.name])}
            </Button>
          </li>
        ))}
      </ul>
      <details
        open={open.value}
        onToggle={(event) => {
          open.value = event.currentTarget.open;
        }}
      >
        <summary>{i18n.t('serverForm.ownAddress')}</summary>
        <TextField
          label={i18n.t('serverForm.address')}
          type="url"
          value={address}
          hint={i18n.t('serverForm.ownAddressHint')}
        />
      </details>
      <p class="quiet">{i18n.t('serverForm.asksAddresses')}</p>
    </section>
  );
}
