import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Extension } from '../e2e/extension';

const FOLDER = '.output/demo';
/** What a section shows once it has read what it is about. */
const CONTENT: Record<string, string> = { activity: '.activity-row', matching: '.card' };
const SECTIONS = ['servers', 'pairs', 'rules', 'activity', 'matching', 'data', 'about'];

export function emptyFolder(): string {
  fs.rmSync(FOLDER, { recursive: true, force: true });
  fs.mkdirSync(FOLDER, { recursive: true });
  return FOLDER;
}

/** The popup as wide as it is, whatever the window: its body. */
export async function pictureOf(name: string, popup: Page): Promise<void> {
  await popup.locator('body').screenshot({ path: fileOf(name), animations: 'disabled' });
}

/** The popup in dark, and every section of the options pages. */
export async function pictures(extension: Extension): Promise<void> {
  const popup = await extension.open('popup');
  await popup.emulateMedia({ colorScheme: 'dark' });
  await popup.locator('footer').waitFor();
  await pictureOf('popup-dark', popup);
  await popup.close();
  const options = await extension.open('options');
  for (const section of SECTIONS) {
    await options.goto(`${extension.url('options')}#${section}`);
    await options.locator(`.options > nav a[href="#${section}"][aria-current="page"]`).waitFor();
    await options
      .locator(CONTENT[section] ?? 'main > :nth-child(2)')
      .first()
      .waitFor();
    const whole = { fullPage: true, animations: 'disabled' } as const;
    await options.screenshot({ path: fileOf(`options-${section}`), ...whole });
  }
  await options.close();
}

const fileOf = (name: string): string => path.join(FOLDER, `${name}.png`);
