import { ProblemError, problemOf } from '../model/problem';
import type { ServerKind } from '../model/server';
import { EmbyServer } from './emby/server';
import { JellyfinServer } from './jellyfin/server';
import { PlexServer } from './plex/server';
import type { Connection, MediaServer } from './port';

const ADAPTERS: Record<ServerKind, new (connection: Connection) => MediaServer> = {
  plex: PlexServer,
  emby: EmbyServer,
  jellyfin: JellyfinServer,
};

type Method = (...given: never[]) => Promise<unknown>;
type Asking = {
  [K in keyof MediaServer]-?: Required<MediaServer>[K] extends Method ? K : never;
}[keyof MediaServer];

/** Every method that asks a server something: one that is missing here is an error of types. */
const ASKING: Record<Asking, true> = {
  identify: true,
  whoAmI: true,
  isKey: true,
  mayWatch: true,
  people: true,
  finishLine: true,
  libraries: true,
  inProgress: true,
  lookUp: true,
  showIds: true,
  libraryOf: true,
  cataloguePage: true,
  catalogueMark: true,
  findByIds: true,
  episodes: true,
  search: true,
  searchShows: true,
  poster: true,
  openPlayers: true,
  write: true,
};

/**
 * The adapter for a kind of server: the one place that knows which is which. Whatever an answer fails
 * with is a problem that names the server.
 */
export function connect(kind: ServerKind, connection: Connection): MediaServer {
  const server = new ADAPTERS[kind](connection);
  for (const name of Object.keys(ASKING) as Asking[]) {
    const own = server[name] as Method | undefined;
    if (own) Object.assign(server, { [name]: naming(own.bind(server), connection.id) });
  }
  return server;
}

const naming =
  (method: Method, serverId: string): Method =>
  async (...given) => {
    try {
      return await method(...given);
    } catch (thrown) {
      throw new ProblemError(problemOf(thrown, serverId));
    }
  };
