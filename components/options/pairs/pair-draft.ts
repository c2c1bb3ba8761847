import { type Signal, useSignal } from '@preact/signals';
import { isSame } from '../../../lib/model/server';
import {
  DEFAULT_GUARDRAILS,
  endsOf,
  type Guardrails,
  LIMITS,
  type Pair,
  type PairMode,
} from '../../../lib/model/settings';
import type { PairView, ServerView } from '../../../lib/store/read';
import { numberIn } from '../../Field';
import { newId } from '../ids';

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

function limitIn(draft: PairDraft, name: keyof Guardrails): number | null {
  const [least, most] = LIMITS[name];
  return numberIn(draft[name].value, least, most);
}

/** The pair as chosen. A limit that is no number stays as it was. */
export function changedBy(draft: PairDraft, before: Pick<Pair, 'id' | 'guardrails'>): Pair {
  const limit = (name: keyof Guardrails) => limitIn(draft, name) ?? before.guardrails[name];
  return {
    id: before.id,
    source: draft.source.value,
    target: draft.target.value,
    mode: draft.mode.value,
    enabled: draft.enabled.value,
    addUpdate: draft.addUpdate.value,
    remove: draft.remove.value,
    rewatch: draft.rewatch.value,
    guardrails: {
      minimumSeconds: limit('minimumSeconds'),
      deltaSeconds: limit('deltaSeconds'),
      maximumPercent: limit('maximumPercent'),
    },
  };
}

/** A new pair as chosen, or null while a limit is no number. */
export function newPair(draft: PairDraft): Pair | null {
  const names = Object.keys(LIMITS) as (keyof Guardrails)[];
  if (names.some((name) => limitIn(draft, name) === null)) return null;
  return changedBy(draft, { id: newId('pair'), guardrails: DEFAULT_GUARDRAILS });
}

/** The settings of a pair, without what was learnt of it. */
export function asPair({ state: _, ...pair }: PairView): Pair {
  return pair;
}

type End = Pick<ServerView, 'id' | 'address' | 'userId'>;

/** The first two servers that can be a pair and are none yet; the first two where all are. */
export function firstEnds(servers: End[], pairs: Pair[]): [string, string] {
  const isPair = (source: string, target: string) =>
    pairs.some((pair) => endsOf(pair) === endsOf({ source, target }));
  for (const source of servers) {
    const free = servers.find((end) => !isSame(source, end) && !isPair(source.id, end.id));
    if (free) return [source.id, free.id];
  }
  return [servers[0]!.id, servers[1]!.id];
}
