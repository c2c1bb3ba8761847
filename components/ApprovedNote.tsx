import { i18n } from '#i18n';
import type { PairView, ServerView } from '../lib/store/read';
import { spoken } from '../lib/words/wording';
import { ErrorNote } from './ErrorNote';
import { nameOf } from './names';
import { PairName } from './PairName';

interface Props {
  pair: PairView;
  servers: ServerView[];
  /** Said where it stands among others. */
  named?: boolean;
  /** Says what is in its way, where that is not said beside it. */
  why?: boolean;
}

/** What was approved and could not be written yet: that it waits, and what is in its way. */
export function ApprovedNote({ pair, servers, named = false, why = false }: Props) {
  const { approved = [], hold, last } = pair.state ?? {};
  const problem = last?.problem;
  if (!pair.enabled || approved.length === 0 || hold || !problem) return null;
  const name = problem.serverId ? nameOf(servers, problem.serverId) : null;
  return (
    <section class="card attention" aria-live="polite">
      {named && (
        <h2 class="strong">
          <PairName pair={pair} servers={servers} />
        </h2>
      )}
      <p class="strong">{i18n.t('plan.approved', approved.length)}</p>
      {why && <ErrorNote error={spoken(problem, name)} />}
    </section>
  );
}
