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

/** The adapter for a kind of server: the one place that knows which is which. */
export function connect(kind: ServerKind, connection: Connection): MediaServer {
  return new Proxy(new ADAPTERS[kind](connection), {
    get(server, key) {
      const held: unknown = Reflect.get(server, key, server);
      if (typeof held !== 'function') return held;
      return (...given: unknown[]) => named(held.apply(server, given), connection.id);
    },
  });
}

/** Whatever an answer fails with becomes a problem that names the server. */
function named(answer: unknown, serverId: string): unknown {
  if (!(answer instanceof Promise)) return answer;
  return answer.catch((thrown) => {
    throw new ProblemError(problemOf(thrown, serverId));
  });
}
