import { empty, html, json, type SimReply, type SimRequest } from './http';
import type { JellyfinServer } from './jellyfin';

const PAGE =
  '<!DOCTYPE html><html><body>Jellyfin is loading. Please try again shortly.</body></html>';
const SETUP_PAGE = '<!DOCTYPE html><html><body>Jellyfin Startup</body></html>';

/** The small set-up server: 503 without CORS for everything but public info and health. */
function setupServer(server: JellyfinServer, req: SimRequest): SimReply {
  const path = req.path.toLowerCase();
  const retry = { 'Retry-After': '005' };
  if (path === '/health') return { status: 200, text: 'Degraded', type: 'text/plain', bare: true };
  if (path !== '/system/info/public') {
    return { ...html(503, SETUP_PAGE), headers: retry, bare: true };
  }
  server.infoAsked += 1;
  // the first answer is empty; later ones are in camel case and deny a finished set-up
  if (server.infoAsked === 1) return { status: 503, headers: retry, bare: true };
  return { ...json(server.publicInfo(false)), bare: true };
}

/** What clients see before the server is ready; `guards`: is a token wanting? */
export function startupReply(
  server: JellyfinServer,
  req: SimRequest,
  guards: () => boolean,
): SimReply {
  if (server.phase === 'refused') return { status: 0, drop: true };
  if (server.phase === 'starting-setup') return setupServer(server, req);
  const path = req.path.toLowerCase();
  if (path === '/system/ping') return json('Jellyfin Server');
  if (req.method === 'OPTIONS') return empty(204);
  // nothing but "come back later" for valid tokens and open routes, without a Retry-After
  return guards() ? empty(401) : html(503, PAGE);
}
