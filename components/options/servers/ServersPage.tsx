import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { SERVER_KINDS } from '../../../lib/model/server';
import type { Overview } from '../../../lib/store/read';
import { later } from '../../later';
import { useGoOn } from '../useGoOn';
import { AT_ONCE, goTo, inAddress } from '../useHash';
import type { FromTab } from './draft';
import { ServerCard } from './ServerCard';

const Offers = later(async () => (await import('../data/Offers')).FirstOffers);
const ServerForm = later(async () => (await import('./ServerForm')).ServerForm);

/** What stands in the address behind the section while one is added; else an id, to edit it. */
const ADD = 'add';

/** The servers, each with its state and what can be done about it; and the way to a new one. */
export function ServersPage({ overview, place }: { overview: Overview; place: string }) {
  const { servers, pairs } = overview;
  const from = useMemo(() => tabIn(place), [place]);
  const adding = place === ADD || from !== null;
  const goOn = useGoOn();
  const close = () => goTo('servers');
  const leave = (id: string) => {
    goOn.to(id);
    close();
  };
  return (
    <>
      <p class="intro">{servers.length === 0 ? i18n.t('servers.none') : i18n.t('servers.intro')}</p>
      {servers.length === 0 && <Offers />}
      {servers.map((server) =>
        place.split('/')[0] === inAddress(server.id) ? (
          <ServerForm
            key={server.id}
            server={server}
            others={servers}
            atOnce={place.endsWith(AT_ONCE)}
            saving={goOn.to}
            close={() => leave(server.id)}
          />
        ) : (
          <ServerCard
            key={server.id}
            server={server}
            heading={goOn.heading(server.id)}
            edit={() => goTo(`servers/${inAddress(server.id)}`)}
          />
        ),
      )}
      {adding || servers.length === 0 ? (
        <ServerForm
          key={`new-${place}`}
          server={null}
          from={from}
          others={servers}
          alone={servers.length === 0}
          saving={goOn.to}
          close={close}
        />
      ) : (
        <p class="buttons">
          <a class={`button ${servers.length < 2 ? 'primary' : ''}`} href="#servers/add">
            {i18n.t('servers.add')}
          </a>
        </p>
      )}
      {servers.length >= 2 && pairs.length === 0 && !adding && (
        <p class="buttons">
          <span>{i18n.t('servers.nextPair')}</span>
          <a class="button primary" href="#pairs/add">
            {i18n.t('action.addPair')}
          </a>
        </p>
      )}
    </>
  );
}

/** `add/jellyfin/<address>/<tab>`: how the popup hands over the server that an open tab shows. */
function tabIn(place: string): FromTab | null {
  const [add, kind, address = '', tab = ''] = place.split('/');
  const known = SERVER_KINDS.find((one) => one === kind);
  if (add !== ADD || !known) return null;
  return {
    kind: known,
    address: decodeURIComponent(address),
    tabId: /^\d+$/.test(tab) ? Number(tab) : null,
  };
}
