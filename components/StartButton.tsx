import { i18n } from '#i18n';
import type { PlanAction } from '../lib/model/run';
import type { PairView } from '../lib/store/read';
import { Button } from './Button';
import { ErrorNote } from './ErrorNote';
import { sayDoes } from './plan-text';
import { useCommand } from './useCommand';
import { useSync } from './useSync';

interface Props {
  pair: PairView;
  /** What the preview beside it shows of the titles to begin with. */
  actions: PlanAction[];
  /** Keys of the titles to begin with; null takes all. */
  chosen: string[] | null;
  /** Called once it begins; the titles are chosen then. */
  started: () => void;
}

/** May what a preview shows be started from it? */
export const asksForStart = ({ enabled, state }: PairView): boolean =>
  enabled && (state?.consent === 'previewed' || (state?.trial ?? null) !== null);

/**
 * The yes to the first run of a pair, with all titles or with a few; and the way on from a few. It
 * stands in the preview only: nothing is started that is not on the page.
 */
export function StartButton({ pair, actions, chosen, started }: Props) {
  const sync = useSync();
  const choose = useCommand('chooseTitles');
  const trial = pair.state?.trial ?? null;
  const start = async () => {
    if (chosen !== trial) {
      await choose.run({ pairId: pair.id, keys: chosen });
      if (!choose.done.value) return;
    }
    started();
    await sync.run(pair.id);
  };
  return (
    <>
      <p>{sayMeaning(pair, chosen)}</p>
      <div class="buttons">
        <Button
          class="primary"
          busy={sync.busy.value || choose.busy.value}
          disabled={chosen?.length === 0}
          press={start}
        >
          {sayStart(actions, chosen, trial)}
        </Button>
      </div>
      <ErrorNote error={choose.error.value ?? sync.error()} />
    </>
  );
}

function sayMeaning(pair: PairView, chosen: string[] | null): string {
  if (chosen !== null) return i18n.t('plan.firstFew');
  return pair.state?.consent === 'given' ? i18n.t('plan.thenAll') : i18n.t('plan.firstAsk');
}

function sayStart(actions: PlanAction[], chosen: string[] | null, trial: string[] | null): string {
  if (chosen?.length === 0) return i18n.t('action.tickOne');
  const does = sayDoes(actions);
  if (does !== null) return does;
  return chosen === null && trial !== null ? i18n.t('action.startAll') : i18n.t('action.start');
}
