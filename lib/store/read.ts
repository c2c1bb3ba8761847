import type { PairState, ServerState, Unmatched } from '../model/records';
import type { Activity, Running } from '../model/run';
import type { ServerSettings } from '../model/server';
import { DEFAULT_OPTIONS, type Options, type Pair, type Pause } from '../model/settings';
import { db } from './db';
import { getMeta, OPTIONS_KEY, PAUSE_KEY, PROGRESS_KEY, SCHEDULE_KEY } from './meta';

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
}

export async function readOverview(): Promise<Overview> {
  const [servers, pairs, serverStates, pairStates, options, running, schedule, pause, unmatched] =
    await Promise.all([
      db.servers.toArray(),
      db.pairs.toArray(),
      db.serverStates.toArray(),
      db.pairStates.toArray(),
      getMeta<Options>(db, OPTIONS_KEY),
      getMeta<Running>(db, PROGRESS_KEY),
      getMeta<Schedule>(db, SCHEDULE_KEY),
      getMeta<Pause>(db, PAUSE_KEY),
      db.unmatched.count(),
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
    schedule: schedule ?? { startedAt: null, finishedAt: null },
    pause: pause ?? null,
    unmatched,
  };
}

/** History, newest first. */
export async function readActivity(limit: number, pairId?: string): Promise<Activity[]> {
  const newest = db.activity.orderBy('at').reverse();
  const wanted = pairId ? newest.filter((row) => row.pairId === pairId) : newest;
  return wanted.limit(limit).toArray();
}

export const readUnmatched = (): Promise<Unmatched[]> => db.unmatched.toArray();
