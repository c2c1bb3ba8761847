import * as z from 'zod/mini';
import { boundOf } from '../model/bounds';
import { COMMANDS, type CommandMessage, type CommandName } from './commands';

export type Parsed =
  | { message: CommandMessage }
  | { unknown: true }
  | { wrong: { command: CommandName; field: string; bound: string | null } };

/** A message as a command, or what is wrong with it. */
export function parseCommand(message: unknown): Parsed {
  const name = (message as { command?: unknown } | null)?.command;
  if (typeof name !== 'string' || !Object.hasOwn(COMMANDS, name)) return { unknown: true };
  const command = name as CommandName;
  const parsed = z.safeParse<z.ZodMiniType>(COMMANDS[command].takes, message);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const field = issue.path.map(String).join('.');
    return { wrong: { command, field, bound: boundOf(issue) } };
  }
  return { message: { ...(parsed.data as object), command } as CommandMessage };
}
