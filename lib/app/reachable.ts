import { ProblemError } from '../model/problem';
import type { ServerDraft, ServerSettings } from '../model/server';
import type { Connection } from '../servers/port';
import { ensureDeviceId } from '../store/device-ids';
import { SettingsWriter } from '../store/settings';
import type { Home } from './home';

/** A draft as settings, when Playhead may talk to its address. */
export async function reachable(home: Home, draft: ServerDraft): Promise<ServerSettings> {
  const settings = await new SettingsWriter(home.store).complete(draft);
  await mayReach(home, settings.address, draft.id);
  return settings;
}

/** Rejects with `permission-missing` where Playhead may not talk to this address. */
export async function mayReach(home: Home, address: string, serverId: string): Promise<void> {
  if (await home.allowed(address)) return;
  throw new ProblemError({ code: 'permission-missing', serverId, params: { address } });
}

/** What an adapter, or a sign-in, is built from. */
export async function connectionOf(home: Home, settings: ServerSettings): Promise<Connection> {
  return connectionAs(home, settings, await ensureDeviceId(home.store, settings.id));
}

export const connectionAs = (
  { fetch }: Home,
  settings: ServerSettings,
  deviceId: string,
): Connection => ({ ...settings, deviceId, fetch });
