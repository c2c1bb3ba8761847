import { ProblemError, problemOf } from '../../../model/problem';
import type { ServerOffer } from '../../../model/signin';
import { Http } from '../../http';
import type { Connection } from '../../port';
import { PRODUCT } from '../../product';
import { expectShape, readRow } from '../../schema';
import { identityOf } from '../manners';
import { addressesOf } from './addresses';
import * as shapes from './schema';

const LIFE_S = 15 * 60;

/** A code that becomes a sign-in once somebody says yes to it at plex.tv. */
export interface Pin {
  id: string;
  code: string;
  /** Epoch ms. */
  expiresAt: number;
}

export interface AccountPerson {
  id: string;
  uuid: string;
  name: string;
  protected: boolean;
}

/** A server of the account, with the token that is good for this person there. */
export interface AccountServer extends ServerOffer {
  token: string;
}

/**
 * A Plex account at plex.tv. Its token is good there and not on servers: each of those has a token
 * of its own for each person. `connection.address` is `PLEX_TV`. Needed to sign in, never in a run.
 */
export class PlexAccount {
  private readonly http: Http;

  constructor(private readonly connection: Connection) {
    this.http = new Http(connection, {
      headers: () => identityOf(connection),
      tokenHeaders: (token) => ({ 'X-Plex-Token': token }),
    });
  }

  async createPin(now: number): Promise<Pin> {
    const path = '/api/v2/pins';
    const ask = { method: 'POST' as const, path, query: { strong: true }, anonymous: true };
    const { id, code, expiresIn } = expectShape(shapes.pin, await this.http.json(ask), path);
    return { id, code, expiresAt: now + (expiresIn ?? LIFE_S) * 1000 };
  }

  /** The account's token once somebody said yes; null before. `not-found` when it has expired. */
  async tokenFor(pin: string): Promise<string | null> {
    const path = `/api/v2/pins/${encodeURIComponent(pin)}`;
    const answer = await this.http.json({ path, anonymous: true }).catch((thrown) => {
      const problem = problemOf(thrown);
      if (problem.params?.status !== '410') throw thrown;
      throw new ProblemError({ ...problem, code: 'not-found' });
    });
    return expectShape(shapes.pin, answer, path).authToken || null;
  }

  async self(): Promise<AccountPerson> {
    const path = '/api/v2/user';
    const self = expectShape(shapes.account, await this.http.json({ path }), path);
    const name = self.title || self.username || self.id;
    return { id: self.id, uuid: self.uuid ?? self.id, name, protected: false };
  }

  /** The members of the account's Home; empty when there is none. */
  async people(): Promise<AccountPerson[]> {
    const path = '/api/v2/home/users';
    const answer = await this.http.json({ path }).catch((thrown) => {
      const { code } = problemOf(thrown);
      if (code === 'forbidden' || code === 'not-found') return [];
      throw thrown;
    });
    const listed = expectShape(shapes.people, answer, path);
    return (Array.isArray(listed) ? listed : listed.users).flatMap((raw) => {
      const one = readRow(shapes.person, raw);
      if (!one) return [];
      const name = one.title || one.username || one.id;
      return [{ id: one.id, uuid: one.uuid, name, protected: one.protected }];
    });
  }

  /**
   * The token of another member of the Home. Rejects with `pin-wrong`; plex.tv answers `busy` to
   * whoever switches often.
   */
  async switchTo(uuid: string, pin: string | null): Promise<string> {
    const path = `/api/v2/home/users/${encodeURIComponent(uuid)}/switch`;
    const query = pin ? { pin } : {};
    const answer = await this.http.json({ method: 'POST', path, query }).catch((thrown) => {
      const problem = problemOf(thrown);
      throw problem.code === 'forbidden' ? new ProblemError({ code: 'pin-wrong' }) : thrown;
    });
    return expectShape(shapes.switched, answer, path).authToken;
  }

  /** The media servers that this person may use, their own first. */
  async servers(): Promise<AccountServer[]> {
    const path = '/api/v2/resources';
    const query = { includeHttps: 1, includeRelay: 0, includeIPv6: 1 };
    const answer = expectShape(shapes.resources, await this.http.json({ path, query }), path);
    const servers = answer.flatMap((raw) => {
      const one = readRow(shapes.resource, raw);
      if (!one?.accessToken || !one.provides.split(',').includes('server')) return [];
      const { clientIdentifier, name, owned, sourceTitle, accessToken: token } = one;
      const sharedBy = owned ? null : sourceTitle || '?';
      const addresses = addressesOf(one);
      return [{ serverId: clientIdentifier, name: name ?? '', sharedBy, addresses, token }];
    });
    return [...servers.filter((one) => !one.sharedBy), ...servers.filter((one) => one.sharedBy)];
  }

  /** The page on which to say yes to a PIN. What it is told stands in the fragment. */
  pageFor(code: string): string {
    const told = new URLSearchParams({
      clientID: this.connection.deviceId,
      code,
      'context[device][product]': PRODUCT.name,
    });
    return `https://app.plex.tv/auth#?${told}`;
  }
}
