import { type EmbyServer, type JellyfinServer, sampleWorld } from '../servers';
import { type Extension, recordGrant } from './extension';
import { expect, test } from './fixture';
import { LOOPBACK, MINUTE, moveIn, settingsFor } from './home';

interface Entered {
  kind: string;
  address: string;
  token?: string;
  password?: string;
}

/** Adds a server as a person does: kind, address, sign-in, Connect, Save. */
async function addServer({ page }: Extension, entered: Entered, understood: RegExp) {
  const form = page.locator('form');
  if ((await form.count()) === 0) await page.getByRole('link', { name: 'Add a server' }).click();
  await page.getByLabel('Kind').selectOption({ label: entered.kind });
  if (entered.token) {
    await page.getByRole('radio', { name: /^Token/ }).click();
    await page.getByRole('textbox', { name: 'Token' }).fill(entered.token);
  }
  await page.getByLabel('Address').fill(entered.address);
  if (entered.password) {
    await page.getByLabel('User name', { exact: true }).fill('mia');
    await page.getByLabel('Password', { exact: true }).fill(entered.password);
  }
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(page.getByRole('status').filter({ hasText: understood })).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);
}

test('two servers are connected, paired, previewed and synced through the pages', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const den = await start({ kind: 'plex', name: 'Den', world });
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  const { page } = extension;
  await recordGrant(extension.context, extension.id, LOOPBACK);

  const pasted = `${attic.url}/web/index.html#/home`;
  const jellyfin = { kind: 'Jellyfin', address: pasted, password: 'secret' };
  await addServer(extension, jellyfin, /Jellyfin 10\.11\.11 .Attic., you are mia/);
  await addServer(extension, { kind: 'Plex', address: den.url, token: den.token() }, /Plex 1\./);
  const stored = await extension.send('exportSettings', {});
  expect(JSON.stringify(stored)).not.toContain('secret');

  await page.getByRole('link', { name: 'Pairs' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByText(/20:00/).first()).toBeVisible();
  expect(den.state(film).positionMs).toBe(0);
  await page.getByRole('button', { name: 'Copy 1 position' }).click();
  await expect.poll(() => den.state(film).positionMs).toBe(20 * MINUTE);

  const popup = await extension.open('popup');
  await expect(popup.getByRole('status')).toContainText('In step');
  attic.play(film, 40 * MINUTE);
  await popup.getByRole('button', { name: 'Preview' }).click();
  await expect(popup.getByText(/40:00/).first()).toBeVisible();
  expect(den.state(film).positionMs).toBe(20 * MINUTE);
  await popup.getByRole('button', { name: 'Sync now' }).click();
  await expect.poll(() => den.state(film).positionMs).toBe(40 * MINUTE);
  const passwords = [...attic.log, ...den.log].filter(({ path, query }) =>
    `${path}?${query}`.includes('secret'),
  );
  expect(passwords).toEqual([]);

  await page.getByRole('link', { name: 'Make a pair' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toHaveText(/These two servers are a pair already/);
  await page.getByLabel('Target (right)').selectOption({ label: 'Attic (Jellyfin)' });
  await page.getByLabel('Source (left)').selectOption({ label: 'Attic (Jellyfin)' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toHaveText(/Both ends .* are the same server and user/);
  const kept = await extension.send('exportSettings', {});
  expect(kept).toMatchObject({ ok: true, value: { pairs: [{ mode: 'one-way' }] } });
});

test('a new pair is tried with one title first, then with all', async ({ extension, start }) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  const [first, second] = [world.movies[0]!, world.movies[1]!];
  attic.play(first, 20 * MINUTE);
  attic.play(second, 30 * MINUTE);
  await moveIn(extension, settingsFor({ attic, cellar }, { enabled: false }));
  const { page } = extension;
  await page.getByRole('link', { name: 'Pairs' }).click();
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('checkbox', { name: second.title }).uncheck();
  await page.getByRole('button', { name: 'Copy 1 position' }).click();
  await expect(page.getByText('Trying with 1 title')).toBeVisible();
  await expect.poll(() => cellar.state(first).positionMs).toBe(20 * MINUTE);
  expect(cellar.state(second).positionMs).toBe(0);

  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('checkbox', { name: second.title }).check();
  await page.getByRole('button', { name: 'Copy 1 position' }).click();
  await expect.poll(() => cellar.state(second).positionMs).toBe(30 * MINUTE);
  await expect(page.getByText('Trying with')).toHaveCount(0);
});

test("an API key is said to be power, asks whose positions are meant, and syncs that user's only", async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const [film, other] = [world.movies[0]!, world.movies[1]!];
  const users = [{ name: 'mia', admin: true }, { name: 'ben' }];
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world, users });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world, users });
  cellar.play(film, 20 * MINUTE, { user: 'ben' });
  for (const server of [attic, cellar]) server.play(other, 30 * MINUTE, { user: 'mia' });
  const { page } = extension;
  await recordGrant(extension.context, extension.id, LOOPBACK);
  const addWithKey = async (kind: string, server: JellyfinServer | EmbyServer) => {
    await page.getByLabel('Kind').selectOption({ label: kind });
    await page.getByLabel('Address').fill(server.url);
    await page.getByRole('radio', { name: /^Token/ }).click();
    await page.getByLabel('Token', { exact: true }).fill(server.apiKey());
    await page.getByRole('button', { name: 'Connect' }).click();
    await expect(page.getByText(/API key: whoever has it has an administrator's/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
    await page.getByLabel('Who are you here?').selectOption({ label: 'ben' });
    await expect(page.getByRole('status')).toContainText('you are ben');
  };
  const isThisYou = page.getByRole('region', { name: 'Is this you?' });

  await addWithKey('Emby', cellar as EmbyServer);
  await expect(isThisYou.getByRole('listitem')).toHaveText([
    `${film.title} (1985)at 20:00 of 1:56:00`,
  ]);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('as ben')).toBeVisible();
  await page.getByRole('link', { name: 'Add a server' }).click();
  await addWithKey('Jellyfin', attic as JellyfinServer);
  await expect(isThisYou).toContainText('Nothing is in progress for this user here.');
  await page.getByRole('button', { name: 'Save' }).click();

  await page.getByRole('link', { name: 'Make a pair' }).click();
  await page.getByRole('radio', { name: /^Two-way/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Copy 1 position' }).click();
  await expect.poll(() => attic.state(film, { user: 'ben' }).positionMs).toBe(20 * MINUTE);
  expect(attic.state(film, { user: 'mia' }).positionMs).toBe(0);
  expect(attic.state(other, { user: 'ben' }).positionMs).toBe(0);
  const asked = [...attic.log, ...cellar.log]
    .map(({ path, query }) => `${path}?${query}`)
    .join(' ');
  expect(asked).toContain(cellar.userId('ben'));
  for (const server of [attic, cellar]) expect(asked).not.toContain(server.userId('mia'));
});

test('another language can be chosen, for pages and for what the worker says', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'jellyfin', name: 'Cellar', world });
  await moveIn(extension, settingsFor({ attic, cellar }));
  const { page } = extension;
  await page.getByRole('link', { name: 'About' }).click();
  await page.getByLabel('Language').selectOption('Deutsch');
  await expect(page.getByRole('link', { name: 'Sicherheit' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await cellar.stop();
  const popup = await extension.open('popup');
  await popup.getByRole('button', { name: 'Synchronisieren' }).click();
  await expect(popup.getByRole('status')).toContainText('Cellar');
  await extension.stopWorker();
  const answer = await extension.send('syncNow', { pairId: 'gone' });
  expect(answer).toMatchObject({ error: { message: expect.stringContaining('Paar') } });
  await page.getByLabel('Sprache').selectOption('Wie der Browser');
  await expect(page.getByRole('link', { name: 'Safety' })).toBeVisible();
});
