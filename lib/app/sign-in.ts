import { ProblemError, problemOf } from '../model/problem';
import type { ServerDraft } from '../model/server';
import type { SignIn, SignInProgress, SignInWay } from '../model/signin';
import { askQuickConnect, beginQuickConnect } from '../servers/jellyfin/quick-connect';
import { signInByName } from '../servers/mediabrowser/signin';
import { connect } from '../servers/registry';
import { renewDeviceId } from '../store/device-ids';
import {
  closeSignIn,
  newSignIn,
  type PendingSignIn,
  pendingSignIns,
  sweepSignIns,
} from '../store/sign-ins';
import type { Commands } from './commands';
import type { Home } from './home';
import { askAccount, beginAtPlex, pageOf } from './plex-sign-in';
import { connectionOf, reachable } from './reachable';

/** Signs in with a password, which is used once and kept nowhere. */
export async function signInWithPassword(
  home: Home,
  draft: ServerDraft,
  userName: string,
  password: string,
): Promise<SignIn> {
  const settings = await reachable(home, draft);
  if (settings.kind === 'plex') throw new ProblemError({ code: 'bad-command' });
  await asAnotherDevice(home, draft.id);
  const connection = await connectionOf(home, { ...settings, token: null });
  // A password goes to the product it is meant for only.
  await connect(settings.kind, connection).identify();
  return signInByName(connection, settings.kind, userName, password);
}

/** Begins a sign-in that goes on elsewhere; an earlier one for this server is forgotten. */
export async function beginSignIn(
  home: Home,
  draft: ServerDraft,
  way: SignInWay,
): Promise<SignInProgress> {
  const server = { ...draft, token: null };
  await asAnotherDevice(home, draft.id);
  const begun =
    way === 'plex' ? await beginAtPlex(home, server) : await beginWithCode(home, server);
  await newSignIn(home.store, begun);
  return waitingFor(home, begun);
}

/** The sign-ins that wait, for a page that was closed meanwhile. */
export async function listSignIns({
  store,
  clock,
}: Home): Promise<Commands['waitingSignIns']['gives']> {
  const now = clock.now();
  await sweepSignIns(store, now);
  const waiting = await pendingSignIns(store);
  const stored = new Set((await store.list('servers')).map(({ id }) => id));
  return waiting.map(({ way, server }) => ({ way, server, isNew: !stored.has(server.id) }));
}

/** How far it is. Once it is over, nothing of it is kept. */
export async function askSignIn(home: Home, serverId: string): Promise<SignInProgress> {
  const pending = await begunFor(home, serverId);
  if (isOver(home, pending)) return expired(home, pending);
  try {
    const progress =
      pending.way === 'plex' ? await askAccount(home, pending) : await askWithCode(home, pending);
    if (progress?.is === 'signed-in') await closeSignIn(home.store, pending);
    return progress ?? waitingFor(home, pending);
  } catch (thrown) {
    if (problemOf(thrown).code === 'not-found') return expired(home, pending);
    throw thrown;
  }
}

/** The sign-in for this server that goes on. Rejects with `sign-in-over` where there is none. */
export async function pendingFor(home: Home, serverId: string): Promise<PendingSignIn> {
  const found = await begunFor(home, serverId);
  if (!isOver(home, found)) return found;
  await closeSignIn(home.store, found);
  throw new ProblemError({ code: 'sign-in-over' });
}

async function begunFor(home: Home, serverId: string): Promise<PendingSignIn> {
  const found = (await pendingSignIns(home.store)).find((one) => one.server.id === serverId);
  if (!found) throw new ProblemError({ code: 'sign-in-over' });
  return found;
}

const isOver = ({ clock }: Home, { expiresAt }: PendingSignIn): boolean => expiresAt <= clock.now();

/**
 * Servers let a device's new sign-in end the one before. A sign-in that was refused may have been ended
 * so, by a copy of this browser's profile that goes by the same device id: the next one goes by another,
 * and ends nobody's.
 */
async function asAnotherDevice({ store }: Home, serverId: string): Promise<void> {
  const problem = (await store.get('serverStates', serverId))?.problem ?? null;
  const refused = problem?.code === 'signed-out' || problem?.code === 'revoked';
  if (refused) await renewDeviceId(store, serverId);
}

async function expired(home: Home, pending: PendingSignIn): Promise<SignInProgress> {
  await closeSignIn(home.store, pending);
  return { is: 'expired' };
}

async function waitingFor(home: Home, pending: PendingSignIn): Promise<SignInProgress> {
  const { way, code, expiresAt } = pending;
  return {
    is: 'waiting',
    code,
    expiresAt,
    url: way === 'plex' ? await pageOf(home, pending) : null,
  };
}

async function beginWithCode(
  home: Home,
  server: ServerDraft & { token: null },
): Promise<PendingSignIn> {
  const settings = await reachable(home, server);
  const connection = await connectionOf(home, settings);
  const { version } = await connect('jellyfin', connection).identify();
  const { code, secret, expiresAt } = await beginQuickConnect(
    connection,
    version,
    home.clock.now(),
  );
  const way = 'quick-connect';
  return { way, server, code, key: secret, expiresAt, account: null, person: null };
}

/** The token is the server's that gave the code, whatever address was typed meanwhile. */
async function askWithCode(
  home: Home,
  { server, key }: PendingSignIn,
): Promise<SignInProgress | null> {
  const connection = await connectionOf(home, await reachable(home, server));
  const signIn = await askQuickConnect(connection, key);
  return signIn && { is: 'signed-in', signIn: { ...signIn, address: server.address } };
}
