import { i18n } from '#i18n';
import type { Overview } from '../../lib/store/read';
import { OpenedOffers } from './OpenedOffers';
import { OpenedServerForm } from './OpenedServerForm';
import { ServerCard } from './ServerCard';
import { goTo } from './useHash';

/** What stands in the address behind the section while one is added; else an id, to edit it. */
const ADD = 'add';

/** The servers, each with its state and what can be done about it; and the way to a new one. */
export function ServersPage({ overview, place }: { overview: Overview; place: string }) {
  const { servers, pairs } = overview;
  const adding = place === ADD;
  return (
    <>
      <p class="intro">{servers.length === 0 ? i18n.t('servers.none') : i18n.t('servers.intro')}</p>
      {servers.length === 0 && <OpenedOffers />}
      {servers.map((server) =>
        place === server.id ? (
          <OpenedServerForm
            key={server.id}
            server={server}
            others={servers}
            close={() => goTo('servers')}
          />
        ) : (
          <ServerCard key={server.id} server={server} edit={() => goTo(`servers/${server.id}`)} />
        ),
      )}
      {adding || servers.length === 0 ? (
        <OpenedServerForm
          key={`new-${servers.length}`}
          server={null}
          others={servers}
          alone={servers.length === 0}
          close={() => goTo('servers')}
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
