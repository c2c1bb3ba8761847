import type { PairState, Track } from '../model/records';
import type { ServerSettings } from '../model/server';
import type { Pair } from '../model/settings';
import type { Batch } from '../store/batch';
import type { EnginePorts } from './ports';

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
export const asOld = (tracks: Track[]): Track[] =>
  tracks
    .filter((track) => track.said !== null)
    .map((track) => ({ ...track, tombstone: null, settingsChanged: true }));

export interface Prepared {
  state: PairState;
  tracks: Track[];
  /** What has to be written down before the run goes on. */
  batch: Batch;
  /** Another server or user: all that was known of the pair is forgotten. */
  forget: boolean;
}

/**
 * Settings are not deletions: after a change of libraries or direction, or a long pause, tombstones
 * go, baselines stay, and nothing is cleared from them until a run has seen both sides. Another
 * server or user forgets everything. `ends` are who the two servers were found to be, empty while one
 * has never answered.
 */
export async function preparePair(
  ports: EnginePorts,
  pair: Pair,
  ends: string,
  servers: [ServerSettings, ServerSettings],
): Promise<Prepared> {
  const known = await ports.store.pairState(pair.id);
  const state = { ...(known ?? freshPairState(pair.id)) };
  const view = JSON.stringify([
    pair.mode,
    ...servers.map((server) => [server.id, server.libraries]),
  ]);
  const forget = ends !== '' && state.ends !== '' && state.ends !== ends;
  const paused = state.completedAt !== null && ports.now() - state.completedAt > LONG_PAUSE_MS;
  const changed = state.view !== '' && state.view !== view;
  Object.assign(state, { ends: ends || state.ends, view });
  if (forget) {
    return { state: { ...state, hold: null, approved: [] }, tracks: [], batch: {}, forget };
  }

  const tracks = await ports.store.tracks(pair.id);
  if (!changed && !paused) return { state, tracks, batch: {}, forget };
  const kept = asOld(tracks);
  const forgetTracks = tracks.filter((track) => track.said === null);
  return { state, tracks: kept, batch: { tracks: kept, forgetTracks }, forget };
}
