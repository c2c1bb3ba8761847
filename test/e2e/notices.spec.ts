import { test as base } from '@playwright/test';
import { type SimServer, sampleWorld, startServer } from '../servers';
import { type Extension, startExtension } from './extension';
import { expect } from './fixture';
import { moveIn, settingsFor, syncOnce } from './home';

declare const chrome: {
  notifications: {
    getAll(): Promise<Record<string, boolean>>;
    clear(id: string): Promise<boolean>;
    onClicked: { dispatch(id: string): void };
  };
};

const test = base.extend<{ extension: Extension }>({
  extension: async ({}, use) => {
    const extension = await startExtension({ given: ['notifications'] });
    await use(extension);
    await extension.close();
  },
});

const shown = async ({ page }: Extension): Promise<string[]> =>
  Object.keys(await page.evaluate(() => chrome.notifications.getAll()));

const clear = ({ page }: Extension, id: string) =>
  page.evaluate((one) => chrome.notifications.clear(one), id);

test('a server that asks to sign in again is told once, and a click leads there', async ({
  extension,
}) => {
  const world = sampleWorld();
  const attic = await startServer({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await startServer({ kind: 'jellyfin', name: 'Cellar', world });
  const servers: SimServer[] = [attic, cellar];
  const { page } = extension;
  await moveIn(extension, settingsFor({ attic, cellar }));
  await syncOnce(extension);
  cellar.revokeToken();
  expect(await syncOnce(extension)).toMatchObject({ outcome: 'needs-you' });
  expect(await shown(extension)).toEqual([]);

  await page.getByRole('link', { name: 'Safety' }).click();
  const section = page.getByRole('region', { name: 'Notifications' });
  await section.getByRole('button', { name: 'Switch on' }).click();
  await expect(section.getByRole('button', { name: 'Switch off' })).toBeVisible();
  await expect.poll(() => shown(extension)).toEqual(['sign-in:cellar']);
  await clear(extension, 'sign-in:cellar');
  await syncOnce(extension);
  expect(await shown(extension)).toEqual([]);

  const opened = extension.context.waitForEvent('page');
  const [worker] = extension.context.serviceWorkers();
  await worker!.evaluate(() => chrome.notifications.onClicked.dispatch('sign-in:cellar'));
  const options = await opened;
  await expect(options).toHaveURL(/options\.html#servers\/cellar$/);
  await options.getByLabel('Password', { exact: true }).fill('secret');
  await options.getByRole('button', { name: 'Connect' }).click();
  await options.getByRole('button', { name: 'Save' }).click();
  await expect(options.getByRole('button', { name: 'Save' })).toHaveCount(0);
  expect(await syncOnce(extension)).toMatchObject({ outcome: 'done' });

  cellar.revokeToken();
  await syncOnce(extension);
  await expect.poll(() => shown(extension)).toEqual(['sign-in:cellar']);
  await clear(extension, 'sign-in:cellar');
  await section.getByRole('button', { name: 'Switch off' }).click();
  await expect(section.getByRole('button', { name: 'Switch on' })).toBeVisible();
  await syncOnce(extension);
  expect(await shown(extension)).toEqual([]);
  await Promise.all(servers.map((server) => server.stop()));
});
