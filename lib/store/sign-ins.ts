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

/** Keeps a sign-in that was begun; an earlier one for this server is forgotten. */
export async function newSignIn(db: PlayheadDb, begun: PendingSignIn): Promise<void> {
  await change(db, (all) => ({ ...all, [begun.server.id]: begun }));
}

/** Keeps how far a sign-in is. One that was ended or begun anew meanwhile does not come back. */
export async function keepSignIn(db: PlayheadDb, pending: PendingSignIn): Promise<void> {
  await change(db, (all) =>
    goesOn(all, pending) ? { ...all, [pending.server.id]: pending } : all,
  );
}

/** Forgets a sign-in that is over; one begun anew meanwhile goes on. */
export async function closeSignIn(db: PlayheadDb, over: PendingSignIn): Promise<void> {
  await change(db, (all) => (goesOn(all, over) ? without(all, over.server.id) : all));
}

/** Forgets whatever sign-in there is for this server. */
export async function endSignIn(db: PlayheadDb, serverId: string): Promise<void> {
  await change(db, (all) => without(all, serverId));
}

type All = Record<string, PendingSignIn>;

const goesOn = (all: All, { server, key }: PendingSignIn): boolean => all[server.id]?.key === key;

function without(all: All, serverId: string): All {
  const { [serverId]: _, ...rest } = all;
  return rest;
}

const change = (db: PlayheadDb, next: (all: All) => All): Promise<void> =>
  db.transaction('rw', db.meta, async () => {
    await setMeta(db, KEY, next((await getMeta<All>(db, KEY)) ?? {}));
  });
