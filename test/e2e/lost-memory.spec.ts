import type { Page } from '@playwright/test';
import { sampleWorld } from '../servers';
import { expect, test } from './fixture';
import { MINUTE, moveIn, settingsFor, syncOnce, writes } from './home';

declare const chrome: {
  storage: { local: { get(): Promise<Record<string, unknown>> } };
};

/** As a browser does that finds the database damaged when it starts. */
const loseMemory = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((done, failed) => {
        const request = indexedDB.deleteDatabase('playhead');
        request.onsuccess = () => done();
        request.onerror = () => failed(request.error);
      }),
  );

test('a lost memory: servers and pairs are back, sign in again, look at the preview', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  await moveIn(extension, settingsFor({ attic, cellar }));
  expect(await syncOnce(extension)).toMatchObject({ written: 1 });
  const { page } = extension;
  const beside = JSON.stringify(await page.evaluate(() => chrome.storage.local.get()));
  expect(beside).toContain('Attic');
  for (const server of [attic, cellar]) expect(beside).not.toContain(server.token());

  await extension.stopWorker();
  await loseMemory(page);
  for (const server of [attic, cellar]) server.clearLog();
  cellar.play(film, 35 * MINUTE);

  const popup = await extension.open('popup');
  const note = popup.getByRole('region', { name: "About Playhead's memory" });
  await expect(note).toContainText("Playhead's memory was damaged or deleted.");
  await expect(note).toContainText('sign in to each server again');
  await expect(popup.getByRole('status').first()).toContainText('needs you to sign in');
  await expect(popup.getByText('Add a server')).toHaveCount(0);
  await popup.close();

  await extension.wakeByAlarm();
  const options = await extension.open('options');
  await expect(options.getByText("Playhead's memory was damaged or deleted.")).toBeVisible();
  await expect(options.getByRole('button', { name: 'Sign in again' })).toHaveCount(2);
  expect([...attic.log, ...cellar.log]).toEqual([]);

  for (const server of [attic, cellar]) await signInAgain(options, server.name);
  await options.getByRole('button', { name: 'Got it' }).click();
  await expect(options.getByText("Playhead's memory was damaged or deleted.")).toHaveCount(0);
  await options.getByRole('link', { name: 'Pairs' }).click();
  await options.getByRole('button', { name: 'Preview' }).click();
  await expect(options.getByText(/20:00 → 35:00/)).toBeVisible();
  const changed = writes([attic, cellar]).filter(({ path }) => !/Authenticate/.test(path));
  expect(changed).toEqual([]);
  expect(attic.state(film).positionMs).toBe(20 * MINUTE);
  await options.getByRole('button', { name: 'Copy 1 position' }).click();
  await expect.poll(() => attic.state(film).positionMs).toBe(35 * MINUTE);
});

test('what was removed does not come back with a lost memory', async ({ extension, start }) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  await moveIn(extension, settingsFor({ attic, cellar }));
  await extension.send('removeServer', { serverId: 'cellar' });
  await extension.stopWorker();
  await loseMemory(extension.page);
  expect(await extension.send('exportSettings', {})).toMatchObject({
    value: { servers: [{ id: 'attic' }], pairs: [] },
  });
  await extension.send('startOver', { settings: true });
  await extension.stopWorker();
  await loseMemory(extension.page);
  expect(await extension.send('exportSettings', {})).toMatchObject({
    value: { servers: [], pairs: [] },
  });
  const popup = await extension.open('popup');
  await expect(popup.getByRole('status')).toContainText('Keep your place on every server');
});

async function signInAgain(page: Page, name: string): Promise<void> {
  const card = page.getByRole('article', { name });
  await card.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByLabel('Password', { exact: true }).fill('secret');
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(page.getByText(`“${name}”, you are mia`)).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByRole('button', { name: 'Sign in again' })).toHaveCount(0);
}
