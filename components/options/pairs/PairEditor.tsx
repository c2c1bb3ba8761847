import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { endsOf, type Pair, type PairChanges } from '../../../lib/model/settings';
import type { PairView, ServerView } from '../../../lib/store/read';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { Icon } from '../../Icon';
import { useCommand } from '../../useCommand';
import { SavedNote } from '../SavedNote';
import { useFocusFirst } from '../useFocusFirst';
import { useSavedAsTyped } from '../useSavedAsTyped';
import { PairEnds, PairRules } from './PairFields';
import { asPair, changedBy, usePairDraft } from './pair-draft';

interface Props {
  pair: PairView;
  servers: ServerView[];
  close: () => void;
}

/**
 * Changes a pair. Switches and limits hold at once; other servers or another direction wait for a
 * yes, beside what they will and will not do.
 */
export function PairEditor({ pair, servers, close }: Props) {
  const form = useFocusFirst(true);
  const draft = usePairDraft([pair.source, pair.target], pair);
  const stored = asPair(pair);
  const made = changedBy(draft, stored);
  const { source, target, mode } = stored;
  const saved = useSavedAsTyped('changePair', rulesOf(made), (changes) => ({
    pairId: pair.id,
    changes: asChanges(changes),
  }));
  const keep = () => {
    draft.source.value = source;
    draft.target.value = target;
    draft.mode.value = mode;
  };
  const toEnds = () => form.current?.querySelector('select')?.focus();
  return (
    <form
      ref={form}
      class="card form"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <h2>{i18n.t('pairForm.editTitle')}</h2>
      <PairEnds draft={draft} servers={servers} />
      <Waiting before={stored} now={made} keep={keep} over={toEnds} />
      <PairRules draft={draft} servers={servers} isNew={false} />
      <SavedNote save={saved} />
      <div class="buttons">
        <Button press={close}>{i18n.t('common.close')}</Button>
      </div>
    </form>
  );
}

/** What is saved by itself, each by its name: all but what waits for a yes. */
function rulesOf({ enabled, addUpdate, remove, rewatch, guardrails }: Pair) {
  return { enabled, addUpdate, remove, rewatch, ...guardrails };
}

function asChanges(changed: Partial<ReturnType<typeof rulesOf>>): PairChanges {
  const { minimumSeconds, deltaSeconds, maximumPercent, ...switches } = changed;
  const guardrails = {
    ...(minimumSeconds !== undefined && { minimumSeconds }),
    ...(deltaSeconds !== undefined && { deltaSeconds }),
    ...(maximumPercent !== undefined && { maximumPercent }),
  };
  return { ...switches, ...(Object.keys(guardrails).length > 0 && { guardrails }) };
}

interface WaitingProps {
  before: Pair;
  now: Pair;
  keep: () => void;
  /** Nothing waits any more, and the button that had the keyboard is gone. */
  over: () => void;
}

const directionOf = ({ source, target, mode }: Pair) => ({ source, target, mode });

/** What other ends or another direction do and do not: no change of a pair clears anything itself. */
function Waiting({ before, now, keep, over }: WaitingProps) {
  const save = useCommand('changePair');
  const { source, target, mode } = before;
  const waits = source !== now.source || target !== now.target || mode !== now.mode;
  const waited = useRef(waits);
  useEffect(() => {
    if (waited.current && !waits && document.activeElement === document.body) over();
    waited.current = waits;
  }, [waits]);
  if (!waits) return null;
  return (
    <section class="card inner" role="status">
      <p class="note">
        <Icon name="info" />
        <span>
          {endsOf(before) === endsOf(now)
            ? i18n.t('pairForm.directionMeans')
            : i18n.t('pairForm.endsMean')}
        </span>
      </p>
      <div class="buttons">
        <Button
          class="primary"
          busy={save.busy.value}
          press={() => save.run({ pairId: now.id, changes: directionOf(now) })}
        >
          {i18n.t('pairForm.apply')}
        </Button>
        <Button press={keep}>{i18n.t('pairForm.keep')}</Button>
      </div>
      <ErrorNote error={save.error.value} />
    </section>
  );
}
