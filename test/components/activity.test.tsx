// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { ActivityPage } from '../../components/options/activity/ActivityPage';
import { openOn } from '../../components/options/activity/open-on';
import { freshState } from '../../lib/engine/contact';
import type { ServerKind } from '../../lib/model/server';
import { DEFAULT_GUARDRAILS } from '../../lib/model/settings';
import { dayKey } from '../../lib/store/days';
import { db } from '../../lib/store/db';
import { readOverview } from '../../lib/store/read';
import { activityRow, runRecord, track } from '../store/rows';
import { soon, TestPage } from './page';

const MINUTE = 60_000;
const NOW = Date.now();
let page: TestPage;

const server = (id: string, name: string, kind: ServerKind = 'jellyfin') => ({
  ...{ id, kind, name, address: `http://${id}:8096`, token: 'secret' },
  ...{ userId: 'u', userName: 'mia', libraries: null },
});

const said = (minutes: number) => ({
  ...{ is: 'at' as const, ms: minutes * MINUTE, stamp: NOW, time: NOW - 60 * MINUTE },
});

/** All is near. */
class Seen {
  constructor(private readonly tell: (entries: { isIntersecting: boolean }[]) => void) {}
  observe = () => this.tell([{ isIntersecting: true }]);
  disconnect = () => {};
}

beforeEach(async () => {
  vi.stubGlobal('IntersectionObserver', Seen);
  page = await TestPage.open();
  await db.servers.bulkPut([server('attic', 'Attic'), server('cellar', 'Cellar', 'plex')]);
  await db.serverStates.put({ ...freshState('attic'), boundServerId: 'abc' });
  await db.pairs.put({
    ...{ id: 'p1', source: 'attic', target: 'cellar', mode: 'two-way', enabled: true },
    ...{ addUpdate: true, remove: true, rewatch: false, guardrails: DEFAULT_GUARDRAILS },
  });
});

async function show(place = ''): Promise<void> {
  await page.show(<ActivityPage overview={await readOverview()} place={place} />);
}

const conflictRow = () =>
  activityRow('a1', {
    at: NOW,
    fromMs: 20 * MINUTE,
    toMs: 50 * MINUTE,
    runtimeMs: 120 * MINUTE,
    cell: '7c',
    rule: 'newest',
    items: { attic: 'i1' },
    stood: { attic: said(50), cellar: said(20) },
    confirmed: said(50),
    undo: { track: null, copies: [{ itemId: 'c1', ms: 20 * MINUTE, stamp: null, time: null }] },
    conflict: {
      ...{ winner: 'left', rule: 'newest', leftMs: 50 * MINUTE, rightMs: 20 * MINUTE },
      ...{ leftTime: NOW, rightTime: NOW - MINUTE },
    },
  });

it('says what will appear while there is nothing', async () => {
  await show();
  await page.says('Nothing yet. Every copied position shows up here');
  await page.says('Nothing was written in these days.');
});

it('heads each run with its numbers, and says of quiet ones how many there were', async () => {
  const waiting = [{ title: 'Ran', reason: 'playing' as const }];
  await db.runs.bulkPut([
    runRecord('r1', NOW, { written: 1, conflicts: 1, skipped: 1 }, { waiting }),
    runRecord('r0', NOW - MINUTE, {}, { times: 12 }),
  ]);
  await db.activity.put(conflictRow());
  await show();
  await page.says('1 copied, 1 conflict, 1 left out');
  await page.says('12 runs · nothing to do');
  await page.says('A player has it open; it waits until that stops');
});

it('says of a title that rests what its server said, and of one too late from where it is', async () => {
  const params = { status: '500', said: '<i>Error</i> processing request.' };
  const problem = { code: 'server-error' as const, serverId: 'cellar', params };
  const waiting = [
    { title: 'Ran', reason: 'resting' as const, problem },
    { title: 'Alien', reason: 'target-ceiling' as const, percent: 75 },
  ];
  await db.runs.put(runRecord('r1', NOW, { skipped: 2 }, { waiting }));
  await show();
  await page.says('Cellar said: 500, <i>Error</i> processing request.');
  await page.says('The other server counts it as watched from 75% on');
  expect(page.root.querySelector('i')).toBeNull();
});

it('names a title as both servers call it', async () => {
  await db.runs.put(runRecord('r1', NOW, { written: 1, conflicts: 1 }));
  const otherTitle = { serverId: 'cellar', title: 'Hitze (1995)' };
  await db.activity.put({ ...conflictRow(), otherTitle });
  await show();
  await page.says('Heat on Cellar: Hitze (1995)');
});

it('opens a row to why, and takes what lost a conflict instead', async () => {
  await db.runs.put(runRecord('r1', NOW, { written: 1, conflicts: 1 }));
  await db.activity.put(conflictRow());
  await show();
  await page.says('Heat');
  const opener = page.root.querySelector<HTMLButtonElement>('.opener')!;
  expect(opener.getAttribute('aria-expanded')).toBe('false');
  opener.click();
  await page.says('It moved on both servers since they last agreed');
  await page.says('Both changed. The newest wins.');
  await page.says('Cellar: 50:00');
  await page.says('Length 2:00:00');
  expect(opener.getAttribute('aria-expanded')).toBe('true');
  await page.says('Use 20:00 instead, as on Cellar');
  page.click('Use 20:00 instead, as on Cellar');
  await expect.poll(() => page.commands()).toEqual(['undo', 'chooseSide']);
  expect(page.sent[1]).toMatchObject({ pairId: 'p1', key: 'heat', serverId: 'cellar' });
  page.click('Ignore this title');
  expect(page.sent[2]).toMatchObject({ pairId: 'p1', title: 'Heat', key: 'heat' });
});

