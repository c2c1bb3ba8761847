import type { PairState, ServerState } from '../model/records';
import type { Activity, Running } from '../model/run';
import type { ServerSettings } from '../model/server';
import { DEFAULT_OPTIONS, type Options, type Pair, type Pause } from '../model/settings';
import { type MemoryNote, memoryNote } from './memory-note';
import { getMeta, OPTIONS_KEY, PAUSE_KEY, PROGRESS_KEY, SCHEDULE_KEY } from './meta';
import type { Store } from './port';

export interface Schedule {
  /** Epoch ms of the last round's start and end. */
  startedAt: number | null;
  finishedAt: number | null;
}

/** A server as the pages may see it: never its token. */
export type ServerView = Omit<ServerSettings, 'token'> & {
  signedIn: boolean;
  state: ServerState | null;
};

export type PairView = Pair & { state: PairState | null };

export interface Overview {
  servers: ServerView[];
  pairs: PairView[];
  options: Options;
  running: Running | null;
  schedule: Schedule;
  pause: Pause | null;
  unmatched: number;
  /** What became of the memory, while the person has not read it. */
  note?: MemoryNote | null;
}

/** Before anything is stored, or where nothing can be read. */
export const NOTHING_STORED: Overview = {
  ...{ servers: [], pairs: [], options: DEFAULT_OPTIONS, running: null, pause: null, unmatched: 0 },
  schedule: { startedAt: null, finishedAt: null },
};

/** How everything stands, as far as it is stored. */
export async function overviewOf(store: Store): Promise<Overview> {
  const [servers, pairs, serverStates, pairStates] = await Promise.all([
    store.list('servers'),
    store.list('pairs'),
    store.list('serverStates'),
    store.list('pairStates'),
  ]);
  const [options, running, schedule, pause, unmatched, note] = await Promise.all([
    getMeta<Options>(store, OPTIONS_KEY),
    getMeta<Running>(store, PROGRESS_KEY),
    scheduleOf(store),
    pauseOf(store),
    store.count('unmatched'),
    memoryNote(store),
  ]);
  return {
    servers: servers.map(({ token, ...server }) => ({
      ...server,
      signedIn: token !== null,
      state: serverStates.find((state) => state.serverId === server.id) ?? null,
    })),
    pairs: pairs.map((pair) => ({
      ...pair,
      state: pairStates.find((state) => state.pairId === pair.id) ?? null,
    })),
    options: { ...DEFAULT_OPTIONS, ...options },
    running: running ?? null,
    schedule,
    pause,
    unmatched,
    note,
  };
}

/** When the last round was; without times where there was none. */
export const scheduleOf = async (store: Store): Promise<Schedule> =>
  (await getMeta<Schedule>(store, SCHEDULE_KEY)) ?? { startedAt: null, finishedAt: null };

/** The pause as it was set, which may be over. */
export const pauseOf = async (store: Store): Promise<Pause | null> =>
  (await getMeta<Pause>(store, PAUSE_KEY)) ?? null;

/** History, newest first. */
export const newestActivity = (
  store: Store,
  limit: number,
  pairId?: string,
): Promise<Activity[]> =>
  pairId === undefined
    ? store.list('activity', { by: 'byTime', reverse: true, limit })
    : store.list('activity', { by: 'byPair', equals: [pairId], reverse: true, limit });
