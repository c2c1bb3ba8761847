import { type ProblemCode, problemOf } from '../../model/problem';
import { type Answer, isWebPage } from '../answers';
import { headerSafe, type Manners } from '../http';
import type { Connection } from '../port';
import { PRODUCT } from '../product';

export const SIGN_IN_PATH = '/Users/AuthenticateByName';

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

/**
 * What differs between the two. `peek` asks without a token: an empty 503 is what a server says to
 * addresses that it does not admit, but once also while it starts.
 */
interface Ways {
  kind: 'emby' | 'jellyfin';
  peek(path: string): Promise<Answer>;
  /** Asks for this user's own page, which every good token may read. Nobody's, while signing in. */
  self?(): Promise<unknown>;
}

export const mannersOf = (connection: Connection, { kind, peek, self }: Ways): Manners => ({
  headers: () => ({}),
  tokenHeaders: (token) => ({
    Authorization: authorization(connection.deviceId, token),
    // As Emby documents it.
    ...(kind === 'emby' && { 'X-Emby-Token': headerSafe(token) }),
  }),
  meaning: async (answer, path) => {
    if (answer.status === 401 || answer.status === 403) {
      const meaning = meaningOfRefusal(answer, path, kind);
      return meaning ?? ((await isShutOut(answer, path, self)) ? 'outside-hours' : null);
    }
    if (answer.status !== 503 || answer.text.trim() !== '') return null;
    const { status, text } = await peek('/System/Ping');
    return status === 503 && text.trim() === '' ? 'ip-filtered' : null;
  },
});

/**
 * A dead token is a 401, on Jellyfin with an empty body. Jellyfin also answers 401, with a sentence
 * about it, when a list is asked of a library that this user may not see: a 401 with a body is no
 * dead token there. Neither product refuses with a web page.
 */
function meaningOfRefusal(answer: Answer, path: string, kind: Ways['kind']): ProblemCode | null {
  const { status, text } = answer;
  if (isWebPage(answer) && text.trim() !== '') return 'login-page';
  if (isOutsideHours(answer)) return 'outside-hours';
  if (status !== 401) return null;
  if (/permitted to access library/i.test(text)) return 'library-forbidden';
  const said = kind === 'jellyfin' && text.trim() !== '' && path !== SIGN_IN_PATH;
  return said ? 'forbidden' : 'signed-out';
}

/** Emby says with a code or a sentence that this is not the hour. */
const isOutsideHours = ({ text, errorCode }: Answer): boolean =>
  errorCode?.toLowerCase() === 'parentalcontrol' ||
  /not allowed (?:access )?at this time/i.test(text);

/**
 * Outside the hours in which a user may watch, Jellyfin refuses without a word whatever is asked,
 * their own page too; a single thing may be refused for other reasons.
 */
async function isShutOut({ status, text }: Answer, path: string, self: Ways['self']) {
  if (status !== 403 || text.trim() !== '' || path === SIGN_IN_PATH) return false;
  if (OWN_PAGE.test(path)) return true;
  const shut = (thrown: unknown) => problemOf(thrown).code === 'outside-hours';
  return self ? self().then(() => false, shut) : false;
}

const OWN_PAGE = /^\/Users\/[^/]+$/i;
