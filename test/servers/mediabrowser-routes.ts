import { ID_SOURCES, idsFrom } from '../../lib/model/item';
import { empty, json, Refusal, type SimReply } from './http';
import { parseDate, processingError } from './mediabrowser-params';
import { librariesReply, maySee, page, queryItems, rowWish } from './mediabrowser-query';
import { type Call, type Handler, type Route, route } from './mediabrowser-router';
import { itemRow, userDataRow } from './mediabrowser-rows';
import type { MediaBrowserServer } from './mediabrowser-server';
import { people } from './mediabrowser-sessions';
import { plainStamp } from './mediabrowser-stamps';
import type { SimUser } from './people';
import { posterReply } from './poster';
import type { SimItem } from './shelf';

const ofPath = (server: MediaBrowserServer, call: Call): SimUser | null =>
  server.userOf(call, call.path.user ?? call.params.text('userId'));

const someone = (server: MediaBrowserServer, call: Call): SimUser => {
  const user = ofPath(server, call);
  if (!user) throw new Refusal(processingError(400));
  return user;
};

export const items: Handler = (server, call) =>
  queryItems(server, ofPath(server, call), call.params);

export const oneItem: Handler = (server, call) => {
  const user = ofPath(server, call);
  const item = server.itemFor(server.idOf(call.path.item), user);
  return json(itemRow(server, item, user, rowWish(call.params, true)));
};

export const views: Handler = (server, call) => librariesReply(server, someone(server, call));

export const counts: Handler = (server, call) => {
  const user = call.params.has('userId') ? ofPath(server, call) : null;
  const seen = server.shelf.items.filter((item) => !item.missing && maySee(user, item));
  const count = (kind: SimItem['kind']) => seen.filter((item) => item.kind === kind).length;
  return json({
    MovieCount: count('movie'),
    SeriesCount: count('show'),
    EpisodeCount: count('episode'),
    ArtistCount: 0,
    SongCount: 0,
    ItemCount: seen.length,
  });
};

/** Specials come first; announced episodes only where the user wants to see them. */
export const episodes: Handler = (server, call) => {
  const user = ofPath(server, call);
  const { params } = call;
  const show = server.shelf.byId.get(server.idOf(call.path.show));
  if (show?.kind !== 'show' || !maySee(user, show)) return server.notFound('Series not found');
  const season = params.int('season');
  const isMissing = params.flag('isMissing');
  const wanted = new Set(params.words('AnyProviderIdEquals'));
  const filtersIds = server.dialect.product === 'emby' && wanted.size > 0;
  const shows = !user || (server.options.showsMissing ?? false);
  const found = show.children
    .flatMap((one) => one.children)
    .filter((one) => (season === null ? true : one.season === season))
    .filter((one) => (isMissing === null ? shows || !one.missing : one.missing === isMissing))
    .filter(
      (one) =>
        !filtersIds ||
        ID_SOURCES.some((from) => wanted.has(`${from}.${idsFrom(one.ids, from)[0]}`)),
    )
    .sort((a, b) => (a.season ?? 999) - (b.season ?? 999) || (a.episode ?? 0) - (b.episode ?? 0));
  return page(server, user, found, params, 'before-cut');
};

export const mark: Handler = (server, call) => {
  const user = someone(server, call);
  const item = server.itemFor(server.idOf(call.path.item), user);
  if (call.caller.record?.user) server.sessions.of(call.caller.record);
  const text = call.params.text('datePlayed');
  const ms = text === null ? null : parseDate(text);
  const date = ms === null ? null : plainStamp(ms);
  if (call.req.method === 'POST') server.playback.marked(user, item, date, server.stampTime());
  else server.playback.unmarked(user, item);
  return json(userDataRow(server, item, server.data.truth(user, item)));
};

export const favourite: Handler = (server, call) => {
  const user = someone(server, call);
  const item = server.itemFor(server.idOf(call.path.item), user);
  const record = { ...server.data.truth(user, item), favourite: call.req.method === 'POST' };
  return json(userDataRow(server, item, server.data.writeAside(user, item, record)));
};

export const sessions: Handler = (server, call) => {
  const { caller, params } = call;
  const everything = caller.admin || server.dialect.sessionsOpen;
  const within = server.dialect.sessionsOpen ? null : params.int('activeWithinSeconds');
  const since = within === null ? null : server.now() - within * 1000;
  const device = params.text('deviceId');
  const seen = server.sessions
    .visible(caller.user, everything)
    .filter((session) => since === null || session.lastActivity >= since)
    .filter((session) => device === null || session.deviceId === device);
  return json(seen.map((session) => server.sessions.row(session)));
};

export const logout: Handler = (server, { caller }) => {
  if (caller.record?.user) {
    server.people.tokens.delete(caller.record.token);
    server.sessions.drop(caller.record);
  }
  return empty(204);
};

type Report = 'start' | 'progress' | 'stop';

interface ReportBody {
  ItemId?: string;
  PositionTicks?: number | null;
  MediaSourceId?: string;
  PlaySessionId?: string;
  IsPaused?: boolean;
  Failed?: boolean;
}

