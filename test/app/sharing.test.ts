import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { browserHome } from '../../entrypoints/background/home';
import { Sharing } from '../../lib/app/sharing';
import { ProblemError } from '../../lib/model/problem';
import { readShared, share } from '../../lib/platform/browser-sync';
import { db } from '../../lib/store/db';
import { ensureDeviceId } from '../../lib/store/device-ids';
import { Memory } from '../../lib/store/memory';
import { OPTIONS_KEY, setMeta } from '../../lib/store/meta';
import { saveSyncPreference, syncPreference } from '../../lib/store/preferences';
import { sharedText } from '../../lib/store/shared-settings';
import { fill } from '../store/filled';

const sharing = new Sharing(browserHome);

beforeEach(async () => {
  fakeBrowser.reset();
  await Promise.all(db.tables.map((table) => table.clear()));
  await fill(db);
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (thrown) => (thrown instanceof ProblemError ? thrown.problem.code : thrown),
  );

const everything = () => fakeBrowser.storage.sync.get();

it('puts nothing into the sync unless it is switched on', async () => {
  await sharing.share();
  expect(await everything()).toEqual({});
  expect(await sharing.offers()).toMatchObject({ on: false, sharedAt: null, offers: [] });
});

it('puts the settings there, again only when they changed, and takes them away', async () => {
  const set = vi.spyOn(fakeBrowser.storage.sync, 'set');
  await sharing.set(true);
  expect(await sharing.offers()).toMatchObject({ on: true, sharedAt: expect.any(Number) });
  const [shared] = await readShared();
  expect(shared!.text).toBe(sharedText(await new Memory(db).settings()));
  await sharing.share();
  expect(set).toHaveBeenCalledTimes(1);
  await setMeta(db, OPTIONS_KEY, { intervalMinutes: 9 });
  await sharing.share();
  expect(set).toHaveBeenCalledTimes(2);
  await sharing.set(false);
  expect(await everything()).toEqual({});
  expect(await sharing.offers()).toMatchObject({ on: false, offers: [] });
});

it('offers what another browser has put there, and uses it only after a yes', async () => {
  const settings = await new Memory(db).settings();
  const text = sharedText({ ...settings, options: { ...settings.options, intervalMinutes: 60 } });
  await share({ owner: 'other', at: 5, text });
  await share({ owner: 'newer', at: 6, text: '{"format":"playhead-settings","version":9}' });
  const { offers, unreadable } = await sharing.offers();
  expect(unreadable).toBe(1);
  expect(offers).toEqual([
    {
      from: 'other',
      at: 5,
      servers: ['Attic', 'Cellar'],
      pairs: 1,
      addresses: [],
      rules: true,
      mirror: false,
    },
  ]);
  expect((await new Memory(db).settings()).options.intervalMinutes).toBe(7);
  await sharing.takeOverFrom('other');
  expect((await new Memory(db).settings()).options.intervalMinutes).toBe(60);
  expect((await sharing.offers()).offers).toEqual([]);
  expect(await codeOf(sharing.takeOverFrom('nobody'))).toBe('offer-gone');
  await sharing.removeOffer('newer');
  expect((await sharing.offers()).unreadable).toBe(0);
});

it('stays off when the browser does not take it, and says when a later change did not fit', async () => {
  const full = () => Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
  const set = vi.spyOn(fakeBrowser.storage.sync, 'set').mockImplementation(full);
  expect(await codeOf(sharing.set(true))).toBe('browser-sync-failed');
  expect(await sharing.offers()).toMatchObject({ on: false, failed: false });
  set.mockRestore();
  await sharing.set(true);
  vi.spyOn(fakeBrowser.storage.sync, 'set').mockImplementation(full);
  await setMeta(db, OPTIONS_KEY, { intervalMinutes: 9 });
  await sharing.share();
  expect(await sharing.offers()).toMatchObject({ on: true, failed: true });
});

it('takes a name of its own, and is another device, once somebody else writes under its name', async () => {
  await sharing.set(true);
  const { owner, sharedAt } = await syncPreference(db);
  const device = await ensureDeviceId(db, 'attic');
  // A change of our own is none of somebody else.
  await setMeta(db, OPTIONS_KEY, { intervalMinutes: 9 });
  await sharing.share();
  expect((await syncPreference(db)).owner).toBe(owner);
  expect(await ensureDeviceId(db, 'attic')).toBe(device);

  const theirs = sharedText(await new Memory(db).settings());
  await share({ owner, at: sharedAt! + 60_000, text: theirs });
  await setMeta(db, OPTIONS_KEY, { intervalMinutes: 11 });
  await sharing.share();
  const now = await syncPreference(db);
  expect(now.owner).not.toBe(owner);
  expect(await ensureDeviceId(db, 'attic')).not.toBe(device);
  const there = await readShared();
  expect(there.map((one) => one.owner).sort()).toEqual([owner, now.owner].sort());
  expect(there.find((one) => one.owner === owner)?.text).toBe(theirs);
});

it('knows what it was putting there when it died', async () => {
  await sharing.set(true);
  const preference = await syncPreference(db);
  const text = sharedText(await new Memory(db).settings());
  await share({ owner: preference.owner, at: 77, text });
  await saveSyncPreference(db, { ...preference, puttingAt: 77 });
  await sharing.share();
  expect((await syncPreference(db)).owner).toBe(preference.owner);
});
