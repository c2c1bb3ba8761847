import { type Browser, browser } from 'wxt/browser';
import { type Problem, ProblemError, problemOf } from '../model/problem';
import { parseCommand } from './command-shapes';
import type { Answer, CommandMessage, CommandName, Commands, SpokenProblem } from './commands';

/** What the worker does for each command. */
export type Handlers = {
  [N in CommandName]: (takes: Commands[N]['takes']) => Promise<Commands[N]['gives']>;
};

/**
 * Listens for commands of the extension's own pages; anything from elsewhere is refused. Must be
 * called while the worker starts, before anything is awaited.
 */
export function receive(
  handlers: Handlers,
  say: (problem: Problem) => Promise<SpokenProblem>,
): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) =>
    answer(message, sender, handlers, say),
  );
}

async function answer(
  message: unknown,
  sender: Browser.runtime.MessageSender,
  handlers: Handlers,
  say: (problem: Problem) => Promise<SpokenProblem>,
): Promise<Answer<unknown>> {
  try {
    return { ok: true, value: await dispatch(message, sender, handlers) };
  } catch (thrown) {
    return { ok: false, error: await say(problemOf(thrown)) };
  }
}

async function dispatch(
  message: unknown,
  sender: Browser.runtime.MessageSender,
  handlers: Handlers,
): Promise<unknown> {
  if (!isOwnPage(sender)) throw new ProblemError({ code: 'not-allowed' });
  const parsed = parseCommand(message);
  if ('unknown' in parsed) throw new ProblemError({ code: 'unknown-command' });
  if ('wrong' in parsed) {
    const { field, bound } = parsed.wrong;
    throw new ProblemError({ code: 'bad-command', params: { field, ...(bound && { bound }) } });
  }
  return run(handlers, parsed.message);
}

function run<N extends CommandName>(
  handlers: Handlers,
  message: CommandMessage<N>,
): Promise<unknown> {
  const handler = handlers[message.command] as (takes: unknown) => Promise<unknown>;
  return handler(message);
}

function isOwnPage(sender: Browser.runtime.MessageSender): boolean {
  const home = browser.runtime.getURL('/');
  return sender.id === browser.runtime.id && (sender.url ?? '').startsWith(home);
}
