import { headerSafe, type Manners } from '../http';
import type { Connection } from '../port';
import { PRODUCT } from '../product';

/** Who asks, without a token. */
export const identityOf = ({ deviceId }: Connection): Record<string, string> => ({
  // Without it, a written position is answered "OK" and ignored.
  'X-Plex-Client-Identifier': headerSafe(deviceId),
  'X-Plex-Product': PRODUCT.name,
  'X-Plex-Version': PRODUCT.version,
  'X-Plex-Platform': PRODUCT.device,
  'X-Plex-Device-Name': PRODUCT.name,
});

/**
 * `confirm` asks for something that any good token may have: Plex answers 401 to bad tokens and to
 * good ones that may not do this, so only then is a 401 known to be the latter.
 */
export const mannersOf = (connection: Connection, confirm: () => Promise<unknown>): Manners => ({
  headers: () => identityOf(connection),
  tokenHeaders: (token) => ({ 'X-Plex-Token': headerSafe(token) }),
  meaning: async ({ status }, path) => {
    if (status !== 401) return null;
    if (path === '/' || path === '/identity') return 'signed-out';
    await confirm();
    return 'forbidden';
  },
});
