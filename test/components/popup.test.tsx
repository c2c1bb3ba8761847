// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { Popup } from '../../components/popup/Popup';
import type { PairState } from '../../lib/model/records';
import type { Activity, Hold } from '../../lib/model/run';
import { DEFAULT_GUARDRAILS } from '../../lib/model/settings';
import { db } from '../../lib/store/db';
import { memoryFailure } from '../../lib/store/failure';
import { MEMORY_NOTE_KEY, PAUSE_KEY, setMeta } from '../../lib/store/meta';
import { sayProblem } from '../../lib/words/wording';
import { runRecord } from '../store/rows';
import { soon, TestPage } from './page';

let page: TestPage;
const restart = vi.fn();

beforeEach(async () => {
  page = await TestPage.open();
});

const server = (id: string, name: string) => ({
  id,
  kind: 'jellyfin' as const,
  name,
  address: `http://${id}:8096`,
  token: 'secret',
  userId: 'u',
  userName: 'mia',
  libraries: null,
});

const plan = {
  pairId: 'p',
  planHash: 'hash',
  actions: [
    {
      kind: 'clear' as const,
      serverId: 'cellar',
      title: 'Dune: Part Two',
      fromMs: 1_872_000,
      toMs: 0,
      rule: 'cleared' as const,
    },
  ],
  skips: [],
};

const hold: Hold = {
  pairId: 'p',
  planHash: 'hash',
  plan,
  actionHashes: ['a'],
  reason: 'many-cleared',
  serverId: 'cellar',
  count: 18,
  of: 41,
  at: 1,
};

async function twoServers(state: Partial<PairState>): Promise<void> {
  await db.servers.bulkPut([server('attic', 'Attic'), server('cellar', 'Cellar')]);
  await db.pairs.put({
    id: 'p',
    source: 'attic',
    target: 'cellar',
    mode: 'two-way',
    enabled: true,
    addUpdate: true,
    remove: true,
    rewatch: false,
    guardrails: DEFAULT_GUARDRAILS,
  });
  await db.pairStates.put({
    pairId: 'p',
    ends: '',
    view: '',
    consent: 'given',
    previewed: null,
    startedAt: null,
    completedAt: null,
    last: null,
    hold: null,
    approved: [],
    ...state,
  });
}

it('says what it is for while nothing is set up', async () => {
  await page.show(<Popup restart={restart} />);
  await page.says('Keep your place on every server');
  expect(page.root.querySelector<HTMLAnchorElement>('a.primary')?.href).toMatch(
    /options\.html#servers\/add$/,
  );
});

it('renders without a worker, and offers to restart it', async () => {
  page.alive = false;
  await twoServers({});
  await page.show(<Popup restart={restart} />);
  await page.says("The extension didn't answer");
  page.click('Restart it');
  expect(restart).toHaveBeenCalledOnce();
});

it('has one status line and the two buttons, and never a token', async () => {
  await twoServers({});
  await page.show(<Popup restart={restart} />);
  await page.says('Attic ⇄ Cellar');
  expect(page.root.querySelectorAll('[role=status]')).toHaveLength(1);
  expect(page.button('Sync now').disabled).toBe(false);
  expect(page.button('Preview').disabled).toBe(false);
  expect(page.root.innerHTML).not.toContain('secret');
});

it('shows a held plan before it can be approved', async () => {
  await twoServers({ hold });
  await page.show(<Popup restart={restart} />);
  await page.says('18 of 41 positions on Cellar would be cleared or moved back.');
  expect(() => page.button('Clear 1 position')).toThrow();
  page.click('Review');
  await page.says('31:12 → cleared');
  page.click('Clear 1 position');
  expect(page.sent.at(-1)).toEqual({ command: 'approveHold', pairId: 'p', planHash: 'hash' });
});

it('previews on a press, says that nothing was written, and asks before the first run', async () => {
  await twoServers({ consent: 'none' });
  page.answers.preview = plan;
  await page.show(<Popup restart={restart} />);
  await page.says('Look at the first preview');
  page.click('Preview');
  await page.says('This was only a look: nothing was written.');
  await page.says('Dune: Part Two');
  await db.pairStates.update('p', { consent: 'previewed', previewed: 1 });
  await page.says('Ready. 1 position would be copied');
  page.click('Clear 1 position');
  expect(page.sent.at(-1)).toEqual({ command: 'syncNow', pairId: 'p' });
});

