// @vitest-environment happy-dom
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
