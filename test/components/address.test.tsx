// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { Options } from '../../components/options/Options';
import { OneAction } from '../../components/popup/OneAction';
import { DEFAULT_GUARDRAILS } from '../../lib/model/settings';
import { db } from '../../lib/store/db';
import { TestPage } from './page';

let page: TestPage;

const server = (id: string, name: string) => ({
  ...{ id, kind: 'jellyfin' as const, name, address: `http://${name}:8096`, token: 'secret' },
  ...{ userId: 'u', userName: 'mia', libraries: null },
});

/** Ids as a settings file may have them. */
const [ATTIC, DEN] = ['my attic', 'büro/a'];

beforeEach(async () => {
  page = await TestPage.open();
  await db.servers.bulkPut([server(ATTIC, 'Attic'), server(DEN, 'Den')]);
  await db.pairs.put({
    ...{ id: '50% "und" mehr', source: ATTIC, target: DEN, mode: 'two-way', enabled: true },
    ...{ addUpdate: true, remove: true, rewatch: false, guardrails: DEFAULT_GUARDRAILS },
  });
});

async function open(place: string): Promise<void> {
  location.hash = place;
  await page.show(<Options version="1" restart={() => {}} />);
}

function editOf(name: string): HTMLButtonElement {
  const cards = [...page.root.querySelectorAll('article')];
  const card = cards.find(({ textContent }) => textContent?.includes(name))!;
  return [...card.querySelectorAll('button')].find(({ textContent }) => textContent === 'Edit')!;
}

it.each(['Attic', 'Den'])('edits a server whose id is any text: %s', async (name) => {
  await open('servers');
  await page.says('Edit');
  editOf(name).click();
  await page.says(`Edit ${name}`);
  expect(page.root.querySelectorAll('form')).toHaveLength(1);
});

it('edits a pair whose id is any text', async () => {
  await open('pairs');
  await page.says('Edit');
  page.click('Edit');
  await page.says('Edit the pair');
});

it('leads from the popup to the form of such a server', async () => {
  const trouble = { problem: { code: 'signed-out' as const }, serverId: DEN, pairId: null };
  const state = { is: 'needs-you' as const, trouble: { ...trouble, retryAt: null } };
  await page.show(<OneAction action="sign-in" state={state} restart={vi.fn()} />);
  expect(page.root.querySelector('a')!.getAttribute('href')).toBe(
    'options.html#servers/b%C3%BCro%2Fa',
  );
});
