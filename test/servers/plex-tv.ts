import { html, json, Refusal, type SimReply, type SimRequest } from './http';
import { Listener } from './listener';
import { failure, option } from './plex-http';
import { type Row, xmlOf } from './plex-rows';
import { type AccountSetup, Accounts, accountRow, homeRow } from './plex-tv-accounts';
import { authPage } from './plex-tv-page';
import { Pins } from './plex-tv-pins';
import { type ListedServer, resourceRows } from './plex-tv-resources';
import type { Tls } from './wire';

export interface PlexTvSetup {
  servers?: ListedServer[];
  /** Default: one for each user of the servers, without a Home. */
  accounts?: AccountSetup[];
  /** How long a PIN lives; 30 minutes. */
  pinLifeMs?: number;
  /** Default: a free one. */
  port?: number;
  /** Speaks https. */
  tls?: Tls;
}

interface Signed {
  account: Accounts['all'][number];
  token: string;
}

const API = '/api/v2';
const AUTHORISE = '/sim/authorise';

const ERRORS = {
  client: [400, 1000, 'X-Plex-Client-Identifier is missing'],
  signedOut: [401, 1001, 'User could not be authenticated'],
  notFound: [404, 1002, 'The requested resource or endpoint could not be found'],
  busy: [429, 1003, 'API rate limit exceeded'],
  pin: [403, 1041, 'A valid PIN is required to perform this action'],
} as const;

const wantsJson = (req: SimRequest): boolean => /json/.test(req.headers.accept ?? '');

