// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { BrowserSyncCard } from '../../components/options/data/BrowserSyncCard';
import { DiagnosisCard } from '../../components/options/data/DiagnosisCard';
import { Persistence } from '../../components/options/data/Persistence';
import { StartOverCard } from '../../components/options/data/StartOverCard';
import { StoredCard } from '../../components/options/data/StoredCard';
import { sayBytes, sayNumber } from '../../components/options/numbers';
import { db } from '../../lib/store/db';
import { saveSyncPreference } from '../../lib/store/preferences';
import { fill } from '../store/filled';
import { soon, TestPage } from './page';

let page: TestPage;

beforeEach(async () => {
  page = await TestPage.open();
});

it('shows how much is stored of what, and how long it is kept', async () => {
  await fill(db);
  await page.show(<StoredCard />);
  await page.says('Positions remembered2');
  await page.says('Activity3');
  await page.says('newest 10,000 entries, for at most 365 days');
});

it('asks twice before it starts over, with the keyboard on the safe answer', async () => {
  await page.show(<StartOverCard />);
  await page.says('Nothing is cleared or written on any server.');
  page.click('Start over');
  await page.says('Forget what Playhead has learnt?');
  expect(document.activeElement?.textContent).toBe('Keep everything');
  page.click('Yes, forget it');
  await page.says("This can't be undone");
  expect(document.activeElement?.textContent).toBe('Keep everything');
  expect(page.sent).toEqual([]);
  page.click('Yes, start over');
  await page.says('Forgotten.');
  expect(page.sent).toEqual([{ command: 'startOver', settings: false }]);
});

it('forgets the settings only when that was chosen, and nothing on a no', async () => {
  await page.show(<StartOverCard />);
  const [, all] = page.root.querySelectorAll<HTMLInputElement>('[type=radio]');
  await act(() => all!.click());
  page.click('Start over');
  page.click('Yes, forget it');
  page.click('Keep everything');
  expect(page.sent).toEqual([]);
  page.click('Start over');
  await page.says('with all servers, sign-ins and pairs?');
  page.click('Yes, forget it');
  page.click('Yes, start over');
  expect(page.sent).toEqual([{ command: 'startOver', settings: true }]);
});

it('forgets look and language with everything, and draws the page anew without them', async () => {
  const reload = vi.fn();
  vi.stubGlobal('location', { reload });
  localStorage.setItem('look', 'dark');
  localStorage.setItem('language', 'de');
  const again = async () => {
    page.click('Start over');
    page.click('Yes, forget it');
    page.click('Yes, start over');
    await page.says('Forgotten.');
  };
  await page.show(<StartOverCard />);
  await again();
  expect(localStorage.length).toBe(2);
  const [, all] = page.root.querySelectorAll<HTMLInputElement>('[type=radio]');
  await act(() => all!.click());
  page.refuses.startOver = 'interrupted';
  page.click('Start over');
  page.click('Yes, forget it');
  page.click('Yes, start over');
  await page.says('Refused: interrupted');
  expect(localStorage.length).toBe(2);
  page.refuses = {};
  await again();
  expect(localStorage.length).toBe(0);
  expect(reload).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});

it('saves a diagnostic file, and shows what is in it', async () => {
  page.answers.diagnose = { format: 'playhead-diagnosis', servers: [] };
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:made');
  const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  await page.show(<DiagnosisCard />);
  page.click('Save diagnostic file');
  await page.says('Saved as playhead-diagnosis.json.');
  expect(saved).toHaveBeenCalledOnce();
  await page.says('"format": "playhead-diagnosis"');
});

it.each([
  [0, '0 kB'],
  [99, '1 kB'],
  [1_000, '1 kB'],
  [12_345, '12 kB'],
  [3_400_000, '3.4 MB'],
])('says %i bytes as %s', (bytes, said) => {
  expect(sayBytes(bytes)).toBe(said);
});

it('writes numbers as the reader is used to', () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-IN']);
  expect(sayNumber(1_234_567)).toBe('12,34,567');
  expect(sayBytes(3_400_000)).toBe('3.4 MB');
});

it('says what travels through the sync, and switches it on and off', async () => {
  const sync = { on: false, sharedAt: null, failed: false, offers: [], unreadable: 0 };
  page.answers.browserSync = sync;
  await page.show(<BrowserSyncCard />);
  await page.says('Addresses and names travel through the sync');
  page.answers.browserSync = { ...sync, on: true, sharedAt: 1, failed: true };
  page.click('Switch on');
  await page.says('Switching it off removes from the sync');
  await page.says('The last change could not be put');
  page.click('Switch off');
  await soon(() => expect(page.sent.at(-2)).toEqual({ command: 'setBrowserSync', on: false }));
});

it('says why the sync was not told, and can still be switched off then', async () => {
  await saveSyncPreference(db, { on: true, owner: 'me', sharedAt: 1, failed: false });
  page.refuses.browserSync = 'browser-sync-failed';
  await page.show(<BrowserSyncCard />);
  await page.says('Refused: browser-sync-failed');
  page.click('Switch off');
  expect(page.sent.at(-1)).toEqual({ command: 'setBrowserSync', on: false });
});

it('offers the settings of another browser, and asks for new addresses within the click', async () => {
  const offer = {
    from: 'there',
    at: Date.now(),
    servers: ['Attic', 'Cellar'],
    pairs: 1,
    addresses: ['http://attic:8096'],
    rules: true,
    mirror: true,
  };
  const sync = { on: false, sharedAt: null, failed: false, unreadable: 0 };
  page.answers.browserSync = { ...sync, offers: [offer] };
  const request = vi.fn(async () => true);
  fakeBrowser.permissions.request = request;
  await page.show(<BrowserSyncCard />);
  await page.says('From another browser: 2 servers and 1 pair.');
  await page.says('Attic, Cellar');
  await page.says('pairs switched off until you have seen their preview');
  await page.says('remove mode Mirror');
  expect(page.commands()).toEqual(['browserSync']);
  page.answers.browserSync = { ...sync, offers: [] };
  page.button('Take over').click();
  expect(request).toHaveBeenCalledWith({ origins: ['http://attic/*'] });
  await page.says('Taken over.');
  expect(page.sent).toContainEqual({ command: 'takeOver', from: 'there' });
});

it('says whether the browser may throw the memory away, and asks it not to in the click', async () => {
  const kept = vi.fn(async () => false);
  const persist = vi.fn(async () => false);
  vi.stubGlobal('navigator', { ...navigator, storage: { persisted: kept, persist } });
  await page.show(<Persistence />);
  await page.says('The browser may throw it away when this computer runs short of space.');
  expect(persist).not.toHaveBeenCalled();
  page.click('Ask the browser to keep it');
  await page.says("The browser didn't agree.");
  kept.mockResolvedValue(true);
  page.click('Ask the browser to keep it');
  await page.says('The browser keeps it until you remove Playhead.');
  vi.unstubAllGlobals();
});
