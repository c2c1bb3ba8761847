import type { Page } from '@playwright/test';
import type { SettingsFile } from '../../lib/model/settings';
import { sampleWorld } from '../servers';
import { type Extension, recordGrant } from './extension';
import { expect, test } from './fixture';
import { LOOPBACK, MINUTE, moveIn, settingsFor, syncOnce, writes } from './home';

declare const chrome: {
  action: { getBadgeText(of: object): Promise<string> };
  permissions: { remove(what: { origins: string[] }): Promise<boolean> };
};

const badge = ({ page }: Extension) => page.evaluate(() => chrome.action.getBadgeText({}));

/** Presses Connect, and waits for what the form says then. */
async function connect(page: Page, address: string, says: RegExp): Promise<void> {
  await page.getByLabel('Address').fill(address);
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(page.locator('form').getByRole('alert')).toContainText(says);
}

/** Chooses a settings file and presses Import, as a person does. */
async function importFile({ page }: Extension, file: unknown): Promise<void> {
  await page.getByRole('link', { name: 'Your data' }).click();
  const buffer = Buffer.from(JSON.stringify(file));
  const chosen = { name: 'settings.json', mimeType: 'application/json', buffer };
  await page.getByLabel('Settings file').setInputFiles(chosen);
  await page.getByRole('button', { name: 'Import' }).click();
}

const serversOf = (file: SettingsFile) => file.servers as Record<string, unknown>[];

const withoutTokens = (file: SettingsFile) => ({
  ...file,
  servers: serversOf(file).map(({ token: _, ...server }) => server),
});

test('a wrong address, another product and a web page are told apart, and get no password', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const mum = await start({ kind: 'emby', name: 'Mum', world });
  const den = await start({ kind: 'plex', name: 'Den', world });
  const gone = await start({ kind: 'jellyfin', name: 'Gone', world });
  await gone.stop();
  const { page } = extension;
  await recordGrant(extension.context, extension.id, LOOPBACK);
  await page.getByLabel('User name', { exact: true }).fill('mia');
  await page.getByLabel('Password', { exact: true }).fill('secret');

  await connect(page, 'mia:secret@attic', /not the address of a server.*bad-address/);
  await connect(page, gone.url, /Nothing answers at http:.*Nothing was saved.*unreachable/);
  await connect(page, mum.url, /Emby answers at http:.*not the kind.*wrong-product/);
  await connect(page, den.url, /Plex answers at http:.*not the kind.*wrong-product/);
  attic.fault({ when: /.*/, html: true });
  await connect(page, attic.url, /such as a web page. Nothing was saved.*no-media-server/);
  expect(JSON.stringify([mum.log, den.log, attic.log])).not.toContain('secret');

  attic.clearFaults();
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await connect(page, attic.url, /doesn't accept this user name and password.*signed-out/);
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  expect(await extension.send('exportSettings', {})).toMatchObject({ value: { servers: [] } });
});

test('an expired token asks to sign in again, in the popup and on the badge', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'jellyfin', name: 'Cellar', world });
  const film = world.movies[0]!;
  await moveIn(extension, settingsFor({ attic, cellar }));
  await syncOnce(extension);
  await expect.poll(() => badge(extension)).toBe('');
  cellar.revokeToken();
  attic.play(film, 20 * MINUTE);

  const popup = await extension.open('popup');
  await popup.getByRole('button', { name: 'Sync now' }).click();
  await expect(popup.getByRole('status')).toHaveText('Cellar needs you to sign in');
  await expect(popup.getByText('Sign in again', { exact: true })).toBeVisible();
  await expect(popup.getByText('signed-out')).toHaveCount(1);
  await expect.poll(() => badge(extension)).toBe('!');

  const opened = extension.context.waitForEvent('page');
  await popup.getByRole('link', { name: 'Sign in', exact: true }).click();
  const options = await opened;
  await options.getByLabel('Password', { exact: true }).fill('secret');
  await options.getByRole('button', { name: 'Connect' }).click();
  await expect(options.getByText(/“Cellar”, you are mia/)).toBeVisible();
  await options.getByRole('button', { name: 'Save' }).click();
  await expect(popup.getByRole('status')).toHaveText('In step');
  expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  await expect.poll(() => badge(extension)).toBe('');
});

