import { ProblemError, problemOf } from '../../model/problem';
import type { Identity, ServerKind } from '../../model/server';
import type { Http } from '../http';
import { lowerKeys, notOfKind, productOf, wrongProduct } from '../product-at';
import { expectShape } from '../schema';
import { publicInfo } from './schema';

const ENDPOINT = '/System/Info/Public';

/**
 * Asks, without a token, who answers there. A Jellyfin server that is starting spells its keys
 * differently and says that its wizard is not completed, which means nothing.
 */
export async function identify(http: Http, kind: 'emby' | 'jellyfin'): Promise<Identity> {
  try {
    const info = lowerKeys(await http.json({ path: ENDPOINT, anonymous: true }));
    const product = productOf(info);
    if (product && product !== kind) throw wrongProduct(product);
    const { id, version, servername } = expectShape(publicInfo, info, ENDPOINT);
    if (!product) throw new ProblemError({ code: 'bad-answer', params: { endpoint: ENDPOINT } });
    return { product, serverId: id, name: servername ?? '', version };
  } catch (thrown) {
    const problem = problemOf(thrown);
    // One of this make may turn strangers away while it loads.
    if (problem.code === 'signed-out' && (await answersPing(http, kind))) {
      throw new ProblemError({ ...problem, code: 'starting' });
    }
    throw await notOfKind(thrown, kind, (path) => http.peek(path));
  }
}

/** Open to everybody even while the server loads; names the product. */
const answersPing = async (http: Http, kind: ServerKind): Promise<boolean> =>
  http.peek('/System/Ping').then(
    ({ status, text }) => status === 200 && text.toLowerCase().includes(kind),
    () => false,
  );
