import { ID_SOURCES, idsFrom } from '../../lib/model/item';
import type { SimUser } from './people';
import type { PlexServer } from './plex';
import { seconds } from './plex-views';
import { leaves, type SimItem } from './shelf';

export interface RowWish {
  guids: boolean;
  markers: boolean;
  /** The library's id on the row: outside of that library's own listings. */
  section: boolean;
}

export type Row = Record<string, unknown>;

/** Attributes without a value, or with their default, are left out. */
const put = (name: string, value: number | string | null): Row =>
  value === null || value === 0 || value === '' ? {} : { [name]: value };

const path = (item: SimItem): string => `/library/metadata/${item.id}`;

function family(server: PlexServer, item: SimItem): Row {
  const { show, parent } = item;
  if (item.kind === 'season' && show) {
    return {
      parentRatingKey: show.id,
      parentGuid: server.guid(show),
      parentKey: path(show),
      parentTitle: show.name,
      index: item.season ?? undefined,
    };
  }
  if (item.kind !== 'episode' || !show || !parent) return {};
  const seasonless = server.flattened.has(show);
  return {
    grandparentRatingKey: show.id,
    grandparentGuid: server.guid(show),
    grandparentKey: path(show),
    grandparentTitle: show.name,
    ...(seasonless
      ? {}
      : { parentRatingKey: parent.id, parentGuid: server.guid(parent), parentKey: path(parent) }),
    ...(item.season === null ? {} : { parentIndex: item.season }),
    ...(item.episode === null ? {} : { index: item.episode }),
    ...(item.airDate ? { originallyAvailableAt: item.airDate } : {}),
  };
}

/** External ids: of an episode its own, never the show's; none from the old agents. */
function guids(server: PlexServer, item: SimItem): Row {
  if (server.isLegacy(item)) return {};
  const known = ID_SOURCES.flatMap((source) =>
    idsFrom(item.ids, source).map((id) => ({ id: `${source}://${id}` })),
  );
  return known.length > 0 ? { Guid: known } : {};
}

function media(item: SimItem): Row {
  const files = [item, ...item.versions];
  return {
    Media: files.map((one) => ({
      id: Number(one.id),
      ...(one.runtimeMs === null ? {} : { duration: one.runtimeMs }),
      container: 'mkv',
      Part: [{ id: Number(one.id), file: `${one.path}.mkv`, container: 'mkv' }],
    })),
  };
}

function folderCounts(server: PlexServer, item: SimItem, user: SimUser): Row {
  const parts = leaves(item);
  const seen = parts.filter((leaf) => server.views.shown(user, leaf).viewCount > 0).length;
  return { leafCount: parts.length, viewedLeafCount: seen };
}

/** One item for one account. */
export function metadataRow(server: PlexServer, item: SimItem, user: SimUser, wish: RowWish): Row {
  const folder = item.kind === 'show' || item.kind === 'season';
  const view = server.views.shown(user, item);
  const markers = wish.markers && item.creditsMs !== null && item.runtimeMs !== null;
  const credits = { id: 1, type: 'credits', startTimeOffset: item.creditsMs, final: true };
  return {
    ratingKey: item.id,
    key: folder ? `${path(item)}/children` : path(item),
    guid: server.guid(item),
    ...family(server, item),
    type: item.kind,
    title: item.name,
    ...(item.edition ? { editionTitle: item.edition } : {}),
    ...(wish.section
      ? {
          librarySectionID: Number(item.library.id),
          librarySectionKey: `/library/sections/${item.library.id}`,
          librarySectionTitle: item.library.name,
        }
      : {}),
    ...put('year', item.year),
    ...put('duration', item.runtimeMs),
    ...put('viewOffset', folder ? 0 : view.viewOffset),
    ...put('viewCount', view.viewCount),
    ...put('lastViewedAt', view.lastViewedAt),
    addedAt: seconds(item.addedAt),
    updatedAt: seconds(item.savedAt),
    ...(folder ? folderCounts(server, item, user) : media(item)),
    ...(wish.guids ? guids(server, item) : {}),
    ...(markers ? { Marker: [{ ...credits, endTimeOffset: item.runtimeMs }] } : {}),
  };
}

const ELEMENTS: Record<string, string> = {
  movie: 'Video',
  episode: 'Video',
  show: 'Directory',
  season: 'Directory',
};

const quoted = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** The default form of every answer: scalars are attributes, lists are elements. */
export function xmlOf(name: string, node: Row): string {
  let attributes = '';
  let children = '';
  for (const [key, value] of Object.entries(node)) {
    if (value === undefined || value === null) continue;
    const list = Array.isArray(value) ? (value as Row[]) : null;
    if (list) {
      for (const one of list) {
        const element = key === 'Metadata' ? (ELEMENTS[String(one.type)] ?? 'Video') : key;
        children += xmlOf(element, one);
      }
    } else if (typeof value === 'object') children += xmlOf(key, value as Row);
    else
      attributes += ` ${key}="${quoted(String(value === true ? 1 : value === false ? 0 : value))}"`;
  }
  return children === ''
    ? `<${name}${attributes}/>`
    : `<${name}${attributes}>${children}</${name}>`;
}

const AS_TEXT = new Set(['size', 'totalSize', 'offset', 'librarySectionID', 'index', 'viewCount']);
const AS_NUMBER = new Set(['ratingKey', 'parentRatingKey', 'grandparentRatingKey']);

/** The same answer with the types mixed up, as some servers send them. */
export function loosened(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => loosened(one, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, loosened(v, k)]));
  }
  if (AS_TEXT.has(key) && typeof value === 'number') return String(value);
  if (AS_NUMBER.has(key) && typeof value === 'string') return Number(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  return value;
}
