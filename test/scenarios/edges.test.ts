import { describe, expect, it } from 'vitest';
import { undo } from '../../lib/engine/undo';
import { createWorld, type Title } from '../servers';
import { history, inAgreement, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;

function oneFilm() {
  const world = createWorld();
  const film = world.movie({ title: 'Heat', ids: { imdb: 'tt0113277', tmdb: '949' } });
  return { world, film };
}

const inTwoLibraries = (title: Title, holds: 'movie' | 'show' = 'movie') => ({
  libraries: [
    { name: 'A', holds, titles: [title] },
    { name: 'B', holds, titles: [title] },
  ],
});

describe('a player that is open', () => {
  it('on another copy of the target keeps the title from being written', async () => {
    const { world, film } = oneFilm();
    const right = inTwoLibraries(film);
    const { home, attic, cellar } = await overHttp('plex', 'jellyfin', { world, right });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    // Begun again below the server's minimum: no position is stored, and no list shows it.
    cellar.openPlayer(film, { copy: 1, positionMs: MINUTE }).report();
    attic.play(film, 40 * MINUTE);
    await home.run();
    expect(cellar.state(film, { copy: 1 }).positionMs).toBe(0);
  });

  it('keeps an undo from being written', async () => {
    const { world, film } = oneFilm();
    const { home, attic, cellar } = await overHttp('plex', 'jellyfin', { world });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    attic.play(film, 40 * MINUTE);
    await home.run();
    const row = history(home.store).find((one) => one.toMs === 40 * MINUTE);
    cellar.openPlayer(film);
    await expect(undo(home.ports, row!.activityId)).rejects.toThrow('player-open');
    expect(cellar.state(film).positionMs).toBe(40 * MINUTE);
  });

  it("on Plex is the owner's, however the account is called", async () => {
    const { world, film } = oneFilm();
    const { home, attic, cellar } = await overHttp('jellyfin', 'plex', { world });
    home.store.kept.servers[1]!.userName = 'mia@example.org';
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    cellar.openPlayer(film);
    attic.play(film, 60 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 0 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });
});

describe('a position behind the credits on Plex', () => {
  it('is ignored at first contact, said once, and settled', async () => {
    const { world, film } = oneFilm();
    const { home, attic, cellar } = await overHttp('jellyfin', 'plex', { world });
    cellar.setCreditsMarker(film, 70 * MINUTE);
    attic.play(film, 75 * MINUTE, { at: Date.now() - AGO });
    expect((await home.preview('attic-cellar')).actions).toEqual([]);
    expect(await home.run()).toMatchObject({ written: 0, skipped: 1 });
    expect(await home.run()).toMatchObject({ outcome: 'done', skipped: 0 });
  });
});

describe('what is missing for a while', () => {
  it('ids on Plex do not make a title gone', async () => {
    const { world, film } = oneFilm();
    const { home, attic } = await overHttp('plex', 'jellyfin', { world });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    attic.changeIds(film, {});
    await home.run();
    expect([...home.store.trackRows.values()].map((track) => track.said !== null)).toEqual([true]);
  });

  it('a library that nobody chose needs nobody when it goes', async () => {
    const { world, film } = oneFilm();
    const { libraries } = inTwoLibraries(film);
    const right = { libraries: [...libraries, { name: 'C', holds: 'movie' as const, titles: [] }] };
    const { home, attic, cellar } = await overHttp('jellyfin', 'plex', { world, right });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    cellar.removeLibrary('C');
    expect(await home.run()).not.toMatchObject({ outcome: 'needs-you' });
  });

  it('a title that was added since is found when a person syncs', async () => {
    const { world, film } = oneFilm();
    const { home, attic, cellar } = await overHttp('plex', 'jellyfin', { world });
    cellar.deleteTitle(film);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ outcome: 'done', unmatched: 1 });
    cellar.addTitle(film, 'Films');
    home.ahead = 10 * MINUTE;
    expect(await home.run()).toMatchObject({ written: 1, unmatched: 0 });
  });
});

describe('several copies of an episode', () => {
  it('are all written at first contact, though one of them is in progress', async () => {
    const world = createWorld();
    const show = world.show({ title: 'Pilot House', ids: { tvdb: '77880' } });
    const ids = { tvdb: '6660103' };
    const episode = world.episode(show, { season: 1, episode: 3, title: 'Low Tide', ids });
    const right = inTwoLibraries(show, 'show');
    const { home, attic, cellar } = await overHttp('plex', 'jellyfin', { world, right });
    cellar.play(episode, 10 * MINUTE, { at: Date.now() - 2 * AGO });
    attic.play(episode, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    const positions = [0, 1].map((copy) => cellar.state(episode, { copy }).positionMs);
    expect(positions).toEqual([20 * MINUTE, 20 * MINUTE]);
  });
});

describe('a write that is refused', () => {
  it('brings no dropped tombstone back: nothing is cleared on one look', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.unwatch('Heat');
    await home.runOne();
    home.wait(5 * MINUTE);
    attic.play('Heat', 50 * MINUTE);
    cellar.writeFaults = [{ code: 'refused' }];
    await home.runOne();
    home.wait(5 * MINUTE);
    attic.unwatch('Heat');
    expect(await home.runOne()).toMatchObject({ cleared: 0 });
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });
});
