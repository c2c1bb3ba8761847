import type { ServerKind } from '../model/server';
import { EmbyServer } from './emby/server';
import { JellyfinServer } from './jellyfin/server';
import { NamedServer } from './named';
import { PlexServer } from './plex/server';
import type { Connection, MediaServer } from './port';

const ADAPTERS: Record<ServerKind, new (connection: Connection) => MediaServer> = {
  plex: PlexServer,
  emby: EmbyServer,
  jellyfin: JellyfinServer,
};

/** The adapter for a kind of server: the one place that knows which is which. */
export const connect = (kind: ServerKind, connection: Connection): MediaServer =>
  new NamedServer(new ADAPTERS[kind](connection), connection.id);
