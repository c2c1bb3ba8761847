import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { type Extension, startExtension } from '../e2e/extension';
import { fill } from './fill';
import { ADDRESSES } from './household';
import { PLACES, type Place } from './places';
import { DEFAULT_LANGUAGE, saying, speakIn } from './speech';
import { STATES, type State } from './states';

/** Languages other than English have a folder each. */
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

let folder = FOLDER;

const fileOf = (name: string): string => path.join(folder, `${name}.png`);

/**
 * Every state of the popup and every section of the options page, in light and dark. Answers the
 * folder; in English, the few that the README shows are renewed where it finds them.
 */
export async function screenshots(language = DEFAULT_LANGUAGE): Promise<string> {
  const english = language === DEFAULT_LANGUAGE;
  if (!english) folder = `${FOLDER}-${language}`;
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  speakIn(language);
  const extension = await startExtension();
  try {
    if (!english) await extension.page.evaluate(choose, language);
    for (const address of ADDRESSES) await extension.allow(address);
    for (const state of STATES) await popupIn(extension, state);
    for (const place of PLACES) await optionsAt(extension, place);
  } finally {
    await extension.close();
  }
  for (const [name, picture] of Object.entries(english ? SHOWN : {})) {
    fs.copyFileSync(fileOf(picture), path.join(DOCS, `${name}.png`));
  }
  return folder;
}

/** As the switch on the options page does; pages that are opened from now on speak it. */
const choose = (language: string): void => localStorage.setItem('language', language);

async function popupIn(extension: Extension, state: State): Promise<void> {
  await fill(extension.page, state.rows());
  const page = await extension.context.newPage();
  await page.setViewportSize({ width: 360, height: 600 });
  await state.around?.(page);
  await page.goto(extension.url('popup'));
  await page
    .getByRole('status')
    .filter({ hasText: saying(state.says) })
    .waitFor();
  await state.first?.(page);
  if (state.shows) await page.locator(state.shows).first().waitFor();
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
