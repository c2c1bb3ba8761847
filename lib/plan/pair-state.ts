import type { PairState, Track } from '../model/records';
import type { ServerSettings } from '../model/server';
import type { Pair } from '../model/settings';

/** Without a completed run for this long, nothing is cleared from old baselines. */
const LONG_PAUSE_MS = 7 * 24 * 60 * 60_000;

export const freshPairState = (pairId: string): PairState => ({
  pairId,
  ends: '',
  view: '',
  consent: 'none',
  previewed: null,
  startedAt: null,
  completedAt: null,
  last: null,
  hold: null,
  approved: [],
});

/** Baselines from before: nothing is cleared from them until a run has seen both sides. */
export const asOld = (tracks: readonly Track[]): Track[] =>
  tracks
    .filter((track) => track.said !== null)
    .map((track) => ({ ...track, tombstone: null, settingsChanged: true }));

/** A pair as a run finds it. */
export interface Begun {
  state: PairState;
  /** Another server or user: all that was known of the pair is forgotten. */
  forget: boolean;
  /**
   * Libraries, what is one title there, or direction changed, or a long pause: tombstones go, baselines stay, and nothing is
   * cleared from them until a run has seen both sides.
   */
  old: boolean;
}

/**
 * Settings are not deletions, but another server or user is another pair. `ends` are who the two
 * servers were found to be, empty while one has never answered. `now`: epoch ms.
 */
export function beginPair(
  pair: Pair,
  known: PairState | undefined,
  ends: string,
  servers: [ServerSettings, ServerSettings],
  now: number,
): Begun {
  const before = known ?? freshPairState(pair.id);
  const view = JSON.stringify([
    pair.mode,
    ...servers.map(({ id, libraries, sideBySide }) => [
      id,
      libraries,
      ...(sideBySide ? ['side by side'] : []),
    ]),
  ]);
  const forget = ends !== '' && before.ends !== '' && before.ends !== ends;
  const paused = before.completedAt !== null && now - before.completedAt > LONG_PAUSE_MS;
  const changed = before.view !== '' && before.view !== view;
  const state = { ...before, ends: ends || before.ends, view };
  if (forget) return { state: { ...state, hold: null, approved: [] }, forget, old: false };
  return { state, forget, old: changed || paused };
}
