import { useSignal } from '@preact/signals';
import type { Plan } from '../lib/model/run';
import type { PairView, ServerView } from '../lib/store/read';
import { PlanReview } from './PlanReview';
import { StartButton } from './StartButton';

interface Props {
  plan: Plan;
  pair: PairView;
  servers: ServerView[];
  started: () => void;
}

/** A preview; before a pair's first run, or while a few titles are tried, its rows can be unticked. */
export function PreviewedPlan({ plan, pair, servers, started }: Props) {
  const trial = pair.state?.trial ?? null;
  const keys = [...new Set(plan.actions.flatMap(({ key }) => key ?? []))];
  const off = useSignal<ReadonlySet<string>>(
    new Set(trial === null ? [] : keys.filter((key) => !trial.includes(key))),
  );
  const asks = pair.enabled && (pair.state?.consent === 'previewed' || trial !== null);
  if (!asks || keys.length === 0) {
    return (
      <>
        <PlanReview plan={plan} servers={servers} />
        <StartButton pair={pair} started={started} looking />
      </>
    );
  }
  const ticks = {
    has: (key: string) => !off.value.has(key),
    toggle: (key: string) => {
      const next = new Set(off.value);
      if (!next.delete(key)) next.add(key);
      off.value = next;
    },
  };
  const ticked = keys.filter(ticks.has);
  // A title that was tried and has nothing to write now goes on being tried.
  const quiet = (trial ?? []).filter((key) => !keys.includes(key));
  const chosen = off.value.size === 0 ? null : [...quiet, ...ticked];
  return (
    <>
      <PlanReview plan={plan} servers={servers} ticks={ticks} />
      <StartButton pair={pair} started={started} chosen={chosen} looking />
    </>
  );
}
