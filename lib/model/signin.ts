/** What a sign-in comes to: all that a server is reached with. */
export interface SignIn {
  token: string;
  userId: string | null;
  userName: string | null;
  /** Where the server was found, when the sign-in found it. */
  address?: string;
  /** Other addresses of the same server, best first. */
  fallbacks?: string[];
}

/** Asked only when somebody signs in with a Plex account. */
export const PLEX_TV = 'https://plex.tv';

/** Ways to sign in that go on elsewhere: at plex.tv, or on a device that is signed in already. */
export const SIGN_IN_WAYS = ['plex', 'quick-connect'] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];

/** A member of a Plex Home, or the account itself. */
export interface HomePerson {
  id: string;
  name: string;
  /** Asks for a PIN. */
  protected: boolean;
  /** Whose servers are shown. */
  chosen: boolean;
}

/** A server that an account may use. */
export interface ServerOffer {
  serverId: string;
  name: string;
  /** Who shares it; null for one's own. */
  sharedBy: string | null;
  /** Where it may be, best first. */
  addresses: string[];
}

/** How far a sign-in is that goes on elsewhere. */
export type SignInProgress =
  /** `url`: the page on which to say yes; null where the code is typed. `expiresAt`: epoch ms. */
  | { is: 'waiting'; code: string; url: string | null; expiresAt: number }
  | { is: 'expired' }
  | { is: 'choose'; people: HomePerson[]; servers: ServerOffer[] }
  | { is: 'signed-in'; signIn: SignIn };
