import { type Signal, useSignal } from '@preact/signals';
import type { ServerTest } from '../../../lib/app/answers';
import { plainAddress } from '../../../lib/model/address';
import type { Library, ServerDraft, ServerKind } from '../../../lib/model/server';
import type { SignIn } from '../../../lib/model/signin';
import { conditionOf } from '../../../lib/status/condition';
import type { ServerView } from '../../../lib/store/read';
import { newId } from '../ids';

/** How people sign in, the usual way first. `kept`: the sign-in that is stored. */
export const WAYS = {
  plex: ['account', 'token'],
  emby: ['password', 'token'],
  jellyfin: ['password', 'quick-connect', 'token'],
} as const satisfies Record<ServerKind, Way[]>;

export type Way = 'account' | 'password' | 'quick-connect' | 'token' | 'kept' | 'tab';

/** A web client in an open tab, from which a server is added. */
export interface FromTab {
  kind: ServerKind;
  /** Empty on app.plex.tv. */
  address: string;
  /** Its session can say yes to a code; else null. */
  tabId: number | null;
}

/** What a person types about a server, and what was learnt by connecting to it. */
export interface Typed {
  kind: Signal<ServerKind>;
  name: Signal<string>;
  address: Signal<string>;
  way: Signal<Way>;
  token: Signal<string>;
  userName: Signal<string>;
  password: Signal<string>;
  /** The user chosen for a token that belongs to nobody; empty while none is. */
  person: Signal<string>;
  id: Signal<string | null>;
  /** Null: all libraries. */
  chosen: Signal<string[] | null>;
  /** Versions of a title lie side by side in its libraries; null while nobody said. */
  sideBySide: Signal<boolean | null>;
  found: Signal<Found | null>;
  /** The address that the stored sign-in is for; null without one. */
  signedInAt: string | null;
  /** The tab whose session may be used. */
  tabId: number | null;
}

/** Who answered, to what was typed then. */
export interface Found {
  test: ServerTest;
  /** The token to save; undefined keeps the stored one. */
  token: string | undefined;
  fallbacks: string[] | undefined;
  typed: string;
}

export function useTyped(server: ServerView | null, from: FromTab | null): Typed {
  const kept = server !== null && conditionOf(server) !== 'sign-in';
  return {
    kind: useSignal<ServerKind>(server?.kind ?? from?.kind ?? 'jellyfin'),
    name: useSignal(server?.name ?? ''),
    address: useSignal(server?.address ?? from?.address ?? ''),
    way: useSignal<Way>(kept ? 'kept' : from?.tabId != null ? 'tab' : 'password'),
    token: useSignal(''),
    userName: useSignal(server?.userName ?? ''),
    password: useSignal(''),
    person: useSignal(''),
    id: useSignal<string | null>(server?.id ?? null),
    chosen: useSignal<string[] | null>(server?.libraries ?? null),
    sideBySide: useSignal<boolean | null>(null),
    found: useSignal<Found | null>(null),
    signedInAt: server?.signedIn ? server.address : null,
    tabId: from?.tabId ?? null,
  };
}

/** A sign-in goes to the address that it is for, and to no other. */
export const isKept = (typed: Typed): boolean =>
  typed.signedInAt !== null && plainAddress(typed.address.value) === typed.signedInAt;

/** The way that was chosen, when this kind of server has it; else its usual one. */
export function wayOf(typed: Typed): Way {
  const way = typed.way.value;
  // With an account nobody types an address, and here one was just typed.
  if (way === 'kept' && !isKept(typed)) return typed.kind.value === 'plex' ? 'token' : 'password';
  const ways: readonly Way[] = WAYS[typed.kind.value];
  const own = way === 'tab' && typed.kind.value === 'jellyfin';
  return own || way === 'kept' || ways.includes(way) ? way : ways[0]!;
}

/** Ways in which the yes is said elsewhere. */
export const goesElsewhere = (way: Way): boolean =>
  way === 'account' || way === 'quick-connect' || way === 'tab';

/** All that a connection depends on: what was found holds only while this stays. */
export const fingerprint = (typed: Typed): string =>
  JSON.stringify([
    typed.kind.value,
    plainAddress(typed.address.value),
    wayOf(typed),
    typed.token.value,
    typed.userName.value,
    typed.password.value,
    typed.person.value,
  ]);

/** The id is made once, so that the server sees the same device before and after saving. */
function idOf(typed: Typed): string {
  typed.id.value ??= newId(typed.name.value || typed.kind.value);
  return typed.id.value;
}

/** What to connect with. `token` undefined: the one that is stored. */
export const draftOf = (typed: Typed, address: string, token: string | undefined): ServerDraft => ({
  id: idOf(typed),
  kind: typed.kind.value,
  name: typed.name.value.trim() || typed.kind.value,
  address,
  userId: typed.person.value || null,
  userName: null,
  libraries: null,
  ...(token !== undefined && { token }),
});

/** What to connect with after a sign-in. */
export const withSignIn = (draft: ServerDraft, signIn: SignIn): ServerDraft => ({
  ...draft,
  ...signIn,
  address: signIn.address ?? draft.address,
});

/** What to save, after a connection. */
export const settingsOf = (typed: Typed, found: Found, address: string): ServerDraft => ({
  ...draftOf(typed, address, found.token),
  name: typed.name.value.trim() || found.test.serverName || typed.kind.value,
  userId: found.test.userId,
  userName: found.test.userName,
  libraries: chosenOf(typed, found.test.libraries),
  ...(found.fallbacks && { fallbacks: found.fallbacks }),
  ...sideBySideOf(typed),
});

/** Left out where it was not touched: then it stays as it is. */
const sideBySideOf = ({ sideBySide }: Typed): Pick<ServerDraft, 'sideBySide'> =>
  sideBySide.value === null ? {} : { sideBySide: sideBySide.value };

/** What to save of a stored server when only its name or libraries changed. */
export const changedOf = (typed: Typed, server: ServerView): ServerDraft => ({
  id: server.id,
  kind: server.kind,
  name: typed.name.value.trim() || server.name,
  address: server.address,
  userId: server.userId,
  userName: server.userName,
  libraries: chosenOf(typed, server.state?.libraries ?? []),
  ...sideBySideOf(typed),
});

/** The chosen libraries that still exist; unknown ones stay while no list says otherwise. */
export function chosenOf(typed: Typed, known: Library[]): string[] | null {
  const chosen = typed.chosen.value;
  if (chosen === null || known.length === 0) return chosen;
  return chosen.filter((id) => known.some((library) => library.id === id));
}
