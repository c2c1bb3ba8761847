import type { SpokenProblem } from '../model/problem';
import type { Library, Person, ServerKind } from '../model/server';

export type Answer<T> = { ok: true; value: T } | { ok: false; error: SpokenProblem };

/** What answers at an address, and as whom. */
export interface ServerTest {
  kind: ServerKind;
  serverId: string;
  serverName: string;
  version: string;
  userId: string | null;
  userName: string | null;
  libraries: Library[];
  /** The token belongs to nobody (an API key): the users to choose from. Else empty. */
  people: Person[];
  /** What this user last had in progress, newest first: is this you? */
  inProgress: Recent[];
}

/** A title in progress, as its server shows it. Times in milliseconds. */
export interface Recent {
  title: string;
  positionMs: number;
  runtimeMs: number | null;
}

/** What another browser of the same profile has put into its sync. */
export interface Offer {
  /** The random name of that browser. */
  from: string;
  /** Epoch ms. */
  at: number;
  /** Names of its servers. */
  servers: string[];
  pairs: number;
  /** Addresses that are new here. */
  addresses: string[];
  /** Its rules are others than here, and among them is the one-way remove mode Mirror. */
  rules: boolean;
  mirror: boolean;
}
