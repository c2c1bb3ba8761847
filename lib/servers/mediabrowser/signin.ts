import { ProblemError, problemOf } from '../../model/problem';
import type { SignIn } from '../../model/signin';
import { Http } from '../http';
import type { Connection } from '../port';
import { expectShape } from '../schema';
import { authorization, mannersOf, SIGN_IN_PATH } from './manners';
import { signedIn } from './schema';

/** Requests that say which device asks, without a token. */
export function strangerTo(connection: Connection, kind: 'emby' | 'jellyfin'): Http {
  const peek = (path: string) => http.peek(path);
  const http: Http = new Http(connection, {
    ...mannersOf(connection, { kind, peek }),
    headers: () => ({ Authorization: authorization(connection.deviceId, null) }),
  });
  return http;
}

/** The sign-in in an answer to one. */
export function signInOf(answer: unknown, endpoint: string): SignIn {
  const { AccessToken, User } = expectShape(signedIn, answer, endpoint);
  return { token: AccessToken, userId: User.Id, userName: User.Name ?? null };
}

/**
 * Signs in on an Emby or Jellyfin server. Rejects with `signed-out` when name or password are
 * wrong and with `user-disabled` when this user may not sign in now (disabled, too many sessions,
 * outside the allowed hours). An account of Emby Connect is no user of the server: it is told from its
 * mail address, and rejects with `local-password`. Never retry by itself: repeated failures lock the account. Signing in
 * ends the earlier token of the same device id.
 */
export async function signInByName(
  connection: Connection,
  kind: 'emby' | 'jellyfin',
  userName: string,
  password: string,
): Promise<SignIn> {
  const answer = await strangerTo(connection, kind)
    .json({
      method: 'POST',
      path: SIGN_IN_PATH,
      body: { Username: userName, Pw: password },
      anonymous: true,
    })
    .catch((thrown) => {
      const problem = problemOf(thrown);
      const isConnect = kind === 'emby' && userName.includes('@');
      if (problem.code === 'signed-out' && isConnect) {
        throw new ProblemError({ ...problem, code: 'local-password' });
      }
      if (problem.code !== 'forbidden') throw thrown;
      throw new ProblemError({ ...problem, code: 'user-disabled' });
    });
  const signIn = signInOf(answer, SIGN_IN_PATH);
  return { ...signIn, userName: signIn.userName ?? userName };
}
