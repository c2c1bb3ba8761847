import type { ItemKind } from './item';

export const SERVER_KINDS = ['plex', 'emby', 'jellyfin'] as const;
export type ServerKind = (typeof SERVER_KINDS)[number];

/** Can a server say whom a token belongs to? Plex answers any token, and does not tell. */
export const TELLS_WHOSE_TOKEN: Record<ServerKind, boolean> = {
  plex: false,
  emby: true,
  jellyfin: true,
};

/** One server as the settings hold it: an address, reached as one user. */
export interface ServerSettings {
  /** Playhead's own id of this server ("attic"), not the server's. */
  id: string;
  kind: ServerKind;
  name: string;
  /** Origin plus base path, without a trailing slash. */
  address: string;
  /** Null: not signed in. */
  token: string | null;
  /** The server's own id of the user; for Plex the account id, null for a pasted token. */
  userId: string | null;
  userName: string | null;
  /** The server's own library ids; null means all of them. */
  libraries: string[] | null;
  /** Other addresses of the same server, best first: for when the first one is silent. */
  fallbacks?: string[];
  /** Its libraries hold several versions of a title side by side: cuts of one length are one title. */
  sideBySide?: boolean;
}

/** A server as a page sends it; `token` left out keeps the one that is stored. */
export type ServerDraft = Omit<ServerSettings, 'token'> & { token?: string | null };

type End = Pick<ServerSettings, 'address' | 'userId'>;

/** One server as one user, whatever it is called here. */
export const isSame = (one: End, other: End): boolean =>
  one.address === other.address && one.userId === other.userId;

/** Who answers at an address. `serverId` is the server's lasting identity. */
export interface Identity {
  product: ServerKind;
  serverId: string;
  name: string;
  version: string;
}

export interface Person {
  userId: string | null;
  userName: string | null;
  /** The server's own name, where its identity does not give it (Plex). */
  serverName?: string;
}

export interface Library {
  id: string;
  name: string;
  holds: ItemKind;
  /** What it is called on no other server, where a server says it (Plex). */
  mark?: string;
}

/** What a server can and cannot do; the planner reads these and never asks for a kind. */
export interface Capabilities {
  /** Takes positions at all (Jellyfin 10.8 does not). */
  writes: boolean;
  /** Can remove a position without touching watched state (Plex cannot). */
  clears: boolean;
  /** Answers a write with what it now holds; else every write has to be read back. */
  answersWrites: boolean;
  /**
   * A write carries what else the server holds of the copy (watched, play count, favourite) as it
   * was just read: what a person did since that look would be taken back by it.
   */
  carriesFlags: boolean;
  /** Keeps the time at which a copied position was watched. */
  keepsTime: boolean;
  /** Holds a position on a watched item without un-watching it. */
  holdsBoth: boolean;
  /** The in-progress list is read library by library, so the libraries must be known first. */
  listsByLibrary: boolean;
  /** How targets are found: by asking for external ids, or through Playhead's own index. */
  finds: 'ids' | 'index';
  /** Positions at or below this many milliseconds are ignored by the server. */
  floorMs: number;
  /** Positions from this share of the runtime on may be taken as "watched"; null for none. */
  ceiling: number | null;
}

/** An item that somebody has open on a server right now, under the user Playhead reads as. */
export interface OpenPlayer {
  itemId: string;
  paused: boolean;
}
