import { browser } from 'wxt/browser';
import type { Home } from '../../lib/app/home';
import { endWatch, watchRun } from '../../lib/platform/alarms';
import { readShared, share, unshare } from '../../lib/platform/browser-sync';
import { showStatus } from '../../lib/platform/icon';
import { speakIn } from '../../lib/platform/language';
import { withRunLock, withRunLockIfFree } from '../../lib/platform/lock';
import { mayNotify, notify } from '../../lib/platform/notifications';
import { isAllowed } from '../../lib/platform/permissions';
import { putSpare, readSpare } from '../../lib/platform/spare';
import { statusOf } from '../../lib/status/status';
import { db } from '../../lib/store/db';
import { noteOf } from '../../lib/words/note';
import { spoken } from '../../lib/words/wording';

/** The worker of a browser, as a home of Playhead. */
export const browserHome: Home = {
  store: db,
  memory: {
    open: () => db.ready(),
    replace: () => db.replace(),
    takeUnread: () => db.takeUnread(),
  },
  spare: { read: readSpare, put: putSpare },
  lock: { alone: withRunLock, ifFree: withRunLockIfFree },
  clock: {
    now: () => Date.now(),
    sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
    after: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  },
  fetch: (input, init) => fetch(input, init),
  allowed: isAllowed,
  newId: () => crypto.randomUUID(),
  say: spoken,
  speakIn,
  show: (overview, now, memory) => {
    const status = statusOf(overview, now, { offline: !navigator.onLine, memory });
    return showStatus(status, overview.servers, now);
  },
  notes: {
    allowed: mayNotify,
    tell: (notice, overview) => notify(noteOf(notice, overview)),
  },
  watch: { begin: watchRun, end: endWatch },
  shared: { read: readShared, put: share, takeAway: unshare },
  about: () => ({
    version: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
  }),
};
