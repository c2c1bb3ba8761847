import { i18n } from '#i18n';
import type { Said } from '../../../lib/model/observation';
import type { Activity } from '../../../lib/model/run';
import type { Overview } from '../../../lib/store/read';
import { nameOf } from '../../names';
import { sayRule } from '../../text';
import { sayPosition } from '../../time';
import { type Lane, Lanes } from './Lanes';
import { RowActions } from './RowActions';
import { sayCell, sayConflict, saySaid, sayStood } from './words';

interface Props {
  row: Activity;
  overview: Overview;
}

/** A row opened: its positions as a picture, both values and times, the rule, and what to do. */
export function ActivityDetails({ row, overview }: Props) {
  const { servers } = overview;
  const stood = stoodOf(row, overview);
  const because = row.cell ? sayCell(row.cell) : null;
  return (
    <>
      <Lanes runtimeMs={row.runtimeMs} lanes={lanesOf(row, overview)} />
      <dl class="facts">
        {row.conflict ? (
          <Fact label={i18n.t('activity.rule')}>{sayConflict(row.conflict.rule)}</Fact>
        ) : (
          row.rule && <Fact label={i18n.t('activity.rule')}>{sayRule(row.rule)}</Fact>
        )}
        {because && <Fact label={i18n.t('activity.because')}>{because}</Fact>}
        {stood.length > 0 && (
          <Fact label={i18n.t('activity.before')}>
            {stood.map(([serverId, said]) => (
              <span key={serverId} class="stood">
                {sayStood(nameOf(servers, serverId), said)}
              </span>
            ))}
          </Fact>
        )}
        {row.confirmed && (
          <Fact label={i18n.t('activity.saidBack')}>
            {i18n.t('activity.saidBackIs', [nameOf(servers, row.serverId), saySaid(row.confirmed)])}
          </Fact>
        )}
      </dl>
      {!because && row.kind !== 'undo' && <p class="quiet">{i18n.t('activity.notKept')}</p>}
      <RowActions row={row} overview={overview} />
    </>
  );
}

function Fact({ label, children }: { label: string; children: preact.ComponentChildren }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** What each server said, its own times with it; of older rows, what a conflict kept. */
function stoodOf(row: Activity, { pairs }: Overview): [string, Pick<Said, 'is' | 'ms' | 'time'>][] {
  if (row.stood) return Object.entries(row.stood);
  const pair = pairs.find(({ id }) => id === row.pairId);
  if (!row.conflict || !pair) return [];
  const { leftMs, leftTime, rightMs, rightTime } = row.conflict;
  return [
    [pair.source, { is: 'at', ms: leftMs, time: leftTime }],
    [pair.target, { is: 'at', ms: rightMs, time: rightTime }],
  ];
}

/** The origin as it stands, and the server written to as it stood and stands. */
function lanesOf(row: Activity, { servers }: Overview): Lane[] {
  const { stood, serverId, fromServerId, fromMs, toMs } = row;
  const said = (id: string, ms: number) => (stood?.[id] ? saySaid(stood[id]) : sayPosition(ms));
  const origin = {
    name: nameOf(servers, fromServerId),
    text: said(fromServerId, toMs),
    ms: toMs,
  };
  const name = nameOf(servers, serverId);
  if (row.kind === 'skip') return [origin, { name, text: said(serverId, fromMs), ms: fromMs }];
  const gone = row.kind === 'clear' ? i18n.t('common.cleared') : sayPosition(toMs);
  const target = { name, text: `${sayPosition(fromMs)} → ${gone}`, ms: toMs, wasMs: fromMs };
  return row.kind === 'undo' ? [target] : [origin, target];
}
