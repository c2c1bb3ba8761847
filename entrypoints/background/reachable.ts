import { ProblemError } from '../../lib/model/problem';
import type { ServerDraft, ServerSettings } from '../../lib/model/server';
import { isAllowed } from '../../lib/platform/permissions';
import type { Connection } from '../../lib/servers/port';
import { db } from '../../lib/store/db';
import { ensureDeviceId } from '../../lib/store/device-ids';
import { SettingsWriter } from '../../lib/store/settings';

const writer = new SettingsWriter(db);

/** A draft as settings, when the browser lets Playhead talk to its address. */
export async function reachable(draft: ServerDraft): Promise<ServerSettings> {
  const settings = await writer.complete(draft);
  await mayReach(settings.address, draft.id);
  return settings;
}

export async function mayReach(address: string, serverId: string): Promise<void> {
  if (await isAllowed(address)) return;
  throw new ProblemError({ code: 'permission-missing', serverId, params: { address } });
}

/** What an adapter, or a sign-in, is built from. */
export async function connectionOf(settings: ServerSettings): Promise<Connection> {
  return connectionAs(settings, await ensureDeviceId(db, settings.id));
}

export const connectionAs = (settings: ServerSettings, deviceId: string): Connection => ({
  ...settings,
  deviceId,
  fetch: globalThis.fetch.bind(globalThis),
});
