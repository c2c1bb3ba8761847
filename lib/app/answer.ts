import { type Problem, ProblemError, problemOf, type SpokenProblem } from '../model/problem';
import type { Answer } from './answers';
import type { CommandMessage, CommandName, Handlers } from './commands';
import { parseCommand } from './parse-command';

/**
 * Answers a message in words, and never rejects. One that is not of a page of `own` is refused,
 * whatever it asks. `ready` is waited for before anything is done.
 */
export async function answerTo(
  message: unknown,
  own: boolean,
  handlers: Handlers,
  say: (problem: Problem) => Promise<SpokenProblem>,
  ready: () => Promise<void> = async () => {},
): Promise<Answer<unknown>> {
  try {
    if (!own) throw new ProblemError({ code: 'not-allowed' });
    const work = dispatch(message, handlers);
    await ready();
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, error: await say(problemOf(thrown)) };
  }
}

/** What is to be done for a message. Throws where it is no command. */
function dispatch(message: unknown, handlers: Handlers): () => Promise<unknown> {
  const parsed = parseCommand(message);
  if ('unknown' in parsed) throw new ProblemError({ code: 'unknown-command' });
  if ('wrong' in parsed) {
    const { field, bound } = parsed.wrong;
    throw new ProblemError({ code: 'bad-command', params: { field, ...(bound && { bound }) } });
  }
  return () => run(handlers, parsed.message);
}

function run<N extends CommandName>(
  handlers: Handlers,
  message: CommandMessage<N>,
): Promise<unknown> {
  const handler = handlers[message.command] as (takes: unknown) => Promise<unknown>;
  return handler(message);
}
