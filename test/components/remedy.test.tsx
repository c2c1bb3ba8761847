// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ServerCard } from '../../components/options/servers/ServerCard';
import type { ServerView } from '../../lib/store/read';
import { soon, TestPage } from './page';

const attic = {
  id: 'attic',
  kind: 'jellyfin',
  name: 'Attic',
  address: 'http://attic:8096',
  userId: 'u1',
  userName: 'mia',
  libraries: null,
  signedIn: true,
  state: null,
} as ServerView;

let page: TestPage;
const request = vi.fn();
let accessChanged = () => {};

beforeEach(async () => {
  page = await TestPage.open();
  request.mockReset().mockResolvedValue(false);
  const onAdded = {
    addListener: (changed: () => void) => {
      accessChanged = changed;
    },
    removeListener: () => {},
  };
  Object.assign(fakeBrowser.permissions, { request, onAdded });
  await page.show(<ServerCard server={attic} edit={() => {}} />);
  await soon(() => page.button('Allow access'));
});

it('says that the browser refused access, and takes it back when it is asked again', async () => {
  page.click('Allow access');
  await page.says("The browser didn't allow it");
  expect(page.commands()).not.toContain('syncNow');
  request.mockResolvedValue(true);
  page.click('Allow access');
  await soon(() => expect(page.commands()).toContain('syncNow'));
  expect(page.root.textContent).not.toContain("didn't allow it");
});

it('says why nothing was checked once access was allowed', async () => {
  request.mockResolvedValue(true);
  const error = { code: 'unexpected', message: 'Something went wrong.' };
  page.answers.syncNow = async () => {
    fakeBrowser.permissions.contains = async () => true;
    await act(async () => accessChanged());
    return { ok: false, error };
  };
  page.click('Allow access');
  await page.says('Something went wrong. unexpected');
  await soon(() => expect(page.root.textContent).not.toContain('Allow access'));
  expect(page.root.textContent).toContain('Something went wrong. unexpected');
});
