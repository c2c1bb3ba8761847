import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { PlanSkip, RunRecord } from '../../../lib/model/run';
import type { Overview } from '../../../lib/store/read';
import type { RunGroup } from '../../../lib/store/read-activity';
import { timeOfDay } from '../../../lib/words/dates';
import { spoken } from '../../../lib/words/wording';
import { timeSpan } from '../../days';
import { Icon, type IconName } from '../../Icon';
import { PairName } from '../../PairName';
import { sayOutcome, saySkip } from '../../text';
import { exactly } from '../../time';
import { Answered } from '../Answered';
import { AllRows, FittingRows, isIdle } from './RunRows';

interface Props {
  group: RunGroup;
  overview: Overview;
}

/** One run: when, which pair, what it came to in numbers, and its rows. */
export function RunCard({ group, overview }: Props) {
  const id = useId();
  if (isIdle(group)) return <IdleRuns run={group.run} overview={overview} />;
  const { run, waiting, fitting } = group;
  const { problem } = run.summary ?? {};
  const name = overview.servers.find(({ id }) => id === problem?.serverId)?.name ?? null;
  return (
    <section class="card run" aria-labelledby={id}>
      <div class="card-head">
        <h3 id={id}>
          <When run={run} /> <Pair run={run} overview={overview} />
        </h3>
        <OutcomeWord run={run} overview={overview} />
      </div>
      {problem && <p class="quiet">{spoken(problem, name).message}</p>}
      {fitting ? (
        <FittingRows rows={fitting} group={group} overview={overview} />
      ) : (
        <AllRows group={group} overview={overview} />
      )}
      <Waiting waiting={waiting} overview={overview} />
    </section>
  );
}

/** Runs that had nothing to do take one line. */
function IdleRuns({ run, overview }: { run: RunRecord; overview: Overview }) {
  const { times } = run;
  return (
    <p class="idle-runs">
      <When run={run} /> <Pair run={run} overview={overview} />
      <span>
        {times > 1 && `${i18n.t('activity.runs', times)} · `}
        {i18n.t('result.nothing')}
      </span>
    </p>
  );
}

function When({ run: { at, until, times } }: { run: RunRecord }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={exactly(at)}>
      {times > 1 ? timeSpan(at, until) : timeOfDay(at)}
    </time>
  );
}

function Pair({ run, overview }: { run: RunRecord; overview: Overview }) {
  const pair = overview.pairs.find(({ id }) => id === run.pairId);
  if (!pair) return <span>{i18n.t('activity.removedPair')}</span>;
  return <PairName pair={pair} servers={overview.servers} />;
}

const ICONS: Record<string, IconName> = {
  done: 'ok',
  'done-with-skips': 'ok',
  'retry-later': 'sync',
  'needs-you': 'warn',
  held: 'wait',
};

function OutcomeWord({ run, overview }: { run: RunRecord; overview: Overview }) {
  const outcome = run.summary?.outcome;
  if (run.kind === 'older') return null;
  if (run.kind === 'by-hand') return <Word icon="undo" word={i18n.t('activity.byYou')} />;
  if (outcome) return <Word icon={ICONS[outcome]!} word={sayOutcome(outcome)} />;
  const runs = overview.running?.pairId === run.pairId && isNewest(run, overview);
  if (runs) return <Word icon="sync" word={i18n.t('activity.runningNow')} />;
  return <Word icon="off" word={i18n.t('activity.stopped')} />;
}

const isNewest = (run: RunRecord, { pairs }: Overview): boolean =>
  run.at >= (pairs.find(({ id }) => id === run.pairId)?.state?.last?.startedAt ?? 0);

function Word({ icon, word }: { icon: IconName; word: string }) {
  return (
    <span class={`outcome outcome-${icon}`}>
      <Icon name={icon} /> {word}
    </span>
  );
}

/** What was left out for now: every run meets it again, until it is done or settled. */
function Waiting({ waiting, overview }: { waiting: PlanSkip[]; overview: Overview }) {
  if (waiting.length === 0) return null;
  return (
    <details>
      <summary>{i18n.t('activity.waiting', waiting.length)}</summary>
      <ul class="rows">
        {waiting.map(({ title, reason, percent, problem }, index) => (
          <li key={index}>
            <span class="title">{title}</span>
            <span class="quiet">{saySkip(reason, percent)}</span>
            <Answered problem={problem} servers={overview.servers} />
          </li>
        ))}
      </ul>
    </details>
  );
}
