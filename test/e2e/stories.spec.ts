import { type SimServer, sampleWorld, type Title, type World } from '../servers';
import type { Extension } from './extension';
import { expect, test } from './fixture';
import { MINUTE, moveIn, settingsFor, syncOnce } from './home';

async function twoServers(
  extension: Extension,
  start: (options: { kind: 'jellyfin' | 'plex'; name: string; world: World }) => Promise<SimServer>,
  kinds: ['jellyfin' | 'plex', 'jellyfin' | 'plex'] = ['jellyfin', 'jellyfin'],
) {
  const world = sampleWorld();
  const attic = await start({ kind: kinds[0], name: 'Attic', world });
  const cellar = await start({ kind: kinds[1], name: 'Cellar', world });
  const movedIn = () => moveIn(extension, settingsFor({ attic, cellar }));
  return { world, attic, cellar, movedIn };
}

/** The first films of the world, each at its own position on a server. */
function startAll(server: SimServer, films: Title[], shift = 0, at = server.now()): void {
  for (const [index, film] of films.entries()) {
    server.play(film, (10 + index + shift) * MINUTE, { at });
  }
}

test('a cleared title is cleared on the other side in the second run', async ({
  extension,
  start,
}) => {
  const { world, attic, cellar, movedIn } = await twoServers(extension, start);
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  await movedIn();
  await syncOnce(extension);

  attic.clear(film);
  expect(await syncOnce(extension)).toMatchObject({ cleared: 0 });
  expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  await extension.stopWorker();
  expect(await syncOnce(extension)).toMatchObject({ cleared: 1 });
  expect(cellar.state(film).positionMs).toBe(0);
});

test('Plex keeps a position that was cleared elsewhere, and says so once', async ({
  extension,
  start,
}) => {
  const { world, attic, cellar, movedIn } = await twoServers(extension, start, [
    'jellyfin',
    'plex',
  ]);
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  await movedIn();
  await syncOnce(extension);

  attic.clear(film);
  await syncOnce(extension);
  expect(await syncOnce(extension)).toMatchObject({ cleared: 0, skipped: 1 });
  expect(await syncOnce(extension)).toMatchObject({ outcome: 'done', skipped: 0 });
  expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  const history = await extension.send('history', {});
  expect(history).toMatchObject({ ok: true, value: [{ reason: 'cannot-clear' }, {}] });
});

test('a worker killed after the third of seven writes loses and repeats nothing', async ({
  extension,
  start,
}) => {
  const { world, attic, cellar, movedIn } = await twoServers(extension, start);
  const films = world.movies.slice(0, 7);
  startAll(attic, films);
  await movedIn();

  const arrived = () => films.filter((film) => cellar.state(film).positionMs > 0).length;
  const writes = () => cellar.log.filter((entry) => entry.method === 'POST');
  // The third write is taken, and its answer never arrives.
  const third = new Promise<void>((done) => {
    cellar.fault({
      when: ({ method }) => {
        if (method === 'POST' && writes().length === 3) done();
        return method === 'POST' && writes().length >= 3;
      },
      afterHandling: true,
      delayMs: 60_000,
    });
  });
  const cut = extension.sync().catch(() => 'cut');
  await third;
  await expect.poll(arrived).toBe(3);
  await extension.stopWorker();
  expect(await cut).toBe('cut');
  cellar.clearFaults();

  await extension.wakeByAlarm();
  await expect.poll(arrived, { timeout: 30_000 }).toBe(7);
  const written = writes().map((entry) => entry.path);
  expect(written).toHaveLength(new Set(written).size);
  for (const [index, film] of films.entries()) {
    expect(cellar.state(film).positionMs).toBe((10 + index) * MINUTE);
    expect(attic.state(film).positionMs).toBe((10 + index) * MINUTE);
  }
  expect(await syncOnce(extension)).toMatchObject({ written: 0 });
});

test('a server that is down writes and loses nothing, and catches up when it is back', async ({
  extension,
  start,
}) => {
  const { world, attic, cellar, movedIn } = await twoServers(extension, start);
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  await movedIn();
  await cellar.stop();
  const down = await syncOnce(extension);
  expect(down).toMatchObject({ outcome: 'retry-later', written: 0 });
  expect(down.problem).toMatchObject({ code: 'unreachable', serverId: 'cellar' });

  await cellar.start();
  expect(await syncOnce(extension)).toMatchObject({ outcome: 'done', written: 1 });
  expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
});

test('an unusual plan is held, and written once it is approved', async ({ extension, start }) => {
  const { world, attic, cellar, movedIn } = await twoServers(extension, start);
  const films = world.movies.slice(0, 6);
  startAll(attic, films, 0, attic.now() - 120 * MINUTE);
  await movedIn();
  await syncOnce(extension);
  // Nobody played since the run: the server's dates are older.
  startAll(attic, films, 30, attic.now() - 60 * MINUTE);
  expect(await syncOnce(extension)).toMatchObject({ outcome: 'held', written: 0 });
  expect(cellar.state(films[0]!).positionMs).toBe(10 * MINUTE);

  const popup = await extension.open('popup');
  await popup.getByRole('button', { name: 'Review', exact: true }).click();
  await popup.getByRole('button', { name: 'Copy 6 positions', exact: true }).click();
  await expect
    .poll(() => films.map((film) => cellar.state(film).positionMs))
    .toEqual(films.map((_, index) => (40 + index) * MINUTE));
});

test('a write is undone from the popup, and not repeated', async ({ extension, start }) => {
  const { world, attic, cellar, movedIn } = await twoServers(extension, start);
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  await movedIn();
  await syncOnce(extension);
  attic.play(film, 50 * MINUTE);
  await syncOnce(extension);
  expect(cellar.state(film).positionMs).toBe(50 * MINUTE);

  const popup = await extension.open('popup');
  await popup.getByRole('button', { name: 'Undo' }).first().click();
  await expect.poll(() => cellar.state(film).positionMs).toBe(20 * MINUTE);
  expect(await syncOnce(extension)).toMatchObject({ written: 0 });
  expect(attic.state(film).positionMs).toBe(50 * MINUTE);
  expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
});

test('a difference left apart is ended by choosing a side', async ({ extension, start }) => {
  const { world, attic, cellar, movedIn } = await twoServers(extension, start, [
    'jellyfin',
    'plex',
  ]);
  const film = world.movies[0]!;
  attic.play(film, 20 * MINUTE);
  await movedIn();
  await syncOnce(extension);
  attic.clear(film);
  await syncOnce(extension);
  await syncOnce(extension);

  const { page } = extension;
  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('link', { name: 'Left apart 1' }).click();
  await expect(page.getByRole('button', { name: /no position/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Use 20:00, as on Cellar' }).click();
  await expect.poll(() => attic.state(film).positionMs).toBe(20 * MINUTE);
  expect(await syncOnce(extension)).toMatchObject({ written: 0, skipped: 0 });
  expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
});
