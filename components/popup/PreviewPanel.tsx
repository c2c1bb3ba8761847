import { i18n } from '#i18n';
import type { PairView, ServerView } from '../../lib/store/read';
import { Button } from '../Button';
import { ErrorNote } from '../ErrorNote';
import { PairName } from '../PairName';
import { PreviewedPlan } from '../PreviewedPlan';
import { useTakesFocus } from '../useTakesFocus';
import type { Previewed, Previews } from './usePreviews';

interface Props {
  previews: Previews;
  pairs: PairView[];
  servers: ServerView[];
}

/** What would be written now, pair by pair. Says that nothing was. */
export function PreviewPanel({ previews, pairs, servers }: Props) {
  const shown = previews.shown.value;
  const heading = useTakesFocus<HTMLHeadingElement>();
  if (shown === null) return null;
  return (
    <section class="card">
      <h2 ref={heading} tabIndex={-1}>
        {i18n.t('plan.heading')}
      </h2>
      {shown.map((one) => (
        <OnePreview
          key={one.pairId}
          one={one}
          pair={pairs.find((pair) => pair.id === one.pairId)}
          servers={servers}
          started={previews.close}
        />
      ))}
      {previews.busy.value && <p>{i18n.t('pairs.looking')}</p>}
      {!previews.busy.value && <p class="quiet">{i18n.t('plan.nothingWritten')}</p>}
      {!previews.busy.value && (
        <div class="buttons">
          <Button press={previews.close}>{i18n.t('common.close')}</Button>
        </div>
      )}
    </section>
  );
}

interface OneProps {
  one: Previewed;
  pair: PairView | undefined;
  servers: ServerView[];
  started: () => void;
}

function OnePreview({ one, pair, servers, started }: OneProps) {
  if (!pair) return null;
  return (
    <div class="one-preview">
      <h3>
        <PairName pair={pair} servers={servers} />
      </h3>
      {'error' in one ? (
        <ErrorNote error={one.error} />
      ) : (
        <PreviewedPlan
          plan={one.plan}
          pair={pair}
          servers={servers}
          heading="h4"
          started={started}
        />
      )}
    </div>
  );
}
