import {
  empty,
  html,
  isWebClient,
  json,
  Refusal,
  type SimReply,
  type SimRequest,
  webClient,
} from './http';
import { resumeList } from './mediabrowser-lists';
import {
  type BoundRoute,
  bound,
  type Call,
  type Handler,
  type Route,
  route,
} from './mediabrowser-router';
import { oneItem, SHARED_ROUTES } from './mediabrowser-routes';
import { userDataRow } from './mediabrowser-rows';
import { type MediaBrowserOptions, MediaBrowserServer } from './mediabrowser-server';
import { readPatch } from './mediabrowser-userdata';
import { hex, type SimUser } from './people';
import type { ServerSetup } from './setup';

export interface EmbyOptions extends MediaBrowserOptions {
  /** What absent fields of a user data body become: kept (default), or false and 0. */
  userDataMode?: 'partial' | 'replace';
  /** Copies of one title share one state (default), or each has its own. */
  sharedCopies?: boolean;
}

type Handle = Handler<EmbyServer>;

const plain = (status: number, text: string): SimReply => ({ status, text, type: 'text/plain' });

/** Short decimal ids for items and libraries; users have long ones. */
function ids(serverId: string) {
  const base = 1000 + (Number.parseInt(hex(serverId).slice(0, 4), 16) % 9000) * 100;
  let items = 0;
  return {
    item: () => {
      items += 1;
      return String(base + items);
    },
    library: (_name: string, index: number) => String(3 + index),
    user: (name: string) => hex(serverId, 'user', name),
  };
}

const publicInfo: Handle = (server) => {
  const origin = new URL(server.url).origin;
  return json({
    LocalAddress: origin,
    LocalAddresses: [origin],
    WanAddress: 'http://203.0.113.9:8096',
    RemoteAddresses: [],
    ServerName: server.name,
    Version: server.version,
    Id: server.serverId,
  });
};

const userRow = (server: EmbyServer, user: SimUser): Record<string, unknown> => ({
  Name: user.name,
  ServerId: server.serverId,
  Id: user.id,
  HasPassword: user.password !== '',
  Policy: {
    IsAdministrator: user.admin,
    IsDisabled: user.disabled,
    EnableMediaPlayback: user.mayPlay,
  },
});

const byName: Handle = (server, { req, caller }) => {
  const body = (req.body ?? {}) as { Username?: string; Pw?: string };
  const name = body.Username?.toLowerCase();
  const user = server.people.users.find((one) => one.name.toLowerCase() === name);
  if (!caller.sent.deviceId) return plain(400, 'Value cannot be null. (Parameter deviceId)');
  if (!user || user.disabled || user.password !== (body.Pw ?? '')) {
    return plain(401, 'Invalid username or password entered.');
  }
  if (user.outsideHours) return server.tooLate();
  const record = server.issueToken(user, caller.sent);
  return json({
    User: userRow(server, user),
    SessionInfo: server.sessions.row(server.sessions.of(record)),
    AccessToken: record.token,
    ServerId: server.serverId,
  });
};

const oneUser: Handle = (server, call) => {
  const user = server.userOf(call, call.path.user ?? '');
  return user ? json(userRow(server, user)) : server.notFound();
};

const users: Handle = (server, { caller }) => {
  const seen = caller.admin ? server.people.users : caller.user ? [caller.user] : [];
  return json(seen.map((user) => userRow(server, user)));
};

/** Answers 200 without a body. In replace mode, absent fields become false and 0. */
const writeUserData: Handle = (server, call) => {
  const user = server.userOf(call, call.path.user ?? '');
  if (!user) return server.notFound();
  const item = server.itemFor(server.idOf(call.path.item), user);
  const before = server.data.truth(user, item);
  const kept =
    server.options.userDataMode === 'replace'
      ? { ...before, ticks: 0, played: false, favourite: false, playCount: 0 }
      : before;
  server.data.write(user, item, { ...kept, ...readPatch(call.req.body, server.dialect, 0) });
  return empty(200);
};

