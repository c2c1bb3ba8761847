import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { type Extension, startExtension } from '../e2e/extension';
import { fill } from './fill';
import { ADDRESSES } from './household';
import { PLACES, type Place } from './places';
import { STATES, type State } from './states';

const FOLDER = '.output/screenshots';
/** What the README and the docs show, by its name there. */
const SHOWN = {
  'popup-light': 'popup-in-step-light',
  'popup-dark': 'popup-in-step-dark',
  'popup-held': 'popup-held-light',
  'popup-paused': 'popup-paused-light',
  'options-activity': 'options-activity-light',
};
const DOCS = 'docs/images';
const SCHEMES = ['light', 'dark'] as const;
const STILL = { animations: 'disabled', caret: 'hide' } as const;

const fileOf = (name: string): string => path.join(FOLDER, `${name}.png`);

/**
 * Every state of the popup and every section of the options page, in light and dark. Answers the
 * folder; the few that the README shows are renewed where it finds them.
 */
export async function screenshots(): Promise<string> {
  fs.rmSync(FOLDER, { recursive: true, force: true });
  fs.mkdirSync(FOLDER, { recursive: true });
  const extension = await startExtension();
  try {
    for (const address of ADDRESSES) await extension.allow(address);
    for (const state of STATES) await popupIn(extension, state);
    for (const place of PLACES) await optionsAt(extension, place);
  } finally {
    await extension.close();
  }
  for (const [name, picture] of Object.entries(SHOWN)) {
    fs.copyFileSync(fileOf(picture), path.join(DOCS, `${name}.png`));
  }
  return FOLDER;
}

async function popupIn(extension: Extension, state: State): Promise<void> {
  await fill(extension.page, state.rows());
  const page = await extension.context.newPage();
  await page.setViewportSize({ width: 360, height: 600 });
  await state.around?.(page);
  await page.goto(extension.url('popup'));
  await page.getByRole('status').filter({ hasText: state.says }).waitFor();
  await state.first?.(page);
  await settle(page);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    const picture = { path: fileOf(`popup-${state.name}-${colorScheme}`), ...STILL };
    await page.screenshot({ ...picture, clip: await boxOf(page) });
  }
  await page.close();
}

async function optionsAt(extension: Extension, place: Place): Promise<void> {
  await fill(extension.page, place.state.rows());
  const page = await extension.context.newPage();
  await page.setViewportSize({ width: 1000, height: 700 });
  await place.state.around?.(page);
  await page.goto(`${extension.url('options')}#${place.hash}`);
  await page.locator(place.shows).first().waitFor();
  await place.first?.(page);
  await settle(page);
  await page.evaluate(() => scrollTo(0, 0));
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    const picture = { path: fileOf(`options-${place.name}-${colorScheme}`), fullPage: true };
    await page.screenshot({ ...picture, ...STILL });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 700 });
  await page.screenshot({ path: fileOf(`options-${place.name}-narrow`), fullPage: true, ...STILL });
  await page.close();
}

/** The popup itself, whatever is open above it. */
async function boxOf(page: Page) {
  const box = await page.locator('body').boundingBox();
  if (!box) throw new Error('The popup shows nothing');
  return box;
}

/** Parts whose code comes when they are shown have come. */
const settle = (page: Page): Promise<void> => page.waitForTimeout(150);
