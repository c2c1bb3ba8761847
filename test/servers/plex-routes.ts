import { Refusal, type SimReply, type SimRequest } from './http';
import type { PlexServer } from './plex';
import { ACTION_ROUTES } from './plex-actions';
import {
  container,
  failure,
  type Handler,
  itemOf,
  notFound,
  option,
  type PlexCall,
  type PlexRoute,
} from './plex-http';
import { watching } from './plex-hubs';
import { filterOf, kindsOf, orderOf } from './plex-query';
import { metadataRow, type Row, type RowWish } from './plex-rows';
import { posterReply } from './poster';
import type { SimItem, SimLibrary } from './shelf';

const wishOf = (req: SimRequest, more: Partial<RowWish> = {}): RowWish => ({
  guids: req.query.get('includeGuids') === '1',
  markers: false,
  section: true,
  ...more,
});

/**
 * One page of items. Both start and size must be given, else all is answered; the server may
 * still cut pages by itself. Without rows there is no `Metadata` at all.
 */
function listing(
  server: PlexServer,
  { req, user }: PlexCall,
  items: SimItem[],
  wish: RowWish,
  more: Row = {},
): SimReply {
  const asked = [option(req, 'X-Plex-Container-Start'), option(req, 'X-Plex-Container-Size')];
  const { forcePageSize, repeatPage } = server.options;
  const paged = asked.every((text) => text !== null && text !== '');
  const start = paged && !repeatPage ? Number(asked[0]) : 0;
  const size = Math.min(paged ? Number(asked[1]) : items.length, forcePageSize ?? items.length);
  const cut = items.slice(start, start + size);
  const whole = !paged && forcePageSize === undefined;
  const reply = container({
    size: cut.length,
    ...(whole ? {} : { totalSize: items.length, offset: start }),
    ...more,
    ...(cut.length > 0
      ? { Metadata: cut.map((item) => metadataRow(server, item, user, wish)) }
      : {}),
  });
  const headers = {
    'X-Plex-Container-Start': String(start),
    'X-Plex-Container-Total-Size': String(items.length),
  };
  return { ...reply, headers };
}

function query(server: PlexServer, call: PlexCall, fits: (item: SimItem) => boolean): SimItem[] {
  const { req, user } = call;
  const order = orderOf(server, user, req.query.get('sort'));
  const filter = filterOf(server, user, req.rawQuery);
  const pool =
    order.name === null
      ? [...server.shelf.items].sort(order.compare)
      : server.shelf.inOrder(order.name, order.compare);
  const found = pool.filter(
    (item) => item.primary === null && fits(item) && server.sees(user, item) && filter(item),
  );
  const limit = req.query.get('limit');
  return limit ? found.slice(0, Number(limit)) : found;
}

const section = (server: PlexServer, { user, path }: PlexCall): SimLibrary => {
  const found = server.shelf.libraries.find((one) => one.id === path[0]);
  if (!found) throw notFound();
  if (found.hiddenFrom.has(user.name)) throw new Refusal(failure(403, 'Forbidden'));
  return found;
};

/** What a listing of one library says of it; its random id is no other server's. */
const sectionOf = (server: PlexServer, library: SimLibrary): Row => ({
  librarySectionID: Number(library.id),
  librarySectionTitle: library.name,
  ...(server.options.bareListings ? {} : { librarySectionUUID: uuidOf(server, library) }),
});

const uuidOf = (server: PlexServer, { id }: SimLibrary): string => `${server.serverId}-${id}`;

const sectionAll: Handler = (server, call) => {
  const library = section(server, call);
  const kinds = kindsOf(call.req.query.get('type') ?? (library.holds === 'show' ? '2' : '1'));
  const found = query(
    server,
    call,
    (item) => item.library === library && kinds.includes(item.kind),
  );
  return listing(server, call, found, wishOf(call.req, { section: false }), {
    allowSync: true,
    ...sectionOf(server, library),
  });
};

const libraryAll: Handler = (server, call) => {
  const type = call.req.query.get('type');
  const kinds = type === null ? ['movie', 'show'] : kindsOf(type);
  const found = query(server, call, (item) => kinds.includes(item.kind));
  return listing(server, call, found, wishOf(call.req));
};

/** "Other Videos" are a library of films without an agent. */
const TYPES = { movie: 'movie', video: 'movie', show: 'show', music: 'artist' } as const;
const AGENTS = { movie: 'movie', video: 'none', show: 'series', music: 'music' } as const;
const OLD_AGENTS = { movie: 'imdb', video: 'none', show: 'thetvdb', music: 'lastfm' } as const;

