import { type Signal, useSignal } from '@preact/signals';
import { isSame } from '../../lib/model/server';
import { DEFAULT_GUARDRAILS, type Pair, type PairMode } from '../../lib/model/settings';
import type { PairView, ServerView } from '../../lib/store/read';
import { numberIn } from '../Field';
import { newId } from './ids';

export const LIMITS = {
  minimumSeconds: [0, 3600],
  deltaSeconds: [1, 3600],
  maximumPercent: [1, 100],
} as const;

/** What a person chooses for a pair; numbers as typed. */
export interface PairDraft {
  source: Signal<string>;
  target: Signal<string>;
  mode: Signal<PairMode>;
  enabled: Signal<boolean>;
  addUpdate: Signal<boolean>;
  remove: Signal<boolean>;
  rewatch: Signal<boolean>;
  minimumSeconds: Signal<string>;
  deltaSeconds: Signal<string>;
  maximumPercent: Signal<string>;
}

export function usePairDraft(ends: [string, string], pair: Pair | null): PairDraft {
  const limits = pair?.guardrails ?? DEFAULT_GUARDRAILS;
  return {
    source: useSignal(ends[0]),
    target: useSignal(ends[1]),
    mode: useSignal<PairMode>(pair?.mode ?? 'one-way'),
    enabled: useSignal(pair?.enabled ?? true),
    addUpdate: useSignal(pair?.addUpdate ?? true),
    remove: useSignal(pair?.remove ?? true),
    rewatch: useSignal(pair?.rewatch ?? false),
    minimumSeconds: useSignal(String(limits.minimumSeconds)),
    deltaSeconds: useSignal(String(limits.deltaSeconds)),
    maximumPercent: useSignal(String(limits.maximumPercent)),
  };
}

/** The pair as chosen, or null while a number is none. */
export function pairOf(draft: PairDraft, id: string | null): Pair | null {
  const minimumSeconds = numberIn(draft.minimumSeconds.value, ...LIMITS.minimumSeconds);
  const deltaSeconds = numberIn(draft.deltaSeconds.value, ...LIMITS.deltaSeconds);
  const maximumPercent = numberIn(draft.maximumPercent.value, ...LIMITS.maximumPercent);
  if (minimumSeconds === null || deltaSeconds === null || maximumPercent === null) return null;
  return {
    id: id ?? newId('pair'),
    source: draft.source.value,
    target: draft.target.value,
    mode: draft.mode.value,
    enabled: draft.enabled.value,
    addUpdate: draft.addUpdate.value,
    remove: draft.remove.value,
    rewatch: draft.rewatch.value,
    guardrails: { minimumSeconds, deltaSeconds, maximumPercent },
  };
}

/** The settings of a pair, without what was learnt of it. */
export function asPair({ state: _, ...pair }: PairView): Pair {
  return pair;
}

type End = Pick<ServerView, 'id' | 'address' | 'userId'>;

/** The first two servers that can be a pair and are none yet; the first two where all are. */
export function firstEnds(servers: End[], pairs: Pair[]): [string, string] {
  const isPair = (a: string, b: string) =>
    pairs.some(({ source, target }) => [source, target].sort().join() === [a, b].sort().join());
  for (const source of servers) {
    const free = servers.find((end) => !isSame(source, end) && !isPair(source.id, end.id));
    if (free) return [source.id, free.id];
  }
  return [servers[0]!.id, servers[1]!.id];
}