it('says when the other value could not be taken, also once the write is taken back', async () => {
  await db.runs.put(runRecord('r1', NOW, { written: 1, conflicts: 1 }));
  await db.activity.put(conflictRow());
  page.refuses.chooseSide = 'not-taken';
  await show();
  await page.says('Heat');
  page.root.querySelector<HTMLButtonElement>('.opener')!.click();
  await page.says('Use 20:00 instead, as on Cellar');
  page.click('Use 20:00 instead, as on Cellar');
  await page.says('Refused: not-taken');
  await db.activity.update('a1', { undoneAt: NOW });
  await soon(() => expect(page.root.textContent).not.toContain('Use 20:00 instead'));
  expect(page.root.textContent).toContain('Refused: not-taken');
});

it('shows what fits a filter, and says when nothing does', async () => {
  await db.runs.bulkPut([
    runRecord('r1', NOW, { written: 1, conflicts: 1 }),
    runRecord('r2', NOW - MINUTE, { written: 1 }),
  ]);
  await db.activity.bulkPut([
    conflictRow(),
    activityRow('a2', { runId: 'r2', title: 'Dune', at: NOW - MINUTE }),
  ]);
  await show();
  await page.says('Dune');
  await page.type('Title', 'hea');
  await expect.poll(() => page.root.textContent).not.toContain('Dune');
  await page.says('Heat');
  await page.type('Title', 'nothing like it');
  await page.says('Nothing of this kind.');
});

it('draws the last 30 days, and gives them as a table', async () => {
  const day = dayKey(NOW);
  await db.days.put({ day, pairId: 'p1', copied: 3, cleared: 1, conflicts: 2, held: 0 });
  await show();
  await page.says('The last 30 days');
  const chart = page.root.querySelector('svg[role=img]')!;
  expect(chart.getAttribute('aria-label')).toBe('3 copied, 1 cleared, 2 conflicts, 0 held runs');
  const rows = [...page.root.querySelectorAll('.chart tbody tr')];
  expect(rows).toHaveLength(30);
  expect([...rows[0]!.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual([
    ...['3', '1', '2', '0'],
  ]);
});

it('shows what was left apart beside the history, with both sides to choose', async () => {
  await db.tracks.put({
    ...{ pairId: 'p1', key: 'heat', title: 'Heat', identity: null as never, copies: {} },
    ...{ said: { attic: said(50), cellar: said(20) }, reason: 'undone', settledAt: 1 },
    ...{ tombstone: null, settingsChanged: false, failures: 0, restsUntil: 0 },
    runtimeMs: 120 * MINUTE,
  });
  await show('apart');
  await page.says('You undid the copy');
  page.click('Use 20:00, as on Cellar');
  expect(page.sent).toEqual([
    { command: 'chooseSide', pairId: 'p1', key: 'heat', serverId: 'cellar' },
  ]);
});

it('offers nothing that a server does not take, as it was last found', async () => {
  const can = { writes: false, clears: false };
  await db.serverStates.put({ ...freshState('attic'), can });
  await db.tracks.put({
    ...track('heat'),
    said: { attic: said(50), cellar: said(20) },
    reason: 'undone',
  });
  await show('apart');
  await page.says('Use 50:00, as on Attic');
  expect(page.root.textContent).not.toContain('Use 20:00');
  await db.runs.put(runRecord('r1', NOW, { written: 1 }));
  const undo = { track: null, copies: [{ itemId: 'i1', ms: MINUTE, stamp: null, time: null }] };
  await db.activity.bulkPut([
    activityRow('a1', { at: NOW, serverId: 'attic', title: 'Ran', undo }),
    activityRow('a2', { at: NOW, serverId: 'cellar', title: 'Dune', undo }),
  ]);
  await show();
  await page.says('Dune');
  await page.says('Ran');
  expect(
    [...page.root.querySelectorAll('button')].filter((one) => one.textContent === 'Undo'),
  ).toHaveLength(1);
});

it.each([
  ['jellyfin', 'http://attic:8096/web/#/details?id=7'],
  ['emby', 'http://attic:8096/web/index.html#!/item?id=7&serverId=abc'],
  ['plex', 'http://attic:8096/web/index.html#!/server/abc/details?key=%2Flibrary%2Fmetadata%2F7'],
] as const)('opens a title in the web client of %s, without a token', async (kind, address) => {
  await db.servers.put(server('attic', 'Attic', kind));
  const { servers } = await readOverview();
  const attic = servers.find(({ id }) => id === 'attic');
  expect(openOn(attic, '7')).toBe(address);
  expect(openOn({ ...attic!, state: null }, '7')).toBeNull();
});
