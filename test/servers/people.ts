import { createHash } from 'node:crypto';
import type { UserSetup } from './setup';

export interface SimUser {
  name: string;
  id: string;
  password: string;
  admin: boolean;
  pin: string | null;
  disabled: boolean;
  /** Jellyfin's permission to read and write user data item by item. */
  preferenceAccess: boolean;
  /** Emby's and Jellyfin's permission to play anything. */
  mayPlay: boolean;
  /** The access schedule does not let this user in now. */
  outsideHours: boolean;
  failedLogins: number;
}

/** What a token was handed out for. */
export interface TokenRecord {
  token: string;
  /** Null for an API key, which belongs to nobody. */
  user: SimUser | null;
  client: string;
  device: string;
  deviceId: string;
  version: string;
}

export type Device = Pick<TokenRecord, 'client' | 'device' | 'deviceId' | 'version'>;

export const hex = (...parts: (string | number)[]): string =>
  createHash('md5').update(parts.join('|')).digest('hex');

/** What is told of every token when it is handed out. */
export type OnIssue = (token: string, whose: string) => void;

let households = 0;

/** Users and tokens of one server. No two servers ever issue the same token. */
export class People {
  readonly users: SimUser[];
  readonly tokens = new Map<string, TokenRecord>();
  private issued = 0;
  private readonly household: number;
  private readonly current = new Map<SimUser, string>();

  constructor(
    private readonly seed: string,
    setup: UserSetup[],
    idOf: (name: string) => string,
    private readonly onIssue: OnIssue,
  ) {
    households += 1;
    this.household = households;
    this.users = setup.map((user) => ({
      name: user.name,
      id: idOf(user.name),
      password: user.password ?? '',
      admin: user.admin ?? false,
      pin: user.pin ?? null,
      disabled: false,
      preferenceAccess: true,
      mayPlay: true,
      outsideHours: false,
      failedLogins: 0,
    }));
  }

  named(name?: string): SimUser {
    const user = name === undefined ? this.users[0] : this.users.find((one) => one.name === name);
    if (!user) throw new Error(`no user called ${name}`);
    return user;
  }

  byId(id: string): SimUser | null {
    return this.users.find((user) => user.id === id) ?? null;
  }

  /** A token that is good now; the same one until it is revoked. */
  tokenOf(user: SimUser): string {
    const known = this.current.get(user);
    if (known && this.tokens.has(known)) return known;
    const device = { client: 'Web', device: 'Browser', deviceId: `web-${user.name}`, version: '1' };
    const made = this.issue(user, device);
    this.current.set(user, made.token);
    return made.token;
  }

  issue(user: SimUser | null, device: Device): TokenRecord {
    this.issued += 1;
    const token = hex(this.seed, user?.id ?? 'key', this.issued, this.household, 'token');
    this.onIssue(token, user?.name ?? 'nobody');
    const record = { ...device, token, user };
    this.tokens.set(token, record);
    return record;
  }

  /** A user who is deleted takes all tokens along. */
  remove(user: SimUser): void {
    this.revokeAll(user);
    this.users.splice(this.users.indexOf(user), 1);
  }

  revokeAll(user: SimUser): void {
    for (const [token, record] of this.tokens) if (record.user === user) this.tokens.delete(token);
  }
}