/** Takes an item off the Resume row only; position and state stay as they are. */
const hide: Handle = (server, call) => {
  const user = server.userOf(call, call.path.user ?? '');
  if (!user) return server.notFound();
  const item = server.itemFor(server.idOf(call.path.item), user);
  const hidden = server.playback.hidden.get(user) ?? new Set<string>();
  if (call.params.flag('hide') ?? true) hidden.add(item.id);
  else hidden.delete(item.id);
  server.playback.hidden.set(user, hidden);
  return json(userDataRow(server, item, server.data.truth(user, item)));
};

const resume: Handle = (server, call) => {
  const user = server.userOf(call, call.path.user ?? '');
  return user ? resumeList(server, user, call) : server.notFound();
};

const ROUTES: Route<EmbyServer>[] = [
  route('GET /System/Info/Public', publicInfo, true),
  route('GET|POST /System/Ping', () => plain(200, 'Emby Server'), true),
  route('POST /Users/AuthenticateByName', byName, true),
  route('GET /Users/Public', () => json([]), true),
  // "Me" is bound as an id here, and that fails
  route('GET /Users/Me', () => plain(500, 'Unrecognized Guid format.')),
  route('GET /Users', users),
  route('GET /Users/:user', oneUser),
  route('GET /Users/:user/Items/Resume', resume),
  route('POST /Users/:user/Items/:item/UserData', writeUserData),
  route('POST /Users/:user/Items/:item/HideFromResume', hide),
  ...SHARED_ROUTES,
  route('GET /Users/:user/Items/:item', oneItem),
];

/** A simulated Emby 4.8. */
export class EmbyServer extends MediaBrowserServer {
  readonly options: EmbyOptions;
  protected readonly routes: BoundRoute[] = bound<EmbyServer>(this, ROUTES);

  constructor(setup: ServerSetup<'emby', EmbyOptions>) {
    const shared = () => setup.options?.sharedCopies ?? true;
    super(setup, { product: 'emby', version: '4.8.11.0', shared, ids });
    this.options = setup.options ?? {};
  }

  idOf(text: string | undefined): string {
    return text ?? '';
  }

  userOf(call: Call, named: string | null): SimUser | null {
    const { caller } = call;
    if (named === null) return caller.user;
    if (!caller.admin && named !== caller.user?.id) throw new Refusal(this.refused());
    const user = this.people.byId(named);
    if (!user) throw new Refusal(this.notFound());
    return user;
  }

  notFound(what = 'Item not found.'): SimReply {
    return plain(404, what);
  }

  refused(): SimReply {
    return plain(403, 'User does not have access.');
  }

  unauthorized(): SimReply {
    return plain(401, 'Access token is invalid or expired.');
  }

  tooLate(): SimReply {
    const headers = { 'X-Application-Error-Code': 'ParentalControl' };
    return { ...plain(401, 'This user account is not allowed access at this time.'), headers };
  }

  protected override crashed(): SimReply {
    return plain(500, 'Object reference not set to an instance of an object.');
  }

  protected override gate(req: SimRequest): SimReply | null {
    if (this.phase === 'refused') return { status: 0, drop: true };
    if (this.phase !== 'ready') return html(503, '<html><body>Emby is starting.</body></html>');
    if (!req.underBase) return { status: 404 };
    if (isWebClient(req)) return webClient('Emby');
    return req.method === 'OPTIONS' ? empty(200) : null;
  }

  /** Every origin may read, but `X-Emby-Token` is not among the headers it may send. */
  protected override commonHeaders(): Record<string, string> {
    return {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, PATCH, OPTIONS',
      'Access-Control-Allow-Headers':
        'Content-Type, Authorization, Range, X-MediaBrowser-Token, X-Emby-Authorization',
    };
  }
}
