import { i18n } from '#i18n';
import type { Said } from '../../lib/model/observation';
import type { Track } from '../../lib/model/records';
import { type Overview, readLeftApart } from '../../lib/store/read';
import { nameOf } from '../names';
import { sayApart } from '../text';
import { sayPosition } from '../time';
import { useLive } from '../useLive';

/** Differences that were decided to stay, with what each server says. */
export function LeftApart({ overview }: { overview: Overview }) {
  const tracks = useLive(readLeftApart).value.value;
  if (!tracks) return null;
  return (
    <section class="card">
      <h2>{i18n.t('activity.leftApart')}</h2>
      <p class="quiet">
        {tracks.length === 0 ? i18n.t('activity.leftApartNone') : i18n.t('activity.leftApartIntro')}
      </p>
      <ul class="rows">
        {tracks.map((track) => (
          <li key={`${track.pairId} ${track.key}`}>
            <span class="title">{track.title}</span>
            <span>{sayBoth(track, overview)}</span>
            {track.reason !== 'agreed' && <span class="quiet">{sayApart(track.reason)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const sayBoth = (track: Track, { servers }: Overview): string =>
  Object.entries(track.said ?? {})
    .map(([serverId, said]) => `${nameOf(servers, serverId)} ${saySaid(said)}`)
    .join(', ');

const saySaid = (said: Said): string =>
  said.is === 'finished' ? i18n.t('common.watched') : sayPosition(said.ms);
