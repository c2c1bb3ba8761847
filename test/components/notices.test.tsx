// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { NoticesCard } from '../../components/options/safety/NoticesCard';
import { db } from '../../lib/store/db';
import { saveNoticePreference } from '../../lib/store/preferences';
import { soon, TestPage } from './page';

let page: TestPage;
let allowed: boolean;
const request = vi.fn();
const wanted = (on: boolean) => saveNoticePreference(db, { on, told: [], silentSince: {} });

beforeEach(async () => {
  page = await TestPage.open();
  allowed = false;
  for (const event of [fakeBrowser.permissions.onAdded, fakeBrowser.permissions.onRemoved]) {
    vi.spyOn(event, 'addListener').mockReturnValue();
    vi.spyOn(event, 'removeListener').mockReturnValue();
  }
  fakeBrowser.permissions.contains = async () => allowed;
  fakeBrowser.permissions.request = request;
  request.mockReset().mockImplementation(async () => {
    allowed = true;
    return true;
  });
});

it('is off, says what it would tell, and asks the browser within the click', async () => {
  await page.show(<NoticesCard />);
  await page.says('a server asks you to sign in again');
  page.button('Switch on').click();
  expect(request).toHaveBeenCalledWith({ permissions: ['notifications'] });
  await soon(() => expect(page.sent).toEqual([{ command: 'setNotices', on: true }]));
});

it('stays off when the browser refuses', async () => {
  request.mockResolvedValue(false);
  await page.show(<NoticesCard />);
  await page.says('Switch on');
  page.click('Switch on');
  await page.says("didn't allow it, so notifications stay off");
  expect(page.sent).toEqual([]);
});

it('can be switched off, and is off once the browser no longer allows it', async () => {
  allowed = true;
  await wanted(true);
  await page.show(<NoticesCard />);
  await page.says('Switch off');
  page.click('Switch off');
  await soon(() => expect(page.sent).toEqual([{ command: 'setNotices', on: false }]));
  allowed = false;
  await page.show(<NoticesCard key="again" />);
  await page.says('Switch on');
});
