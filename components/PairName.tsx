import { i18n } from '#i18n';
import type { Pair } from '../lib/model/settings';
import type { ServerView } from '../lib/store/read';
import { nameOf } from './names';

/** "Attic → Cellar", or with ⇄ where each follows the other. */
export function PairName({ pair, servers }: { pair: Pair; servers: ServerView[] }) {
  const oneWay = pair.mode === 'one-way';
  return (
    <span class="pair-name">
      <span class="end">{nameOf(servers, pair.source)}</span>{' '}
      <span role="img" aria-label={oneWay ? i18n.t('common.to') : i18n.t('common.and')}>
        {oneWay ? '→' : '⇄'}
      </span>{' '}
      <span class="end">{nameOf(servers, pair.target)}</span>
    </span>
  );
}

export const pairText = (pair: Pair, servers: ServerView[]): string =>
  `${nameOf(servers, pair.source)} ${pair.mode === 'one-way' ? '→' : '⇄'} ${nameOf(servers, pair.target)}`;
