import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Activity } from '../../../lib/model/run';
import type { Overview } from '../../../lib/store/read';
import { Button } from '../../Button';
import { FromTo } from '../../FromTo';
import { Icon } from '../../Icon';
import { nameOf, sayWhere } from '../../names';
import { sayRule, saySkip } from '../../text';
import { NO_BREAK, sayPosition } from '../../time';
import { UndoButton } from '../../UndoButton';
import { BesidePoster } from '../posters/Posters';
import { ActivityDetails } from './ActivityDetails';
import { sayOtherTitle, saySaid } from './words';

interface Props {
  row: Activity;
  overview: Overview;
}

/** One row of the history: what happened to which title, and the way back. Opened, it says why. */
export function ActivityRow({ row, overview }: Props) {
  const open = useSignal(false);
  const id = useId();
  return (
    <li class="activity-row">
      <div class="line">
        <Button
          class="opener"
          aria-expanded={open.value}
          aria-controls={open.value ? id : undefined}
          press={() => {
            open.value = !open.value;
          }}
        >
          <Icon name="next" />
          <span>
            <span class="title">{row.title}</span>{' '}
            {row.otherTitle && (
              <span class="quiet">{sayOtherTitle(row.otherTitle, overview.servers)} </span>
            )}
            <What row={row} overview={overview} />
          </span>
        </Button>
        <UndoButton row={row} servers={overview.servers} />
      </div>
      {open.value && (
        <div id={id} class="opened">
          <BesidePoster items={row.items}>
            <ActivityDetails row={row} overview={overview} />
          </BesidePoster>
        </div>
      )}
    </li>
  );
}

function What({ row, overview: { servers } }: Props) {
  if (row.kind === 'skip') return <LeftOut row={row} servers={servers} />;
  const why = row.conflict
    ? i18n.t('activity.bothChanged')
    : row.rule && row.kind !== 'undo' && sayRule(row.rule);
  return (
    <span class="what">
      <FromTo kind={row.kind} fromMs={row.fromMs} toMs={row.toMs} />{' '}
      <span class="quiet">
        {sayWhere(row, servers)}
        {why && `${NO_BREAK}· ${why}`}
      </span>
    </span>
  );
}

/** A row of what was left out names both servers with what they showed. */
function LeftOut({ row, servers }: { row: Activity; servers: Overview['servers'] }) {
  const said = (serverId: string, ms: number) => {
    const stood = row.stood?.[serverId];
    const what = stood ? saySaid(stood) : sayPosition(ms);
    return i18n.t('activity.stoodNone', [nameOf(servers, serverId), what]);
  };
  return (
    <span class="what">
      {said(row.fromServerId, row.toMs)}, {said(row.serverId, row.fromMs)}
      {row.reason && (
        <span class="quiet">
          {NO_BREAK}· {saySkip(row.reason, row.percent)}
        </span>
      )}
    </span>
  );
}
