import { useSignal } from '@preact/signals';
import type { Ref } from 'preact';
import { i18n } from '#i18n';
import type { PairView, ServerView } from '../../../lib/store/read';
import { spoken } from '../../../lib/words/wording';
import { ApprovedNote } from '../../ApprovedNote';
import { Button } from '../../Button';
import { ErrorNote } from '../../ErrorNote';
import { HeldCard } from '../../HeldCard';
import { Icon } from '../../Icon';
import { nameOf } from '../../names';
import { PairName, pairText } from '../../PairName';
import { PreviewedPlan } from '../../PreviewedPlan';
import { sayCounts, sayLast } from '../../text';
import { exactly, relative } from '../../time';
import { useCommand } from '../../useCommand';
import { useNow } from '../../useNow';
import { AskFirst } from '../AskFirst';
import { PairFacts } from './PairFacts';
import { type Previewing, usePreview } from './usePreview';

interface Props {
  pair: PairView;
  servers: ServerView[];
  edit: () => void;
  /** Gets the heading, to take the keyboard there. */
  heading?: Ref<HTMLHeadingElement>;
}

/** One pair: how it is set, what its last run came to, and its preview. */
export function PairCard({ pair, servers, edit, heading }: Props) {
  const save = useCommand('changePair');
  const remove = useCommand('removePair');
  const preview = usePreview(pair.id);
  const asking = useSignal(false);
  const last = pair.state?.last;
  const hold = pair.enabled ? pair.state?.hold : null;
  return (
    <article class="card" aria-label={pairText(pair, servers)}>
      <div class="card-head">
        <h2 ref={heading} tabIndex={-1}>
          <PairName pair={pair} servers={servers} />
        </h2>
        {!pair.enabled && <span class="badge">{i18n.t('popup.off')}</span>}
      </div>
      <PairFacts pair={pair} servers={servers} />
      <LastRun pair={pair} servers={servers} />
      {hold && <HeldCard key={hold.planHash} hold={hold} servers={servers} heading="h3" />}
      <ApprovedNote pair={pair} servers={servers} />
      {!preview.plan.value && <FirstTime pair={pair} />}
      {(last?.startedAt ?? 0) <= preview.at.value && (
        <Preview preview={preview} pair={pair} servers={servers} />
      )}
      {pair.state?.trial && <OnTrial keys={pair.state.trial} />}
      <div class="buttons">
        <Button
          class={pair.enabled && isNew(pair) && !preview.plan.value ? 'primary' : ''}
          busy={preview.busy.value}
          press={preview.look}
        >
          {i18n.t('action.preview')}
        </Button>
        <Button press={edit}>{i18n.t('common.edit')}</Button>
        <Button
          busy={save.busy.value}
          press={() => save.run({ pairId: pair.id, changes: { enabled: !pair.enabled } })}
        >
          {pair.enabled ? i18n.t('common.switchOff') : i18n.t('common.switchOn')}
        </Button>
        <Button
          class="danger"
          press={() => {
            asking.value = true;
          }}
        >
          {i18n.t('common.remove')}
        </Button>
      </div>
      {asking.value && (
        <AskFirst
          question={i18n.t('pairs.removeAsk')}
          busy={remove.busy.value}
          yes={() => remove.run({ pairId: pair.id })}
          no={() => {
            asking.value = false;
          }}
        />
      )}
      <ErrorNote error={save.error.value ?? remove.error.value} />
    </article>
  );
}

const isNew = (pair: PairView): boolean => (pair.state?.consent ?? 'none') !== 'given';

function LastRun({ pair, servers }: { pair: PairView; servers: ServerView[] }) {
  const now = useNow();
  const last = pair.state?.last;
  if (!last) return null;
  const { problem, finishedAt, outcome } = last;
  const done = outcome === 'done' || outcome === 'done-with-skips';
  return (
    <>
      <p title={exactly(finishedAt)}>
        {i18n.t('pairs.lastRun', [relative(finishedAt, now), sayLast(pair)])}
        {done && <span class="quiet"> · {sayCounts(last)}</span>}
      </p>
      {problem && (
        <ErrorNote
          error={spoken(problem, problem.serverId ? nameOf(servers, problem.serverId) : null)}
        />
      )}
    </>
  );
}

function FirstTime({ pair }: { pair: PairView }) {
  if (!isNew(pair)) return null;
  return (
    <p>
      <strong>{i18n.t('pairs.firstTitle')}</strong> {i18n.t('pairs.firstText')}
    </p>
  );
}

/** While only a few titles are tried. */
function OnTrial({ keys }: { keys: string[] }) {
  return (
    <p class="note">
      <Icon name="info" />
      <span>
        <strong>{i18n.t('pairs.onTrial', keys.length)}</strong>
        <br />
        {i18n.t('pairs.trialMore')}
      </span>
    </p>
  );
}

interface PreviewProps {
  preview: Previewing;
  pair: PairView;
  servers: ServerView[];
}

function Preview({ preview, pair, servers }: PreviewProps) {
  const plan = preview.plan.value;
  if (preview.busy.value) return <p role="status">{i18n.t('pairs.looking')}</p>;
  if (!plan) return <ErrorNote error={preview.error.value} />;
  return (
    <section class="card inner">
      <PreviewedPlan
        plan={plan}
        pair={pair}
        servers={servers}
        heading="h3"
        takesKeyboard
        started={preview.close}
      />
      <p class="quiet">{i18n.t('plan.nothingWritten')}</p>
      <div class="buttons">
        <Button class="small" press={preview.close}>
          {i18n.t('common.close')}
        </Button>
      </div>
    </section>
  );
}
