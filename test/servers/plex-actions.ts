import { Refusal, type SimReply } from './http';
import type { PlexServer } from './plex';
import {
  container,
  done,
  failure,
  type Handler,
  itemOf,
  notFound,
  option,
  type PlexCall,
  type PlexRoute,
} from './plex-http';
import type { TimelineReport } from './plex-playback';
import type { Row } from './plex-rows';

const STATES = new Set(['playing', 'paused', 'buffering', 'stopped']);

function timelineReport(server: PlexServer, { req, user }: PlexCall): TimelineReport | null {
  const { query } = req;
  const state = query.get('state') ?? '';
  const time = query.get('time') ?? '';
  if (!query.get('ratingKey') || !query.get('key') || !STATES.has(state) || !/^\d+$/.test(time)) {
    throw new Refusal(failure(400, 'Bad Request'));
  }
  const item = itemOf(server, user, query.get('ratingKey'));
  const client = option(req, 'X-Plex-Client-Identifier');
  // without a client or a duration the report is taken and forgotten
  if (!client || !Number(query.get('duration'))) return null;
  return {
    user,
    item,
    state: state as TimelineReport['state'],
    time: Number(time),
    session: `${client}|${option(req, 'X-Plex-Session-Identifier') ?? ''}`,
    device: option(req, 'X-Plex-Device-Name') ?? client,
    product: option(req, 'X-Plex-Product') ?? 'Unknown',
  };
}

const timeline: Handler = (server, call) => {
  const report = timelineReport(server, call);
  const { terminationCode: code, richTimelineAnswer: rich } = server.options;
  if (code !== undefined) {
    const terminationText = 'The server administrator has stopped this playback.';
    return container({ size: 0, terminationCode: code, terminationText });
  }
  if (!report) return container({ size: 0 });
  server.playback.report(report);
  if (!rich) return container({ size: 0 });
  const { viewOffset, viewCount } = server.views.truth(report.user, report.item);
  const playbackState = viewOffset > 0 ? 'progress' : viewCount > 0 ? 'watched' : 'unwatched';
  return container({ size: 0, viewOffset, viewCount, playbackState, skipCount: 0 });
};

/** The older call: the owner's only, makes no session, and cannot set 0. */
const progress: Handler = (server, { req, user }) => {
  if (!user.admin) return failure(401, 'Unauthorized');
  const item = itemOf(server, user, req.query.get('key'));
  const time = Number(req.query.get('time'));
  if (!(time > 0)) return done();
  const state = 'stopped';
  const session = 'progress';
  server.playback.report({ user, item, state, time, session, device: '', product: '' });
  return done();
};

const mark =
  (watched: boolean): Handler =>
  (server, { req, user }) => {
    const { query } = req;
    if (!query.get('identifier') || !query.get('key')) return failure(400, 'Bad Request');
    const item = itemOf(server, user, query.get('key'));
    if (watched) server.playback.scrobble(user, item);
    else server.playback.unscrobble(user, item);
    return done();
  };

/** Hides a row of the home page; offset and watched state stay. Old servers do not know it. */
const dismiss: Handler = (server, { req, user }) => {
  if (server.options.oldServer) throw notFound();
  const item = itemOf(server, user, req.query.get('ratingKey'));
  server.views.write(user, item, { dismissed: true });
  return done();
};

const admins =
  (handler: Handler): Handler =>
  (server, call) =>
    call.user.admin
      ? handler(server, call)
      : failure(server.options.adminOnlyStatus ?? 403, 'Forbidden');

const rowsOf = (rows: Row[]): SimReply =>
  container({ size: rows.length, ...(rows.length > 0 ? { Metadata: rows } : {}) });

const prefs: Handler = (server) => {
  const { playedThreshold, playedAtBehaviour, minimumProgressMs, onDeckWindowWeeks } =
    server.options;
  const setting = (id: string, value: number, fallback: number) => ({
    id,
    label: id,
    type: 'int',
    default: fallback,
    value,
    hidden: id.startsWith('minimum'),
  });
  const rows = [
    setting('LibraryVideoPlayedThreshold', playedThreshold ?? 90, 90),
    setting('LibraryVideoPlayedAtBehaviour', playedAtBehaviour ?? 3, 3),
    setting('OnDeckWindow', onDeckWindowWeeks ?? 16, 16),
    setting('minimumProgressTime', minimumProgressMs ?? 60_000, 60_000),
  ];
  return container({ size: rows.length, Setting: rows });
};

export const ACTION_ROUTES: PlexRoute[] = [
  ['GET|POST', /^\/:\/timeline$/, timeline],
  ['GET|PUT', /^\/:\/progress$/, progress],
  ['GET|PUT', /^\/:\/scrobble$/, mark(true)],
  ['GET|PUT', /^\/:\/unscrobble$/, mark(false)],
  ['PUT', /^\/actions\/removeFromContinueWatching$/, dismiss],
  ['GET', /^\/status\/sessions$/, admins((server) => rowsOf(server.playback.rows()))],
  ['GET', /^\/status\/sessions\/history\/all$/, admins((s) => rowsOf(s.playback.historyRows()))],
  ['GET', /^\/:\/prefs$/, admins(prefs)],
];
