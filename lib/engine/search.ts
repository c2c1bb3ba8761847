import type { FoundTitle, ServerRow, Sought } from '../model/item';
import { ProblemError } from '../model/problem';
import type { ServerState } from '../model/records';
import type { Library } from '../model/server';
import { displayTitle } from '../plan/identity';
import type { MediaServer } from '../servers/port';
import { freshState } from './contact';
import type { EnginePorts } from './ports';
import { reachedAt, userOf } from './reach';

/** Shows that are read for their episodes. */
const SHOWS = 3;
const TITLES = 30;

/**
 * Titles of one server that a text fits, in its chosen libraries: films by their name, episodes by
 * their own or their show's. A few, the likest first; nothing is remembered.
 */
export async function searchTitles(
  ports: EnginePorts,
  serverId: string,
  text: string,
  like: Sought,
): Promise<FoundTitle[]> {
  const { servers } = await ports.store.settings();
  const settings = servers.find((one) => one.id === serverId);
  if (!settings) throw new ProblemError({ code: 'unknown-server' });
  if (!settings.token) throw new ProblemError({ code: 'no-token', serverId });
  const state = (await ports.store.serverState(serverId)) ?? freshState(serverId);
  const reached = reachedAt(settings, state, ports.now());
  const { address, libraries } = reached;
  if (!(await ports.allowed(address))) {
    throw new ProblemError({ code: 'permission-missing', serverId, params: { address } });
  }
  const server = ports.connect(reached, userOf(settings, state));
  server.expect?.(state.boundServerId);
  if (state.version && !state.problem) server.useVersion(state.version);
  else await meet(server, state);
  const byLibrary = libraries !== null || server.capabilities().listsByLibrary;
  const known = byLibrary ? await server.libraries() : [];
  const rows = await server.search(text, like.kind, libraries, known);
  if (like.kind === 'episode') rows.push(...(await ofShows(server, text, libraries, known)));
  const once = [...new Map(rows.map((row) => [row.itemId, row])).values()];
  return likestFirst(once, like)
    .slice(0, TITLES)
    .map((row) => ({
      itemId: row.itemId,
      title: displayTitle(row),
      episodeTitle: row.episodeTitle,
      year: row.year,
      runtimeMs: row.runtimeMs,
    }));
}

/** Asks who answers before the token is sent there. */
async function meet(server: MediaServer, { boundServerId }: ServerState): Promise<void> {
  const { serverId, name } = await server.identify();
  if (boundServerId === null || serverId === boundServerId) return;
  throw new ProblemError({ code: 'wrong-server', params: { found: name } });
}

async function ofShows(
  server: MediaServer,
  text: string,
  scope: string[] | null,
  known: Library[],
): Promise<ServerRow[]> {
  const shows = await server.searchShows(text, scope, known);
  const episodes: ServerRow[] = [];
  for (const show of shows.slice(0, SHOWS)) episodes.push(...(await server.episodes(show)));
  return episodes;
}

/** The same number first, then the nearest length: a title has about the same everywhere. */
function likestFirst(rows: ServerRow[], like: Sought): ServerRow[] {
  const otherNumber = (row: ServerRow) =>
    Number(row.season !== like.season || row.episode !== like.episode);
  const apart = (row: ServerRow) =>
    row.runtimeMs && like.runtimeMs ? Math.abs(row.runtimeMs - like.runtimeMs) : Number.MAX_VALUE;
  return rows.sort((a, b) => otherNumber(a) - otherNumber(b) || apart(a) - apart(b));
}
