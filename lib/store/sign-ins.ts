import type { ServerDraft } from '../model/server';
import type { SignInWay } from '../model/signin';
import { getMeta, type PlayheadDb, setMeta } from './db';

/**
 * A sign-in that goes on elsewhere. It is stored, since the worker may die while somebody says yes;
 * and forgotten with its secrets once it is over.
 */
export interface PendingSignIn {
  way: SignInWay;
  /** What was typed so far, without a token. */
  server: ServerDraft;
  code: string;
  /** plex: the PIN's id. quick-connect: the secret that belongs to the code. */
  key: string;
  /** Epoch ms. */
  expiresAt: number;
  /** plex: the account's token, once it was given. */
  account: string | null;
  /** plex: the member of its Home whose servers are meant; null for the account itself. */
  person: { id: string; name: string; token: string } | null;
}

const KEY = 'signIns';

export async function pendingSignIns(db: PlayheadDb): Promise<PendingSignIn[]> {
  return Object.values((await getMeta<Record<string, PendingSignIn>>(db, KEY)) ?? {});
}

export async function keepSignIn(db: PlayheadDb, pending: PendingSignIn): Promise<void> {
  await change(db, (all) => ({ ...all, [pending.server.id]: pending }));
}

export async function endSignIn(db: PlayheadDb, serverId: string): Promise<void> {
  await change(db, ({ [serverId]: _, ...rest }) => rest);
}

type All = Record<string, PendingSignIn>;

const change = (db: PlayheadDb, next: (all: All) => All): Promise<void> =>
  db.transaction('rw', db.meta, async () => {
    await setMeta(db, KEY, next((await getMeta<All>(db, KEY)) ?? {}));
  });
