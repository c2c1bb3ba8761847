import { i18n } from '#i18n';
import type { Pair } from '../../../lib/model/settings';
import type { ServerView } from '../../../lib/store/read';
import { Icon } from '../../Icon';
import { shortfallsOf } from './shortfalls';

interface Props {
  pair: Pick<Pair, 'mode' | 'source' | 'target'>;
  servers: ServerView[];
}

/** What the servers that a pair writes to cannot do, and what comes of it. */
export function PairCannot({ pair, servers }: Props) {
  return shortfallsOf(pair, servers).map(({ server, lacks }) => (
    <p key={server.id} class="note warn">
      <Icon name="info" />
      <span>
        {lacks === 'writes'
          ? i18n.t('pairForm.takesNothing', [server.name])
          : i18n.t('pairForm.plexClears', [server.name])}
      </span>
    </p>
  ));
}
