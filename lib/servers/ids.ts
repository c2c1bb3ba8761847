import { type ExternalIds, ID_SOURCES, type IdSource } from '../model/item';

/** A database's id as every server would spell it, or null when the value is no such id. */
function clean(source: IdSource, value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim().toLowerCase();
  if (source === 'imdb') {
    const digits = /^(?:tt)?(\d+)$/.exec(text)?.[1];
    return digits && Number(digits) > 0 ? `tt${digits.padStart(7, '0')}` : null;
  }
  const digits = /^0*([1-9]\d*)$/.exec(text)?.[1];
  return digits ?? null;
}

function add(ids: ExternalIds, source: string, value: unknown): void {
  const known = ID_SOURCES.find((name) => name === source.toLowerCase());
  const id = known && clean(known, value);
  if (known && id && !ids[known]) ids[known] = id;
}

/**
 * `ProviderIds` of an Emby or Jellyfin row. Keys come in any case and with sources that are not
 * ours (`TmdbCollection`); values that are no ids are left out.
 */
export function idsFromProviders(
  providers: Record<string, unknown> | null | undefined,
): ExternalIds {
  const ids: ExternalIds = {};
  for (const [source, value] of Object.entries(providers ?? {})) add(ids, source, value);
  return ids;
}

/** Agents of old libraries, which put the outside id into the one guid. */
const AGENTS: [RegExp, (id: string) => [string, string] | null][] = [
  [/^com\.plexapp\.agents\.imdb:\/\/(.+)$/, (id) => ['imdb', id]],
  [/^com\.plexapp\.agents\.themoviedb:\/\/(.+)$/, (id) => ['tmdb', id]],
  [/^com\.plexapp\.agents\.thetvdb:\/\/(.+)$/, (id) => ['tvdb', id]],
  [/^com\.plexapp\.agents\.xbmcnfotv:\/\/(.+)$/, (id) => ['tvdb', id]],
  [/^com\.plexapp\.agents\.xbmcnfo:\/\/(.+)$/, (id) => [id.startsWith('tt') ? 'imdb' : 'tmdb', id]],
  [/^com\.plexapp\.agents\.hama:\/\/(.+)$/, tagged],
  [/^tv\.plex\.agents\.nfo\.(?:movie|series):\/\/(?:movie|show)\/(.+)$/, tagged],
];

/** `tvdb-81189`, `tvdb2-81189` or `tmdb_603`: the source stands before the id. */
function tagged(id: string): [string, string] | null {
  const parts = /^(imdb|tmdb|tvdb)\d?[-_](.+)$/.exec(id);
  return parts ? [parts[1]!, parts[2]!] : null;
}

/** The outside id in an old agent's guid of a film or show; of an episode, its show's. */
function idsInAgentGuid(guid: string): ExternalIds {
  const ids: ExternalIds = {};
  for (const [pattern, read] of AGENTS) {
    const tail = pattern.exec(guid)?.[1];
    // `81189/1/2?lang=en` is show, season and episode: never an episode's own id.
    const found = tail && read(tail.split('?')[0]!.split('/')[0]!);
    if (found) add(ids, found[0], found[1]);
  }
  return ids;
}

function idsInGuids(guids: string[]): ExternalIds {
  const ids: ExternalIds = {};
  for (const guid of guids) {
    const parts = /^(imdb|tmdb|tvdb):\/\/(.+)$/i.exec(guid);
    if (parts) add(ids, parts[1]!, parts[2]!);
  }
  return ids;
}

/** Ids of a Plex film or show, from its list of guids and, in old libraries, its one guid. */
export function idsFromGuids(guid: string | null, guids: string[]): ExternalIds {
  return { ...(guid ? idsInAgentGuid(guid) : {}), ...idsInGuids(guids) };
}

/**
 * Ids of a Plex episode. Its own come from the list of guids alone: what an old agent puts into an
 * episode's guid is the show's id, which is answered as `show` (null when nothing is known of it).
 */
export function episodeIdsFromGuids(
  guid: string | null,
  guids: string[],
  showGuid: string | null,
): { own: ExternalIds; show: ExternalIds | null } {
  const show = {
    ...(guid ? idsInAgentGuid(guid) : {}),
    ...(showGuid ? idsInAgentGuid(showGuid) : {}),
  };
  return { own: idsInGuids(guids), show: Object.keys(show).length > 0 ? show : null };
}

/** Do two sets share an id? */
export const shareAnId = (a: ExternalIds, b: ExternalIds): boolean =>
  ID_SOURCES.some((source) => a[source] !== undefined && a[source] === b[source]);
