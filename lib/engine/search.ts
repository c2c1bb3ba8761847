import type { FoundTitle, ItemKind } from '../model/item';
import { ProblemError } from '../model/problem';
import { displayTitle } from '../plan/identity';
import type { EnginePorts } from './ports';

/** Titles of one server that a text fits, in its chosen libraries. A few; nothing is remembered. */
export async function searchTitles(
  ports: EnginePorts,
  serverId: string,
  text: string,
  kind: ItemKind,
): Promise<FoundTitle[]> {
  const { servers } = await ports.store.settings();
  const settings = servers.find((one) => one.id === serverId);
  if (!settings) throw new ProblemError({ code: 'unknown-server' });
  const { address, libraries } = settings;
  if (!settings.token) throw new ProblemError({ code: 'no-token', serverId });
  if (!(await ports.allowed(address))) {
    throw new ProblemError({ code: 'permission-missing', serverId, params: { address } });
  }
  const state = await ports.store.serverState(serverId);
  const server = ports.connect(settings, settings.userId ?? state?.boundUserId ?? null);
  server.expect?.(state?.boundServerId ?? null);
  if (state?.version) server.useVersion(state.version);
  else await server.identify();
  const byLibrary = libraries !== null || server.capabilities().listsByLibrary;
  const known = byLibrary ? await server.libraries() : [];
  const rows = await server.search(text, kind, libraries, known);
  return rows.map((row) => ({
    itemId: row.itemId,
    title: displayTitle(row),
    episodeTitle: row.episodeTitle,
    year: row.year,
    runtimeMs: row.runtimeMs,
  }));
}
