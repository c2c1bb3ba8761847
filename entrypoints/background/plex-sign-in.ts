import { ProblemError } from '../../lib/model/problem';
import type { ServerDraft } from '../../lib/model/server';
import { type HomePerson, PLEX_TV, type SignIn, type SignInProgress } from '../../lib/model/signin';
import { isAllowed } from '../../lib/platform/permissions';
import { PlexAccount } from '../../lib/servers/plex/account/account';
import { findAddress } from '../../lib/servers/plex/account/find';
import { db } from '../../lib/store/db';
import { closeSignIn, keepSignIn, type PendingSignIn } from '../../lib/store/sign-ins';
import { connectionOf, mayReach } from './reachable';

export async function beginAtPlex(server: ServerDraft & { token: null }): Promise<PendingSignIn> {
  const { id, code, expiresAt } = await (await accountOf(server, null)).createPin(Date.now());
  return { way: 'plex', server, code, key: id, expiresAt, account: null, person: null };
}

export const pageOf = async ({ server, code }: PendingSignIn): Promise<string> =>
  (await accountOf(server, null)).pageFor(code);

/** Null while nobody has said yes; then who and which server can be chosen. */
export async function askAccount(pending: PendingSignIn): Promise<SignInProgress | null> {
  const { server, key } = pending;
  const token = pending.account ?? (await (await accountOf(server, null)).tokenFor(key));
  if (!token) return null;
  const known = pending.account ? pending : { ...pending, account: token };
  if (known !== pending) await keepSignIn(db, known);
  return choices(known);
}

/** Goes on as another member of the Home. Nothing changes when the PIN is wrong. */
export async function switchPerson(
  pending: PendingSignIn,
  personId: string,
  pin: string | null,
): Promise<SignInProgress> {
  const account = await accountOf(pending.server, signedInAt(pending));
  const [self, people] = await Promise.all([account.self(), account.people()]);
  const chosen = people.find((one) => one.id === personId);
  if (personId !== self.id && !chosen) throw new ProblemError({ code: 'sign-in-over' });
  const person =
    personId === self.id || !chosen
      ? null
      : {
          id: chosen.id,
          name: chosen.name,
          token: await account.switchTo(chosen.uuid, pin),
        };
  const next = { ...pending, person };
  await keepSignIn(db, next);
  return choices(next);
}

/**
 * The sign-in on one of the servers: found at the best of its addresses, or at the one given. Its
 * token is this person's own for that server; the account's is kept no longer.
 */
export async function chooseServer(
  pending: PendingSignIn,
  wanted: string,
  address: string | null,
): Promise<SignIn> {
  const account = await accountOf(pending.server, tokenOf(pending));
  const [self, servers] = await Promise.all([pending.person ?? account.self(), account.servers()]);
  const offer = servers.find((one) => one.serverId === wanted);
  if (!offer) throw new ProblemError({ code: 'sign-in-over' });
  const { serverId, token } = offer;
  const tried = [...new Set([...(address === null ? [] : [address]), ...offer.addresses])];
  const allowed = await Promise.all(tried.map(isAllowed));
  const open = tried.filter((_, index) => allowed[index]);
  if (open.length === 0) await mayReach(tried[0] ?? '', pending.server.id);
  const connection = await connectionOf({ ...pending.server, token: null, address: '' });
  const found = await findAddress(connection, serverId, open, address);
  await closeSignIn(db, pending);
  return { token, userId: self.id, userName: self.name, ...found };
}

async function choices(pending: PendingSignIn): Promise<SignInProgress> {
  const self = await accountOf(pending.server, signedInAt(pending));
  const chosen = await accountOf(pending.server, tokenOf(pending));
  const [me, home, servers] = await Promise.all([self.self(), self.people(), chosen.servers()]);
  const chosenId = pending.person?.id ?? me.id;
  const others = home.filter((one) => one.id !== me.id);
  const people: HomePerson[] = [{ ...me, protected: false }, ...others].map((one) => ({
    id: one.id,
    name: one.name,
    protected: one.protected,
    chosen: one.id === chosenId,
  }));
  return { is: 'choose', people, servers: servers.map(({ token: _, ...offer }) => offer) };
}

/** Of the member of the Home that is meant. */
const tokenOf = (pending: PendingSignIn): string => pending.person?.token ?? signedInAt(pending);

function signedInAt({ account }: PendingSignIn): string {
  if (!account) throw new ProblemError({ code: 'sign-in-over' });
  return account;
}

/** plex.tv is asked for only when somebody signs in there. */
async function accountOf(server: ServerDraft, token: string | null): Promise<PlexAccount> {
  await mayReach(PLEX_TV, server.id);
  const settings = { ...server, token, address: PLEX_TV };
  return new PlexAccount(await connectionOf(settings));
}
