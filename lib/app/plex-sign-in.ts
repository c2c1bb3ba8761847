import { ProblemError } from '../model/problem';
import type { ServerDraft } from '../model/server';
import { type HomePerson, PLEX_TV, type SignIn, type SignInProgress } from '../model/signin';
import { PlexAccount } from '../servers/plex/account/account';
import { findAddress } from '../servers/plex/account/find';
import { closeSignIn, keepSignIn, type PendingSignIn } from '../store/sign-ins';
import type { Home } from './home';
import { connectionOf, mayReach } from './reachable';

/** How long somebody may take to choose a server, once they have said yes at plex.tv. */
const CHOOSING_MS = 30 * 60_000;

export async function beginAtPlex(
  home: Home,
  server: ServerDraft & { token: null },
): Promise<PendingSignIn> {
  const { id, code, expiresAt } = await (await accountOf(home, server, null)).createPin(
    home.clock.now(),
  );
  return { way: 'plex', server, code, key: id, expiresAt, account: null, person: null };
}

export const pageOf = async (home: Home, { server, code }: PendingSignIn): Promise<string> =>
  (await accountOf(home, server, null)).pageFor(code);

/** Null while nobody has said yes; then who and which server can be chosen. */
export async function askAccount(
  home: Home,
  pending: PendingSignIn,
): Promise<SignInProgress | null> {
  const { server, key } = pending;
  const token = pending.account ?? (await (await accountOf(home, server, null)).tokenFor(key));
  if (!token) return null;
  const expiresAt = home.clock.now() + CHOOSING_MS;
  const known = pending.account ? pending : { ...pending, account: token, expiresAt };
  if (known !== pending) await keepSignIn(home.store, known);
  return choices(home, known);
}

/** Goes on as another member of the Home. Nothing changes when the PIN is wrong. */
export async function switchPerson(
  home: Home,
  pending: PendingSignIn,
  personId: string,
  pin: string | null,
): Promise<SignInProgress> {
  const account = await accountOf(home, pending.server, signedInAt(pending));
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
  await keepSignIn(home.store, next);
  return choices(home, next);
}

/**
 * The sign-in on one of the servers: found at the best of its addresses, or at the one given. Its
 * token is this person's own for that server; the account's is kept no longer.
 */
export async function chooseServer(
  home: Home,
  pending: PendingSignIn,
  wanted: string,
  address: string | null,
): Promise<SignIn> {
  const account = await accountOf(home, pending.server, tokenOf(pending));
  const [self, servers] = await Promise.all([pending.person ?? account.self(), account.servers()]);
  const offer = servers.find((one) => one.serverId === wanted);
  if (!offer) throw new ProblemError({ code: 'sign-in-over' });
  const { serverId, token } = offer;
  const tried = [...new Set([...(address === null ? [] : [address]), ...offer.addresses])];
  const allowed = await Promise.all(tried.map((one) => home.allowed(one)));
  const open = tried.filter((_, index) => allowed[index]);
  if (open.length === 0) await mayReach(home, tried[0] ?? '', pending.server.id);
  const connection = await connectionOf(home, { ...pending.server, token: null, address: '' });
  const found = await findAddress(connection, serverId, open, address);
  await closeSignIn(home.store, pending);
  return { token, userId: self.id, userName: self.name, ...found };
}

async function choices(home: Home, pending: PendingSignIn): Promise<SignInProgress> {
  const self = await accountOf(home, pending.server, signedInAt(pending));
  const chosen = await accountOf(home, pending.server, tokenOf(pending));
  const [me, members, servers] = await Promise.all([self.self(), self.people(), chosen.servers()]);
  const chosenId = pending.person?.id ?? me.id;
  const others = members.filter((one) => one.id !== me.id);
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
async function accountOf(
  home: Home,
  server: ServerDraft,
  token: string | null,
): Promise<PlexAccount> {
  await mayReach(home, PLEX_TV, server.id);
  const settings = { ...server, token, address: PLEX_TV };
  return new PlexAccount(await connectionOf(home, settings));
}
