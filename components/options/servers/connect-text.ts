import { i18n } from '#i18n';
import type { SpokenProblem } from '../../../lib/model/problem';
import { underscored } from '../../../lib/words/wording';
import type { Way } from './draft';

/** What fails otherwise while a server is added than while it is synced: nothing is stored yet. */
export const OWN_WORDS = [
  'unreachable',
  'unreachable-secure',
  'timeout',
  'busy',
  'starting',
  'ip-filtered',
  'server-error',
  'answer-too-large',
  'not-json',
  'login-page',
  'no-media-server',
  'wrong-path',
  'wrong-server',
  'not-found',
  'redirected',
  'wrong-product',
  'permission-missing',
  'no-token',
  'user-disabled',
  'quick-connect-off',
] as const;

/** A failed connection in words: what happened at which address, and what to do. */
export function sayConnect(error: SpokenProblem, address: string, way: Way): SpokenProblem {
  return { ...error, message: wordsFor(error, address, way) };
}

function wordsFor(
  { code, message, product = '' }: SpokenProblem,
  address: string,
  way: Way,
): string {
  if (code === 'signed-out') {
    return way === 'token'
      ? i18n.t('connect.token_refused', [address])
      : i18n.t('connect.password_refused', [address]);
  }
  const own = OWN_WORDS.find((one) => one === code);
  return own ? i18n.t(`connect.${underscored(own)}`, [address, product]) : message;
}