test('a permission that is missing, or taken away later, is one click to mend', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  const { page } = extension;
  const file = settingsFor({ attic, cellar });
  expect(await extension.send('importSettings', { file })).toMatchObject({ ok: true });
  expect(await syncOnce(extension)).toMatchObject({
    outcome: 'needs-you',
    problem: { code: 'permission-missing' },
  });
  expect([...attic.log, ...cellar.log]).toEqual([]);

  const popup = await extension.open('popup');
  await expect(popup.getByRole('status')).toHaveText(/needs your permission/);
  await expect(popup.getByRole('link', { name: 'Allow access' })).toBeVisible();
  await expect.poll(() => badge(extension)).toBe('!');
  await recordGrant(extension.context, extension.id, LOOPBACK);
  await page.getByRole('button', { name: 'Allow access' }).first().click();
  await expect.poll(() => cellar.state(film).positionMs).toBe(20 * MINUTE);
  await expect(popup.getByRole('status')).toHaveText('In step');

  await page.evaluate((origin) => chrome.permissions.remove({ origins: [origin] }), LOOPBACK);
  await expect(page.getByRole('button', { name: 'Allow access' })).toHaveCount(2);
  await expect(page.getByText(/doesn't let Playhead talk to http:/)).toHaveCount(2);
});

test('malformed JSON and half a list write and clear nothing', async ({ extension, start }) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'jellyfin', name: 'Cellar', world });
  const films = world.movies.slice(0, 4);
  for (const [index, film] of films.entries()) attic.play(film, (10 + index) * MINUTE);
  await moveIn(extension, settingsFor({ attic, cellar }));
  expect(await syncOnce(extension)).toMatchObject({ written: 4 });
  const popup = await extension.open('popup');
  const pressed = async (says: RegExp) => {
    await popup.getByRole('button', { name: 'Sync now' }).click();
    await expect(popup.getByText(says).first()).toBeVisible();
    await expect(popup.getByRole('button', { name: 'Sync now' })).toBeEnabled();
  };
  attic.play(films[0]!, 50 * MINUTE);
  attic.clearLog();
  cellar.clearLog();

  const broken = cellar.fault({ when: /Items/, body: '{"Items":[{"Id":' });
  await pressed(/not-json/);
  broken.remove();
  const cut = cellar.fault({ when: /Items/, truncate: true });
  await pressed(/list-incomplete/);
  cut.remove();
  expect(writes([attic, cellar])).toEqual([]);
  expect(films.map((film) => attic.state(film).positionMs > 0)).toEqual([true, true, true, true]);

  // Rows are missing and the JSON is whole: what is not listed is asked for, and is still there.
  const half = cellar.fault({
    when: ({ path, query }) => /Items/.test(path) && !/ids=/i.test(String(query)),
    transform: (json) => {
      const list = json as { Items?: unknown[] };
      return list.Items ? { ...list, Items: list.Items.slice(0, 2) } : json;
    },
  });
  await syncOnce(extension);
  await syncOnce(extension);
  expect(half.hits).toBeGreaterThan(1);
  half.remove();
  expect(await syncOnce(extension)).toMatchObject({ outcome: 'done', cleared: 0 });
  for (const server of [attic, cellar]) {
    expect(films.map((film) => server.state(film).positionMs / MINUTE)).toEqual([50, 11, 12, 13]);
  }
});

test('a settings file with an unknown field is refused, and the page names the field', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  await recordGrant(extension.context, extension.id, LOOPBACK);
  const file = settingsFor({ attic, cellar });
  const [first, second] = serversOf(file);
  const misspelt = { ...file, servers: [{ ...first, tokn: 'x' }, second] };
  await importFile(extension, misspelt);
  const alert = extension.page.getByRole('alert');
  await expect(alert).toContainText('Nothing was saved');
  await expect(alert).toContainText('servers.0.tokn');
  expect(await extension.send('exportSettings', {})).toMatchObject({ value: { servers: [] } });

  await importFile(extension, withoutTokens(file));
  await expect(extension.page.getByRole('status').first()).toHaveText(
    'Imported 2 servers and 1 pair. 2 servers came without their tokens: sign in under Servers.',
  );
});

test('a settings file that is imported through the page syncs', async ({ extension, start }) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'plex', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  await recordGrant(extension.context, extension.id, LOOPBACK);
  await importFile(extension, settingsFor({ attic, cellar }));
  await expect(extension.page.getByText('Imported 2 servers and 1 pair.')).toBeVisible();

  const popup = await extension.open('popup');
  await expect(popup.getByRole('status')).toHaveText('Ready for the next run');
  await popup.getByRole('button', { name: 'Sync now' }).click();
  await expect(popup.getByRole('status')).toHaveText('In step');
  expect(cellar.state(film)).toMatchObject({ positionMs: 20 * MINUTE, watched: false });
});

test('a plan that is put aside is not called in step', async ({ extension, start }) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'jellyfin', name: 'Cellar', world });
  const films = world.movies.slice(0, 6);
  const playAll = (from: number, ago: number) => {
    const at = attic.now() - ago * MINUTE;
    for (const [index, film] of films.entries()) attic.play(film, (from + index) * MINUTE, { at });
  };
  playAll(10, 120);
  await moveIn(extension, settingsFor({ attic, cellar }));
  await syncOnce(extension);
  playAll(40, 60);
  expect(await syncOnce(extension)).toMatchObject({ outcome: 'held' });
  const popup = await extension.open('popup');
  await popup.getByRole('button', { name: 'Not now' }).click();
  await expect(popup.getByRole('status')).toHaveText('Ready for the next run');
  await expect(popup.getByText('Put aside')).toBeVisible();
  expect(cellar.state(films[0]!).positionMs).toBe(10 * MINUTE);
});
