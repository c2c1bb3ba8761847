import { i18n } from '#i18n';
import type { Activity, ConflictRecord } from '../../lib/model/run';
import type { Overview, ServerView } from '../../lib/store/read';
import { nameOf, sayWhere } from '../names';
import { FromTo } from '../PlanReview';
import { sayConflict, sayRule, saySkip } from '../text';
import { dayAndTime, exactly, sayPosition, timeOfDay } from '../time';
import { UndoButton } from '../UndoButton';

interface Props {
  row: Activity;
  overview: Overview;
}

/** One row of the history: what happened to which title, why, and the way back. */
export function ActivityRow({ row, overview }: Props) {
  const { servers } = overview;
  return (
    <li class="change">
      <div>
        <p>
          <time class="quiet" dateTime={new Date(row.at).toISOString()} title={exactly(row.at)}>
            {timeOfDay(row.at)}
          </time>{' '}
          <span class="title">{row.title}</span>
        </p>
        {row.kind === 'skip' ? (
          <LeftOut row={row} servers={servers} />
        ) : (
          <Written row={row} servers={servers} />
        )}
        {row.conflict && <Both row={row} conflict={row.conflict} overview={overview} />}
      </div>
      <UndoButton row={row} servers={servers} />
    </li>
  );
}

function Written({ row, servers }: { row: Activity; servers: ServerView[] }) {
  const why = row.rule && row.kind !== 'undo' && !row.conflict ? ` · ${sayRule(row.rule)}` : '';
  return (
    <p>
      <FromTo kind={row.kind} fromMs={row.fromMs} toMs={row.toMs} />{' '}
      <span class="quiet">
        {sayWhere(row, servers)}
        {why}
      </span>
    </p>
  );
}

/** A skip names both servers with what they showed. */
function LeftOut({ row, servers }: { row: Activity; servers: ServerView[] }) {
  return (
    <p>
      {nameOf(servers, row.fromServerId)} {sayPosition(row.toMs)}, {nameOf(servers, row.serverId)}{' '}
      {sayPosition(row.fromMs)} {row.reason && <span class="quiet">· {saySkip(row.reason)}</span>}
    </p>
  );
}

/** A conflict keeps both values, both times, and the rule that chose. */
function Both(props: { row: Activity; conflict: ConflictRecord; overview: Overview }) {
  const { row, conflict, overview } = props;
  const pair = overview.pairs.find((one) => one.id === row.pairId);
  const other = pair?.source === row.serverId ? row.fromServerId : row.serverId;
  const [left, right] = pair ? [pair.source, pair.target] : [row.fromServerId, other];
  return (
    <p class="quiet">
      {sayConflict(conflict.rule)}{' '}
      {sayStood(nameOf(overview.servers, left), conflict.leftMs, conflict.leftTime)};{' '}
      {sayStood(nameOf(overview.servers, right), conflict.rightMs, conflict.rightTime)}.
    </p>
  );
}

function sayStood(name: string, ms: number, time: number | null): string {
  if (time === null) return i18n.t('activity.stoodNoTime', [name, sayPosition(ms)]);
  return i18n.t('activity.stood', [name, sayPosition(ms), dayAndTime(time)]);
}
