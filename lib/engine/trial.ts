import { ProblemError } from '../model/problem';
import { asOld, freshPairState } from '../plan/pair-state';
import type { EnginePorts } from './ports';

/**
 * Chooses the titles that a pair begins with, by the keys of its preview; null takes all of them.
 * A title that was left alone until now has an old baseline, if any: nothing is cleared from it before
 * a run has seen both sides. Rejects with `preview-first` while nobody has looked.
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
  const tried = new Set(state.trial ?? []);
  const rested = state.trial
    ? (await ports.store.tracks(pairId)).filter((track) => !tried.has(track.key))
    : [];
  await ports.store.commit({
    pairStates: [{ ...state, trial: keys }],
    tracks: asOld(rested),
  });
}
