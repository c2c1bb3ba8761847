import { i18n } from '#i18n';
import type { PairView, ServerView } from '../../lib/store/read';
import { PairName, pairText } from '../PairName';
import { sayCounts, sayLast } from '../text';
import { exactly } from '../time';

/** Each pair in one line: who follows whom, and what the last run came to. */
export function PairList({ pairs, servers }: { pairs: PairView[]; servers: ServerView[] }) {
  if (pairs.length === 0) return null;
  return (
    <section aria-label={i18n.t('popup.pairs')}>
      <ul class="lines">
        {pairs.map((pair) => (
          <li key={pair.id} title={pairText(pair, servers)}>
            <PairName pair={pair} servers={servers} />
            <LastResult pair={pair} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** "3 copied, 1 left out", or why there is no result to show. */
export function LastResult({ pair }: { pair: PairView }) {
  if (!pair.enabled) return <span class="quiet result">{i18n.t('popup.off')}</span>;
  if ((pair.state?.consent ?? 'none') !== 'given') {
    return <span class="quiet result">{i18n.t('popup.notBegun')}</span>;
  }
  const trial = pair.state?.trial;
  if (trial) return <span class="quiet result">{i18n.t('pairs.onTrial', trial.length)}</span>;
  const last = pair.state?.last;
  if (!last) return null;
  const done = last.outcome === 'done' || last.outcome === 'done-with-skips';
  const words = done ? sayCounts(last) : sayLast(pair);
  return (
    <span class="quiet result" title={`${words} · ${exactly(last.finishedAt)}`}>
      {words}
    </span>
  );
}
