import { SIDES } from '../model/observation';
import type { PairState, Track } from '../model/records';
import type { Pair } from '../model/settings';
import { asOld, beginPair } from '../plan/pair-state';
import type { Contact } from './contact';
import type { Ends } from './contacts';
import type { EnginePorts } from './ports';
import { userOf } from './reach';
import { recover } from './recover';

/** What is remembered of a pair, as a run begins. */
export interface Remembered {
  state: PairState;
  tracks: Track[];
}

/**
 * Reads what is known of a pair; what other servers or users left is forgotten, writes of a run that
 * died are recovered, and what is old by now is marked so. A preview changes nothing that is stored.
 */
export async function remember(
  ports: EnginePorts,
  pair: Pair,
  ends: Ends,
  preview: boolean,
): Promise<Remembered> {
  const { store } = ports;
  const known = await store.pairState(pair.id);
  const servers = [ends.left.given.settings, ends.right.given.settings] as const;
  const now = ports.now();
  const { state, forget, old } = beginPair(pair, known, whoAre(ends), [...servers], now);
  if (forget && !preview) await store.forgetPair(pair.id);
  if (!preview) await recover(ports, ends);
  const tracks = forget ? [] : await store.tracks(pair.id);
  const kept = old ? asOld(tracks) : tracks;
  if (!preview) {
    await store.commit({
      tracks: old ? kept : [],
      forgetTracks: old ? tracks.filter((track) => track.said === null) : [],
      pairStates: [{ ...state, startedAt: now }],
    });
  }
  return { state, tracks: kept };
}

/** Who both ends were found to be, whichever is the source; empty while one has never answered. */
function whoAre(ends: Ends): string {
  const both = SIDES.map((side) => ends[side]);
  if (both.some(({ remembered }) => remembered.state.boundServerId === null)) return '';
  return both.map(whoIs).sort().join(' ');
}

const whoIs = ({ given: { settings }, remembered: { state } }: Contact): string =>
  JSON.stringify([settings.id, state.boundServerId, userOf(settings, state)]);
