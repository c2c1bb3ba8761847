import { DEFAULT_GUARDRAILS, type Pair } from '../../lib/model/settings';
import { freshPairState } from '../../lib/plan/pair-state';
import type { MemoryStore } from './memory-store';

/** Makes a two-way pair of two servers, with everything on and the person's consent. */
export function addPair(
  store: MemoryStore,
  source: string,
  target: string,
  more: Partial<Pair> = {},
): Pair {
  const pair: Pair = {
    id: `${source}-${target}`,
    source,
    target,
    mode: 'two-way',
    enabled: true,
    addUpdate: true,
    remove: true,
    rewatch: false,
    guardrails: { ...DEFAULT_GUARDRAILS },
    ...more,
  };
  store.kept.pairs.push(pair);
  const state = { ...freshPairState(pair.id), consent: 'given' as const };
  store.pairStateRows.set(pair.id, state);
  return pair;
}
