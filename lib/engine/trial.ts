import { ProblemError } from '../model/problem';
import type { Matched } from './match';
import { freshPairState } from './pair-state';
import type { EnginePorts } from './ports';

/** While a few titles are tried, the others are left alone: not decided, not settled, not counted. */
export function onTrial(matched: Matched, trial: string[] | null): Matched {
  if (trial === null) return matched;
  const tried = new Set(trial);
  return { ...matched, items: matched.items.filter((item) => tried.has(item.key)), unmatched: [] };
}

/**
 * Chooses the titles that a pair begins with, by the keys of its preview; null takes all of them.
 * Rejects with `preview-first` while nobody has looked.
 */
export async function chooseTitles(
  ports: EnginePorts,
  pairId: string,
  keys: string[] | null,
): Promise<void> {
  const { pairs } = await ports.store.settings();
  if (!pairs.some((pair) => pair.id === pairId)) throw new ProblemError({ code: 'unknown-pair' });
  const state = (await ports.store.pairState(pairId)) ?? freshPairState(pairId);
  if (state.consent === 'none') throw new ProblemError({ code: 'preview-first' });
  await ports.store.commit({ pairStates: [{ ...state, trial: keys }] });
}
