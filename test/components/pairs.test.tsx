// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { beforeEach, expect, it } from 'vitest';
import { PairCard } from '../../components/options/pairs/PairCard';
import { PairEditor } from '../../components/options/pairs/PairEditor';
import { DEFAULT_GUARDRAILS, type Pair } from '../../lib/model/settings';
import type { PairView, ServerView } from '../../lib/store/read';
import { soon, TestPage } from './page';

const servers = [
  { id: 'den', kind: 'plex', name: 'Den', userName: 'mia', state: null },
  { id: 'attic', kind: 'jellyfin', name: 'Attic', userName: 'mum', state: null },
] as ServerView[];

const stored: Pair = {
  ...{ id: 'p1', source: 'den', target: 'attic', mode: 'two-way', enabled: true },
  ...{ addUpdate: true, remove: true, rewatch: false, guardrails: DEFAULT_GUARDRAILS },
};

const hold = {
  ...{ pairId: 'p1', plan: { actions: [], skips: [] }, actionHashes: [] },
  ...{ reason: 'many-cleared', serverId: 'attic', count: 18, of: 41, at: 1 },
};

let page: TestPage;

const saved = () => page.sent.filter(({ command }) => command === 'changePair');

async function edit(pair: Pair = stored): Promise<void> {
  const view: PairView = { ...pair, state: null };
  await page.show(<PairEditor pair={view} servers={servers} close={() => {}} />);
}

/** Ticks or chooses what is labelled so. */
async function choose(label: string): Promise<void> {
  const found = [...page.root.querySelectorAll('label')].find((one) =>
    one.textContent?.startsWith(label),
  )!;
  await act(() => found.click());
}

beforeEach(async () => {
  page = await TestPage.open();
});

it('saves a switch or a limit of a pair when it is changed, and only that', async () => {
  await edit();
  await choose('Rewatch');
  await soon(() => expect(saved()).toHaveLength(1));
  expect(saved()[0]).toEqual({ command: 'changePair', pairId: 'p1', changes: { rewatch: true } });
  await page.says('Saved');
  await page.type('Maximum, percent', '0');
  await page.type('Maximum, percent', '90');
  await page.says('positions from 1:48:00 on are not copied');
  await soon(() => expect(saved()).toHaveLength(2));
  const guardrails = { maximumPercent: 90 };
  expect(saved()[1]).toEqual({ command: 'changePair', pairId: 'p1', changes: { guardrails } });
});

it('saves the rest while a limit is no number, which stays as it was', async () => {
  await edit();
  await page.type('Maximum, percent', '');
  await choose('Remove');
  await choose('One-way');
  await page.says('Enter a number from 1 to 100.');
  await page.says('Apply');
  await page.show(null);
  expect(saved()).toEqual([{ command: 'changePair', pairId: 'p1', changes: { remove: false } }]);
});

it('takes a limit as long as a settings file may have it', async () => {
  const guardrails = { ...DEFAULT_GUARDRAILS, minimumSeconds: 7200 };
  await edit({ ...stored, guardrails });
  await page.says('2:00:00');
  expect(page.root.querySelector('[aria-invalid=true]')).toBeNull();
});

it('saves what was changed when the page is left at once', async () => {
  await edit();
  await choose('Rewatch');
  await page.show(null);
  expect(saved()).toEqual([{ command: 'changePair', pairId: 'p1', changes: { rewatch: true } }]);
});

it('changes the direction only after a yes, beside what that means', async () => {
  await edit();
  await choose('One-way');
  await page.says('clears nothing before it has seen both servers once');
  await choose('Rewatch');
  await soon(() => expect(saved()).toHaveLength(1));
  expect(saved()[0]).toEqual({ command: 'changePair', pairId: 'p1', changes: { rewatch: true } });
  page.click('Apply');
  const changes = { source: 'den', target: 'attic', mode: 'one-way' };
  expect(saved().at(-1)).toEqual({ command: 'changePair', pairId: 'p1', changes });
});

it('takes a direction back that was not applied', async () => {
  await edit();
  await choose('One-way');
  page.click('Keep as it was');
  await soon(() => expect(page.root.textContent).not.toContain('Apply'));
  await page.says('and Attic continues there. Watch on there to 44:05, and Den follows');
  expect(saved()).toEqual([]);
});

it.each(['Apply', 'Keep as it was'])(
  'takes the keyboard from %s, which goes away, to the ends',
  async (name) => {
    await edit();
    await choose('One-way');
    await page.says('Apply');
    page.button(name).focus();
    page.click(name);
    await edit({ ...stored, mode: name === 'Apply' ? 'one-way' : 'two-way' });
    await soon(() => expect(page.root.textContent).not.toContain('Apply'));
    expect(document.activeElement?.tagName).toBe('SELECT');
  },
);

it('says of a pair who is on both sides, what moves, within which limits, and what cannot', async () => {
  const view: PairView = { ...stored, state: null };
  await page.show(<PairCard pair={view} servers={servers} edit={() => {}} />);
  await page.says('Plex, as mia ⇄ Jellyfin, as mum');
  await page.says('Pause a film at 31:12 on Den, and Attic continues there.');
  await page.says('In a two-hour film, positions from 0:05 to 1:36:00 are copied');
  await page.says('On Den no position can be cleared');
});

it('hides another plan that came under review until it is opened too', async () => {
  const view = (planHash: string) =>
    ({ ...stored, state: { hold: { ...hold, planHash } } }) as unknown as PairView;
  await page.show(<PairCard pair={view('one')} servers={servers} edit={() => {}} />);
  page.click('Review');
  await page.says('Approve');
  await page.show(<PairCard pair={view('another')} servers={servers} edit={() => {}} />);
  await page.says('Review');
  expect(() => page.button('Approve')).toThrow();
});

it('says of a server that takes no positions that nothing is written there', async () => {
  const old = servers.map((server) => ({
    ...server,
    state: server.id === 'attic' ? { can: { writes: false, clears: false } } : null,
  })) as ServerView[];
  const view: PairView = { ...stored, mode: 'one-way', state: null };
  await page.show(<PairCard pair={view} servers={old} edit={() => {}} />);
  await page.says('Attic takes no positions');
  expect(page.root.textContent).not.toContain('On Den no position');
});
