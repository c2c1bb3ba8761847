import { type Signal, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Unmatched } from '../../../lib/model/records';
import type { Overview } from '../../../lib/store/read';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { nameOf } from '../../names';
import { saySkip } from '../../text';
import { useCommand } from '../../useCommand';
import { Answered } from '../Answered';
import { BesidePoster } from '../posters/Posters';
import { MatchPanel } from './MatchPanel';

interface Props {
  row: Unmatched;
  overview: Overview;
  /** What was done last, in words. */
  done: Signal<string>;
}

/** One title without a partner: why, a search for one, and the way to have done with it. */
export function UnmatchedRow({ row, overview, done }: Props) {
  const open = useSignal(false);
  const id = useId();
  const ignore = useCommand('ignoreTitle');
  const { pairId, serverId, itemId, title, problem } = row;
  const pair = overview.pairs.find((one) => one.id === pairId);
  if (!pair) return null;
  const otherId = pair.source === serverId ? pair.target : pair.source;
  const [here, there] = [nameOf(overview.servers, serverId), nameOf(overview.servers, otherId)];
  return (
    <li class="unmatched">
      <BesidePoster items={{ [serverId]: itemId }}>
        <span class="title">{title}</span>
        <span class="quiet">{i18n.t('matching.where', [here, there, saySkip(row.reason)])}</span>
        <Answered problem={problem} servers={overview.servers} />
        <div class="buttons">
          <Button
            class="small"
            aria-expanded={open.value}
            aria-controls={open.value ? id : undefined}
            press={() => {
              open.value = !open.value;
            }}
          >
            {i18n.t('matching.matchTo')}
          </Button>
          <Button
            class="small"
            busy={ignore.busy.value}
            press={async () => {
              await ignore.run({ pairId, title, key: null, items: { [serverId]: itemId } });
              if (ignore.done.value) done.value = i18n.t('matching.nowIgnored', [title]);
            }}
          >
            {i18n.t('activity.ignore')}
          </Button>
        </div>
        <ErrorNote error={ignore.error.value} />
        {open.value && (
          <div id={id}>
            <MatchPanel row={row} otherId={otherId} overview={overview} done={done} />
          </div>
        )}
      </BesidePoster>
    </li>
  );
}
