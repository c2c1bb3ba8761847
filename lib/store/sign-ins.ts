import type { ServerDraft } from '../model/server';
import type { SignInWay } from '../model/signin';
import { getMeta, setMeta } from './meta';
import type { Store } from './port';

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
  /** Epoch ms. From then on nothing of it is kept, whatever it has come to. */
  expiresAt: number;
  /** plex: the account's token, once it was given. */
  account: string | null;
  /** plex: the member of its Home whose servers are meant; null for the account itself. */
  person: { id: string; name: string; token: string } | null;
}

const KEY = 'signIns';

export async function pendingSignIns(store: Store): Promise<PendingSignIn[]> {
  return Object.values((await getMeta<Record<string, PendingSignIn>>(store, KEY)) ?? {});
}

/** Keeps a sign-in that was begun; an earlier one for this server is forgotten. */
export async function newSignIn(store: Store, begun: PendingSignIn): Promise<void> {
  await change(store, (all) => ({ ...all, [begun.server.id]: begun }));
}

/** Keeps how far a sign-in is. One that was ended or begun anew meanwhile does not come back. */
export async function keepSignIn(store: Store, pending: PendingSignIn): Promise<void> {
  await change(store, (all) =>
    goesOn(all, pending) ? { ...all, [pending.server.id]: pending } : all,
  );
}

/** Forgets a sign-in that is over; one begun anew meanwhile goes on. */
export async function closeSignIn(store: Store, over: PendingSignIn): Promise<void> {
  await change(store, (all) => (goesOn(all, over) ? without(all, over.server.id) : all));
}

/** Forgets the sign-ins whose time is over, with all their secrets. */
export async function sweepSignIns(store: Store, now: number): Promise<void> {
  if ((await pendingSignIns(store)).every(({ expiresAt }) => expiresAt > now)) return;
  await change(store, (all) =>
    Object.fromEntries(Object.entries(all).filter(([, { expiresAt }]) => expiresAt > now)),
  );
}

/** Forgets whatever sign-in there is for this server. */
export async function endSignIn(store: Store, serverId: string): Promise<void> {
  await change(store, (all) => without(all, serverId));
}

type All = Record<string, PendingSignIn>;

const goesOn = (all: All, { server, key }: PendingSignIn): boolean => all[server.id]?.key === key;

function without(all: All, serverId: string): All {
  const { [serverId]: _, ...rest } = all;
  return rest;
}

const change = (store: Store, next: (all: All) => All): Promise<void> =>
  store.atomic(['meta'], async (inside) => {
    await setMeta(inside, KEY, next((await getMeta<All>(inside, KEY)) ?? {}));
  });
