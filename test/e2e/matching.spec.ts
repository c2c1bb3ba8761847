import { sampleWorld } from '../servers';
import { expect, test } from './fixture';
import { MINUTE, moveIn, settingsFor, syncOnce } from './home';

test('a home video is matched to its partner by hand, and unmatched again', async ({
  extension,
  start,
}) => {
  const world = sampleWorld();
  const video = { title: 'Holiday at the sea', year: 2019, ids: {}, runtimeMs: 60 * MINUTE };
  const film = world.movie(video);
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const den = await start({ kind: 'plex', name: 'Den', world });
  attic.play(film, 20 * MINUTE);
  await moveIn(extension, settingsFor({ attic, den }));
  expect(await syncOnce(extension)).toMatchObject({ written: 0, unmatched: 1 });

  const { page } = extension;
  await page.getByRole('link', { name: 'Matching' }).click();
  await expect(page.getByText('Carries no IMDb, TMDB or TVDB id')).toBeVisible();
  await page.getByRole('button', { name: 'Match to…' }).click();
  const field = page.getByLabel('Title on Den');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('Holiday at the sea');
  await field.fill('no such thing');
  await field.press('Enter');
  await expect(page.getByText('No title on Den has that name.')).toBeVisible();
  await field.fill('holiday');
  await field.press('Enter');
  await page.getByRole('button', { name: 'This one: Holiday at the sea (2019)' }).click();
  await expect(page.getByRole('status')).toContainText('are one title from the next run on');
  await expect(page.getByText('Every title in progress has its partner.')).toBeVisible();

  await extension.stopWorker();
  expect(await syncOnce(extension)).toMatchObject({ written: 1, unmatched: 0 });
  expect(den.state(film).positionMs).toBe(20 * MINUTE);
  den.play(film, 35 * MINUTE);
  expect(await syncOnce(extension)).toMatchObject({ written: 1 });
  expect(attic.state(film).positionMs).toBe(35 * MINUTE);

  await page.getByRole('button', { name: 'Undo match' }).click();
  await expect(page.getByRole('button', { name: 'Undo match' })).toHaveCount(0);
  attic.play(film, 50 * MINUTE);
  expect(await syncOnce(extension)).toMatchObject({ written: 0, unmatched: 2 });
  expect(den.state(film).positionMs).toBe(35 * MINUTE);
  await page.getByRole('button', { name: 'Ignore this title' }).first().click();
  await expect(page.getByRole('heading', { name: 'Ignored by you' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop ignoring' }).click();
  await expect(page.getByRole('heading', { name: 'Ignored by you' })).toHaveCount(0);
});
