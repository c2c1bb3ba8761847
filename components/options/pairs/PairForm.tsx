import { i18n } from '#i18n';
import type { ServerView } from '../../../lib/store/read';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { useCommand } from '../../useCommand';
import { useFocusFirst } from '../useFocusFirst';
import { useWhileShown } from '../useWhileShown';
import { PairEnds, PairRules } from './PairFields';
import { newPair, usePairDraft } from './pair-draft';

interface Props {
  servers: ServerView[];
  /** The ends that are offered first. */
  ends: [string, string];
  /** There is nothing else to show, so nothing to cancel to. */
  alone?: boolean;
  /** Called with the id of what is about to be saved. */
  saving?: (id: string) => void;
  close: () => void;
}

/** Makes a pair. What it means is said below each choice. */
export function PairForm({ servers, ends, alone = false, saving, close }: Props) {
  const form = useFocusFirst(!alone);
  const draft = usePairDraft(ends, null);
  const save = useCommand('savePair');
  const made = newPair(draft);
  const done = useWhileShown(close);
  const store = async () => {
    if (!made) return;
    saving?.(made.id);
    await save.run({ pair: made });
    if (save.done.value) done();
  };
  return (
    <form
      ref={form}
      class="card form"
      onSubmit={(event) => {
        event.preventDefault();
        void store();
      }}
    >
      <h2>{i18n.t('pairForm.addTitle')}</h2>
      <PairEnds draft={draft} servers={servers} />
      <PairRules draft={draft} servers={servers} isNew />
      <div class="buttons">
        <Button type="submit" class="primary" busy={save.busy.value} disabled={!made}>
          {i18n.t('common.save')}
        </Button>
        {!alone && <Button press={close}>{i18n.t('common.cancel')}</Button>}
      </div>
      <ErrorNote error={save.error.value} />
    </form>
  );
}
