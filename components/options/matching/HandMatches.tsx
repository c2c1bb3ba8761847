import type { Signal } from '@preact/signals';
import { i18n } from '#i18n';
import type { HandMatch } from '../../../lib/model/records';
import type { Overview } from '../../../lib/store/read';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { nameOf } from '../../names';
import { useCommand } from '../../useCommand';

interface Props {
  matches: HandMatch[];
  overview: Overview;
  /** What was done last, in words. */
  done: Signal<string>;
}

/** What the person said is one title, each with the way back. */
export function HandMatches({ matches, overview, done }: Props) {
  if (matches.length === 0) return null;
  return (
    <section class="card">
      <h2>{i18n.t('matching.byYou')}</h2>
      <p class="quiet">{i18n.t('matching.byYouIntro')}</p>
      <ul class="rows">
        {matches.map((match) => (
          <MatchRow key={match.id} match={match} overview={overview} done={done} />
        ))}
      </ul>
    </section>
  );
}

function MatchRow({ match, overview, done }: Omit<Props, 'matches'> & { match: HandMatch }) {
  const undo = useCommand('unmatchTitles');
  const { pairId, id } = match;
  return (
    <li class="change">
      <div>
        {Object.entries(match.sides).map(([serverId, { title }]) => (
          <p key={serverId}>
            <span class="title">{title}</span>{' '}
            <span class="quiet">{i18n.t('matching.on', [nameOf(overview.servers, serverId)])}</span>
          </p>
        ))}
      </div>
      <Button
        class="small"
        busy={undo.busy.value}
        press={async () => {
          await undo.run({ pairId, id });
          const [one = '', other = ''] = Object.values(match.sides).map(({ title }) => title);
          if (undo.done.value) done.value = i18n.t('matching.notOne', [one, other]);
        }}
      >
        {i18n.t('matching.undo')}
      </Button>
      <ErrorNote error={undo.error.value} />
    </li>
  );
}
