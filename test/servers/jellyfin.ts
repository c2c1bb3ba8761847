import { isWebClient, json, Refusal, type SimReply, type SimRequest, webClient } from './http';
import { LOGIN_ROUTES, QuickConnect } from './jellyfin-login';
import { startupReply } from './jellyfin-startup';
import { resumeList } from './mediabrowser-lists';
import { invalid, plainGuid, problem, processingError } from './mediabrowser-params';
import {
  type BoundRoute,
  bound,
  type Call,
  type Handler,
  type Route,
  route,
} from './mediabrowser-router';
import { oneItem, SHARED_ROUTES, SHORT_ROUTES } from './mediabrowser-routes';
import { userDataRow } from './mediabrowser-rows';
import { type MediaBrowserOptions, MediaBrowserServer } from './mediabrowser-server';
import { readPatch } from './mediabrowser-userdata';
import { hex, type SimUser } from './people';
import type { ServerSetup } from './setup';

export interface JellyfinOptions extends MediaBrowserOptions {
  /** Old headers, scheme and `api_key`. Default: by version. */
  legacyAuthorization?: boolean;
  /** Origins that may read answers; `*` for all. */
  corsHosts?: string[];
  /** Signing in by code; on by default. */
  quickConnect?: boolean;
  /** Wrong passwords before the account is disabled (12.0). Default: never. */
  lockoutAfter?: number;
  /** The addresses of its clients are not among those that it lets in. */
  ipFiltered?: boolean;
}

const ids = (serverId: string) => ({
  item: (kind: string, path: string) => hex(serverId, kind, path),
  library: (name: string) => hex(serverId, 'library', name),
  user: (name: string) => hex(serverId, 'user', name),
});

/** Writing and reading user data by item; a permission of its own guards it. */
const userData: Handler<JellyfinServer> = (server, call) => {
  const user = server.userOf(call, call.path.user ?? call.params.text('userId'));
  if (!user) return problem(400);
  const { caller, req } = call;
  if (!user.preferenceAccess && !caller.admin) {
    return json('User is not allowed to access this.', 403);
  }
  const item = server.itemFor(server.idOf(call.path.item), user);
  if (req.method === 'GET') return json(userDataRow(server, item, server.data.single(user, item)));
  if (!/json/.test(req.headers['content-type'] ?? '')) return problem(415);
  const patch = readPatch(req.body, server.dialect, server.options.utcOffsetMinutes ?? 0);
  const record = { ...server.data.single(user, item), ...patch };
  return json(userDataRow(server, item, server.data.write(user, item, record)));
};

const publicInfo: Handler<JellyfinServer> = (server) => json(server.publicInfo(true));

const ping: Handler<JellyfinServer> = () => json('Jellyfin Server');

const resume: Handler<JellyfinServer> = (server, call) => {
  const user = server.userOf(call, call.path.user ?? call.params.text('userId'));
  return user ? resumeList(server, user, call) : processingError(400);
};

const OPEN_ROUTES: Route<JellyfinServer>[] = [
  route('GET /System/Info/Public', publicInfo, true),
  route('GET|POST /System/Ping', ping, true),
  route('GET /health', () => ({ status: 200, text: 'Healthy', type: 'text/plain' }), true),
];

const RESUME = route<JellyfinServer>('GET /Users/:user/Items/Resume', resume);
const ONE_ITEM = route<JellyfinServer>('GET /Users/:user/Items/:item', oneItem);

function routesOf(server: JellyfinServer): Route<JellyfinServer>[] {
  const { dialect } = server;
  const legacy = [RESUME, ...SHARED_ROUTES, ONE_ITEM, ...LOGIN_ROUTES(dialect), ...OPEN_ROUTES];
  const written = dialect.writesUserData
    ? [
        route<JellyfinServer>('GET|POST /UserItems/:item/UserData', userData),
        route<JellyfinServer>('GET|POST /Users/:user/Items/:item/UserData', userData),
      ]
    : [];
  const short = dialect.shortRoutes
    ? [route<JellyfinServer>('GET /UserItems/Resume', resume), ...SHORT_ROUTES]
    : [];
  return [...legacy, ...written, ...short];
}

/** A simulated Jellyfin, 10.8 to 12.0. */
export class JellyfinServer extends MediaBrowserServer {
  readonly options: JellyfinOptions;
  readonly quickConnect: QuickConnect;
  protected readonly routes: BoundRoute[];
  /** How many times public info was asked for since the set-up phase began. */
  infoAsked = 0;
  /** Its filter of addresses keeps every client out. */
  ipFiltered: boolean;

