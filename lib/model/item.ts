/** What Playhead tracks: films and single episodes, nothing else. */
export type ItemKind = 'movie' | 'episode';

/** The outside databases whose ids identify a title on every server. */
export const ID_SOURCES = ['imdb', 'tmdb', 'tvdb'] as const;
export type IdSource = (typeof ID_SOURCES)[number];

/** Ids as plain text without a prefix, `{ imdb: 'tt0088763', tmdb: '105' }`; several where a server names several. */
export type ExternalIds = Partial<Record<IdSource, string | readonly string[]>>;

/** All ids of one database. */
export function idsFrom(ids: ExternalIds, source: IdSource): readonly string[] {
  const named = ids[source];
  if (named === undefined || named === '') return [];
  return typeof named === 'string' ? [named] : named;
}

/**
 * One copy of one title, as one server describes it to one user. `itemId` is the server's own
 * opaque id: a cache, never an identity (servers change it when a file is renamed or re-added).
 */
export interface ServerRow {
  itemId: string;
  kind: ItemKind;
  /** Title of the film, or of the show for an episode. */
  title: string;
  year: number | null;
  episodeTitle: string | null;
  season: number | null;
  episode: number | null;
  /** Last episode number of a file that holds several, else null. */
  episodeEnd: number | null;
  /** Another order than the usual one in which season and episode are counted (`tvdb4`). */
  numbering?: string;
  /** `yyyy-mm-dd`, where the server says it. */
  airDate: string | null;
  /** The title's own ids; of an episode, the episode's (never its show's). */
  ids: ExternalIds;
  /** An episode's show. `ids` is null while the show has not been asked for. */
  show: { itemId: string; ids: ExternalIds | null } | null;
  libraryId: string | null;
  /** Copies on one server with the same key share one position; else the item id itself. */
  stateKey: string;
  runtimeMs: number | null;
  /** 0 when there is no position. */
  positionMs: number;
  watched: boolean;
  playCount: number | null;
  favourite: boolean | null;
  /** The person's own rating, where a server keeps one and says it. */
  rating?: number;
  /** Epoch milliseconds by the server's own clock; null when it gives none. */
  lastPlayedAt: number | null;
  /**
   * Where the server may count a position as "watched" (credits marker, played threshold), in
   * milliseconds; positions from here on are not written. Null where no such line exists.
   */
  finishLineMs: number | null;
  /** The match by hand that this row belongs to; set by the engine, never by a server. */
  hand?: string;
  /** Its libraries hold several versions of a title side by side; set by the engine as well. */
  sideBySide?: boolean;
}

/** What a title is looked for as: those that are like it come first. */
export interface Sought {
  kind: ItemKind;
  season: number | null;
  episode: number | null;
  runtimeMs: number | null;
}

/** A title of one server, as a search by text found it. */
export interface FoundTitle {
  itemId: string;
  title: string;
  episodeTitle: string | null;
  year: number | null;
  runtimeMs: number | null;
}

/** A film, show or episode of a server's library, as it is found by its ids. */
export interface CatalogueEntry {
  itemId: string;
  kind: ItemKind | 'show';
  ids: ExternalIds;
  libraryId: string | null;
  /** Of a show: what tells several shows under one id apart. */
  title?: string;
  year?: number | null;
}
