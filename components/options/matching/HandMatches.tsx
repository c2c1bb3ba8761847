import { i18n } from '#i18n';
import type { HandMatch } from '../../../lib/model/records';
import type { Overview } from '../../../lib/store/read';
import { ErrorNote } from '../../ErrorNote';
import { nameOf } from '../../names';
import { useCommand } from '../../useCommand';

interface Props {
  matches: HandMatch[];
  overview: Overview;
}

/** What the person said is one title, each with the way back. */
export function HandMatches({ matches, overview }: Props) {
  if (matches.length === 0) return null;
  return (
    <section class="card">
      <h2>{i18n.t('matching.byYou')}</h2>
      <p class="quiet">{i18n.t('matching.byYouIntro')}</p>
      <ul class="rows">
        {matches.map((match) => (
          <MatchRow key={match.id} match={match} overview={overview} />
        ))}
      </ul>
    </section>
  );
}

function MatchRow({ match, overview }: { match: HandMatch; overview: Overview }) {
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
      <button
        type="button"
        class="small"
        disabled={undo.busy.value}
        onClick={() => undo.run({ pairId, id })}
      >
        {i18n.t('matching.undo')}
      </button>
      <ErrorNote error={undo.error.value} />
    </li>
  );
}
