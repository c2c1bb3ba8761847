import { i18n } from '#i18n';
import type { Overview } from '../../../lib/store/read';
import { useGoOn } from '../useGoOn';
import { goTo, inAddress } from '../useHash';
import { PairCard } from './PairCard';
import { PairEditor } from './PairEditor';
import { PairForm } from './PairForm';
import { firstEnds } from './pair-draft';

/** What stands in the address behind the section while one is added; else an id, to edit it. */
const ADD = 'add';

/** The pairs, each with its last result or its first preview; and the way to a new one. */
export function PairsPage({ overview, place }: { overview: Overview; place: string }) {
  const { servers, pairs } = overview;
  const adding = place === ADD;
  const goOn = useGoOn();
  const close = () => goTo('pairs');
  const leave = (id: string) => {
    goOn.to(id);
    close();
  };
  if (servers.length < 2) {
    return (
      <>
        <p class="intro">{i18n.t('pairs.none')}</p>
        <p class="buttons">
          <a class="button primary" href="#servers/add">
            {i18n.t('action.addServer')}
          </a>
        </p>
      </>
    );
  }
  return (
    <>
      <p class="intro">{pairs.length === 0 ? i18n.t('pairs.noneReady') : i18n.t('pairs.intro')}</p>
      {pairs.map((pair) =>
        place === inAddress(pair.id) ? (
          <PairEditor key={pair.id} pair={pair} servers={servers} close={() => leave(pair.id)} />
        ) : (
          <PairCard
            key={pair.id}
            pair={pair}
            servers={servers}
            heading={goOn.heading(pair.id)}
            edit={() => goTo(`pairs/${inAddress(pair.id)}`)}
          />
        ),
      )}
      {adding || pairs.length === 0 ? (
        <PairForm
          key="new"
          ends={firstEnds(servers, pairs)}
          servers={servers}
          alone={pairs.length === 0}
          saving={goOn.to}
          close={close}
        />
      ) : (
        <p class="buttons">
          <a class="button" href="#pairs/add">
            {i18n.t('pairs.add')}
          </a>
        </p>
      )}
    </>
  );
}
