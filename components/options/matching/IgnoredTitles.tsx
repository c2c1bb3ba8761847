import type { Signal } from '@preact/signals';
import { i18n } from '#i18n';
import type { Ignored } from '../../../lib/model/records';
import type { Overview } from '../../../lib/store/read';
import { Button } from '../../Button';
import { dayAndTime } from '../../days';
import { ErrorNote } from '../../ErrorNote';
import { PairName } from '../../PairName';
import { useCommand } from '../../useCommand';

interface Props {
  ignored: Ignored[];
  overview: Overview;
  /** What was done last, in words. */
  done: Signal<string>;
}

/** Titles that the person took out of a pair, each with the way back. */
export function IgnoredTitles({ ignored, overview, done }: Props) {
  if (ignored.length === 0) return null;
  const sorted = [...ignored].sort((a, b) => a.title.localeCompare(b.title));
  return (
    <section class="card">
      <h2>{i18n.t('matching.ignored')}</h2>
      <p class="quiet">{i18n.t('matching.ignoredIntro')}</p>
      <ul class="rows">
        {sorted.map((entry) => (
          <IgnoredRow
            key={`${entry.pairId} ${entry.id}`}
            entry={entry}
            overview={overview}
            done={done}
          />
        ))}
      </ul>
    </section>
  );
}

function IgnoredRow({ entry, overview, done }: Omit<Props, 'ignored'> & { entry: Ignored }) {
  const stop = useCommand('stopIgnoring');
  const { pairId, id, title, at } = entry;
  const pair = overview.pairs.find((one) => one.id === pairId);
  if (!pair) return null;
  return (
    <li class="change">
      <div>
        <p class="title">{title}</p>
        <p class="quiet">
          <PairName pair={pair} servers={overview.servers} />
          {'\u00a0· '}
          {i18n.t('matching.since', [dayAndTime(at)])}
        </p>
      </div>
      <Button
        class="small"
        busy={stop.busy.value}
        press={async () => {
          await stop.run({ pairId, id });
          if (stop.done.value) done.value = i18n.t('matching.notIgnored', [title]);
        }}
      >
        {i18n.t('activity.stopIgnoring')}
      </Button>
      <ErrorNote error={stop.error.value} />
    </li>
  );
}
