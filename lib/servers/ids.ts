import { type ExternalIds, ID_SOURCES, type IdSource, idsFrom } from '../model/item';

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
  if (!known || !id) return;
  const all = idsFrom(ids, known);
  if (all.includes(id)) return;
  ids[known] = all.length === 0 ? id : [...all, id];
}

/** All ids of several sets, each once, in the order in which they stand. */
function joined(...sets: ExternalIds[]): ExternalIds {
  const ids: ExternalIds = {};
  for (const set of sets) {
    for (const source of ID_SOURCES) for (const id of idsFrom(set, source)) add(ids, source, id);
  }
  return ids;
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

/** What an agent's guid names: a database, and the order in which it counts where not the usual one. */
interface Named {
  source: string;
  id: string;
  numbering?: string;
}

/** Agents of old libraries, which put the outside id into the one guid. */
const AGENTS: [RegExp, (id: string) => Named | null][] = [
  [/^com\.plexapp\.agents\.imdb:\/\/(.+)$/, (id) => ({ source: 'imdb', id })],
  [/^com\.plexapp\.agents\.themoviedb:\/\/(.+)$/, (id) => ({ source: 'tmdb', id })],
  [/^com\.plexapp\.agents\.thetvdb:\/\/(.+)$/, (id) => ({ source: 'tvdb', id })],
  [/^com\.plexapp\.agents\.xbmcnfotv:\/\/(.+)$/, (id) => imdbOr('tvdb', id)],
  [/^com\.plexapp\.agents\.xbmcnfo:\/\/(.+)$/, (id) => imdbOr('tmdb', id)],
  [/^com\.plexapp\.agents\.hama:\/\/(.+)$/, tagged],
  [/^tv\.plex\.agents\.nfo\.(?:movie|series):\/\/(?:movie|show)\/(.+)$/, tagged],
];

/** What a local file of metadata names is an imdb id where it looks like one. */
const imdbOr = (other: string, id: string): Named => ({
  source: /^tt\d/i.test(id) ? 'imdb' : other,
  id,
});

/**
 * `tvdb-81189` or `tmdb_603`: the source stands before the id. A figure behind it (`tvdb4-81189`)
 * names another order of the same show's episodes, and AniDB's shows have an order of their own.
 */
function tagged(text: string): Named | null {
  const parts = /^(imdb|tmdb|tvdb|anidb)(\d?)[-_](.+)$/i.exec(text);
  if (!parts) return null;
  const [, name, order, id] = parts;
  const source = name!.toLowerCase();
  const usual = order === '' && source !== 'anidb';
  return { source, id: id!, ...(!usual && { numbering: `${source}${order}` }) };
}

function inAgentGuid(guid: string | null): Named | null {
  for (const [pattern, read] of AGENTS) {
    const tail = guid && pattern.exec(guid)?.[1];
    // `81189/1/2?lang=en` is show, season and episode: never an episode's own id.
    if (tail) return read(tail.split('?')[0]!.split('/')[0]!);
  }
  return null;
}

/** The outside id in an old agent's guid of a film or show; of an episode, its show's. */
function idsInAgentGuid(guid: string | null): ExternalIds {
  const ids: ExternalIds = {};
  const found = inAgentGuid(guid);
  if (found) add(ids, found.source, found.id);
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
  return joined(idsInAgentGuid(guid), idsInGuids(guids));
}

/**
 * Ids of a Plex episode. Its own come from the list of guids alone: what an old agent puts into an
 * episode's guid is the show's id, which is answered as `show` (null when nothing is known of it).
 * `numbering` is there where the agent counts in another order than the usual one.
 */
export function episodeIdsFromGuids(
  guid: string | null,
  guids: string[],
  showGuid: string | null,
): { own: ExternalIds; show: ExternalIds | null; numbering?: string } {
  const show = joined(idsInAgentGuid(showGuid), idsInAgentGuid(guid));
  const numbering = (inAgentGuid(guid) ?? inAgentGuid(showGuid))?.numbering;
  return {
    own: idsInGuids(guids),
    show: Object.keys(show).length > 0 ? show : null,
    ...(numbering !== undefined && { numbering }),
  };
}

/** Do two sets share an id? */
export const shareAnId = (a: ExternalIds, b: ExternalIds): boolean =>
  ID_SOURCES.some((source) => idsFrom(a, source).some((id) => idsFrom(b, source).includes(id)));
