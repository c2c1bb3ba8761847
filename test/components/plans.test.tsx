// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { beforeEach, expect, it } from 'vitest';
import { PairCard } from '../../components/options/pairs/PairCard';
import { Popup } from '../../components/popup/Popup';
import type { PairState } from '../../lib/model/records';
import type { Hold, Plan, PlanAction } from '../../lib/model/run';
import { DEFAULT_GUARDRAILS, type Pair } from '../../lib/model/settings';
import { freshPairState } from '../../lib/plan/pair-state';
import { db } from '../../lib/store/db';
import type { ServerView } from '../../lib/store/read';
import { runRecord } from '../store/rows';
import { soon, TestPage } from './page';

const pair: Pair = {
  ...{ id: 'p1', source: 'den', target: 'attic', mode: 'two-way', enabled: true },
  ...{ addUpdate: true, remove: true, rewatch: false, guardrails: DEFAULT_GUARDRAILS },
};

const servers = [
  { id: 'den', kind: 'plex', name: 'Den', userName: 'mia', state: null },
  { id: 'attic', kind: 'jellyfin', name: 'Attic', userName: 'mia', state: null },
] as ServerView[];

function actions(count: number, more: Partial<PlanAction> = {}): PlanAction[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ kind: 'write', serverId: 'attic', title: `Film ${index + 1}`, rule: 'moved' },
    ...{ fromMs: 0, toMs: 1_872_000, key: `film-${index + 1}`, ...more },
  }));
}

const planOf = (...parts: PlanAction[][]): Plan => ({
  ...{ pairId: 'p1', planHash: 'h1', skips: [] },
  actions: parts.flat(),
});

const holdOf = (plan: Plan): Hold => ({
  ...{ pairId: 'p1', planHash: 'h1', plan, actionHashes: [], reason: 'all-changed' },
  ...{ serverId: 'attic', count: plan.actions.length, of: 400, at: 1 },
});

let page: TestPage;

beforeEach(async () => {
  page = await TestPage.open();
});

const showCard = (state: Partial<PairState>) =>
  page.show(
    <PairCard
      pair={{ ...pair, state: { ...freshPairState('p1'), ...state } }}
      servers={servers}
      edit={() => {}}
    />,
  );

async function showPopup(state: Partial<PairState>): Promise<void> {
  const settings = { address: 'http://attic:8096', token: 'secret', userId: 'u', libraries: null };
  for (const { id, kind, name, userName } of servers) {
    await db.servers.put({ ...settings, id, kind, name, userName });
  }
  await db.pairs.put(pair);
  await db.pairStates.put({ ...freshPairState('p1'), ...state });
  await page.show(<Popup restart={() => {}} />);
}

const rows = () => [...page.root.querySelectorAll('.plan .rows > li')];
const boxes = () => [...page.root.querySelectorAll<HTMLInputElement>('.plan [type=checkbox]')];
const untick = (some: HTMLInputElement[]) =>
  act(() => {
    for (const box of some) box.click();
  });

it('shows all of a long preview, and starts what is ticked of it and nothing else', async () => {
  page.answers.preview = planOf(actions(300));
  await showCard({ consent: 'previewed', previewed: 300 });
  page.click('Preview');
  await page.says('300 positions to Attic');
  expect(rows()).toHaveLength(300);
  page.button('Copy 300 positions');
  await untick(boxes().slice(2));
  page.click('Copy 2 positions');
  await soon(() => expect(page.commands()).toEqual(['preview', 'chooseTitles', 'syncNow']));
  expect(page.sent[1]).toMatchObject({ keys: ['film-1', 'film-2'] });
});

it('starts nothing of a preview in which nothing is ticked', async () => {
  page.answers.preview = planOf(actions(120));
  await showCard({ consent: 'previewed', previewed: 120 });
  page.click('Preview');
  await page.says('120 positions to Attic');
  await untick(boxes());
  expect(page.button('Tick a title to start').disabled).toBe(true);
});

it.each(['the popup', 'the card of a pair'])(
  'offers to start nothing whose preview is not on the page, in %s',
  async (where) => {
    const state = { consent: 'previewed', previewed: 3 } as const;
    if (where === 'the popup') await showPopup(state);
    else await showCard(state);
    await page.says('Den ⇄ Attic');
    const names = [...page.root.querySelectorAll('button')].map((one) => one.textContent);
    expect(names.filter((name) => /Copy|Clear|[Ss]tart/.test(name))).toEqual([]);
    page.button('Preview');
  },
);

it('says all of a held plan, its sum by server, and both numbers in its yes', async () => {
  const clears = actions(8, { kind: 'clear', serverId: 'den', toMs: 0, rule: 'cleared' });
  await showCard({ consent: 'given', hold: holdOf(planOf(actions(245), clears)) });
  page.click('Review');
  await page.says('253 positions: 245 to Attic, 8 to clear on Den');
  expect(rows()).toHaveLength(253);
  page.click('Copy 245 positions, clear 8');
  expect(page.sent).toEqual([{ command: 'approveHold', pairId: 'p1', planHash: 'h1' }]);
});

it('takes the keyboard from Review to the heading of the plan, not to its yes', async () => {
  await showCard({ consent: 'given', hold: holdOf(planOf(actions(253))) });
  const review = page.button('Review');
  review.focus();
  page.click('Review');
  await page.says('Copy 253 positions');
  expect(document.activeElement?.textContent).toBe('253 positions to Attic');
  expect(review.isConnected).toBe(false);
});

it.each(['the popup', 'the card of a pair'])(
  'says in %s that what was approved waits for a server that cannot be written to',
  async (where) => {
    const problem = { code: 'signed-out', serverId: 'attic' } as const;
    const last = runRecord('r1', Date.now(), { outcome: 'needs-you', problem }).summary;
    const state: Partial<PairState> = { consent: 'given', approved: ['a', 'b'], last };
    if (where === 'the popup') await showPopup(state);
    else await showCard(state);
    await page.says('You approved 2 changes. They wait');
    await page.says("Attic doesn't accept the sign-in");
    expect(page.root.textContent!.match(/doesn't accept the sign-in/g)).toHaveLength(1);
  },
);
