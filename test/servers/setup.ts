import type { ServerKind } from '../../lib/model/server';
import type { LogInProxy } from './log-in-proxy';
import type { Tls } from './wire';
import type { Title, World } from './world';

export interface UserSetup {
  name: string;
  password?: string;
  admin?: boolean;
  /** Home user's PIN, for whoever asks it. */
  pin?: string;
}

export interface LibrarySetup {
  name: string;
  holds: 'movie' | 'video' | 'show' | 'episode' | 'music';
  id?: string;
  /** Default: all films, home videos or shows of the world. A show brings all its episodes. */
  titles?: Title[];
  /** Users who may not see this library. */
  hiddenFrom?: string[];
}

export const DEFAULT_LIBRARIES: LibrarySetup[] = [
  { name: 'Films', holds: 'movie' },
  { name: 'Series', holds: 'show' },
];

export interface ServerSetup<Kind extends ServerKind = ServerKind, Options = object> {
  kind: Kind;
  world: World;
  name: string;
  version?: string;
  /** Default: a free one. */
  port?: number;
  serverId?: string;
  /** Default: `mia`, an administrator. The first one owns the server. */
  users?: UserSetup[];
  libraries?: LibrarySetup[];
  /** For instance `/media`. */
  basePath?: string;
  /** Speaks https. A Plex server goes on speaking http on the same port. */
  tls?: Tls;
  /** Default: none. */
  proxy?: LogInProxy;
  options?: Options;
}

/** Whose state, and of which copy of the title (default: the first user, the first copy). */
export interface Whose {
  user?: string;
  copy?: number;
}

export interface PlayOptions extends Whose {
  /** Default: now by the server's clock. */
  at?: number;
  /** Apply the product's own rules for "too early" and "finished". */
  thresholds?: boolean;
}

export interface TitleState {
  positionMs: number;
  watched: boolean;
  playCount: number;
  /** Epoch ms by the server's clock. */
  lastPlayedAt: number | null;
  favourite: boolean;
}

export interface PlayerOptions extends Whose {
  paused?: boolean;
  positionMs?: number;
  /** Others who watch along (Jellyfin, Emby). */
  with?: string[];
  /** Name of the device. */
  device?: string;
}
