// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { beforeEach, expect, it } from 'vitest';
import { ServerForm } from '../../components/options/servers/ServerForm';
import type { ServerView } from '../../lib/store/read';
import { soon, TestPage } from './page';

const films = { id: '1', name: 'Films', holds: 'movie' };
const attic = {
  id: 'attic',
  kind: 'jellyfin',
  name: 'Attic',
  address: 'http://attic:8096',
  userId: 'u1',
  userName: 'mia',
  signedIn: true,
  state: { problem: null, okAt: 1, libraries: [films], boundUserId: 'u1' },
} as unknown as ServerView;

let page: TestPage;
beforeEach(async () => {
  page = await TestPage.open();
});

const open = (libraries: string[]) =>
  page.show(<ServerForm server={{ ...attic, libraries }} others={[]} close={() => {}} />);

it('saves no choice of which nothing is left', async () => {
  await open(['gone']);
  await page.type('Name', 'Loft');
  expect(page.button('Save').disabled).toBe(true);
  await page.says('Choose at least one library');
});

it('leaves out a chosen library that is gone, and keeps the rest', async () => {
  await open(['gone', '1']);
  await page.type('Name', 'Loft');
  page.click('Save');
  await soon(() => expect(page.commands()).toContain('saveServer'));
  expect(page.sent.at(-1)).toMatchObject({ server: { name: 'Loft', libraries: ['1'] } });
});

it('saves nothing of versions side by side that nobody touched', async () => {
  await open(['1']);
  page.click('Save');
  await soon(() => expect(page.commands()).toContain('saveServer'));
  expect(page.sent.at(-1)).not.toHaveProperty('server.sideBySide');
});

it('says what it risks to take versions side by side for one title', async () => {
  await open(['1']);
  await page.says('The risk: parts of a film');
  const box = [...page.root.querySelectorAll('label')].find(({ textContent }) =>
    textContent?.includes('side by side'),
  )!;
  await act(() => box.querySelector('input')!.click());
  page.click('Save');
  await soon(() => expect(page.sent.at(-1)).toMatchObject({ server: { sideBySide: true } }));
});
