import { type Signal, useSignal } from '@preact/signals';
import { plainAddress } from '../../../lib/model/address';
import type { SpokenProblem } from '../../../lib/model/problem';
import type { ServerDraft } from '../../../lib/model/server';
import type { SignIn } from '../../../lib/model/signin';
import { askFor } from '../../../lib/platform/permissions';
import { send } from '../../../lib/platform/send';
import { spoken } from '../../../lib/words/wording';
import { sayConnect } from './connect-text';
import { draftOf, type Found, fingerprint, type Typed, wayOf, withSignIn } from './draft';

/** What a step of connecting came to. */
export type Tried<T> = { value: T } | { error: SpokenProblem };

export interface Connecting {
  busy: Signal<boolean>;
  error: Signal<SpokenProblem | null>;
  connect(): void;
  /** Connects again, as the person that was chosen. The browser has been asked already. */
  connectAs(person: string): void;
  /** Connects with a sign-in that was made elsewhere. */
  connectWith(signIn: SignIn): Promise<void>;
  /**
   * Asks the browser for addresses, within the click, then does the work. None: it was asked.
   */
  withAccess(addresses: string[], work: () => Promise<SpokenProblem | null>): void;
}

/** Connects with what was typed: asks the browser for the address, signs in, asks who answers. */
export function useConnecting(typed: Typed): Connecting {
  const busy = useSignal(false);
  const error = useSignal<SpokenProblem | null>(null);
  const during = async (work: () => Promise<SpokenProblem | null>) => {
    busy.value = true;
    error.value = null;
    const failed = await work();
    busy.value = false;
    error.value = failed;
  };
  const meet = async (draft: ServerDraft): Promise<SpokenProblem | null> => {
    const met = await found(typed, draft);
    if ('error' in met) return met.error;
    typed.found.value = met.value;
    return null;
  };
  const signInAndMeet = async (): Promise<SpokenProblem | null> => {
    const draft = await signedInDraft(typed);
    return 'error' in draft ? draft.error : meet(draft.value);
  };
  const withAccess: Connecting['withAccess'] = (addresses, work) => {
    // Within the click, before anything is awaited: only then does the browser ask.
    const granted = addresses.length === 0 ? Promise.resolve(true) : askFor(addresses);
    typed.found.value = null;
    void during(async () => ((await granted) ? work() : refused(typed, addresses[0]!)));
  };
  return {
    busy,
    error,
    withAccess,
    connect() {
      typed.person.value = '';
      const address = plainAddress(typed.address.value);
      if (address) withAccess([address], signInAndMeet);
      else error.value = spoken({ code: 'bad-address' }, null);
    },
    connectAs(person) {
      typed.person.value = person;
      typed.found.value = null;
      void during(signInAndMeet);
    },
    connectWith: (signIn) =>
      during(async () => {
        typed.address.value = signIn.address ?? typed.address.value;
        const address = plainAddress(typed.address.value) ?? '';
        return meet(withSignIn(draftOf(typed, address, undefined), signIn));
      }),
  };
}

/** Words for what failed while a server is being added. */
export function sayFailed(typed: Typed, error: SpokenProblem, address: string): SpokenProblem {
  const name = typed.name.value.trim() || address;
  return sayConnect(spoken(error, name), address, wayOf(typed));
}

function refused(typed: Typed, address: string): SpokenProblem {
  const problem = spoken({ code: 'permission-missing', params: { address } }, address);
  return sayFailed(typed, problem, address);
}

/** What to connect with as it is typed: with the token, or after signing in with the password. */
async function signedInDraft(typed: Typed): Promise<Tried<ServerDraft>> {
  const address = plainAddress(typed.address.value) ?? '';
  const token = wayOf(typed) === 'token' ? typed.token.value.trim() || undefined : undefined;
  const draft = draftOf(typed, address, token);
  if (wayOf(typed) !== 'password') return { value: draft };
  const failed = (error: SpokenProblem) => ({ error: sayFailed(typed, error, address) });
  const stranger = { ...draft, token: null };
  const [userName, password] = [typed.userName.value.trim(), typed.password.value];
  const signedIn = await send('signIn', { server: stranger, userName, password });
  return signedIn.ok ? { value: withSignIn(draft, signedIn.value) } : failed(signedIn.error);
}

async function found(typed: Typed, draft: ServerDraft): Promise<Tried<Found>> {
  const asTyped = fingerprint(typed);
  const tested = await send('testServer', { server: draft });
  if (!tested.ok) return { error: sayFailed(typed, tested.error, draft.address) };
  const { token, fallbacks } = draft;
  return { value: { test: tested.value, token: token ?? undefined, fallbacks, typed: asTyped } };
}
