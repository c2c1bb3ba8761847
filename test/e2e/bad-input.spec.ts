import type { Page } from '@playwright/test';
import { sampleWorld } from '../servers';
import { expect, test } from './fixture';
import { LOOPBACK, MINUTE, moveIn, settingsFor, syncOnce } from './home';

const asFile = (content: unknown) => ({
  name: 'playhead-settings.json',
  mimeType: 'application/json',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

async function importThrough(page: Page, content: unknown): Promise<void> {
  await page.getByRole('link', { name: 'Your data' }).click();
  await page.getByLabel('Settings file').setInputFiles(asFile(content));
  await page.getByRole('button', { name: 'Import' }).click();
}

test('a settings file is imported through the page, and a wrong one is refused by name', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  await extension.allow(LOOPBACK);
  const { page } = extension;
  const file = settingsFor({ attic, cellar });

  await importThrough(page, { ...file, colour: 'red' });
  await expect(page.getByRole('alert')).toContainText('colour');
  expect(await extension.send('exportSettings', {})).toMatchObject({ value: { servers: [] } });

  await page.getByLabel('Settings file').setInputFiles(asFile('{ "format": '));
  await expect(page.getByText('no settings file')).toBeVisible();

  await importThrough(page, file);
  await expect(page.getByText('Imported 2 servers, 1 pair.')).toBeVisible();
  expect(await syncOnce(extension)).toMatchObject({ written: 1 });
  expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
});

test('a server in trouble is said in words, with its code, and nothing is written', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const den = await start({ kind: 'plex', name: 'Den', world });
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  await moveIn(extension, settingsFor({ attic, den }));
  const popup = await extension.open('popup');

  const page = den.fault({ when: /./, html: true });
  const proxied = await syncOnce(extension);
  expect(proxied).toMatchObject({ outcome: 'needs-you', written: 0 });
  expect(proxied.problem).toMatchObject({ code: 'not-json', serverId: 'den' });
  page.remove();

  attic.revokeToken();
  const expired = await syncOnce(extension);
  expect(expired).toMatchObject({ outcome: 'needs-you', written: 0 });
  expect(expired.problem).toMatchObject({ code: 'signed-out', serverId: 'attic' });
  await expect(popup.getByRole('status')).toContainText('Attic');
  await expect(popup.getByRole('link', { name: /sign in/i }).first()).toBeVisible();
  expect(den.state(film).positionMs).toBe(0);
});

test('an address that the browser does not allow is never asked', async ({ extension, start }) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  const answer = await extension.send('importSettings', { file: settingsFor({ attic, cellar }) });
  expect(answer).toMatchObject({ ok: true });
  const summary = await syncOnce(extension);
  expect(summary).toMatchObject({ outcome: 'needs-you', written: 0, requests: 0 });
  expect(summary.problem).toMatchObject({ code: 'permission-missing' });
  expect([...attic.log, ...cellar.log]).toEqual([]);
  const { page } = extension;
  await page.getByRole('link', { name: 'Servers' }).click();
  await expect(page.getByRole('button', { name: 'Allow access' }).first()).toBeVisible();
});
