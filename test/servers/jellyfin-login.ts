import { json, type SimReply } from './http';
import type { JellyfinServer } from './jellyfin';
import type { Credentials } from './mediabrowser-auth';
import type { Dialect } from './mediabrowser-dialect';
import { problem, processingError } from './mediabrowser-params';
import { type Call, type Caller, type Handler, type Route, route } from './mediabrowser-router';
import { hex, type SimUser, type TokenRecord } from './people';

type Handle = Handler<JellyfinServer>;

const TEN_MINUTES = 10 * 60_000;

interface Request {
  secret: string;
  code: string;
  sent: Credentials;
  at: number;
  user: SimUser | null;
  issued: TokenRecord | null;
}

/** Requests to sign in by a code that is typed into another device; in memory only. */
export class QuickConnect {
  private readonly requests = new Map<string, Request>();
  private made = 0;

  constructor(private readonly server: JellyfinServer) {}

  forget(): void {
    this.requests.clear();
  }

  begin(sent: Credentials): Request {
    this.made += 1;
    const seed = hex(this.server.serverId, 'quick', this.made);
    const secret = `${seed}${hex(seed)}`.toUpperCase();
    const code = String(100_000 + (Number.parseInt(seed.slice(0, 8), 16) % 900_000));
    const request = { secret, code, sent, at: this.server.now(), user: null, issued: null };
    this.requests.set(secret, request);
    return request;
  }

  find(secret: string | null): Request | null {
    const found = secret === null ? undefined : this.requests.get(secret);
    if (!found || this.server.now() - found.at > TEN_MINUTES) return null;
    return found;
  }

  authorize(code: string, user: SimUser): boolean {
    const found = [...this.requests.values()].find((one) => one.code === code);
    if (!found || !this.find(found.secret)) return false;
    found.user = user;
    return true;
  }

  row(request: Request): Record<string, unknown> {
    return {
      Authenticated: request.user !== null,
      Secret: request.secret,
      Code: request.code,
      DeviceId: request.sent.deviceId,
      DeviceName: request.sent.device,
      AppName: request.sent.client,
      AppVersion: request.sent.version,
      DateAdded: new Date(request.at).toISOString().replace('Z', '2117Z'),
    };
  }
}

export const userRow = (server: JellyfinServer, user: SimUser): Record<string, unknown> => ({
  Name: user.name,
  ServerId: server.serverId,
  Id: user.id,
  HasPassword: user.password !== '',
  Configuration: { LatestItemsExcludes: [...(server.latestExcludes.get(user) ?? [])] },
  Policy: {
    IsAdministrator: user.admin,
    IsHidden: true,
    IsDisabled: user.disabled,
    EnableUserPreferenceAccess: user.preferenceAccess,
    EnableMediaPlayback: user.mayPlay,
    EnableAllFolders: true,
    EnabledFolders: [],
    LoginAttemptsBeforeLockout: server.options.lockoutAfter ?? -1,
    MaxActiveSessions: 0,
  },
});

/** Client, device, device id and version must all be said by somebody who signs in. */
const introduced = ({ client, device, deviceId, version }: Credentials): boolean =>
  Boolean(client && device && deviceId && version);

function signedIn(server: JellyfinServer, record: TokenRecord): SimReply {
  const user = record.user as SimUser;
  return json({
    User: userRow(server, user),
    SessionInfo: server.sessions.row(server.sessions.of(record)),
    AccessToken: record.token,
    ServerId: server.serverId,
  });
}

const byName: Handle = (server, { req, caller }) => {
  if (!/json/.test(req.headers['content-type'] ?? '')) return problem(415);
  const body = (req.body ?? {}) as { Username?: string; Pw?: string };
  const name = body.Username?.toLowerCase();
  const user = server.people.users.find((one) => one.name.toLowerCase() === name);
  if (!introduced(caller.sent)) return processingError(400);
  if (user?.disabled || user?.outsideHours) return processingError(403);
  if (!user || user.password !== (body.Pw ?? '')) {
    if (user) failed(server, user);
    return processingError(401);
  }
  user.failedLogins = 0;
  return signedIn(server, server.issueToken(user, caller.sent));
};

/** 12.0 disables an account after too many wrong passwords; 10.11 means to, but does not. */
function failed(server: JellyfinServer, user: SimUser): void {
  user.failedLogins += 1;
  const limit = server.options.lockoutAfter;
  if (server.dialect.locksOut && limit !== undefined && user.failedLogins >= limit) {
    server.setUserDisabled(user.name, true);
  }
}

const enabled: Handle = (server) => json(server.options.quickConnect ?? true);

const initiate: Handle = (server, { caller }) => {
  if (server.options.quickConnect === false) return { status: 401 };
  if (!introduced(caller.sent)) return processingError(400);
  return json(server.quickConnect.row(server.quickConnect.begin(caller.sent)));
};

const connect: Handle = (server, { params }) => {
  if (server.options.quickConnect === false) return { status: 401 };
  const found = server.quickConnect.find(params.text('secret'));
  return found ? json(server.quickConnect.row(found)) : json('Unknown secret', 404);
};

const authorize: Handle = (server, { params, caller }) => {
  const done = caller.user && server.quickConnect.authorize(params.text('code') ?? '', caller.user);
  return done ? json(true) : json('Unknown code', 404);
};

/** The identity is the one of the request that began it; a second time gives the same token. */
const bySecret: Handle = (server, { req }) => {
  const { Secret: secret } = (req.body ?? {}) as { Secret?: string };
  const found = server.quickConnect.find(secret ?? null);
  if (!found?.user) return json('Unknown secret', 404);
  found.issued ??= server.issueToken(found.user, found.sent);
  return signedIn(server, found.issued);
};

const me: Handle = (server, { caller }) =>
  caller.user ? json(userRow(server, caller.user)) : problem(400);

const users: Handle = (server) => json(server.people.users.map((user) => userRow(server, user)));

const oneUser: Handle = (server, call: Call) => {
  const everybody: Caller = { ...call.caller, admin: true };
  const user = server.userOf({ ...call, caller: everybody }, call.path.user ?? '');
  return user ? json(userRow(server, user)) : problem(404);
};

/** POST since 10.9, GET until 10.11. */
const initiateMethods = (dialect: Dialect): string =>
  [dialect.quickConnectByGet ? 'GET' : '', dialect.shortRoutes ? 'POST' : '']
    .filter((method) => method !== '')
    .join('|');

export const LOGIN_ROUTES = (dialect: Dialect): Route<JellyfinServer>[] => [
  route('POST /Users/AuthenticateByName', byName, true),
  route('POST /Users/AuthenticateWithQuickConnect', bySecret, true),
  route('GET /QuickConnect/Enabled', enabled, true),
  route(`${initiateMethods(dialect)} /QuickConnect/Initiate`, initiate, true),
  route('GET /QuickConnect/Connect', connect, true),
  route('POST /QuickConnect/Authorize', authorize),
  route('GET /Users/Public', () => json([]), true),
  route('GET /Users/Me', me),
  route('GET /Users', users),
  route('GET /Users/:user', oneUser),
];
