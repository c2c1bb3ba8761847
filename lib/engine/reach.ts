import type { ServerState } from '../model/records';
import type { ServerSettings } from '../model/server';
import type { Contact } from './contact';
import type { EnginePorts } from './ports';

/** After so long the first address is tried again. */
const DETOUR_HOLDS_MS = 24 * 60 * 60_000;

/** The user that a server is read as: the one in the settings, or whom its token was found to be. */
export const userOf = (settings: ServerSettings, state: ServerState): string | null =>
  settings.userId ?? state.boundUserId;

/** A server at the address at which it was last reached. */
export function reachedAt(
  settings: ServerSettings,
  { reached }: ServerState,
  now: number,
): ServerSettings {
  if (!reached || now - reached.at >= DETOUR_HOLDS_MS) return settings;
  return settings.fallbacks?.includes(reached.address)
    ? { ...settings, address: reached.address }
    : settings;
}

/**
 * Looks for a silent server at its other addresses. The token goes to none of them before the very
 * same server was seen to answer there. Answers whether it was found.
 */
export async function reachElsewhere(ports: EnginePorts, contact: Contact): Promise<boolean> {
  const { given, asked, remembered } = contact;
  const { settings } = given;
  const { state } = remembered;
  const silent = reachedAt(settings, state, ports.now()).address;
  const others = [settings.address, ...(settings.fallbacks ?? [])].filter((one) => one !== silent);
  if (others.length === 0 || !state.boundServerId) return false;
  const tried = await Promise.all(others.map((address) => tryAt(ports, contact, address)));
  const found = tried.find((server) => server !== null);
  if (!found) return false;
  asked.requestsBefore += given.server.traffic.requests;
  given.server = found.server;
  const detour = { address: found.address, at: ports.now() };
  state.checkedAddress = found.address;
  state.reached = found.address === settings.address ? null : detour;
  return true;
}

async function tryAt(ports: EnginePorts, contact: Contact, address: string) {
  const { settings } = contact.given;
  const { state } = contact.remembered;
  if (!(await ports.allowed(address))) return null;
  const server = ports.connect({ ...settings, address }, userOf(settings, state));
  const identity = await server.identify().catch(() => null);
  return identity?.serverId === state.boundServerId ? { address, server } : null;
}
