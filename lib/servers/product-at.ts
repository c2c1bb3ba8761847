import { type ProblemCode, ProblemError, problemOf } from '../model/problem';
import type { ServerKind } from '../model/server';
import type { Answer } from './answers';

export const PRODUCT_NAMES: Record<ServerKind, string> = {
  plex: 'Plex',
  emby: 'Emby',
  jellyfin: 'Jellyfin',
};

export const wrongProduct = (found: ServerKind): ProblemError =>
  new ProblemError({ code: 'wrong-product', params: { product: PRODUCT_NAMES[found] } });

/** Asks for a page without a token. */
type Peek = (path: string) => Promise<Answer>;

/** With these nobody said who they are; anything else may pass, or says more itself. */
const NOBODY: ProblemCode[] = [
  'signed-out',
  'forbidden',
  'not-found',
  'refused',
  'not-json',
  'bad-answer',
  'no-media-server',
];
/** These say more of what answered than that it is no media server. */
const SAYS_MORE: ProblemCode[] = ['login-page', 'wrong-path', 'redirected'];

/**
 * What it means that a server did not say who it is, as a product of this kind does: another product
 * answers there, or what is no media server. What passes by itself is left as it is.
 */
export async function notOfKind(
  thrown: unknown,
  kind: ServerKind,
  peek: Peek,
): Promise<ProblemError> {
  const problem = problemOf(thrown);
  const isNobody = NOBODY.includes(problem.code);
  if (!isNobody && !SAYS_MORE.includes(problem.code)) return new ProblemError(problem);
  const found = await productAt(peek);
  if (found && found !== kind) return wrongProduct(found);
  return new ProblemError(isNobody ? { ...problem, code: 'no-media-server' } : problem);
}

/** Which product answers, by the pages that are open to everybody; null for none that is known. */
async function productAt(peek: Peek): Promise<ServerKind | null> {
  const [plex, other] = await Promise.all([
    valueAt(peek, '/identity'),
    valueAt(peek, '/System/Info/Public'),
  ]);
  const { MediaContainer } = (plex ?? {}) as { MediaContainer?: { machineIdentifier?: unknown } };
  if (MediaContainer?.machineIdentifier !== undefined) return 'plex';
  return productOf(lowerKeys(other));
}

async function valueAt(peek: Peek, path: string): Promise<unknown> {
  try {
    const { status, text } = await peek(path);
    return status === 200 ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/**
 * The product whose public info this is, its keys in lower case. Emby gives no product name but lists
 * of addresses that Jellyfin does not have.
 */
export function productOf(info: Record<string, unknown>): ServerKind | null {
  const name = typeof info.productname === 'string' ? info.productname : '';
  if (/jellyfin/i.test(name)) return 'jellyfin';
  if (/emby/i.test(name)) return 'emby';
  return 'remoteaddresses' in info || 'localaddresses' in info ? 'emby' : null;
}

export function lowerKeys(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key.toLowerCase(), held]));
}
