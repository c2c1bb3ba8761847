import type { Page } from '@playwright/test';
import { sampleWorld } from '../servers';
import { recordGrant } from './extension';
import { expect, test } from './fixture';
import { LOOPBACK, MINUTE } from './home';

const FAR = 60;

interface Focused {
  name: string;
  /** The page shows where it is. */
  visible: boolean;
}

const focused = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement;
    const label = element.labels?.[0] ?? element;
    return {
      name: element.getAttribute('aria-label') ?? label.textContent?.trim() ?? '',
      visible: getComputedStyle(element).outlineStyle !== 'none',
    };
  });

/** Presses Tab, or Shift and Tab, until that is in focus; it has to look it. */
async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < FAR; presses += 1) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (now.name === name) {
      expect(now.visible, `the focus on ${name} is visible`).toBe(true);
      return;
    }
    passed.push(now.name);
  }
  throw new Error(`Tab never came to ${name}, but to ${passed.join(', ')}`);
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function type(page: Page, field: string, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(text);
}

/** The form of a server, from its kind, which has the focus, to its save. */
async function signIn(page: Page, address: string, understood: RegExp): Promise<void> {
  await type(page, 'Address', address);
  await type(page, 'User name', 'mia');
  await type(page, 'Password', 'secret');
  await press(page, 'Connect');
  await expect(page.getByRole('status').filter({ hasText: understood })).toBeVisible();
  await press(page, 'Save');
  await expect(page.locator('form')).toHaveCount(0);
}

test('from the first server to the first sync by keyboard alone', async ({ extension, start }) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const mum = await start({ kind: 'emby', name: 'Mum', world });
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  const { page } = extension;
  await recordGrant(extension.context, extension.id, LOOPBACK);
  await page.bringToFront();

  await tabTo(page, 'Kind');
  await signIn(page, attic.url, /you are mia/);
  await press(page, 'Add a server');
  await expect.poll(async () => (await focused(page)).name).toBe('Kind');
  await page.keyboard.press('e');
  await expect(page.getByLabel('Kind')).toHaveValue('emby');
  await signIn(page, mum.url, /Emby .* you are mia/);

  await press(page, 'Make a pair');
  await tabTo(page, 'One-way: the target follows the source');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /^Two-way/ })).toBeChecked();
  await press(page, 'Save');
  await press(page, 'Preview');
  await expect(page.getByText(/20:00/).first()).toBeVisible();
  expect(mum.state(film).positionMs).toBe(0);
  await press(page, 'Copy 1 position');
  await expect.poll(() => mum.state(film).positionMs).toBe(20 * MINUTE);

  const popup = await extension.open('popup');
  await expect(popup.getByRole('status')).toHaveText('In step');
  await tabTo(popup, 'Pause syncing');
  await popup.keyboard.press('Enter');
  await tabTo(popup, 'Until I resume');
  await popup.keyboard.press('Escape');
  await expect.poll(async () => (await focused(popup)).name).toBe('Pause syncing');
  await popup.keyboard.press('Enter');
  await tabTo(popup, 'Until I resume');
  await popup.keyboard.press('Space');
  await expect(popup.getByRole('status')).toHaveText('Paused until you resume');
  await press(popup, 'Resume');
  await expect(popup.getByRole('status')).toHaveText('In step');
});
