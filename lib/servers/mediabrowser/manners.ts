import type { Answer } from '../answers';
import { headerSafe, type Manners } from '../http';
import type { Connection } from '../port';
import { PRODUCT } from '../product';

/**
 * The one authorisation form that every version takes. The server URL-decodes each value, and a
 * byte that is not ASCII makes it refuse the whole request, so every value is percent-encoded.
 */
export function authorization(deviceId: string, token: string | null): string {
  const parts = {
    Client: PRODUCT.name,
    Device: PRODUCT.device,
    DeviceId: deviceId,
    Version: PRODUCT.version,
    ...(token !== null && { Token: token }),
  };
  const text = Object.entries(parts).map(
    ([name, value]) => `${name}="${encodeURIComponent(value)}"`,
  );
  return `MediaBrowser ${text.join(', ')}`;
}

/** `tokenHeader`: also send the token alone, as Emby documents it (`X-Emby-Token`). */
export const mannersOf = (connection: Connection, tokenHeader: boolean): Manners => ({
  headers: () => ({}),
  tokenHeaders: (token) => ({
    Authorization: authorization(connection.deviceId, token),
    ...(tokenHeader && { 'X-Emby-Token': headerSafe(token) }),
  }),
  on401: meaningOf401,
});

/**
 * A dead token is a 401 with an empty body. Jellyfin also answers 401, with a sentence about it,
 * when a list is asked of a library that this user may not see.
 */
function meaningOf401({ text }: Answer): 'signed-out' | 'library-forbidden' {
  return /permitted to access library/i.test(text) ? 'library-forbidden' : 'signed-out';
}
