import { describe, expect, it } from 'vitest';
import type { ServerKind } from '../../lib/model/server';
import { type LibrarySetup, sampleWorld, type Title } from '../servers';
import { HOUR, MINUTE, overHttp, type Sim } from './homes';

const AGO = 90 * MINUTE;

/** A target with a film in two libraries, each copy with a state of its own. */
const APART = [
  { name: 'emby', kind: 'emby', more: { options: { sharedCopies: false } } },
  { name: 'jellyfin 10.11', kind: 'jellyfin', more: {} },
  { name: 'jellyfin 12', kind: 'jellyfin', more: { version: '12.0.0' } },
] as const;

async function twoCopies(kind: 'emby' | 'jellyfin', more: object, left: ServerKind = 'plex') {
  const world = sampleWorld();
  const film = world.movies[0] as Title;
  const libraries: LibrarySetup[] = [
    { name: 'Films', holds: 'movie' },
    { name: 'Favourites', holds: 'movie', titles: [film] },
    { name: 'Series', holds: 'show' },
  ];
  const made = await overHttp(left, kind, { world, right: { ...more, libraries } });
  const copies = () => [0, 1].map((copy) => made.cellar.state(film, { copy }).positionMs / MINUTE);
  return { ...made, film, copies };
}

describe.each(APART)('several copies of a title on $name', ({ kind, more }) => {
  it('are all written where none was played', async () => {
    const { home, attic, film, copies } = await twoCopies(kind, more);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(copies()).toEqual([20, 20]);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0 });
    attic.play(film, 50 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(copies()).toEqual([50, 50]);
  });

  it('are all written where one was played before the other server', async () => {
    const { home, attic, cellar, film, copies } = await twoCopies(kind, more);
    cellar.play(film, 10 * MINUTE, { at: Date.now() - 3 * AGO, copy: 1 });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(copies()).toEqual([20, 20]);
  });

  it('speak with the newest position', async () => {
    const { home, attic, cellar, film } = await twoCopies(kind, more);
    cellar.play(film, 70 * MINUTE, { at: Date.now() - 3 * AGO, copy: 0 });
    cellar.play(film, 30 * MINUTE, { at: Date.now() - AGO, copy: 1 });
    expect(await home.run()).toMatchObject({ written: 1, unmatched: 0 });
    expect(attic.state(film).positionMs).toBe(30 * MINUTE);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0 });
  });

  it('are all cleared', async () => {
    const { home, attic, film, copies } = await twoCopies(kind, more, 'emby');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    attic.clear(film);
    await home.run();
    expect(copies()).toEqual([20, 20]);
    expect(await home.run()).toMatchObject({ cleared: 1 });
    expect(copies()).toEqual([0, 0]);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, cleared: 0 });
  });

  it('are no clear when only one of them was let go', async () => {
    const { home, attic, cellar, film, copies } = await twoCopies(kind, more);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    cellar.clear(film, { copy: 1 });
    for (let n = 0; n < 3; n += 1) expect(await home.run()).toMatchObject({ cleared: 0 });
    expect(attic.state(film).positionMs).toBe(20 * MINUTE);
    expect(copies()[0]).toBe(20);
  });

  it('go on as one when one of them is deleted', async () => {
    const { home, attic, cellar, film } = await twoCopies(kind, more);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    const [first] = cellar.shelf.copies(film);
    cellar.shelf.remove(first!);
    expect(await home.run()).toMatchObject({ written: 0, cleared: 0 });
    attic.play(film, 50 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(cellar.state(film).positionMs).toBe(50 * MINUTE);
  });

  it('do not count a copy that this user may not see', async () => {
    const { home, attic, cellar, film, copies } = await twoCopies(kind, more);
    cellar.setLibraryHidden('Favourites', undefined);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    expect(copies()).toEqual([20, 0]);
  });
});