/** Not wrapped in a container; XML unless JSON was asked for. */
function answered(req: SimRequest, name: string, value: Row, status = 200): SimReply {
  if (wantsJson(req)) return json(value, status);
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${xmlOf(name, value)}\n`;
  return { status, text, type: 'application/xml; charset=utf-8' };
}

function refusedReply(req: SimRequest, errors: { code: number }[], status: number): SimReply {
  if (wantsJson(req)) return json({ errors }, status);
  return answered(req, 'errors', { error: errors }, status);
}

function refused(req: SimRequest, why: keyof typeof ERRORS): Refusal {
  const [status, code, message] = ERRORS[why];
  const errors = [{ code, message, status }];
  return new Refusal(refusedReply(req, errors, status));
}

/**
 * A simulated plex.tv: signing in by PIN with the page for it, accounts, Homes, and which servers
 * an account may use. It answers for `plex.tv`, `clients.plex.tv` and `app.plex.tv`.
 */
export class PlexTv extends Listener {
  readonly accounts: Accounts;
  readonly servers: ListedServer[];
  /** Replace it to stop the time. */
  clock: () => number = Date.now;
  /** How long PINs live that are begun from now on. */
  pinLifeMs: number;
  private readonly pins: Pins;

  constructor(setup: PlexTvSetup) {
    super(setup.port ?? 0, '', setup.tls);
    this.servers = setup.servers ?? [];
    this.pinLifeMs = setup.pinLifeMs ?? 30 * 60_000;
    const users = this.servers.flatMap(({ server }) => server.people.users);
    const names = [...new Set(users.map(({ name }) => name))];
    const accounts = setup.accounts ?? names.map((name) => ({ name }));
    const pinAtServer = (name: string) =>
      users.find((user) => user.name === name && user.pin !== null)?.pin ?? undefined;
    this.watch.name = 'plex.tv';
    this.accounts = new Accounts(
      accounts.map((account) => ({ pin: pinAtServer(account.name), ...account })),
      this.watch.issued.bind(this.watch),
    );
    this.pins = new Pins(
      () => this.now(),
      (account, clientId) => this.accounts.issue(account, clientId),
    );
  }

  now(): number {
    return this.clock();
  }

  /** An account token, as if this client had signed in. */
  token(name: string, clientId = 'test-client'): string {
    return this.accounts.issue(this.accounts.named(name), clientId);
  }

  /** What a person does on the page: signs in and allows the app that shows this code. */
  authorise(code: string, name: string): void {
    const account = this.accounts.named(name);
    if (account.managed) throw new Error(`${name} is managed and cannot sign in`);
    if (!this.pins.authorise(code, account)) throw new Error(`no PIN with code ${code}`);
  }

  expirePins(): void {
    this.pins.expireAll();
  }

  /** The next requests, to whatever part of the API, are too many. */
  refuse429(times: number): void {
    const [status, code, message] = ERRORS.busy;
    const errors = [{ code, message, status }];
    this.fault({ when: /^\/api\/v2\//, times, status, body: { errors } });
  }

  /** Ends every token of an account, as a change of its password does. */
  signOutEverywhere(name: string): void {
    this.accounts.revoke(({ account }) => account.name === name);
  }

  /** Ends the tokens of one app, as taking it off the list of devices does. */
  removeDevice(clientId: string): void {
    this.accounts.revoke((token) => token.clientId === clientId);
  }

  protected override answer(req: SimRequest): SimReply {
    if (req.path === '/auth' && req.method === 'GET') return this.page();
    if (req.path === AUTHORISE && req.method === 'POST') return this.allowed(req);
    if (!req.path.startsWith(`${API}/`)) return failure(404, 'Not Found');
    const clientId = option(req, 'X-Plex-Client-Identifier');
    if (!clientId) throw refused(req, 'client');
    const line = `${req.method} ${req.path.slice(API.length)}`;
    if (line === 'POST /pins') return this.beginPin(req, clientId);
    const pin = /^GET \/pins\/(\d+)$/.exec(line);
    if (pin) return this.pin(req, Number(pin[1]), clientId);
    const token = option(req, 'X-Plex-Token') ?? '';
    const account = this.accounts.tokens.get(token)?.account;
    if (!account) throw refused(req, 'signedOut');
    return this.signed(req, line, { account, token }, clientId);
  }

  protected override crashed(): SimReply {
    return failure(500, 'Internal Server Error');
  }

  private page(): SimReply {
    const own = this.accounts.all.filter(({ managed }) => !managed);
    return html(
      200,
      authPage(
        own.map(({ name }) => name),
        AUTHORISE,
      ),
    );
  }

  private allowed(req: SimRequest): SimReply {
    const body = (req.body ?? {}) as { account?: string; code?: string; clientID?: string };
    const account = this.accounts.all.find(({ name }) => name === body.account);
    const { code = '', clientID = '' } = body;
    const done = account && !account.managed && this.pins.authorise(code, account, clientID);
    return done ? json({}) : failure(404, 'Not Found');
  }

  private beginPin(req: SimRequest, clientId: string): SimReply {
    const strong = req.query.get('strong') === 'true';
    const product = option(req, 'X-Plex-Product');
    const pin = this.pins.begin(clientId, product, strong, this.pinLifeMs);
    return answered(req, 'pin', this.pins.row(pin), 201);
  }

  private pin(req: SimRequest, id: number, clientId: string): SimReply {
    const pin = this.pins.find(id, clientId);
    if (pin) return answered(req, 'pin', this.pins.row(pin));
    const errors = [{ code: 1020, message: 'Code not found or expired' }];
    return refusedReply(req, errors, 404);
  }

  private signed(req: SimRequest, line: string, signed: Signed, clientId: string): SimReply {
    const { account, token } = signed;
    const switched = /^POST \/home\/users\/([^/]+)\/switch$/.exec(line)?.[1];
    if (switched !== undefined) return this.switchUser(req, signed, switched, clientId);
    if (line === 'GET /user') {
      return answered(req, 'user', accountRow(this.accounts, account, token));
    }
    if (line === 'GET /ping') return answered(req, 'pong', {});
    if (line === 'GET /home/users') {
      return answered(req, 'home', homeRow(this.accounts, account));
    }
    if (line === 'GET /resources') return this.resources(req, signed);
    throw refused(req, 'notFound');
  }

  private resources(req: SimRequest, { account }: Signed): SimReply {
    const on = (name: string) => req.query.get(name) === '1';
    const wish = { https: on('includeHttps'), relay: on('includeRelay'), ipv6: on('includeIPv6') };
    const rows = resourceRows(this.accounts, this.servers, account, wish);
    if (wantsJson(req)) return json(rows);
    const elements = rows.map(({ connections, ...row }) => ({
      ...row,
      connections: { connection: connections },
    }));
    return answered(req, 'resources', { resource: elements });
  }

  private switchUser(
    req: SimRequest,
    { account }: Signed,
    uuid: string,
    clientId: string,
  ): SimReply {
    const target = this.accounts.homeOf(account).find((one) => one.uuid === uuid);
    if (!target) throw refused(req, 'notFound');
    if (target.pin !== null && req.query.get('pin') !== target.pin) throw refused(req, 'pin');
    const token = this.accounts.issue(target, clientId);
    return answered(req, 'user', accountRow(this.accounts, target, token), 201);
  }
}

/** Starts a simulated plex.tv on 127.0.0.1. */
export async function startPlexTv(setup: PlexTvSetup): Promise<PlexTv> {
  const plexTv = new PlexTv(setup);
  await plexTv.start();
  return plexTv;
}
