import type { Page } from '@playwright/test';
import { expect, test } from './fixture';

const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('the look that was chosen holds on both pages, whatever the system says', async ({
  extension,
}) => {
  const { page } = extension;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('link', { name: 'About' }).click();
  const light = await ground(page);
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(() => ground(page)).not.toBe(light);
  const dark = await ground(page);

  const popup = await extension.open('popup');
  await popup.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => ground(popup)).toBe(dark);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await page.getByRole('radio', { name: 'As the system' }).click();
  await expect.poll(() => ground(page)).toBe(light);
});
