import './activity.css';
import { i18n } from '#i18n';
import type { Overview } from '../../../lib/store/read';
import { readLeftApart } from '../../../lib/store/read-activity';
import { useLive } from '../../useLive';
import { PosterSwitch } from '../posters/PosterSwitch';
import { Posters } from '../posters/Posters';
import { History } from './History';
import { LeftApart } from './LeftApart';

/** What stands in the address behind the section while the differences are shown. */
const APART = 'apart';

/** The history by runs; and beside it what was left apart on purpose. */
export function ActivityPage({ overview, place }: { overview: Overview; place: string }) {
  const apart = useLive(readLeftApart).value.value;
  const shown = place === APART;
  return (
    <>
      <p class="intro">{i18n.t('activity.intro')}</p>
      <nav class="tabs" aria-label={i18n.t('activity.tabs')}>
        <a href="#activity" aria-current={shown ? undefined : 'page'}>
          {i18n.t('activity.history')}
        </a>
        <a href={`#activity/${APART}`} aria-current={shown ? 'page' : undefined}>
          {i18n.t('activity.leftApart')}{' '}
          {apart && apart.length > 0 && <span class="badge">{apart.length}</span>}
        </a>
      </nav>
      <PosterSwitch />
      <Posters>
        {shown ? (
          apart && <LeftApart tracks={apart} overview={overview} />
        ) : (
          <History overview={overview} />
        )}
      </Posters>
    </>
  );
}
