import { type Signal, useSignal } from '@preact/signals';
import type { SpokenProblem } from '../../lib/platform/commands';
import { plainAddress } from '../../lib/platform/origin';
import { askFor } from '../../lib/platform/permissions';
import { send } from '../../lib/platform/send';
import { spoken } from '../../lib/platform/wording';
import { sayConnect } from './connect-text';
import { draftOf, type Found, fingerprint, type Typed, wayOf, withSignIn } from './server-draft';

type Tried = { found: Found } | { error: SpokenProblem };

export interface Connecting {
  busy: Signal<boolean>;
  error: Signal<SpokenProblem | null>;
  connect(): void;
  /** Connects again, as the person that was chosen. The browser has been asked already. */
  connectAs(person: string): void;
}

/** Connects with what was typed: asks the browser for the address, signs in, asks who answers. */
export function useConnect(typed: Typed): Connecting {
  const busy = useSignal(false);
  const error = useSignal<SpokenProblem | null>(null);
  const start = (ask: (address: string) => Promise<boolean>) => {
    error.value = null;
    typed.found.value = null;
    const address = plainAddress(typed.address.value);
    if (!address) {
      error.value = spoken({ code: 'bad-address' }, null);
      return;
    }
    const granted = ask(address);
    busy.value = true;
    void attempt(typed, address, granted).then((tried) => {
      busy.value = false;
      if ('error' in tried) error.value = tried.error;
      else typed.found.value = tried.found;
    });
  };
  // Within the click, before anything is awaited: only then does the browser ask.
  const connect = () => {
    typed.person.value = '';
    start((address) => askFor([address]));
  };
  const connectAs = (person: string) => {
    typed.person.value = person;
    start(() => Promise.resolve(true));
  };
  return { busy, error, connect, connectAs };
}

async function attempt(typed: Typed, address: string, granted: Promise<boolean>): Promise<Tried> {
  const name = typed.name.value.trim() || address;
  const asTyped = fingerprint(typed);
  const failed = (error: SpokenProblem): Tried => ({
    error: sayConnect(spoken(error, name), address, wayOf(typed)),
  });
  if (!(await granted)) {
    return failed(spoken({ code: 'permission-missing', params: { address } }, name));
  }
  const token = wayOf(typed) === 'token' ? typed.token.value.trim() || undefined : undefined;
  let draft = draftOf(typed, address, token);
  if (wayOf(typed) === 'password') {
    // Who is there is asked first: a password goes to no other product.
    const there = await send('testServer', { server: { ...draft, token: null } });
    if (!there.ok && there.error.code !== 'no-token') return failed(there.error);
    const [userName, password] = [typed.userName.value.trim(), typed.password.value];
    const signedIn = await send('signIn', {
      server: { ...draft, token: null },
      userName,
      password,
    });
    if (!signedIn.ok) return failed(signedIn.error);
    draft = withSignIn(draft, signedIn.value);
  }
  const tested = await send('testServer', { server: draft });
  if (!tested.ok) return failed(tested.error);
  return { found: { test: tested.value, token: draft.token ?? undefined, typed: asTyped } };
}
