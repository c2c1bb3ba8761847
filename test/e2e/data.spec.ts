import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { sampleWorld } from '../servers';
import { recordGrant } from './extension';
import { expect, test } from './fixture';
import { LOOPBACK, MINUTE, moveIn, settingsFor, syncOnce } from './home';

declare const chrome: {
  storage: {
    sync: { get(): Promise<Record<string, unknown>>; set(items: object): Promise<void> };
  };
};

const PASSPHRASE = 'correct horse battery';

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Presses Start over and says yes twice. */
async function startOver(page: Page, what: RegExp): Promise<void> {
  const section = card(page, 'Start over');
  await section.getByRole('radio', { name: what }).click();
  await section.getByRole('button', { name: 'Start over' }).click();
  await section.getByRole('button', { name: 'Yes, forget it' }).click();
  await expect(section.getByRole('group', { name: /can't be undone/ })).toBeVisible();
  await section.getByRole('button', { name: 'Yes, start over' }).click();
  await expect(section.getByRole('status')).toContainText('Forgotten.');
}

test('settings with sign-ins travel under a passphrase, past a start from nothing', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  await moveIn(extension, settingsFor({ attic, cellar }));
  await syncOnce(extension);
  const { page } = extension;
  await page.getByRole('link', { name: 'Your data' }).click();

  const out = card(page, 'Export');
  await out.getByRole('checkbox', { name: 'With sign-ins' }).check();
  await out.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await out.getByLabel('Passphrase again').fill(PASSPHRASE);
  const saving = page.waitForEvent('download');
  await out.getByRole('button', { name: 'Export' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('playhead-settings-encrypted.json');
  const file = await saved.path();
  expect(readFileSync(file, 'utf8')).not.toContain(attic.token());

  await startOver(page, /Everything, servers and pairs too/);
  expect(await extension.send('exportSettings', { withTokens: true })).toMatchObject({
    value: { servers: [], pairs: [] },
  });
  expect(await extension.send('history', {})).toEqual({ ok: true, value: [] });
  expect(cellar.state(film).positionMs).toBe(20 * MINUTE);

  const within = card(page, 'Import');
  await within.getByLabel('Settings file').setInputFiles(file);
  await within.getByLabel('Passphrase').fill('wrong horse battery');
  await within.getByRole('button', { name: 'Open' }).click();
  await expect(within.getByRole('alert')).toContainText('Nothing was imported.');
  await expect(within.getByRole('button', { name: 'Import' })).toBeDisabled();
  await within.getByLabel('Passphrase').fill(PASSPHRASE);
  await within.getByRole('button', { name: 'Open' }).click();
  await expect(within.getByText('This file names 2 servers and 1 pair.')).toBeVisible();
  await recordGrant(extension.context, extension.id, LOOPBACK);
  await within.getByRole('button', { name: 'Import' }).click();
  await expect(within.getByRole('status')).toHaveText('Imported 2 servers and 1 pair.');

  attic.play(film, 40 * MINUTE);
  expect(await syncOnce(extension)).toMatchObject({ outcome: 'done', written: 1 });
  expect(cellar.state(film).positionMs).toBe(40 * MINUTE);
});

test('starting over keeps servers and pairs, changes no server, and begins with a preview', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const den = await start({ kind: 'plex', name: 'Den', world });
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  await moveIn(extension, settingsFor({ attic, den }));
  expect(await syncOnce(extension)).toMatchObject({ written: 1 });
  const { page } = extension;
  await page.getByRole('link', { name: 'Your data' }).click();
  const stored = card(page, 'What is stored');
  await expect(stored.getByRole('row', { name: /Positions remembered 1 / })).toBeVisible();
  for (const server of [attic, den]) server.clearLog();

  await startOver(page, /What Playhead has learnt/);
  await expect(stored.getByRole('row', { name: /Positions remembered 0 / })).toBeVisible();
  await expect(stored.getByRole('row', { name: /Servers and pairs 3 / })).toBeVisible();
  expect([...attic.log, ...den.log]).toEqual([]);

  attic.play(film, 40 * MINUTE);
  expect(await syncOnce(extension)).toMatchObject({ problem: { code: 'preview-first' } });
  await extension.wakeByAlarm();
  await page.getByRole('link', { name: 'Pairs' }).click();
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByText(/20:00 → 40:00/)).toBeVisible();
  expect(den.state(film).positionMs).toBe(20 * MINUTE);
  await page.getByRole('button', { name: 'Copy 1 position' }).click();
  await expect.poll(() => den.state(film).positionMs).toBe(40 * MINUTE);
});

test('settings reach another browser of the profile as an offer, without sign-ins or consent', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  attic.play(world.movies[0]!, 20 * MINUTE);
  await moveIn(extension, settingsFor({ attic, cellar }));
  const { page } = extension;
  await page.getByRole('link', { name: 'Your data' }).click();
  const section = card(page, 'Other browsers');
  await section.getByRole('button', { name: 'Switch on' }).click();
  await expect(section.getByText('Last change shared')).toBeVisible();
  const there = await page.evaluate(() => chrome.storage.sync.get());
  const text = JSON.stringify(there);
  expect(Object.keys(there)).toHaveLength(1);
  for (const server of [attic, cellar]) expect(text).not.toContain(server.token());

  // What a browser with another name finds there, once this one has started over.
  await startOver(page, /Everything, servers and pairs too/);
  expect(await page.evaluate(() => chrome.storage.sync.get())).toEqual({});
  const moved = Object.entries(there).map(([key, value]) => [
    key.replace(/settings\.[^.]+/, 'settings.elsewhere'),
    value,
  ]);
  await page.evaluate((items) => chrome.storage.sync.set(items), Object.fromEntries(moved));
  await page.getByRole('link', { name: 'Servers' }).click();
  await expect(page.getByText('From another browser: 2 servers and 1 pair.')).toBeVisible();
  await page.getByRole('link', { name: 'Your data' }).click();
  await expect(section.getByText('From another browser: 2 servers and 1 pair.')).toBeVisible();
  expect(await extension.send('exportSettings', {})).toMatchObject({ value: { servers: [] } });
  await section.getByRole('button', { name: 'Take over' }).click();
  await expect(section.getByRole('status')).toContainText('Taken over.');
  await expect(section.getByText('From another browser')).toHaveCount(0);

  await page.getByRole('link', { name: 'Servers' }).click();
  await expect(page.getByRole('button', { name: 'Sign in again' })).toHaveCount(2);
  await page.getByRole('link', { name: 'Pairs' }).click();
  await expect(page.getByRole('button', { name: 'Switch on' })).toBeVisible();
  expect(cellar.state(world.movies[0]!).positionMs).toBe(0);
});
