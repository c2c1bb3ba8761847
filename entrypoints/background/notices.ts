import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { mayNotify, type Note, notify } from '../../lib/platform/notifications';
import { openTab } from '../../lib/platform/tabs';
import { type Notice, nameOf, noticesOf, placeOf } from '../../lib/status/notices';
import { db } from '../../lib/store/db';
import { saveNoticePreference } from '../../lib/store/preferences';
import type { Overview } from '../../lib/store/read';
import { readNoticePreference } from '../../lib/store/read-preferences';

/** Tells what is new and needs the person, where that was switched on. */
export async function tellNotices(overview: Overview): Promise<void> {
  const { on } = await readNoticePreference();
  if (!on || !(await mayNotify())) return;
  const notices = await db.transaction('rw', db.meta, async () => {
    const preference = await readNoticePreference();
    const { notices, after } = noticesOf(overview, preference, Date.now());
    await saveNoticePreference(db, { ...preference, ...after });
    return notices;
  });
  for (const notice of notices) await notify(noteOf(notice, overview));
}

/** Opens the page on which a note's one thing to do is done. */
export async function openFromNote(id: string): Promise<void> {
  await openTab(`${browser.runtime.getURL('/options.html')}#${placeOf(id)}`);
}

function noteOf(notice: Notice, overview: Overview): Note {
  const id = nameOf(notice);
  if (notice.is === 'held') {
    const message = i18n.t('notice.heldMore', [pairName(notice.pairId, overview)]);
    return { id, title: i18n.t('notice.held'), message };
  }
  const name = serverName(notice.serverId, overview);
  return notice.is === 'sign-in'
    ? { id, title: i18n.t('notice.signIn', [name]), message: i18n.t('notice.signInMore') }
    : { id, title: i18n.t('notice.silent', [name]), message: i18n.t('notice.silentMore') };
}

const serverName = (id: string | undefined, { servers }: Overview): string =>
  servers.find((server) => server.id === id)?.name ?? '?';

function pairName(id: string, overview: Overview): string {
  const pair = overview.pairs.find((one) => one.id === id);
  const arrow = pair?.mode === 'one-way' ? '→' : '⇄';
  return `${serverName(pair?.source, overview)} ${arrow} ${serverName(pair?.target, overview)}`;
}
