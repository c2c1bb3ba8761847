import { i18n } from '#i18n';
import type { Said } from '../../lib/model/observation';
import type { Track } from '../../lib/model/records';
import { type Overview, readLeftApart } from '../../lib/store/read';
import { ErrorNote } from '../ErrorNote';
import { nameOf } from '../names';
import { sayApart } from '../text';
import { sayPosition } from '../time';
import { useCommand } from '../useCommand';
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
          <LeftApartRow key={`${track.pairId} ${track.key}`} track={track} overview={overview} />
        ))}
      </ul>
    </section>
  );
}

function LeftApartRow({ track, overview }: { track: Track; overview: Overview }) {
  const choose = useCommand('chooseSide');
  const { pairId, key } = track;
  return (
    <li>
      <span class="title">{track.title}</span>
      <span>{sayBoth(track, overview)}</span>
      {track.reason !== 'agreed' && <span class="quiet">{sayApart(track.reason)}</span>}
      <span class="buttons">
        {choices(track, overview).map(({ serverId, label }) => (
          <button
            key={serverId}
            type="button"
            class="small"
            disabled={choose.busy.value}
            onClick={() => choose.run({ pairId, key, serverId })}
          >
            {label}
          </button>
        ))}
      </span>
      <ErrorNote error={choose.error.value} />
    </li>
  );
}

/** Sides to choose: a position always, none only where the other server can be cleared. */
function choices(track: Track, { servers }: Overview): { serverId: string; label: string }[] {
  const sides = Object.entries(track.said ?? {});
  return sides.flatMap(([serverId, said]) => {
    const other = sides.find(([id]) => id !== serverId)?.[0];
    const clears = servers.find((server) => server.id === other)?.kind !== 'plex';
    if (said.is !== 'at' && !clears) return [];
    const what = said.is === 'at' ? sayPosition(said.ms) : i18n.t('activity.useNone');
    return [{ serverId, label: i18n.t('activity.useThis', [what, nameOf(servers, serverId)]) }];
  });
}

const sayBoth = (track: Track, { servers }: Overview): string =>
  Object.entries(track.said ?? {})
    .map(([serverId, said]) => `${nameOf(servers, serverId)} ${saySaid(said)}`)
    .join(', ');

const saySaid = (said: Said): string =>
  said.is === 'finished' ? i18n.t('common.watched') : sayPosition(said.ms);
