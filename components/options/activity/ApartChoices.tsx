import { i18n } from '#i18n';
import type { Track } from '../../../lib/model/records';
import type { Overview } from '../../../lib/store/read';
import { Button } from '../../Button';
import { canOf } from '../../can';
import { ErrorNote } from '../../ErrorNote';
import { nameOf } from '../../names';
import { sayPosition } from '../../time';
import { useCommand } from '../../useCommand';

/** Ends a difference: what one side says goes onto the other. */
export function ApartChoices({ track, overview }: { track: Track; overview: Overview }) {
  const choose = useCommand('chooseSide');
  const { pairId, key } = track;
  return (
    <>
      {choices(track, overview).map(({ serverId, label }) => (
        <Button
          key={serverId}
          class="small"
          busy={choose.busy.value}
          press={() => choose.run({ pairId, key, serverId })}
        >
          {label}
        </Button>
      ))}
      <ErrorNote error={choose.error.value} />
    </>
  );
}

/** Sides to choose: a position where the other server takes any, none where it can be cleared. */
function choices(track: Track, { servers }: Overview): { serverId: string; label: string }[] {
  const sides = Object.entries(track.said ?? {});
  return sides.flatMap(([serverId, said]) => {
    const other = sides.find(([id]) => id !== serverId)?.[0];
    const server = servers.find(({ id }) => id === other);
    const can = server && canOf(server);
    if (can && !(said.is === 'at' ? can.writes : can.clears)) return [];
    const what = said.is === 'at' ? sayPosition(said.ms) : i18n.t('activity.useNone');
    return [{ serverId, label: i18n.t('activity.useThis', [what, nameOf(servers, serverId)]) }];
  });
}
