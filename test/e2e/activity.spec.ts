import { sampleWorld } from '../servers';
import { expect, test } from './fixture';
import { MINUTE, moveIn, settingsFor, syncOnce } from './home';

test('the activity says why, takes back, and leaves a title alone from then on', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const den = await start({ kind: 'plex', name: 'Den', world });
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  await moveIn(extension, settingsFor({ attic, den }));
  await syncOnce(extension);
  attic.play(film, 50 * MINUTE);
  await syncOnce(extension);
  expect(den.state(film).positionMs).toBe(50 * MINUTE);

  const { page } = extension;
  await page.getByRole('link', { name: 'Activity' }).click();
  const pictures = () => [...attic.log, ...den.log].filter(({ path }) => /image|photo/i.test(path));
  expect(pictures()).toEqual([]);
  await page.getByRole('checkbox', { name: 'Show posters' }).check();
  const opener = page.getByRole('button', { name: /Back to the Future.*20:00.*50:00/ });
  await opener.press('Enter');
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  const poster = page.locator('.opened .poster img');
  await expect(poster).toHaveJSProperty('naturalWidth', 2);
  await expect(poster).toHaveCSS('height', '90px');
  expect(pictures()).toHaveLength(1);
  await expect(page.getByText('It moved on one server and not on the other')).toBeVisible();
  await expect(page.getByText('Den: 50:00')).toBeVisible();
  await expect(page.getByText('Length 1:56:00')).toBeVisible();
  const link = page.getByRole('link', { name: 'Open on Den' });
  const href = await link.getAttribute('href');
  expect(href).toMatch(/#!\/server\/\w+\/details\?key=%2Flibrary%2Fmetadata%2F\d+$/);
  expect(href).not.toContain(den.token());

  await page.getByRole('button', { name: 'Ignore this title' }).click();
  await expect(page.getByText('Ignored in this pair.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect.poll(() => den.state(film).positionMs).toBe(20 * MINUTE);
  await expect(page.getByRole('heading', { name: /Attic.*Den/ })).toHaveCount(3);

  attic.play(film, 70 * MINUTE);
  expect(await syncOnce(extension)).toMatchObject({ written: 0, skipped: 1 });
  expect(await syncOnce(extension)).toMatchObject({ written: 0, skipped: 0 });
  expect(den.state(film).positionMs).toBe(20 * MINUTE);
  await page.getByRole('button', { name: 'Stop ignoring' }).first().click();
  await expect(page.getByRole('button', { name: 'Ignore this title' }).first()).toBeVisible();
  expect(await syncOnce(extension)).toMatchObject({ written: 1 });
  expect(den.state(film).positionMs).toBe(70 * MINUTE);
});

test('a conflict is turned around: what lost is taken instead', async ({ extension, start }) => {
  const world = sampleWorld();
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const cellar = await start({ kind: 'emby', name: 'Cellar', world });
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE, { at: Date.now() - 90 * MINUTE });
  cellar.play(film, 40 * MINUTE, { at: Date.now() - 30 * MINUTE });
  await moveIn(extension, settingsFor({ attic, cellar }));
  expect(await syncOnce(extension)).toMatchObject({ written: 1, conflicts: 1 });
  expect(attic.state(film).positionMs).toBe(40 * MINUTE);

  const { page } = extension;
  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByLabel('Show', { exact: true }).selectOption({ label: 'Conflicts' });
  await page.getByRole('button', { name: /Back to the Future/ }).click();
  await expect(page.getByText('Both changed. The newest wins.')).toBeVisible();
  await page.getByRole('button', { name: 'Use 20:00 instead, as on Attic' }).click();
  await expect.poll(() => cellar.state(film).positionMs).toBe(20 * MINUTE);
  expect(attic.state(film).positionMs).toBe(20 * MINUTE);
  expect(await syncOnce(extension)).toMatchObject({ written: 0, skipped: 0 });
});
