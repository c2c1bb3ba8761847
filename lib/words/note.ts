import { i18n } from '#i18n';
import { type Notice, nameOf } from '../status/notices';
import type { Named } from './headline';

/** What a note speaks of. */
interface Household {
  servers: Named[];
  pairs: { id: string; mode: 'one-way' | 'two-way'; source: string; target: string }[];
}

/** A notice in words. One of the same id takes the place of the one before. */
export function noteOf(notice: Notice, household: Household) {
  const id = nameOf(notice);
  if (notice.is === 'held') {
    const message = i18n.t('notice.heldMore', [pairName(notice.pairId, household)]);
    return { id, title: i18n.t('notice.held'), message };
  }
  const name = serverName(notice.serverId, household);
  return notice.is === 'sign-in'
    ? { id, title: i18n.t('notice.signIn', [name]), message: i18n.t('notice.signInMore') }
    : { id, title: i18n.t('notice.silent', [name]), message: i18n.t('notice.silentMore') };
}

const serverName = (id: string | undefined, { servers }: Household): string =>
  servers.find((server) => server.id === id)?.name ?? '?';

function pairName(id: string, household: Household): string {
  const pair = household.pairs.find((one) => one.id === id);
  const arrow = pair?.mode === 'one-way' ? '→' : '⇄';
  return `${serverName(pair?.source, household)} ${arrow} ${serverName(pair?.target, household)}`;
}
