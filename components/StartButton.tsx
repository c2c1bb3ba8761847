import { i18n } from '#i18n';
import type { PairView } from '../lib/store/read';
import { ErrorNote } from './ErrorNote';
import { useCommand } from './useCommand';
import { useSync } from './useSync';

interface Props {
  pair: PairView;
  /** Called once it begins; the titles are chosen then. */
  started?: () => void;
  /** Keys of the titles to begin with; null takes all. */
  chosen?: string[] | null;
  /** The preview is on the screen: a trial can be changed by it. */
  looking?: boolean;
}

/**
 * The yes to the first run of a pair whose preview was seen, with all titles or with a few; and the
 * way on from a few. Nothing for any other pair.
 */
export function StartButton({ pair, started, chosen = null, looking = false }: Props) {
  const sync = useSync();
  const choose = useCommand('chooseTitles');
  const waits = pair.enabled && pair.state?.consent === 'previewed';
  const trial = pair.state?.trial ?? null;
  const changes = pair.enabled && looking && pair.state?.consent === 'given' && trial !== null;
  if (!waits && !changes) return <ErrorNote error={sync.error()} />;
  const start = async () => {
    const given = chosen ?? (looking ? null : trial);
    if (given !== trial) {
      await choose.run({ pairId: pair.id, keys: given });
      if (!choose.done.value) return;
    }
    started?.();
    await sync.run(pair.id);
  };
  return (
    <>
      {waits && <p>{chosen === null ? i18n.t('plan.firstAsk') : i18n.t('plan.firstFew')}</p>}
      <div class="buttons">
        <button
          type="button"
          class="primary"
          disabled={sync.busy.value || choose.busy.value || chosen?.length === 0}
          onClick={() => void start()}
        >
          {sayStart(chosen, changes)}
        </button>
      </div>
      <ErrorNote error={choose.error.value ?? sync.error()} />
    </>
  );
}

function sayStart(chosen: string[] | null, changes: boolean): string {
  if (chosen !== null) return i18n.t('action.startFew', chosen.length);
  return changes ? i18n.t('action.startAll') : i18n.t('action.start');
}
