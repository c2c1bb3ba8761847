import type { Commands, Offer } from '../../lib/app/commands';
import { ProblemError } from '../../lib/model/problem';
import type { Settings } from '../../lib/model/settings';
import { freshPairState } from '../../lib/plan/pair-state';
import { readShared, share, unshare } from '../../lib/platform/browser-sync';
import { db } from '../../lib/store/db';
import { Memory } from '../../lib/store/memory';
import { saveSyncPreference } from '../../lib/store/preferences';
import { readSyncPreference } from '../../lib/store/read-preferences';
import { newsIn, sharedText, takeOver } from '../../lib/store/shared-settings';
import type { Shared } from '../../lib/store/sync-chunks';

const memory = new Memory(db);

let last: Promise<unknown> = Promise.resolve();

/** One after another: an older text must not be put there after a newer one. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work);
  last = turn.catch(() => {});
  return turn;
}

/** Puts the settings as they are now into the browser's sync, where that is wanted. */
export const shareSettings = (): Promise<void> => inTurn(shareNow);

async function shareNow(): Promise<void> {
  const preference = await readSyncPreference();
  if (!preference.on) return;
  const { owner } = preference;
  const at = Date.now();
  try {
    const text = sharedText(await memory.settings());
    const before = (await readShared()).find((one) => one.owner === owner);
    if (before?.text !== text) await share({ owner, at, text });
    const sharedAt = before?.text === text ? preference.sharedAt : at;
    await saveSyncPreference(db, { ...preference, sharedAt, failed: false });
  } catch {
    await saveSyncPreference(db, { ...preference, failed: true });
  }
}

/** Switching it off takes away what this browser has put there. */
export const setBrowserSync = (on: boolean): Promise<void> =>
  on ? inTurn(startNow) : stopSharing();

async function startNow(): Promise<void> {
  const before = await readSyncPreference();
  const owner = before.owner || crypto.randomUUID();
  await saveSyncPreference(db, { ...before, on: true, owner });
  await shareNow();
  if (!(await readSyncPreference()).failed) return;
  await saveSyncPreference(db, { ...before, owner });
  throw new ProblemError({ code: 'browser-sync-failed' });
}

/** Takes this browser's settings out of the sync, and puts none there any more. */
export const stopSharing = (): Promise<void> =>
  inTurn(async () => {
    const { owner } = await readSyncPreference();
    if (owner !== '') await unshare(owner).catch(failed);
    await saveSyncPreference(db, { on: false, owner, sharedAt: null, failed: false });
  });

/** How the sync stands, and what other browsers of this profile offer. */
export async function browserSync(): Promise<Commands['browserSync']['gives']> {
  const { on, owner, sharedAt, failed: lately } = await readSyncPreference();
  const here = await memory.settings();
  const others = (await readShared().catch(failed)).filter((one) => one.owner !== owner);
  const read = others.map((one) => offerOf(one, here));
  return {
    ...{ on, sharedAt, failed: lately },
    offers: read.filter((one) => one !== null && one !== 'unreadable'),
    unreadable: read.filter((one) => one === 'unreadable').length,
  };
}

/** Takes over what another browser offers. */
export async function takeOverFrom(owner: string): Promise<void> {
  const offered = (await readShared().catch(failed)).find((one) => one.owner === owner);
  if (!offered) throw new ProblemError({ code: 'offer-gone' });
  await takeOver(db, offered.text, freshPairState);
}

/** Takes an offer out of the sync, for a browser that is no more. */
export const removeOffer = (owner: string): Promise<void> => unshare(owner).catch(failed);

function offerOf({ owner, at, text }: Shared, here: Settings): Offer | 'unreadable' | null {
  try {
    const { theirs, news } = newsIn(text, here);
    if (!news) return null;
    return {
      from: owner,
      at,
      servers: theirs.servers.map((server) => server.name),
      pairs: theirs.pairs.length,
      addresses: news.servers.map((server) => server.address),
      rules: news.options !== null,
      mirror: news.options?.oneWayRemoveMode === 'mirror',
    };
  } catch {
    return 'unreadable';
  }
}

const failed = (): never => {
  throw new ProblemError({ code: 'browser-sync-failed' });
};
