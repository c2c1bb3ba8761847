import type { RunSummary } from '../../lib/model/run';
import type { ServerKind } from '../../lib/model/server';
import type { SettingsFile } from '../../lib/model/settings';
import type { SimServer } from '../servers';
import type { Extension } from './extension';
import { expect } from './fixture';

export const MINUTE = 60_000;
export const LOOPBACK = 'http://127.0.0.1/*';

/** A settings file for two simulated servers and one pair of them; `more` by the servers' ids. */
export function settingsFor(
  servers: Record<string, SimServer>,
  pair: Record<string, unknown> = {},
  options: Record<string, unknown> = {},
  more: Record<string, Record<string, unknown>> = {},
): SettingsFile {
  const ids = Object.keys(servers);
  return {
    format: 'playhead-settings',
    version: 1,
    servers: Object.entries(servers).map(([id, server]) => ({
      id,
      kind: server.kind satisfies ServerKind,
      name: server.name,
      address: server.url,
      token: server.token(),
      userId: server.userId(),
      userName: 'mia',
      libraries: null,
      ...more[id],
    })),
    pairs: [{ id: 'p1', source: ids[0], target: ids[1], mode: 'two-way', enabled: true, ...pair }],
    options: {
      oneWayRemoveMode: 'source-deletes',
      intervalMinutes: 1440,
      tombstoneDays: 30,
      ...options,
    },
  };
}

/** Gives access to loopback and imports the settings, as the pages would. */
export async function moveIn(extension: Extension, file: SettingsFile): Promise<void> {
  await extension.allow(LOOPBACK);
  const answer = await extension.send('importSettings', { file });
  expect(answer).toMatchObject({ ok: true });
}

export async function syncOnce(extension: Extension): Promise<RunSummary> {
  const [summary] = await extension.sync();
  return summary!;
}

/** The requests that could have changed something. */
export const writes = (servers: SimServer[]) =>
  servers.flatMap(({ log }) => log.filter(({ method }) => method !== 'GET'));
