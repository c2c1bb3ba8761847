import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { fill } from '../screenshots/fill';
import { ADDRESSES } from '../screenshots/household';
import { PLACES, type Place } from '../screenshots/places';
import { saying } from '../screenshots/speech';
import { STATES, type State } from '../screenshots/states';
import type { Extension } from './extension';
import { expect, test } from './fixture';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SPARE: RunOptions = { resultTypes: ['violations'], preload: false };

declare const axe: { run(root: Document, options: RunOptions): Promise<AxeResults> };

/** What axe objects to on a page: the rule, and where. In dark, only colours can be worse. */
async function objections(page: Page): Promise<string[]> {
  // Given over the debugger: the pages themselves admit no script but their own.
  await page.evaluate(AXE);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await page.evaluate((options) => axe.run(document, options), SPARE);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const colours = { ...SPARE, runOnly: ['color-contrast'] };
  const dark = await page.evaluate((options) => axe.run(document, options), colours);
  return [...light.violations, ...dark.violations].flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} at ${node.target}: ${node.failureSummary}`),
  );
}

/** In which direction of reading the page is wider than its window. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    ['ltr', 'rtl'].filter((dir) => {
      document.documentElement.dir = dir;
      return document.documentElement.scrollWidth > innerWidth;
    }),
  );

/** A page shown in a state. One tab for all of them, but for a state that changes its tab for good. */
async function openIn(
  { context, page }: Extension,
  tab: Page,
  state: State,
  url: string,
): Promise<Page> {
  await fill(page, state.rows());
  const opened = state.around ? await context.newPage() : tab;
  if (state.around) await opened.setViewportSize(tab.viewportSize()!);
  await state.around?.(opened);
  await opened.goto('about:blank');
  await opened.goto(url);
  return opened;
}

async function popupIn(extension: Extension, tab: Page, state: State): Promise<string[]> {
  const page = await openIn(extension, tab, state, extension.url('popup'));
  await expect(page.getByRole('status')).toHaveText(saying(state.says));
  await state.first?.(page);
  if (state.shows) await page.locator(state.shows).first().waitFor();
  const found = [...(await objections(page)), ...(await cutOff(page))];
  if (page !== tab) await page.close();
  return found;
}

async function optionsAt(extension: Extension, tab: Page, place: Place): Promise<string[]> {
  const url = `${extension.url('options')}#${place.hash}`;
  const page = await openIn(extension, tab, place.state, url);
  await page.locator(place.shows).first().waitFor();
  await place.first?.(page);
  const found = [...(await objections(page)), ...(await cutOff(page))];
  if (page !== tab) await page.close();
  return found;
}

async function tabOf({ context }: Extension, width: number): Promise<Page> {
  const tab = await context.newPage();
  await tab.setViewportSize({ width, height: 600 });
  return tab;
}

// Many pages, one after another.
test.describe.configure({ timeout: 120_000 });

test('the popup has nothing that axe objects to and nothing cut off, in any state', async ({
  extension,
}) => {
  const found: Record<string, string[]> = {};
  const tab = await tabOf(extension, 360);
  for (const state of STATES) found[state.name] = await popupIn(extension, tab, state);
  expect(found).toEqual(Object.fromEntries(STATES.map(({ name }) => [name, []])));
});

for (const [sections, holds] of [
  ['servers and pairs', true],
  ['everything else', false],
] as const) {
  test(`nor has the options page at its narrowest: ${sections}`, async ({ extension }) => {
    for (const address of ADDRESSES) await extension.allow(address);
    const places = PLACES.filter(({ hash }) => /^(servers|pairs)/.test(hash) === holds);
    const found: Record<string, string[]> = {};
    const tab = await tabOf(extension, 320);
    for (const place of places) found[place.name] = await optionsAt(extension, tab, place);
    expect(found).toEqual(Object.fromEntries(places.map(({ name }) => [name, []])));
  });
}
