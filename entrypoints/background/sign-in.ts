import type { Commands } from '../../lib/app/commands';
import { ProblemError, problemOf } from '../../lib/model/problem';
import type { ServerDraft } from '../../lib/model/server';
import type { SignIn, SignInProgress, SignInWay } from '../../lib/model/signin';
import { askQuickConnect, beginQuickConnect } from '../../lib/servers/jellyfin/quick-connect';
import { signInByName } from '../../lib/servers/mediabrowser/signin';
import { connect } from '../../lib/servers/registry';
import { db } from '../../lib/store/db';
import {
  closeSignIn,
  newSignIn,
  type PendingSignIn,
  pendingSignIns,
} from '../../lib/store/sign-ins';
import { askAccount, beginAtPlex, pageOf } from './plex-sign-in';
import { connectionOf, reachable } from './reachable';

/** Signs in with a password, which is used once and kept nowhere. */
export async function signInWithPassword(
  draft: ServerDraft,
  userName: string,
  password: string,
): Promise<SignIn> {
  const settings = await reachable(draft);
  if (settings.kind === 'plex') throw new ProblemError({ code: 'bad-command' });
  const connection = await connectionOf({ ...settings, token: null });
  // A password goes to the product it is meant for only.
  await connect(settings.kind, connection).identify();
  return signInByName(connection, settings.kind, userName, password);
}

/** Begins a sign-in that goes on elsewhere; an earlier one for this server is forgotten. */
export async function beginSignIn(draft: ServerDraft, way: SignInWay): Promise<SignInProgress> {
  const server = { ...draft, token: null };
  const begun = way === 'plex' ? await beginAtPlex(server) : await beginWithCode(server);
  await newSignIn(db, begun);
  return waitingFor(begun);
}

/** The sign-ins that wait, for a page that was closed meanwhile. */
export async function listSignIns(): Promise<Commands['waitingSignIns']['gives']> {
  const now = Date.now();
  const waiting = (await pendingSignIns(db)).filter((one) => one.account || one.expiresAt > now);
  const stored = new Set(await db.servers.toCollection().primaryKeys());
  return waiting.map(({ way, server }) => ({ way, server, isNew: !stored.has(server.id) }));
}

/** How far it is. Once it is over, nothing of it is kept. */
export async function askSignIn(serverId: string): Promise<SignInProgress> {
  const pending = await pendingFor(serverId);
  if (pending.account === null && pending.expiresAt <= Date.now()) return expired(pending);
  try {
    const progress =
      pending.way === 'plex' ? await askAccount(pending) : await askWithCode(pending);
    if (progress?.is === 'signed-in') await closeSignIn(db, pending);
    return progress ?? waitingFor(pending);
  } catch (thrown) {
    if (problemOf(thrown).code === 'not-found') return expired(pending);
    throw thrown;
  }
}

export async function pendingFor(serverId: string): Promise<PendingSignIn> {
  const found = (await pendingSignIns(db)).find((one) => one.server.id === serverId);
  if (!found) throw new ProblemError({ code: 'sign-in-over' });
  return found;
}

async function expired(pending: PendingSignIn): Promise<SignInProgress> {
  await closeSignIn(db, pending);
  return { is: 'expired' };
}

async function waitingFor(pending: PendingSignIn): Promise<SignInProgress> {
  const { way, code, expiresAt } = pending;
  return { is: 'waiting', code, expiresAt, url: way === 'plex' ? await pageOf(pending) : null };
}

async function beginWithCode(server: ServerDraft & { token: null }): Promise<PendingSignIn> {
  const settings = await reachable(server);
  const connection = await connectionOf(settings);
  const { version } = await connect('jellyfin', connection).identify();
  const { code, secret, expiresAt } = await beginQuickConnect(connection, version, Date.now());
  const way = 'quick-connect';
  return { way, server, code, key: secret, expiresAt, account: null, person: null };
}

/** The token is the server's that gave the code, whatever address was typed meanwhile. */
async function askWithCode({ server, key }: PendingSignIn): Promise<SignInProgress | null> {
  const connection = await connectionOf(await reachable(server));
  const signIn = await askQuickConnect(connection, key);
  return signIn && { is: 'signed-in', signIn: { ...signIn, address: server.address } };
}
