import { isSilent, type Problem, ProblemError, problemOf } from '../model/problem';
import { concernsServer, TOO_MANY_IN_A_ROW } from '../plan/failures';
import { restAfter } from '../plan/schedule';
import type { Contact } from './contact';

/**
 * Whose matter it is that a question about one title failed: the problem where it is the server's, null
 * where it is that title's. A request that came to nothing tells nothing of the server, so it is asked
 * who it is: if it answers, only that title is silent.
 */
export async function ofTheServer(
  { given, remembered, sight }: Contact,
  problem: Problem,
): Promise<Problem | null> {
  if (!isSilent(problem)) return concernsServer(problem) ? problem : null;
  const bound = remembered.state.boundServerId;
  try {
    const { serverId, name } = await given.server.identify();
    if (bound === null || serverId === bound) return null;
    return { code: 'wrong-server', serverId: sight.serverId, params: { found: name } };
  } catch {
    return problem;
  }
}

/** So many are asked for together after a request for more of them came to nothing. */
const PARTS_AFTER_SILENCE = 10;

/**
 * Asks for all at once, and, where that fails, for parts of them, down to the single one that fails.
 * Silence takes long to notice, so after it the parts are smaller. Rejects with what is the server's
 * matter, and when several fail in a row: then no single one is told to have failed. `ofNothing` asks the same of no title at all, where that can
 * be asked: if it fails as well, no title is to blame.
 */
export async function apart<T>(
  contact: Contact,
  all: readonly T[],
  ask: (some: T[]) => Promise<void>,
  failed: (one: T, problem: Problem) => void,
  ofNothing?: () => Promise<unknown>,
): Promise<void> {
  let inRow = 0;
  let answered = ofNothing === undefined;
  const culprits: { one: T; problem: Problem }[] = [];
  const go = async (some: T[]): Promise<void> => {
    try {
      await ask(some);
      [inRow, answered] = [0, true];
    } catch (thrown) {
      const problem = problemOf(thrown);
      const server = await ofTheServer(contact, problem);
      if (server) throw new ProblemError(server);
      if (some.length > 1) {
        const parts = isSilent(problem) ? PARTS_AFTER_SILENCE : 2;
        const size = Math.ceil(some.length / parts);
        for (let at = 0; at < some.length; at += size) await go(some.slice(at, at + size));
        return;
      }
      inRow = inARow(inRow, problem);
      if (!answered) await ofNothing?.();
      answered = true;
      culprits.push({ one: some[0]!, problem });
    }
  };
  if (all.length > 0) await go([...all]);
  for (const { one, problem } of culprits) failed(one, problem);
}

/**
 * What each of them failed with that is not asked for now: it failed in this run, or rests. They are
 * copies, by item id, or other questions, by a name of their own.
 */
export function culpritsAmong(
  { sight, remembered }: Contact,
  ids: readonly string[],
): Map<string, Problem> {
  const culprits = new Map<string, Problem>();
  for (const id of ids) {
    const known = remembered.state.failing?.[id];
    const rests = known !== undefined && known.restsUntil > sight.readAt;
    const problem = sight.failing.get(id) ?? (rests ? known.problem : null);
    if (!problem) continue;
    culprits.set(id, problem);
    sight.failing.set(id, problem);
  }
  return culprits;
}

/** So many copies that fail are remembered; of more, the oldest are asked for as any other. */
const MOST_KEPT = 200;

/** Notes that one of them failed: after some failures in a row it rests. */
export function noteCulprit({ sight, remembered }: Contact, id: string, problem: Problem): void {
  const { [id]: known, ...others } = remembered.state.failing ?? {};
  const failures = (known?.failures ?? 0) + 1;
  const rest = restAfter(failures);
  const restsUntil = rest > 0 ? sight.readAt + rest : 0;
  const kept = Object.entries(others).slice(1 - MOST_KEPT);
  remembered.state.failing = {
    ...Object.fromEntries(kept),
    [id]: { problem, failures, restsUntil },
  };
  sight.failing.set(id, problem);
}

/** What several in a row failed with is the server's matter; answers how many there are now. */
export function inARow(count: number, problem: Problem): number {
  if (count + 1 >= TOO_MANY_IN_A_ROW) throw new ProblemError(problem);
  return count + 1;
}

/** Notes that these were answered as they should be. */
export function noteAnswered({ remembered }: Contact, ids: readonly string[]): void {
  const { failing } = remembered.state;
  if (!failing || !ids.some((id) => id in failing)) return;
  const left = Object.entries(failing).filter(([id]) => !ids.includes(id));
  remembered.state.failing = Object.fromEntries(left);
}
