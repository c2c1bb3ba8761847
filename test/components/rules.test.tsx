// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { RulesPage } from '../../components/options/rules/RulesPage';
import { SafetyPage } from '../../components/options/safety/SafetyPage';
import { DEFAULT_OPTIONS } from '../../lib/model/settings';
import { db } from '../../lib/store/db';
import type { Overview } from '../../lib/store/read';
import { track } from '../store/rows';
import { soon, TestPage } from './page';

let page: TestPage;
const overview = {
  servers: [
    { id: 'attic', name: 'Attic' },
    { id: 'cellar', name: 'Cellar' },
  ],
  pairs: [{ id: 'p1', source: 'attic', target: 'cellar', mode: 'two-way', state: null }],
  options: DEFAULT_OPTIONS,
} as unknown as Overview;

beforeEach(async () => {
  page = await TestPage.open();
});

it('saves a rule when it is changed, with a word of confirmation, and no half-typed number', async () => {
  await page.show(<RulesPage overview={overview} />);
  await page.says('Changes apply at once.');
  await page.type('Check every, minutes', '0');
  await page.type('Check every, minutes', '15');
  await page.says('Saved');
  expect(page.sent.filter(({ command }) => command === 'saveOptions')).toEqual([
    { command: 'saveOptions', options: { intervalMinutes: 15 } },
  ]);
});

it('saves another rule while a number is none, which stays as it was', async () => {
  await page.show(<RulesPage overview={overview} />);
  await page.type('Check every, minutes', '');
  page.root.querySelectorAll<HTMLInputElement>('[type=radio]')[1]!.click();
  await page.says('Saved');
  expect(page.sent.at(-1)).toEqual({
    command: 'saveOptions',
    options: { oneWayRemoveMode: 'mirror' },
  });
});

it('says from how many titles on a plan waits, and saves one rule alone', async () => {
  await db.tracks.bulkPut(Array.from({ length: 41 }, (_, index) => track(`t${index}`)));
  await page.show(<SafetyPage overview={overview} />);
  await page.says('Attic: 41 positions are kept; from 9 cleared or moved back at once');
  await page.type('Remember that a title left, days', '60');
  await soon(() => expect(page.commands()).toContain('saveOptions'));
  expect(page.sent.at(-1)).toEqual({
    command: 'saveOptions',
    options: { tombstoneDays: 60 },
  });
});