  constructor(setup: ServerSetup<'jellyfin', JellyfinOptions>) {
    const shared = (dialect: { keptBy: string }) => dialect.keptBy === 'key';
    super(setup, { product: 'jellyfin', version: '10.11.11', shared, ids });
    this.options = setup.options ?? {};
    this.ipFiltered = this.options.ipFiltered ?? false;
    this.quickConnect = new QuickConnect(this);
    this.routes = bound(this, routesOf(this));
  }

  override get legacyAuthorization(): boolean {
    return this.options.legacyAuthorization ?? this.dialect.legacyAuthorization;
  }

  /** What a person does who types the code into an app that is signed in already. */
  authorizeQuickConnect(code: string, user?: string): void {
    if (!this.quickConnect.authorize(code, this.people.named(user))) {
      throw new Error(`no request with code ${code}`);
    }
  }

  override setPhase(phase: Parameters<MediaBrowserServer['setPhase']>[0]): void {
    this.infoAsked = 0;
    super.setPhase(phase);
  }

  override async start(): Promise<void> {
    // requests to sign in by code live in memory only
    if (!this.running) this.quickConnect.forget();
    await super.start();
  }

  publicInfo(ready: boolean): Record<string, unknown> {
    const origin = new URL(this.url).origin;
    const info = {
      LocalAddress: origin,
      ServerName: this.name,
      Version: this.version,
      ProductName: 'Jellyfin Server',
      OperatingSystem: '',
      Id: this.serverId,
      StartupWizardCompleted: ready,
    };
    if (ready) return info;
    const camel = ([name, value]: [string, unknown]) => [
      name[0]?.toLowerCase() + name.slice(1),
      value,
    ];
    return Object.fromEntries(Object.entries(info).map(camel));
  }

  idOf(text: string | undefined): string {
    const id = plainGuid(text ?? '');
    if (id === null) throw invalid('itemId', text);
    return id;
  }

  userOf(call: Call, named: string | null): SimUser | null {
    const { caller } = call;
    // 10.8 never falls back on the token's user
    if (named === null) return this.dialect.checksUserId ? caller.user : null;
    const id = plainGuid(named);
    if (id === null) throw invalid('userId', named);
    if (this.dialect.checksUserId && !caller.admin && id !== caller.user?.id) {
      throw new Refusal(processingError(403));
    }
    const user = this.people.byId(id);
    if (!user) throw new Refusal(problem(404));
    return user;
  }

  notFound(what?: string): SimReply {
    return what === undefined ? problem(404) : json(what, 404);
  }

  refused(): SimReply {
    return processingError(403);
  }

  unauthorized(): SimReply {
    return { status: 401 };
  }

  tooLate(): SimReply {
    return { status: 403 };
  }

  protected override crashed(): SimReply {
    return processingError(500);
  }

  protected override compresses(): boolean {
    return true;
  }

  protected override gate(req: SimRequest): SimReply | null {
    if (this.phase !== 'ready') return startupReply(this, req, () => this.guards(req));
    if (this.ipFiltered) return { status: 503 };
    if (!req.underBase) {
      // relative, and without a CORS header: the redirect comes before all else
      const headers = { Location: `${this.basePath}/web/` };
      return { status: 302, headers, bare: true };
    }
    if (req.path === '/' || isWebClient(req)) return webClient('Jellyfin');
    return req.method === 'OPTIONS' ? { status: 204 } : null;
  }

  /** Would a request be turned away for want of a token? */
  private guards(req: SimRequest): boolean {
    const found = this.routeOf(req);
    const open = found.found === 'route' && found.route.open;
    return !open && this.caller(req).record === null;
  }

  protected override commonHeaders(req: SimRequest): Record<string, string> {
    const { origin } = req.headers;
    const hosts = this.options.corsHosts ?? ['*'];
    if (origin === undefined) return {};
    const listed = hosts.includes(origin);
    if (!hosts.includes('*') && !listed) return {};
    const asked = req.headers['access-control-request-headers'];
    return {
      'Access-Control-Allow-Origin': listed ? origin : '*',
      ...(listed ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
      ...(req.method === 'OPTIONS' ? { 'Access-Control-Allow-Methods': '*' } : {}),
      ...(req.method === 'OPTIONS' && asked ? { 'Access-Control-Allow-Headers': asked } : {}),
    };
  }
}
