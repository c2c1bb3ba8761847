import type { Identity } from '../../model/server';
import type { Http } from '../http';
import { notOfKind } from '../product-at';
import { expectShape } from '../schema';
import { identity } from './schema';

const ENDPOINT = '/identity';

/**
 * Asks who answers there. The page is open to everybody, even with a wrong token, and does not give the
 * server's own name.
 */
export async function identify(http: Http): Promise<Identity> {
  try {
    const answer = await http.json({ path: ENDPOINT, anonymous: true });
    const { machineIdentifier, version } = expectShape(identity, answer, ENDPOINT).MediaContainer;
    return { product: 'plex', serverId: machineIdentifier, name: 'Plex Media Server', version };
  } catch (thrown) {
    throw await notOfKind(thrown, 'plex', (path) => http.peek(path));
  }
}
