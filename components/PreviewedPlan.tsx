import { useSignal } from '@preact/signals';
import type { Plan } from '../lib/model/run';
import type { PairView, ServerView } from '../lib/store/read';
import { PlanReview } from './PlanReview';
import { asksForStart, StartButton } from './StartButton';

interface Props {
  plan: Plan;
  pair: PairView;
  servers: ServerView[];
  /** The level of its heading. */
  heading: 'h3' | 'h4';
  /** Its heading takes the keyboard as it appears. */
  takesKeyboard?: boolean;
  started: () => void;
}

/** A preview; before a pair's first run, or while a few titles are tried, its rows can be unticked. */
export function PreviewedPlan({ plan, pair, servers, started, ...more }: Props) {
  const trial = pair.state?.trial ?? null;
  const { actions } = plan;
  const keys = [...new Set(actions.flatMap(({ key }) => key ?? []))];
  const off = useSignal<ReadonlySet<string>>(
    new Set(trial === null ? [] : keys.filter((key) => !trial.includes(key))),
  );
  const shown = { plan, servers, ...more };
  if (!asksForStart(pair)) return <PlanReview {...shown} />;
  const ticks = {
    has: (key: string) => !off.value.has(key),
    toggle: (key: string) => {
      const next = new Set(off.value);
      if (!next.delete(key)) next.add(key);
      off.value = next;
    },
  };
  // A title that was tried and has nothing to write now goes on being tried.
  const quiet = (trial ?? []).filter((key) => !keys.includes(key));
  const chosen = off.value.size === 0 ? null : [...quiet, ...keys.filter(ticks.has)];
  const ticked = actions.filter(({ key }) => !key || ticks.has(key));
  return (
    <PlanReview {...shown} ticks={ticks}>
      <StartButton pair={pair} actions={ticked} chosen={chosen} started={started} />
    </PlanReview>
  );
}
