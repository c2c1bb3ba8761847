import { ProblemError, problemOf } from '../../model/problem';
import type { Identity, ServerKind } from '../../model/server';
import type { Http } from '../http';
import { expectShape } from '../schema';
import { publicInfo } from './schema';

const ENDPOINT = '/System/Info/Public';

const wrongProduct = (found: string) =>
  new ProblemError({ code: 'wrong-product', params: { endpoint: ENDPOINT, found } });

/**
 * Asks, without a token, who answers there. Emby gives no product name but lists of addresses that
 * Jellyfin does not have; a Jellyfin server that is starting spells its keys differently and says
 * that its wizard is not completed, which means nothing.
 */
export async function identify(http: Http, kind: ServerKind): Promise<Identity> {
  const answer = await http.json({ path: ENDPOINT, anonymous: true }).catch(async (error) => {
    // A server of another make asks for its own token, or has no such page; one of this make may
    // turn strangers away while it loads.
    const problem = problemOf(error);
    if (problem.code !== 'signed-out' && problem.code !== 'not-found') throw error;
    if (problem.code === 'signed-out' && (await answersPing(http, kind))) {
      throw new ProblemError({ ...problem, code: 'starting' });
    }
    throw wrongProduct('unknown');
  });
  const info = lowerKeys(answer);
  const product = productOf(info);
  if (product !== kind) throw wrongProduct(product ?? 'unknown');
  const { id, version, servername } = expectShape(publicInfo, info, ENDPOINT);
  return { product, serverId: id, name: servername ?? '', version };
}

/** Open to everybody even while the server loads; names the product. */
const answersPing = async (http: Http, kind: ServerKind): Promise<boolean> =>
  http.peek('/System/Ping').then(
    ({ status, text }) => status === 200 && text.toLowerCase().includes(kind),
    () => false,
  );

function productOf(info: Record<string, unknown>): ServerKind | null {
  const name = typeof info.productname === 'string' ? info.productname : '';
  if (/jellyfin/i.test(name)) return 'jellyfin';
  if (/emby/i.test(name)) return 'emby';
  return 'remoteaddresses' in info || 'localaddresses' in info ? 'emby' : null;
}

function lowerKeys(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key.toLowerCase(), held]));
}
