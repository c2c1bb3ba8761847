import { Patience } from '../model/patience';
import { isSilent, problemOf } from '../model/problem';
import type { ServerState } from '../model/records';
import type { ServerSettings } from '../model/server';
import type { EnginePorts } from './ports';
import { reachedAt } from './reach';

/** A server on its feet answers a knock at once. */
const KNOCK_MS = 3_000;
/** One that was well longer ago is asked by the rounds alone. */
const AWAITED_MS = 24 * 60 * 60_000;

/**
 * Servers of enabled pairs that are back before the schedule would ask them again: one that said it was
 * starting and may be asked by now, and one that was silent and answers a knock. A knock is one request
 * without a token.
 */
export async function returnedServers(ports: EnginePorts): Promise<string[]> {
  const { servers, pairs } = await ports.store.settings();
  const used = new Set(pairs.flatMap((pair) => (pair.enabled ? [pair.source, pair.target] : [])));
  const back = await Promise.all(
    servers.map(async (server) => {
      const state = used.has(server.id) && (await ports.store.serverState(server.id));
      return state && (await isBack(ports, server, state)) ? [server.id] : [];
    }),
  );
  return back.flat();
}

/** From now on the schedule may ask this server. */
export async function endPause(ports: EnginePorts, serverId: string): Promise<void> {
  const state = await ports.store.serverState(serverId);
  if (!state || !isSilent(state.problem)) return;
  await ports.store.commit({ serverStates: [{ ...state, notBefore: 0 }] });
}

async function isBack(ports: EnginePorts, server: ServerSettings, state: ServerState) {
  const { problem, okAt, notBefore } = state;
  const now = ports.now();
  if (problem?.code === 'starting') return now >= notBefore;
  if (!isSilent(problem) || okAt === null || now - okAt > AWAITED_MS) return false;
  const reached = reachedAt(server, state, now);
  if (!(await ports.allowed(reached.address))) return false;
  const knocked = ports.connect(reached, null, new Patience(KNOCK_MS)).identify();
  return knocked.then(
    () => true,
    (thrown) => problemOf(thrown).code === 'starting',
  );
}
