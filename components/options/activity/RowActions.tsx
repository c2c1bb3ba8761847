import { i18n } from '#i18n';
import type { Activity } from '../../../lib/model/run';
import type { Overview } from '../../../lib/store/read';
import { readApart } from '../../../lib/store/read-activity';
import { readIgnoredAs } from '../../../lib/store/read-matching';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { nameOf } from '../../names';
import { sayPosition } from '../../time';
import { type Sending, useCommand } from '../../useCommand';
import { useLive } from '../../useLive';
import { ApartChoices } from './ApartChoices';
import { openOn } from './open-on';

interface Props {
  row: Activity;
  overview: Overview;
}

/** What can be done about a row, beside undoing it. */
export function RowActions({ row, overview }: Props) {
  const { pairId, key } = row;
  const undo = useCommand('undo');
  const choose = useCommand('chooseSide');
  const apart = useLive(() => (key ? readApart(pairId, key) : Promise.resolve(null))).value.value;
  const known = overview.pairs.some((pair) => pair.id === pairId);
  return (
    <div class="buttons">
      {known && apart && <ApartChoices track={apart} overview={overview} />}
      {known && apart === null && (
        <UseOther row={row} overview={overview} undo={undo} choose={choose} />
      )}
      <ErrorNote error={undo.error.value ?? choose.error.value} />
      {known && key && <Ignore row={row} />}
      {Object.entries(row.items).map(([serverId, itemId]) => (
        <OpenLink key={serverId} serverId={serverId} itemId={itemId} overview={overview} />
      ))}
    </div>
  );
}

interface UseOtherProps extends Props {
  undo: Sending<'undo'>;
  choose: Sending<'chooseSide'>;
}

/**
 * A conflict that was decided the other way: the write is undone, and its old value copied.
 * Gone once it is undone, so what fails then is said beside it.
 */
function UseOther({ row, overview: { servers }, undo, choose }: UseOtherProps) {
  const { activityId, pairId, key, serverId, fromMs } = row;
  if (!row.conflict || !row.undo || row.undoneAt !== null || !key || fromMs <= 0) return null;
  const use = async () => {
    await undo.run({ activityId });
    if (undo.done.value) await choose.run({ pairId, key, serverId });
  };
  return (
    <Button class="small" busy={undo.busy.value || choose.busy.value} press={use}>
      {i18n.t('activity.useOther', [sayPosition(fromMs), nameOf(servers, serverId)])}
    </Button>
  );
}

function Ignore({ row }: { row: Activity }) {
  const { pairId, title, key, items } = row;
  const ignore = useCommand('ignoreTitle');
  const stop = useCommand('stopIgnoring');
  const entry = useLive(() => readIgnoredAs(pairId, items)).value.value;
  if (entry === undefined) return null;
  return (
    <>
      {entry && <span class="quiet">{i18n.t('activity.ignored')}</span>}
      <Button
        class="small"
        busy={ignore.busy.value || stop.busy.value}
        press={() =>
          entry ? stop.run({ pairId, id: entry.id }) : ignore.run({ pairId, title, key, items })
        }
      >
        {entry ? i18n.t('activity.stopIgnoring') : i18n.t('activity.ignore')}
      </Button>
      <ErrorNote error={ignore.error.value ?? stop.error.value} />
    </>
  );
}

interface OpenProps {
  serverId: string;
  itemId: string;
  overview: Overview;
}

function OpenLink({ serverId, itemId, overview: { servers } }: OpenProps) {
  const href = openOn(
    servers.find(({ id }) => id === serverId),
    itemId,
  );
  if (!href) return null;
  return (
    <a class="button small" href={href} target="_blank" rel="noreferrer">
      {i18n.t('activity.openOn', [nameOf(servers, serverId)])}
    </a>
  );
}
