import { ProblemError } from '../model/problem';
import { inOneRound } from './contacts';
import { openContact } from './open';
import type { EnginePorts } from './ports';

/**
 * Asks a server who it is and whether its sign-in holds, and remembers what it says: what is wrong
 * is seen at once, not in the next run. Never rejects for what the server says.
 */
export async function greet(ports: EnginePorts, serverId: string): Promise<void> {
  const { servers } = await ports.store.settings();
  const settings = servers.find((one) => one.id === serverId);
  if (!settings) throw new ProblemError({ code: 'unknown-server' });
  const { remembered } = await openContact(inOneRound(ports), settings, false);
  await ports.store.commit({ serverStates: [remembered.state] });
}
