// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { MatchingPage } from '../../components/options/matching/MatchingPage';
import type { TitleIdentity } from '../../lib/model/records';
import { DEFAULT_GUARDRAILS } from '../../lib/model/settings';
import { db } from '../../lib/store/db';
import { readOverview } from '../../lib/store/read';
import { soon, TestPage } from './page';

let page: TestPage;

const server = (id: string, name: string) => ({
  ...{ id, kind: 'jellyfin' as const, name, address: `http://${id}:8096`, token: 'secret' },
  ...{ userId: 'u', userName: 'mia', libraries: null },
});

const identity: TitleIdentity = {
  ...{ kind: 'movie', ids: {}, showIds: null, season: null, episode: null },
  ...{ episodeEnd: null, episodeTitle: null, airDate: null },
};

const side = (title: string) => ({ title, itemIds: ['1'], identity, scope: 'null' });

beforeEach(async () => {
  page = await TestPage.open();
  await db.servers.bulkPut([server('attic', 'Attic'), server('cellar', 'Cellar')]);
  await db.pairs.put({
    ...{ id: 'p1', source: 'attic', target: 'cellar', mode: 'two-way', enabled: true },
    ...{ addUpdate: true, remove: true, rewatch: false, guardrails: DEFAULT_GUARDRAILS },
  });
});

async function show(): Promise<void> {
  await page.show(<MatchingPage overview={await readOverview()} />);
}

const unmatched = (itemId: string, title: string) =>
  db.unmatched.put({
    ...{ pairId: 'p1', serverId: 'cellar', itemId, title, reason: 'not-there' },
    ...{ identity, runtimeMs: 3_600_000, checkedAt: 1 },
  });

it('says when every title has its partner, and nothing of what nobody did', async () => {
  await show();
  await page.says('Every title in progress has its partner.');
  expect(page.root.textContent).not.toContain('by you');
});

it('looks for a partner on the other server, and matches the one that is chosen', async () => {
  await unmatched('i1', 'Heat (1995)');
  page.answers.searchTitles = [
    { itemId: 'o2', title: 'Heat (1995)', episodeTitle: null, year: 1995, runtimeMs: 3_600_000 },
    { itemId: 'o1', title: 'Heat (1986)', episodeTitle: null, year: 1986, runtimeMs: null },
  ];
  await show();
  await page.says('In progress on Cellar, no partner on Attic. Not found on the other server.');
  page.click('Match to…');
  await page.says('Heat (1986)');
  await page.says('Length unknown');
  const like = { kind: 'movie', season: null, episode: null, runtimeMs: 3_600_000 };
  expect(page.sent).toEqual([{ command: 'searchTitles', serverId: 'attic', text: 'Heat', like }]);
  const [nearest] = page.root.querySelectorAll<HTMLButtonElement>('[aria-label^="This one"]');
  nearest!.click();
  await page.says('“Heat (1995)” and “Heat (1995)” are one title from the next run on.');
  expect(page.sent.at(-1)).toEqual({
    ...{ command: 'matchTitles', pairId: 'p1', serverId: 'cellar' },
    ...{ itemId: 'i1', otherItemId: 'o2' },
  });
});

it('ignores a title, and takes back a match and an ignored title', async () => {
  await unmatched('i1', 'Tape');
  await db.handMatches.put({
    ...{ pairId: 'p1', id: 'h1', kind: 'movie', at: 1 },
    sides: { attic: side('Holiday'), cellar: side('Tape 7') },
  });
  await db.ignored.put({
    ...{ pairId: 'p1', id: 'i9', title: 'Ran', identity: null, copies: {}, at: 1, noted: true },
  });
  await show();
  await page.says('Tape 7 on Cellar');
  await page.says('In progress on Cellar');
  page.click('Ignore this title');
  await page.says('“Tape” is ignored from now on.');
  page.click('Undo match');
  page.click('Stop ignoring');
  expect(page.sent).toEqual([
    { command: 'ignoreTitle', pairId: 'p1', title: 'Tape', key: null, items: { cellar: 'i1' } },
    { command: 'unmatchTitles', pairId: 'p1', id: 'h1' },
    { command: 'stopIgnoring', pairId: 'p1', id: 'i9' },
  ]);
});

it.each([
  ['Undo match', '“Holiday” and “Tape 7” are no longer one title.'],
  ['Stop ignoring', '“Ran” is no longer ignored.'],
])(
  'says what %s did, and takes the keyboard there from the row that is gone',
  async (name, said) => {
    await db.handMatches.put({
      ...{ pairId: 'p1', id: 'h1', kind: 'movie', at: 1 },
      sides: { attic: side('Holiday'), cellar: side('Tape 7') },
    });
    await db.ignored.put({
      ...{ pairId: 'p1', id: 'i9', title: 'Ran', identity: null, copies: {}, at: 1, noted: true },
    });
    await show();
    await page.says(name);
    page.button(name).focus();
    page.click(name);
    await soon(() => expect(document.activeElement?.textContent).toBe(said));
  },
);

it('offers to take versions side by side where five titles are several files', async () => {
  const files = (n: number) =>
    db.unmatched.put({
      ...{ pairId: 'p1', serverId: 'cellar', itemId: `i${n}`, title: `Film ${n}`, identity },
      ...{ reason: 'several-files', runtimeMs: 3_600_000, checkedAt: 1 },
    });
  for (let n = 1; n < 5; n += 1) await files(n);
  await show();
  await page.says('Film 4');
  expect(page.root.textContent).not.toContain('side by side');
  await files(5);
  await page.says('If Attic holds several versions of a title in one library');
  page.click('Attic holds versions side by side');
  await soon(() => expect(page.commands()).toContain('saveServer'));
  expect(page.sent.at(-1)).toMatchObject({ server: { id: 'attic', sideBySide: true } });
  expect(page.sent.at(-1)).not.toHaveProperty('server.token');
});

it('says what a server said that fails for a title', async () => {
  const problem = { code: 'unreachable' as const, serverId: 'attic' };
  await db.unmatched.put({
    ...{ pairId: 'p1', serverId: 'cellar', itemId: 'i1', title: 'Heat', identity, problem },
    ...{ reason: 'unreadable', runtimeMs: 3_600_000, checkedAt: 1 },
  });
  await show();
  await page.says('A server fails when it is asked for this title or its show');
  await page.says("Attic didn't answer.");
});