describe('another cut beside the film', () => {
  async function withCut(minutes: number) {
    const world = sampleWorld();
    const film = world.movies[0] as Title;
    const made = await overHttp('emby', 'jellyfin', {
      world,
      right: { version: '12.0.0' },
    });
    const cellar: Sim<'jellyfin'> = made.cellar;
    const version = cellar.addVersion(film, { runtimeMs: film.runtimeMs! + minutes * MINUTE });
    const item = cellar.shelf.byId.get(version)!;
    const user = cellar.people.users[0]!;
    const ofVersion = () => cellar.data.truth(user, item).ticks / 10_000 / MINUTE;
    const playVersion = (at: number, ms: number) => {
      cellar.data.write(user, item, {
        ...cellar.data.truth(user, item),
        ticks: ms * 10_000,
        lastPlayed: cellar.stamp(at),
      });
    };
    return { ...made, film, ofVersion, playVersion };
  }

  it('gets no position, the fitting version does', async () => {
    const { home, attic, cellar, film, ofVersion } = await withCut(30);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    expect(ofVersion()).toBe(0);
  });

  it('does not speak for the film', async () => {
    const { home, attic, cellar, film, playVersion } = await withCut(30);
    attic.play(film, 20 * MINUTE, { at: Date.now() - 3 * AGO });
    cellar.play(film, 20 * MINUTE, { at: Date.now() - 3 * AGO });
    await home.run();
    playVersion(Date.now() - MINUTE, 70 * MINUTE);
    for (let n = 0; n < 2; n += 1) expect(await home.run()).toMatchObject({ written: 0 });
    expect(attic.state(film).positionMs).toBe(20 * MINUTE);
  });

  it('keeps its own position when the film is cleared', async () => {
    const { home, attic, cellar, film, ofVersion, playVersion } = await withCut(30);
    attic.play(film, 20 * MINUTE, { at: Date.now() - 3 * AGO });
    cellar.play(film, 20 * MINUTE, { at: Date.now() - 3 * AGO });
    playVersion(Date.now() - 4 * AGO, 70 * MINUTE);
    await home.run();
    attic.clear(film);
    for (let n = 0; n < 3; n += 1) await home.run();
    expect(ofVersion()).toBe(70);
    expect(cellar.state(film).positionMs).toBe(0);
  });
});

describe.each(APART)('another cut in another library of $name', ({ kind, more }) => {
  async function withCut() {
    const made = await twoCopies(kind, more, 'emby');
    const { attic, cellar, film } = made;
    cellar.shelf.copy(film, 1).runtimeMs = film.runtimeMs! + 30 * MINUTE;
    attic.play(film, 20 * MINUTE, { at: Date.now() - 3 * AGO });
    return made;
  }

  it('gets no position', async () => {
    const { home, copies } = await withCut();
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(copies()).toEqual([20, 0]);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0 });
  });

  it('keeps its own position when the film moves on or is cleared', async () => {
    const { home, attic, cellar, film, copies } = await withCut();
    cellar.play(film, 70 * MINUTE, { at: Date.now() - 4 * AGO, copy: 1 });
    cellar.play(film, 20 * MINUTE, { at: Date.now() - 3 * AGO, copy: 0 });
    await home.run();
    attic.play(film, 30 * MINUTE);
    await home.run();
    expect(copies()).toEqual([30, 70]);
    home.ahead += 4 * HOUR;
    attic.clear(film);
    for (let n = 0; n < 3; n += 1) await home.run();
    expect(copies()).toEqual([0, 70]);
    expect(attic.state(film).positionMs).toBe(0);
  });
});

describe('editions and copies that share a position on Plex', () => {
  it('are written once', async () => {
    const { home, attic, cellar, film } = await overHttp('emby', 'plex');
    cellar.addEdition(film, 'Remastered');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    const both = [0, 1].map((copy) => cellar.state(film, { copy }).positionMs);
    expect(both).toEqual([20 * MINUTE, 20 * MINUTE]);
    attic.play(film, 40 * MINUTE);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0 });
  });

  it('apart, are each written', async () => {
    const { home, attic, cellar, film } = await overHttp('emby', 'plex', {
      right: { options: { apartEditions: true } },
    });
    cellar.addEdition(film, 'Remastered');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    const both = [0, 1].map((copy) => cellar.state(film, { copy }).positionMs);
    expect(both).toEqual([20 * MINUTE, 20 * MINUTE]);
  });
});

const SHARED = [
  { name: 'emby', kind: 'emby', more: {} },
  { name: 'jellyfin 10.10', kind: 'jellyfin', more: { version: '10.10.7' } },
] as const;

describe.each(SHARED)('copies that share a position on $name', ({ kind, more }) => {
  it('are one item: written, moved on and read as one', async () => {
    const { home, attic, cellar, film, copies } = await twoCopies(kind, more);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0 });
    cellar.play(film, 50 * MINUTE, { copy: 1 });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(attic.state(film).positionMs).toBe(50 * MINUTE);
    expect(copies()).toEqual([50, 50]);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0 });
  });

  it('are cleared as one, and nothing comes back', async () => {
    const { home, attic, film, copies } = await twoCopies(kind, more, 'emby');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    attic.clear(film);
    await home.run();
    expect(await home.run()).toMatchObject({ cleared: 1 });
    for (let n = 0; n < 2; n += 1) {
      expect(await home.run()).toMatchObject({ written: 0, cleared: 0, skipped: 0 });
    }
    expect(copies()).toEqual([0, 0]);
    expect(attic.state(film).positionMs).toBe(0);
  });

  it('take the other side along when a person lets one of them go', async () => {
    const { home, attic, cellar, film, copies } = await twoCopies(kind, more, 'emby');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    await home.run();
    cellar.clear(film, { copy: 0 });
    expect(copies()).toEqual([0, 0]);
    await home.run();
    await home.run();
    expect(attic.state(film).positionMs).toBe(0);
  });
});
