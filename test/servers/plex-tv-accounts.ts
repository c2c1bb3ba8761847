import { hex, type OnIssue } from './people';
import { accountId } from './plex';

export interface AccountSetup {
  /** Also this person's name on the servers. */
  name: string;
  /** Default: `<name>@example.org`. */
  email?: string;
  /** Accounts with the same word here are one Plex Home; the first of them manages it. */
  home?: string;
  /** Made by the Home's manager: without a sign-in of its own. */
  managed?: boolean;
  guest?: boolean;
  /** Four digits, asked of whoever switches to this user. */
  pin?: string;
}

export interface Account {
  id: number;
  uuid: string;
  name: string;
  email: string | null;
  home: string | null;
  homeAdmin: boolean;
  managed: boolean;
  guest: boolean;
  pin: string | null;
}

/** What an account token was handed out for. */
export interface AccountToken {
  token: string;
  account: Account;
  clientId: string;
}

let clouds = 0;

/** The accounts of plex.tv and their tokens, which no media server takes. */
export class Accounts {
  readonly all: Account[];
  readonly tokens = new Map<string, AccountToken>();
  private issued = 0;
  private readonly cloud: number;

  constructor(
    setup: AccountSetup[],
    private readonly onIssue: OnIssue,
  ) {
    clouds += 1;
    this.cloud = clouds;
    this.all = setup.map((one) => ({
      id: accountId(one.name),
      uuid: hex('account', one.name).slice(0, 16),
      name: one.name,
      email: one.managed ? null : (one.email ?? `${one.name}@example.org`),
      home: one.home ?? null,
      homeAdmin:
        one.home !== undefined && setup.find(({ home }) => home === one.home)?.name === one.name,
      managed: one.managed ?? false,
      guest: one.guest ?? false,
      pin: one.pin ?? null,
    }));
  }

  named(name: string): Account {
    const found = this.all.find((account) => account.name === name);
    if (!found) throw new Error(`no account called ${name}`);
    return found;
  }

  /** Everybody of an account's Home, or the account alone. */
  homeOf(account: Account): Account[] {
    if (account.home === null) return [account];
    return this.all.filter(({ home }) => home === account.home);
  }

  issue(account: Account, clientId: string): string {
    this.issued += 1;
    const seed = hex('plex.tv', account.uuid, clientId, this.issued, this.cloud);
    const token = seed.slice(0, 20);
    this.onIssue(token, account.name);
    this.tokens.set(token, { token, account, clientId });
    return token;
  }

  /** Ends the tokens that fit. */
  revoke(fits: (token: AccountToken) => boolean): void {
    for (const [token, record] of this.tokens) if (fits(record)) this.tokens.delete(token);
  }
}

/** An account as it reads itself. */
export const accountRow = (accounts: Accounts, account: Account, token: string) => ({
  id: account.id,
  uuid: account.uuid,
  username: account.managed ? null : account.name,
  title: account.name,
  email: account.email,
  friendlyName: null,
  locale: null,
  confirmed: !account.managed,
  emailOnlyAuth: false,
  hasPassword: !account.managed,
  protected: account.pin !== null,
  thumb: `https://plex.tv/users/${account.uuid}/avatar?c=1760000000`,
  authToken: token,
  home: account.home !== null,
  homeSize: accounts.homeOf(account).length,
  homeAdmin: account.homeAdmin,
  maxHomeSize: 15,
  restricted: account.managed,
  guest: account.guest,
  anonymous: false,
});

/** A Home as everybody in it reads it. */
export function homeRow(accounts: Accounts, account: Account): Record<string, unknown> {
  const members = accounts.homeOf(account);
  return {
    id: account.home === null ? null : members[0]?.id,
    name: account.home,
    guestUserID: null,
    guestUserUUID: null,
    guestEnabled: false,
    subscription: false,
    users: members.map((member) => ({
      id: member.id,
      uuid: member.uuid,
      title: member.name,
      username: member.managed ? null : member.name,
      email: member.email,
      friendlyName: null,
      thumb: `https://plex.tv/users/${member.uuid}/avatar?c=1760000000`,
      hasPassword: !member.managed,
      restricted: member.managed,
      restrictionProfile: member.managed ? 'little_kid' : null,
      updatedAt: 1_760_000_000,
      admin: member.homeAdmin || member.home === null,
      guest: member.guest,
      protected: member.pin !== null,
    })),
  };
}