/** Playback reports act on the users of the calling session: a key has none, so nothing happens. */
function applyReport(
  server: MediaBrowserServer,
  call: Call,
  kind: Report,
  body: ReportBody,
): SimReply {
  const { record } = call.caller;
  const ticks = body.PositionTicks ?? null;
  if (kind === 'stop' && ticks !== null && ticks < 0) return processingError(400);
  if (!record?.user) return empty(204);
  const item = server.shelf.byId.get(server.idOf(body.ItemId ?? ''));
  const session = server.sessions.of(record);
  if (!item || !maySee(record.user, item)) return empty(204);
  const source = body.MediaSourceId ?? item.id;
  const target = server.progressItem({ item, mediaSourceId: source });
  if (kind === 'stop') server.sessions.end(session);
  else server.sessions.report(session, item, ticks ?? 0, body.IsPaused ?? false, source);
  for (const user of people(session)) {
    if (kind === 'start') server.playback.started(user, target, server.stampTime());
    else if (kind === 'stop' && body.Failed) continue;
    else if (kind === 'stop' && ticks === null) server.playback.ended(user, target);
    else server.playback.moved(user, target, ticks ?? 0);
  }
  return empty(204);
}

const report =
  (kind: Report): Handler =>
  (server, call) => {
    const body = (call.req.body ?? {}) as ReportBody;
    const emby = server.dialect.product === 'emby';
    // Emby refuses start and progress without a play session; stop gets by without
    if (emby && kind !== 'stop' && !body.PlaySessionId) {
      return { status: 400, text: 'Value cannot be null.', type: 'text/plain' };
    }
    return applyReport(server, call, kind, body);
  };

/** The older form of the reports, with the item in the path; the user in it is not looked at. */
const legacyReport =
  (kind: Report): Handler =>
  (server, call) => {
    const { params, path } = call;
    const position = params.int('positionTicks');
    return applyReport(server, call, kind, {
      ItemId: path.item,
      PositionTicks: position,
      IsPaused: params.flag('isPaused') ?? false,
      MediaSourceId: params.text('mediaSourceId') ?? undefined,
    });
  };

export const configuration: Handler = (server) =>
  json({
    ...server.limits,
    MinAudiobookResume: 5,
    MaxAudiobookResume: 5,
    ServerName: server.name,
    IsStartupWizardCompleted: true,
  });

const ancestors: Handler = (server, call) => {
  const user = ofPath(server, call);
  const item = server.itemFor(server.idOf(call.path.item), user);
  const wish = { fields: new Set<string>(), userData: false, single: false };
  const up = [item.parent, item.show].filter((one, n, all) => one && all.indexOf(one) === n);
  return json([
    ...up.map((one) => itemRow(server, one as SimItem, user, wish)),
    { Name: item.library.name, Id: item.library.id, Type: 'CollectionFolder', IsFolder: true },
  ]);
};

/** Pictures are told to everybody who knows an id. */
const image: Handler = (server, { path }) => {
  const item = server.shelf.byId.get(server.idOf(path.item));
  const known = item && path.type?.toLowerCase() === 'primary';
  return known && !server.posterless.has(item.title) ? posterReply(item) : server.notFound();
};

/** Routes that both products answer in the form with the user in the path. */
export const SHARED_ROUTES: Route[] = [
  route('GET /Items', items),
  route('GET /Items/Counts', counts),
  route('GET /Users/:user/Items', items),
  route('GET /Items/:item/Ancestors', ancestors),
  route('GET /Items/:item/Images/:type', image, true),
  route('GET /Users/:user/Views', views),
  route('GET /Shows/:show/Episodes', episodes),
  route('POST|DELETE /Users/:user/PlayedItems/:item', mark),
  route('POST|DELETE /Users/:user/FavoriteItems/:item', favourite),
  route('POST /Users/:user/PlayingItems/:item', legacyReport('start')),
  route('POST /Users/:user/PlayingItems/:item/Progress', legacyReport('progress')),
  route('DELETE /Users/:user/PlayingItems/:item', legacyReport('stop')),
  route('GET /Sessions', sessions),
  route('POST /Sessions/Playing', report('start')),
  route('POST /Sessions/Playing/Progress', report('progress')),
  route('POST /Sessions/Playing/Stopped', report('stop')),
  route('POST /Sessions/Logout', logout),
  route('GET /System/Configuration', configuration),
];

/** Jellyfin's forms without the user in the path, since 10.9. */
export const SHORT_ROUTES: Route[] = [
  route('GET /Items/:item', oneItem),
  route('GET /UserViews', views),
  route('POST|DELETE /UserPlayedItems/:item', mark),
  route('POST|DELETE /UserFavoriteItems/:item', favourite),
  route('POST /PlayingItems/:item', legacyReport('start')),
  route('POST /PlayingItems/:item/Progress', legacyReport('progress')),
  route('DELETE /PlayingItems/:item', legacyReport('stop')),
];
