import type { PairState, ServerState } from '../model/records';
import type { Running } from '../model/run';
import type { Options, Pair, Pause } from '../model/settings';

export interface ServerFacts {
  id: string;
  signedIn: boolean;
  state: ServerState | null;
}

export type PairFacts = Pair & { state: PairState | null };

/** What the state is derived from: all of it is stored, none of it is a flag of its own. */
export interface StatusFacts {
  servers: ServerFacts[];
  pairs: PairFacts[];
  options: Options;
  running: Running | null;
  schedule: { startedAt: number | null; finishedAt: number | null };
  pause: Pause | null;
}
