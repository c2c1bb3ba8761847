import type { CatalogueEntry, ExternalIds, ItemKind, ServerRow } from '../model/item';
import type { Patience } from '../model/patience';
import type { Problem } from '../model/problem';
import type { Capabilities, Identity, Library, OpenPlayer, Person } from '../model/server';
import type { Picture } from './pictures';

/** A server's in-progress list, whole, or whole but for the libraries named in `unread`. */
export interface Listing {
  rows: ServerRow[];
  /** Libraries that could not be read: their items are unknown, not absent. */
  unread: { libraryId: string; problem: Problem }[];
  /** Ids of rows that were there but could not be understood: unknown, not absent. */
  badRows: string[];
  /**
   * The server's own count does not fit its rows, and did not when they were read once more: the
   * rows count, and this is a note, no failure.
   */
  oddTotal?: OddTotal;
}

/** How many rows a server says there are, and how many it gave. */
export interface OddTotal {
  said: number;
  got: number;
}

/** Answer to a question by id. An id in neither collection was not found on the server. */
export interface LookedUp {
  rows: Map<string, ServerRow>;
  badRows: Set<string>;
}

/** A position to put onto one copy. `row` is a fresh look at that copy. */
export interface WriteOrder {
  row: ServerRow;
  /** 0 clears. */
  positionMs: number;
  /**
   * When the person watched, epoch ms by the target server's clock: it becomes the copy's
   * last-played where the server keeps one. Null leaves that as it is.
   */
  playedAt: number | null;
}

/** What the server said back about the copy it wrote. */
export interface WrittenState {
  positionMs: number;
  watched: boolean;
  playCount: number | null;
  lastPlayedAt: number | null;
}

export interface CataloguePage {
  entries: CatalogueEntry[];
  /** Pass to the next call; null after the last page. */
  next: string | null;
}

/**
 * One media server as one user. Every method rejects with a `ProblemError` and nothing else, and
 * answers from a fresh request: caching is the engine's business.
 */
export interface MediaServer {
  /** Requests sent so far, and bytes of body received, by this instance. */
  readonly traffic: { requests: number; bytes: number };
  /** Server clock minus ours in ms, from the last answer's `Date`; 0 when within 2 s, or unknown. */
  readonly skewMs: number;

  /** Who answers there. Sends no token. Must be called once before `capabilities` is read. */
  identify(): Promise<Identity>;
  /** What this server can do, given the version last identified (or told by `useVersion`). */
  capabilities(): Capabilities;
  /** Tells the adapter a version learnt in an earlier run, so that a run need not ask again. */
  useVersion(version: string): void;
  /**
   * Plex only: the share of its runtime from which the server counts a video as watched, as its
   * owner has set it; null where this user may not read it. From then on this adapter keeps to it.
   */
  finishLine?(): Promise<number | null>;
  /** Tells the adapter a finish line learnt before, as `useVersion` does a version. */
  useFinishLine?(share: number | null): void;
  /**
   * The server's identity as learnt before: from now on, answers that carry another one (rows do
   * on Emby and Jellyfin, `whoAmI` on Plex) reject with `wrong-server`. Null expects nothing.
   */
  expect?(serverId: string | null): void;
  /** Whose positions the token reads. Proves that the token is accepted. */
  whoAmI(): Promise<Person>;
  /**
   * Whether the token is not this user's own (an API key, an administrator's), so that it goes on when
   * the user may no longer watch. To be asked after `whoAmI`; true where it cannot be told.
   */
  isKey?(): Promise<boolean>;
  /**
   * Asks, in one request, whether this user is there and may watch. Rejects with `user-gone`,
   * `user-disabled` or `may-not-watch`.
   */
  mayWatch?(): Promise<void>;
  /** Users to choose from, for a token that belongs to nobody (an API key). May be empty. */
  people(): Promise<Person[]>;
  /** Video libraries that this user sees. */
  libraries(): Promise<Library[]>;

  /**
   * All films and episodes in progress, in the libraries given (all when null). `known` are the
   * libraries as last seen, for servers that are read library by library.
   * Rejects when the list is cut short, implausible, or of another server or user.
   */
  inProgress(scope: string[] | null, known: Library[]): Promise<Listing>;
  /**
   * Films and episodes by item id, in batches, up to four of them at a time; for shows there is
   * `showIds`. `forWrite` asks for all that a write needs (markers, flags). A batch that fails
   * rejects the whole look, once those that are under way have ended.
   */
  lookUp(itemIds: string[], forWrite?: boolean): Promise<LookedUp>;
  /**
   * The library that holds an item, by the server's own id; null where it does not say. Only where
   * rows do not name their library.
   */
  libraryOf?(itemId: string): Promise<string | null>;
  /** External ids of shows by the shows' item ids; a show that is not found is left out. */
  showIds(showItemIds: string[]): Promise<Map<string, ExternalIds>>;

  /** `finds: 'index'` only: films and shows of the libraries in scope, page by page. */
  cataloguePage(
    scope: string[] | null,
    known: Library[],
    from: string | null,
  ): Promise<CataloguePage>;
  /** `finds: 'index'` only: changes whenever titles may have come or gone. Cheap (one request). */
  catalogueMark(scope: string[] | null): Promise<string>;
  /**
   * `finds: 'ids'` only: titles that carry any of these ids; films, shows and episodes, or of the
   * one kind alone.
   */
  findByIds(
    wanted: ExternalIds[],
    scope: string[] | null,
    kind?: CatalogueEntry['kind'],
  ): Promise<CatalogueEntry[]>;
  /**
   * All episodes of a show, `show.ids` left null unless the rows tell them. Emby and Jellyfin do not
   * say in which library they are.
   */
  episodes(showItemId: string): Promise<ServerRow[]>;

  /**
   * A few films or episodes whose own title holds this text, in the libraries given (all when
   * null). `known` are the libraries as they are now; needed where there is a scope, and for servers
   * that are read library by library.
   */
  search(
    text: string,
    kind: ItemKind,
    scope: string[] | null,
    known: Library[],
  ): Promise<ServerRow[]>;

  /** The item ids of a few shows whose title holds this text; scope and `known` as in `search`. */
  searchShows(text: string, scope: string[] | null, known: Library[]): Promise<string[]>;

  /**
   * A small poster of a film, or of an episode's show; null where the server has none. Rejects for
   * what is no picture, or no small one.
   */
  poster(itemId: string): Promise<Picture | null>;

  /** What this user has open right now. Rejects where the server does not tell this user. */
  openPlayers(): Promise<OpenPlayer[]>;
  /**
   * Writes one position (or clears it, with 0). Answers with what the server now holds, or null
   * when the server does not say: then look the copy up again. Never changes watched state.
   */
  write(order: WriteOrder): Promise<WrittenState | null>;
}

/** What an adapter is built from. */
export interface Connection {
  /** Playhead's id of the server, for problems. */
  id: string;
  /** Origin plus base path, without a trailing slash. */
  address: string;
  token: string | null;
  userId: string | null;
  userName: string | null;
  /** A random id of this server entry in this browser profile; stable. */
  deviceId: string;
  fetch: typeof fetch;
  /** Milliseconds before a request is given up, from its first byte to the last of its answer. */
  timeoutMs?: number;
  /** What all requests together may wait; without it, as long as they take. */
  patience?: Patience;
}
