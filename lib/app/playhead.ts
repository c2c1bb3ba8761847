import { reachedAt } from '../engine/reach';
import { accessChangedFor } from '../status/waiting';
import { sweepSignIns } from '../store/sign-ins';
import { answerTo } from './answer';
import type { Answer } from './answers';
import type { Handlers } from './commands';
import { handlersOf } from './handlers';
import type { Home } from './home';
import { Posters } from './posters';
import { Rounds } from './rounds';
import { Safekeeping } from './safekeeping';
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
  const safekeeping = new Safekeeping(home);
  const state = new State(home, speech, safekeeping);
  const rounds = new Rounds(home, state);
  const sharing = new Sharing(home);
  const rooms = { speech, state, rounds, safekeeping, sharing, posters: new Posters(home) };
  const commands = handlersOf(home, rooms);
  return {
    commands,
    answer: (message, own) =>
      answerTo(
        message,
        own,
        commands,
        (problem) => speech.say(problem),
        () => safekeeping.check(),
      ),
    wakeUp: async () => {
      if (!(await safekeeping.isUsable())) return state.show();
      void state.show();
      await sweepSignIns(home.store, home.clock.now());
      await rounds.ifDue();
    },
    accessChanged: async () => {
      const usable = await safekeeping.isUsable();
      await state.show();
      if (!usable) return;
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
