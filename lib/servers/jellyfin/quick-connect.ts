import { ProblemError, problemOf } from '../../model/problem';
import type { SignIn } from '../../model/signin';
import { quickConnect } from '../mediabrowser/schema';
import { signInOf, strangerTo } from '../mediabrowser/signin';
import { atLeast } from '../mediabrowser/version';
import type { Connection } from '../port';
import { expectShape } from '../schema';

const INITIATE = '/QuickConnect/Initiate';
const CONNECT = '/QuickConnect/Connect';
const FINISH = '/Users/AuthenticateWithQuickConnect';
/** Requests live so long, and in the server's memory only. */
const LIFE_MS = 10 * 60_000;

/** A code to be typed into a device that is signed in; the secret is for us alone. */
export interface QuickConnectCode {
  code: string;
  secret: string;
  /** Epoch ms. */
  expiresAt: number;
}

/**
 * Asks for a code. Up to 10.8 by GET, which 12.0 no longer knows. Rejects with `quick-connect-off`
 * where the administrator has switched it off.
 */
export async function beginQuickConnect(
  connection: Connection,
  version: string,
  now: number,
): Promise<QuickConnectCode> {
  const method = atLeast(version, 10, 9) ? 'POST' : 'GET';
  const answer = await strangerTo(connection, 'jellyfin')
    .json({ path: INITIATE, method, anonymous: true })
    .catch((thrown) => {
      throw switchedOff(thrown);
    });
  const { Code, Secret } = expectShape(quickConnect, answer, INITIATE);
  return { code: Code, secret: Secret, expiresAt: now + LIFE_MS };
}

/**
 * The sign-in once somebody has typed the code; null while nobody has. Rejects with `not-found`
 * when the code is no longer good.
 */
export async function askQuickConnect(
  connection: Connection,
  secret: string,
): Promise<SignIn | null> {
  const http = strangerTo(connection, 'jellyfin');
  const answer = await http
    .json({ path: CONNECT, query: { secret }, anonymous: true })
    .catch((thrown) => {
      throw switchedOff(thrown);
    });
  if (!expectShape(quickConnect, answer, CONNECT).Authenticated) return null;
  const body = { Secret: secret };
  return signInOf(await http.json({ method: 'POST', path: FINISH, body, anonymous: true }), FINISH);
}

/** Here a 401 means that the server has no Quick Connect. */
function switchedOff(thrown: unknown): unknown {
  const problem = problemOf(thrown);
  if (problem.code !== 'signed-out' && problem.code !== 'forbidden') return thrown;
  return new ProblemError({ ...problem, code: 'quick-connect-off' });
}
