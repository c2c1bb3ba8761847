import { i18n } from '#i18n';
import type { Track } from '../../../lib/model/records';
import type { Overview } from '../../../lib/store/read';
import { nameOf } from '../../names';
import { BesidePoster } from '../posters/Posters';
import { ApartChoices } from './ApartChoices';
import { Lanes } from './Lanes';
import { sayApart, saySaid } from './words';

/** Differences that were decided to stay, with what each server says. */
export function LeftApart({ tracks, overview }: { tracks: Track[]; overview: Overview }) {
  return (
    <section class="card">
      <h2>{i18n.t('activity.leftApart')}</h2>
      <p class="quiet">
        {tracks.length === 0 ? i18n.t('activity.leftApartNone') : i18n.t('activity.leftApartIntro')}
      </p>
      <ul class="rows">
        {tracks.map((track) => (
          <li key={`${track.pairId} ${track.key}`} class="apart">
            <BesidePoster items={itemsOf(track)}>
              <span class="title">{track.title}</span>
              {track.reason !== 'agreed' && <span class="quiet">{sayApart(track.reason)}</span>}
              <Lanes
                runtimeMs={track.runtimeMs}
                lanes={Object.entries(track.said ?? {}).map(([serverId, said]) => ({
                  name: nameOf(overview.servers, serverId),
                  text: saySaid(said),
                  ms: said.ms,
                }))}
              />
              <div class="buttons">
                <ApartChoices track={track} overview={overview} />
              </div>
            </BesidePoster>
          </li>
        ))}
      </ul>
    </section>
  );
}

const itemsOf = ({ copies }: Track): Record<string, string> =>
  Object.fromEntries(
    Object.entries(copies).flatMap(([serverId, [itemId]]) => (itemId ? [[serverId, itemId]] : [])),
  );
