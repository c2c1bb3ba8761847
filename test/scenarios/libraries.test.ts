import { describe, expect, it } from 'vitest';
import type { ServerKind } from '../../lib/model/server';
import { type SimServer, sampleWorld } from '../servers';
import { CLEARABLE, history, KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;

async function agreed(left: ServerKind, right: ServerKind) {
  const made = await overHttp(left, right);
  const episode = made.home.world.episodeOf('Breaking Bad', 1, 2);
  for (const one of [made.film, episode]) {
    made.attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
  }
  await made.home.run();
  const limit = (server: SimServer, ...names: string[]) => {
    const settings = made.home.store.kept.servers.find((one) => one.address === server.url);
    settings!.libraries = names.map((name) => server.libraryId(name));
  };
  return { ...made, episode, limit };
}

describe('a library that cannot be read', () => {
  it.each([403, 500])('on Plex (%i) makes its own items unknown, and no others', async (status) => {
    const { home, attic, cellar, film, episode } = await agreed('plex', 'emby');
    attic.fault({ when: new RegExp(`sections/${attic.libraryId('Series')}/all`), status });
    attic.clear(episode);
    attic.play(film, 50 * MINUTE);
    const outcomes = [await home.run(), await home.run(), await home.run()];
    expect(outcomes.map((run) => run.written)).toEqual([1, 0, 0]);
    for (const run of outcomes) {
      expect(run).toMatchObject({ cleared: 0, problem: { serverId: 'attic' } });
    }
    expect(cellar.state(film).positionMs).toBe(50 * MINUTE);
    expect(cellar.state(episode).positionMs).toBe(20 * MINUTE);
  });

  it('on Plex keeps its items from being written to', async () => {
    const { home, attic, cellar, film, episode } = await agreed('emby', 'plex');
    cellar.fault({ when: new RegExp(`sections/${cellar.libraryId('Series')}/all`), status: 500 });
    attic.play(film, 50 * MINUTE);
    attic.play(episode, 30 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(cellar.state(film).positionMs).toBe(50 * MINUTE);
    expect(cellar.state(episode).positionMs).toBe(20 * MINUTE);
  });

  it('at the first look is not remembered as empty', async () => {
    const { home, attic, cellar, film } = await overHttp('plex', 'emby');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    const fault = attic.fault({ when: /sections$/, status: 500 });
    expect(await home.run()).toMatchObject({ outcome: 'retry-later', written: 0 });
    fault.remove();
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });

  it.each(CLEARABLE)('nor is a failed catalogue (%s as target)', async (kind) => {
    const { home, attic, cellar, film } = await overHttp('plex', kind);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    const fault = cellar.fault({
      when: (req) => /AnyProviderId|Movie,Series/i.test(decodeURIComponent(req.rawQuery)),
      status: 500,
      body: {},
    });
    expect(await home.run()).toMatchObject({ outcome: 'retry-later', written: 0, unmatched: 0 });
    expect(home.store.unmatchedRows.size).toBe(0);
    fault.remove();
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });
});

describe('the libraries chosen for a server', () => {
  it.each(KINDS)('narrow what is read from %s', async (kind) => {
    const { home, attic, cellar, film } = await overHttp(kind, 'jellyfin');
    const episode = home.world.episodeOf('Breaking Bad', 1, 2);
    for (const one of [film, episode]) attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
    home.store.kept.servers[0]!.libraries = [attic.libraryId('Series')];
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(0);
    expect(cellar.state(episode).positionMs).toBe(20 * MINUTE);
  });

  it.each(KINDS)('narrow what is written to %s', async (kind) => {
    const { home, attic, cellar, film } = await overHttp('jellyfin', kind);
    const episode = home.world.episodeOf('Breaking Bad', 1, 2);
    for (const one of [film, episode]) attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
    home.store.kept.servers[1]!.libraries = [cellar.libraryId('Series')];
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1, unmatched: 1 });
    expect(cellar.state(film).positionMs).toBe(0);
    expect(cellar.state(episode).positionMs).toBe(20 * MINUTE);
  });

  it.each(CLEARABLE)('lead to the copy on %s that is in them', async (kind) => {
    const world = sampleWorld();
    const film = world.movies[0]!;
    const { home, attic, cellar } = await overHttp('plex', kind, {
      world,
      right: {
        ...(kind === 'emby' && { options: { sharedCopies: false } }),
        libraries: [
          { name: 'Private', holds: 'movie', titles: [film] },
          { name: 'Films', holds: 'movie' },
        ],
      },
    });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    home.store.kept.servers[1]!.libraries = [cellar.libraryId('Films')];
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film, { copy: 0 }).positionMs).toBe(0);
    expect(cellar.state(film, { copy: 1 }).positionMs).toBe(20 * MINUTE);
  });

  it('lead to the copy on Plex that is in them', async () => {
    const world = sampleWorld();
    const film = world.movies[0]!;
    const { home, attic, cellar } = await overHttp('emby', 'plex', {
      world,
      right: {
        libraries: [
          { name: 'Private', holds: 'movie', titles: [film] },
          { name: 'Films', holds: 'movie' },
        ],
      },
    });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    home.store.kept.servers[1]!.libraries = [cellar.libraryId('Films')];
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    const posts = cellar.log.filter((entry) => entry.method === 'POST');
    const [, allowed] = cellar.itemIds(film);
    expect(posts.map((entry) => entry.query.get('ratingKey'))).toEqual([allowed]);
  });

  it.each(KINDS)('stop the runs when one is gone from %s: never widened to all', async (kind) => {
    const { home, attic, cellar, film, episode, limit } = await agreed(kind, 'jellyfin');
    limit(attic, 'Films', 'Series');
    await home.run();
    attic.play(episode, 40 * MINUTE);
    attic.removeLibrary('Films');
    for (let n = 0; n < 3; n += 1) {
      expect(await home.run()).toMatchObject({
        outcome: 'needs-you',
        written: 0,
        cleared: 0,
        problem: { code: 'library-missing', serverId: 'attic' },
      });
    }
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    expect(cellar.state(episode).positionMs).toBe(20 * MINUTE);
  });

  it.each(KINDS)('taken back from %s clear nothing on the other side', async (kind) => {
    const { home, attic, cellar, film, limit } = await agreed(kind, 'emby');
    limit(attic, 'Series');
    for (let n = 0; n < 4; n += 1) expect(await home.run()).toMatchObject({ cleared: 0 });
    attic.clear(film);
    for (let n = 0; n < 4; n += 1) expect(await home.run()).toMatchObject({ cleared: 0 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    expect(history(home.store).filter((row) => row.kind === 'clear')).toEqual([]);
  });

  it.each(KINDS)('taken back from %s get no more positions', async (kind) => {
    const { home, attic, cellar, film, limit } = await agreed('jellyfin', kind);
    limit(cellar, 'Series');
    await home.run();
    attic.play(film, 50 * MINUTE);
    for (let n = 0; n < 2; n += 1) expect(await home.run()).toMatchObject({ written: 0 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });

  it.each(KINDS)('taken back from %s are no longer read either', async (kind) => {
    const { home, attic, cellar, film, limit } = await agreed(kind, 'jellyfin');
    limit(attic, 'Series');
    await home.run();
    attic.play(film, 50 * MINUTE);
    for (let n = 0; n < 2; n += 1) expect(await home.run()).toMatchObject({ written: 0 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });

  it.each(KINDS)('that %s no longer shows are named, and stop every run', async (kind) => {
    const { home, attic, cellar, film, limit } = await agreed(kind, 'jellyfin');
    limit(attic, 'Films', 'Series');
    await home.run();
    attic.setLibraryHidden('Films', undefined);
    cellar.play(film, 50 * MINUTE);
    for (let n = 0; n < 3; n += 1) {
      const problem = { code: 'library-missing', params: { library: 'Films' }, serverId: 'attic' };
      const stopped = { outcome: 'needs-you', written: 0, cleared: 0, problem };
      expect(await home.run()).toMatchObject(stopped);
    }
    attic.setLibraryHidden('Films', undefined, false);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1, cleared: 0 });
    expect(attic.state(film).positionMs).toBe(50 * MINUTE);
  });

  it('hidden from the user are as good as gone, and clear nothing', async () => {
    for (const kind of KINDS) {
      const { home, attic, cellar, film } = await agreed(kind, 'emby');
      attic.setLibraryHidden('Films', undefined);
      for (let n = 0; n < 3; n += 1) expect(await home.run(), kind).toMatchObject({ cleared: 0 });
      expect(cellar.state(film).positionMs, kind).toBe(20 * MINUTE);
    }
  });

  it('on Plex may grow: a new library is read without being asked for', async () => {
    const { home, attic, cellar } = await agreed('plex', 'emby');
    const film = home.world.movies[3]!;
    attic.addLibrary({ name: 'Classics', holds: 'movie', titles: [film] });
    attic.deleteTitle(film);
    attic.addTitle(film, 'Classics');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    home.ahead = 2 * 60 * MINUTE;
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });
});
