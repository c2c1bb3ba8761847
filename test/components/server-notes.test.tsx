// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { FinishLineNews, ServerNotes } from '../../components/options/servers/ServerNotes';
import { freshState } from '../../lib/engine/contact';
import type { ServerState } from '../../lib/model/records';
import type { ServerView } from '../../lib/store/read';
import { TestPage } from './page';

const DAY = 24 * 60 * 60_000;
let page: TestPage;

beforeEach(async () => {
  page = await TestPage.open();
});

const view = (more: Partial<ServerState>): ServerView =>
  ({ id: 'attic', name: 'Attic', state: { ...freshState('attic'), ...more } }) as ServerView;

it.each([
  [{ timesAhead: true }, 'Its dates lie ahead of its own clock'],
  [{ noTimes: true }, "It doesn't say when anything was played"],
  [{ oddTotal: { said: 4, got: 3 } }, 'It counts 4 titles in progress, and lists 3.'],
  [{ taughtLine: { share: 0.7849, at: 1 } }, 'a position at 78% was copied to it'],
])('says of a server with %o one sentence', async (state, words) => {
  await page.show(<ServerNotes server={view(state)} />);
  expect(page.root.querySelectorAll('p')).toHaveLength(1);
  expect(page.root.textContent).toContain(words);
});

it('says nothing of one that is as any', async () => {
  await page.show(
    <ServerNotes server={view({ timesAhead: false, noTimes: false, oddTotal: null })} />,
  );
  expect(page.root.textContent).toBe('');
});

it('tells at the top of the pages that a title was counted as watched, for a week', async () => {
  const servers = [view({ taughtLine: { share: 0.78, at: 10 * DAY } })];
  await page.show(<FinishLineNews servers={servers} now={16 * DAY} />);
  expect(page.root.textContent).toMatch(/^Attic counted a title as watched/);
  await page.show(<FinishLineNews servers={servers} now={18 * DAY} />);
  expect(page.root.textContent).toBe('');
});
