import { i18n } from '#i18n';
import type { PairView } from '../lib/store/read';
import { ErrorNote } from './ErrorNote';
import { useSync } from './useSync';

/** The yes to the first run of a pair whose preview was seen; nothing for any other pair. */
export function StartButton({ pair }: { pair: PairView }) {
  const sync = useSync();
  const waits = pair.enabled && pair.state?.consent === 'previewed';
  return (
    <>
      {waits && <p>{i18n.t('plan.firstAsk')}</p>}
      {waits && (
        <div class="buttons">
          <button
            type="button"
            class="primary"
            disabled={sync.busy.value}
            onClick={() => sync.run(pair.id)}
          >
            {i18n.t('action.start')}
          </button>
        </div>
      )}
      <ErrorNote error={sync.error()} />
    </>
  );
}