it('keeps a preview open, with the reason, when its titles could not be chosen', async () => {
  await twoServers({ consent: 'given', trial: ['other'], previewed: 1 });
  page.answers.preview = { ...plan, actions: [{ ...plan.actions[0], key: 'dune' }] };
  page.refuses.chooseTitles = 'unexpected';
  await page.show(<Popup restart={restart} />);
  await page.says('Attic ⇄ Cellar');
  page.click('Preview');
  await page.says('Dune: Part Two');
  await act(() => page.root.querySelector<HTMLInputElement>('.plan [type=checkbox]')!.click());
  page.click('Clear 1 position');
  await page.says('Refused: unexpected');
  expect(page.root.textContent).toContain('Dune: Part Two');
  expect(page.commands()).not.toContain('syncNow');
});

it('says why a sync did not begin, also while all is in step', async () => {
  await twoServers({ last: runRecord('r1', Date.now()).summary });
  page.refuses.syncNow = 'interrupted';
  await page.show(<Popup restart={restart} />);
  await page.says('In step');
  page.click('Sync now');
  await page.says('Refused: interrupted');
});

it('says why syncing was not resumed', async () => {
  await twoServers({});
  await setMeta(db, PAUSE_KEY, { until: null });
  page.refuses.resume = 'interrupted';
  await page.show(<Popup restart={restart} />);
  await page.says('Paused');
  page.click('Resume');
  await page.says('Refused: interrupted');
});

it('undoes a change', async () => {
  await twoServers({});
  const row: Partial<Activity> = {
    activityId: 'a1',
    pairId: 'p',
    at: Date.now(),
    kind: 'write',
    title: 'Severance S2 E4',
    serverId: 'cellar',
    fromServerId: 'attic',
    fromMs: 1_872_000,
    toMs: 3_845_000,
    conflict: null,
    undo: { track: null, copies: [] },
    undoneAt: null,
  };
  await db.activity.put(row as Activity);
  await page.show(<Popup restart={restart} />);
  await page.says('31:12 → 1:04:05');
  await page.says('from Attic to Cellar');
  page.click('Undo');
  expect(page.sent.at(-1)).toEqual({ command: 'undo', activityId: 'a1' });
});

it.each(['memory-full', 'memory-newer'] as const)(
  'says what is wrong with the memory: %s',
  async (code) => {
    await twoServers({});
    page.answers.memory = { problem: { code } };
    await page.show(<Popup restart={restart} />);
    await page.says("Playhead can't use its memory");
    await page.says(sayProblem({ code }, null));
    await page.says(code);
    expect(page.root.querySelectorAll('[role=status]')).toHaveLength(1);
  },
);

it('says at once why it cannot read its memory, and goes on once it can', async () => {
  const refused = Object.assign(new Error('no'), { name: 'InvalidStateError' });
  const ready = vi.spyOn(db, 'ready').mockRejectedValue(memoryFailure(refused, true));
  await twoServers({});
  await page.show(<Popup restart={restart} />);
  await page.says('The browser gives Playhead no memory');
  expect(page.root.textContent).not.toContain('Looking');
  ready.mockRestore();
  await page.says('Attic ⇄ Cellar');
});

it('shows no first day to someone who had set something up', async () => {
  await fakeBrowser.storage.local.set({ spare: '{}' });
  await page.show(<Popup restart={restart} />);
  await page.says('Looking…');
  await soon(() => expect(page.commands()).toContain('memory'));
  expect(page.root.textContent).not.toContain('Add a server');
  await twoServers({});
  await setMeta(db, MEMORY_NOTE_KEY, { is: 'restored', at: 1 });
  await page.says("Playhead's memory was damaged or deleted.");
  page.click('Got it');
  expect(page.commands()).toContain('forgetMemoryNote');
  await fakeBrowser.storage.local.remove('spare');
});
