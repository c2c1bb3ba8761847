import { i18n } from '#i18n';
import type { PairView } from '../lib/store/read';
import { ErrorNote } from './ErrorNote';
import { useSync } from './useSync';

interface Props {
  pair: PairView;
  /** Called on the press. */
  started?: () => void;
}

/** The yes to the first run of a pair whose preview was seen; nothing for any other pair. */
export function StartButton({ pair, started }: Props) {
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
            onClick={() => {
              started?.();
              void sync.run(pair.id);
            }}
          >
            {i18n.t('action.start')}
          </button>
        </div>
      )}
      <ErrorNote error={sync.error()} />
    </>
  );
}