const sections: Handler = (server, { user }) => {
  const seen = server.shelf.libraries.filter((one) => !one.hiddenFrom.has(user.name));
  const rows = seen.map((library) => ({
    key: library.id,
    type: TYPES[library.holds],
    title: library.name,
    agent: server.isLegacyLibrary(library)
      ? `com.plexapp.agents.${OLD_AGENTS[library.holds]}`
      : `tv.plex.agents.${AGENTS[library.holds]}`,
    uuid: uuidOf(server, library),
    updatedAt: 1_760_000_000,
    scannedAt: 1_760_000_100 + library.changes,
    contentChangedAt: 88_000 + library.changes,
  }));
  return container({ size: rows.length, ...(rows.length > 0 ? { Directory: rows } : {}) });
};

/** Details by id: what is not there, or not for this account, is left out without a word. */
const metadata: Handler = (server, call) => {
  const { user, req, path } = call;
  const ids = (path[0] ?? '').split(',');
  const found = [...new Set(ids)]
    .map((id) => server.shelf.byId.get(id))
    .filter((item) => item !== undefined)
    .filter((item) => server.sees(user, item));
  if (found.length === 0) throw notFound();
  const asked = req.query.get('includeMarkers') === '1';
  const markers = asked && (ids.length === 1 || (server.options.markersInBatch ?? true));
  const libraries = new Set(found.map(({ library }) => library));
  const [library] = libraries;
  const more = library && libraries.size === 1 ? sectionOf(server, library) : {};
  return listing(server, call, found, wishOf(req, { guids: true, markers }), more);
};

const children: Handler = (server, call) => {
  const item = itemOf(server, call.user, call.path[0]);
  const sorted = [...item.children].sort((a, b) => (a.episode ?? 0) - (b.episode ?? 0));
  const more = sectionOf(server, item.library);
  return listing(server, call, sorted, wishOf(call.req, { section: false }), more);
};

const allLeaves: Handler = (server, call) => {
  const show = itemOf(server, call.user, call.path[0]);
  const all = show.children.flatMap((one) => (one.kind === 'season' ? one.children : [one]));
  const sorted = all.sort(
    (a, b) => (a.season ?? 0) - (b.season ?? 0) || (a.episode ?? 0) - (b.episode ?? 0),
  );
  const more = { librarySectionID: Number(show.library.id) };
  return listing(server, call, sorted, wishOf(call.req, { section: false }), more);
};

/** Pictures are made as small as is asked for, of what this account may see. */
const transcodedPhoto: Handler = (server, { req, user }) => {
  const { query: asked } = req;
  const id = /^\/library\/metadata\/([^/]+)\/thumb$/.exec(asked.get('url') ?? '')?.[1];
  const sized = Number(asked.get('width')) > 0 && Number(asked.get('height')) > 0;
  if (!id || !sized) return failure(400, 'Bad Request');
  const item = itemOf(server, user, decodeURIComponent(id));
  if (server.posterless.has(item.title)) throw notFound();
  return posterReply(item);
};

const onDeck: Handler = (server, call) =>
  listing(server, call, watching(server, call.user, false), wishOf(call.req));

const continueWatching: Handler = (server, call) =>
  listing(server, call, watching(server, call.user, true), wishOf(call.req));

const root: Handler = (server) =>
  container({
    size: 25,
    friendlyName: server.name,
    machineIdentifier: server.serverId,
    version: server.version,
    myPlexUsername: `${server.people.named().name}@example.org`,
    myPlex: true,
    platform: 'Linux',
  });

export const identity = (server: PlexServer, more: Row = {}): SimReply =>
  container({
    size: 0,
    claimed: true,
    machineIdentifier: server.serverId,
    version: server.version,
    ...more,
  });

export const PLEX_ROUTES: PlexRoute[] = [
  ['GET', /^\/$/, root],
  ['GET', /^\/library\/sections\/?$/, sections],
  ['GET', /^\/library\/sections\/([^/]+)\/all$/, sectionAll],
  ['GET', /^\/library\/all$/, libraryAll],
  ['GET', /^\/library\/metadata\/([^/]+)$/, metadata],
  ['GET', /^\/library\/metadata\/([^/]+)\/children$/, children],
  ['GET', /^\/library\/metadata\/([^/]+)\/allLeaves$/, allLeaves],
  ['GET', /^\/photo\/:\/transcode$/, transcodedPhoto],
  ['GET', /^\/library\/onDeck$/, onDeck],
  ['GET', /^\/hubs\/continueWatching\/items$/, continueWatching],
  ['GET', /^\/hubs\/home\/continueWatching$/, continueWatching],
  ...ACTION_ROUTES,
];
