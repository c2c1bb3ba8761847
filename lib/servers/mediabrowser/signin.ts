import { Http } from '../http';
import type { Connection } from '../port';
import { expectShape } from '../schema';
import { authorization } from './manners';
import { signedIn } from './schema';

export interface SignedIn {
  token: string;
  userId: string;
  userName: string;
  serverId: string;
}

const ENDPOINT = '/Users/AuthenticateByName';

/**
 * Signs in on an Emby or Jellyfin server. Rejects with `signed-out` when name or password are
 * wrong and with `forbidden` when this user may not sign in (disabled, too many sessions, outside
 * the allowed hours). Never retry by itself: repeated failures lock the account. Signing in ends
 * the earlier token of the same device id.
 */
export async function signInByName(
  connection: Connection,
  userName: string,
  password: string,
): Promise<SignedIn> {
  const http = new Http(connection, {
    headers: () => ({ Authorization: authorization(connection.deviceId, null) }),
    tokenHeaders: () => ({}),
  });
  const answer = await http.json({
    method: 'POST',
    path: ENDPOINT,
    body: { Username: userName, Pw: password },
    anonymous: true,
  });
  const { AccessToken, ServerId, User } = expectShape(signedIn, answer, ENDPOINT);
  return {
    token: AccessToken,
    userId: User.Id,
    userName: User.Name ?? userName,
    serverId: ServerId,
  };
}
