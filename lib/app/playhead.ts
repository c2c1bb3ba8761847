import { reachedAt } from '../engine/reach';
import { accessChangedFor } from '../status/waiting';
import { answerTo } from './answer';
import type { Answer } from './answers';
import type { Handlers } from './commands';
import { handlersOf } from './handlers';
import type { Home } from './home';
import { Posters } from './posters';
import { Rounds } from './rounds';
import { Sharing } from './sharing';
import { Speech } from './speech';
import { State } from './state';

/** What the person can ask for, and what happens by itself. */
export interface Playhead {
  /** What is done for each command. Rejects with a ProblemError, without words. */
  commands: Handlers;
  /** Answers a message in words, and never rejects; one that is not `own` is refused. */
  answer(message: unknown, own: boolean): Promise<Answer<unknown>>;
  /** Shows how everything stands, and runs a round where one is due. */
  wakeUp(): Promise<void>;
  /**
   * Access to an address was given or taken away: shows how everything stands, and runs the pairs at
   * once for which that is news.
   */
  accessChanged(): Promise<void>;
}

/** One Playhead in its home. */
export function createPlayhead(home: Home): Playhead {
  const speech = new Speech(home);
  const state = new State(home, speech);
  const rounds = new Rounds(home, state);
  const rooms = { speech, state, rounds, sharing: new Sharing(home), posters: new Posters(home) };
  const commands = handlersOf(home, rooms);
  return {
    commands,
    answer: (message, own) => answerTo(message, own, commands, (problem) => speech.say(problem)),
    wakeUp: async () => {
      void state.show();
      await rounds.ifDue();
    },
    accessChanged: async () => {
      await state.show();
      await rounds.catchUp(async (overview) => accessChangedFor(overview, await deniedIn(home)));
    },
  };
}

/** The servers that Playhead may not talk to. */
async function deniedIn(home: Home): Promise<Set<string>> {
  const { store, clock } = home;
  const denied = new Set<string>();
  for (const server of await store.list('servers')) {
    const state = await store.get('serverStates', server.id);
    const { address } = state ? reachedAt(server, state, clock.now()) : server;
    if (!(await home.allowed(address))) denied.add(server.id);
  }
  return denied;
}
