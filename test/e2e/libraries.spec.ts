import { type SimServer, sampleWorld } from '../servers';
import { expect, test } from './fixture';
import { MINUTE, moveIn, settingsFor, writes } from './home';

const world = sampleWorld();
const [film, other] = [world.movies[0]!, world.movies[1]!];

test('a chosen library that is gone, or out of reach, stops its runs until it is chosen anew', async ({
  extension,
  start,
}) => {
  const attic = await start({ kind: 'jellyfin', name: 'Attic', world });
  const den = await start({ kind: 'plex', name: 'Den', world });
  const films = (server: SimServer) => ({ libraries: [server.libraryId('Films')] });
  const file = settingsFor({ attic, den }, {}, {}, { attic: films(attic), den: films(den) });
  for (const one of [film, other]) attic.play(one, 20 * MINUTE);
  await moveIn(extension, file);
  const popup = await extension.open('popup');
  const status = popup.getByRole('status');
  await extension.sync();
  await expect(status).toHaveText('In step');
  expect(den.state(film).positionMs).toBe(20 * MINUTE);

  attic.removeLibrary('Films');
  attic.addLibrary({ name: 'Movies', holds: 'movie', titles: world.movies });
  attic.play(world.episodeOf('Breaking Bad', 1, 2), 10 * MINUTE);
  den.play(other, 50 * MINUTE);
  for (const server of [attic, den]) server.clearLog();
  const missing = /Attic no longer shows a library that you chose.*\(Films\) library-missing/;
  await popup.getByRole('button', { name: 'Sync now' }).click();
  await expect(status).toHaveText('Attic needs you');
  await expect(popup.getByText(missing)).toBeVisible();
  await extension.sync();
  await expect(popup.getByText(missing)).toBeVisible();
  expect(attic.log.filter(({ path }) => /Items/.test(path))).toEqual([]);
  expect(writes([attic, den])).toEqual([]);

  const opened = extension.context.waitForEvent('page');
  await popup.getByRole('link', { name: 'Choose libraries' }).click();
  const options = await opened;
  const form = options.locator('form');
  await expect(form.getByText('Choose at least one library.')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Save' })).toBeDisabled();
  await form.getByRole('checkbox', { name: 'Movies' }).check();
  await form.getByRole('button', { name: 'Save' }).click();
  // What waited for the choice runs at once.
  await expect(status).toHaveText('In step');
  expect(attic.state(other).positionMs).toBe(50 * MINUTE);
  expect(den.state(film).positionMs).toBe(20 * MINUTE);

  den.setLibraryHidden('Films', 'mia');
  attic.play(film, 40 * MINUTE);
  for (const server of [attic, den]) server.clearLog();
  await extension.sync();
  await expect(status).toHaveText('Den needs you');
  const card = options.getByRole('article', { name: 'Den' });
  await expect(card.getByRole('alert')).toHaveText(/Den no longer shows.*\(Films\)/);
  await card.getByRole('button', { name: 'Choose libraries' }).click();
  await expect(form.getByText('Choose at least one library.')).toBeVisible();
  await form.getByRole('button', { name: 'Cancel' }).click();
  expect(writes([attic, den])).toEqual([]);
  den.setLibraryHidden('Films', 'mia', false);
  await extension.sync();
  await expect(status).toHaveText('In step');
  expect(den.state(film).positionMs).toBe(40 * MINUTE);
});
