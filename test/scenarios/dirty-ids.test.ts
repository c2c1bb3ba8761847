import { describe, expect, it } from 'vitest';
import type { ServerKind } from '../../lib/model/server';
import { createWorld } from '../servers';
import { KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const TVDB = { tvdb: '81189' };

/** A show of six episodes, the same on both servers unless relabelled. */
async function sixEpisodes(left: ServerKind, right: ServerKind) {
  const world = createWorld();
  const show = world.show({ title: 'Naruto', year: 2002, ids: TVDB });
  const lines = [1, 2, 3, 4, 5, 6].map((episode) => ({ season: 1, episode }));
  const episodes = lines.map((line) => world.episode(show, line));
  const made = await overHttp(left, right, { world });
  const minutes = (server: typeof made.attic | typeof made.cellar) =>
    episodes.map((one) => server.state(one).positionMs / MINUTE);
  return { ...made, show, episodes, minutes };
}

describe.each(KINDS)('an id that is not the episode`s own, to %s', (kind) => {
  it('shared by two episodes: each goes by show and number', async () => {
    const { home, attic, cellar, episodes, minutes } = await sixEpisodes('emby', kind);
    const [, second, third] = episodes;
    for (const server of [attic, cellar]) {
      for (const one of [second!, third!]) server.relabel(one, { ids: { tmdb: '349232' } });
    }
    attic.play(second!, 20 * MINUTE, { at: Date.now() - AGO });
    attic.play(third!, 8 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 2, unmatched: 0 });
    expect(minutes(cellar)).toEqual([0, 20, 8, 0, 0, 0]);
    expect(await home.run()).toMatchObject({ written: 0, cleared: 0 });
    expect(minutes(attic)).toEqual([0, 20, 8, 0, 0, 0]);
  });

  it('the show`s on every episode: the one is written alone', async () => {
    const { home, attic, cellar, episodes, minutes } = await sixEpisodes('emby', kind);
    for (const server of [attic, cellar]) {
      for (const one of episodes) server.relabel(one, { ids: { tmdb: '1396' } });
    }
    attic.play(episodes[2]!, 10 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ written: 1, unmatched: 0 });
    expect(minutes(cellar)).toEqual([0, 0, 10, 0, 0, 0]);
  });

  it('the show`s on every episode, and one series row says that it is its own', async () => {
    const { home, attic, cellar, show, episodes, minutes } = await sixEpisodes('emby', kind);
    for (const server of [attic, cellar]) {
      for (const one of episodes) server.relabel(one, { ids: { tmdb: '1396' } });
    }
    cellar.relabel(show, { ids: { ...TVDB, tmdb: '1396' } });
    attic.play(episodes[1]!, 12 * MINUTE, { at: Date.now() - AGO });
    attic.play(episodes[2]!, 10 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ written: 2, conflicts: 0 });
    expect(minutes(cellar)).toEqual([0, 12, 10, 0, 0, 0]);
  });
});

describe('several ids of one database', () => {
  it('are a set: one in common is enough, of a film', async () => {
    const { home, attic, cellar, film } = await overHttp('plex', 'jellyfin');
    const { imdb, tmdb } = film.ids;
    attic.relabel(film, { ids: { imdb, tmdb, tvdb: ['101', '202'] } });
    cellar.relabel(film, { ids: { imdb, tmdb, tvdb: '202' } });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ written: 1, unmatched: 0 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });

  it('are a set: one in common is enough, of an episode', async () => {
    const { home, attic, cellar, episodes, minutes } = await sixEpisodes('plex', 'emby');
    attic.relabel(episodes[3]!, { ids: { imdb: ['tt1000001', 'tt1000002'] } });
    cellar.relabel(episodes[3]!, { ids: { imdb: 'tt1000002' } });
    attic.play(episodes[3]!, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ written: 1, unmatched: 0 });
    expect(minutes(cellar)).toEqual([0, 0, 0, 20, 0, 0]);
  });

  it('contradict where they have none in common', async () => {
    const { home, attic, cellar, film } = await overHttp('plex', 'jellyfin');
    attic.relabel(film, { ids: { imdb: film.ids.imdb!, tvdb: ['101', '202'] } });
    cellar.relabel(film, { ids: { imdb: film.ids.imdb!, tvdb: '303' } });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ written: 0, unmatched: 1 });
  });
});

describe('two shows under one id, on a server that keeps one state for both', () => {
  it('what is written for the one does not go on as the other`s', async () => {
    const world = createWorld();
    const shows = ['Cheers', 'Naruto'].map((title, n) => {
      const show = world.show({ title, year: 2000 + n, ids: { tvdb: String(3000 + n) } });
      const name = n === 0 ? 'Dusk' : 'Dawn';
      const ids = { imdb: `tt051000${n}` };
      const one = world.episode(show, { season: 1, episode: 1, title: name, ids });
      return { show, one };
    });
    const [cheers, naruto] = shows as [(typeof shows)[0], (typeof shows)[0]];
    const { home, attic, cellar } = await overHttp('emby', 'jellyfin', { world });
    attic.relabel(cheers.show, { ids: naruto.show.ids });
    cellar.play(cheers.one, 20 * MINUTE, { at: Date.now() - AGO });
    cellar.play(naruto.one, 10 * MINUTE, { at: Date.now() - 2 * AGO });
    for (let n = 0; n < 4; n += 1) {
      await home.run();
      home.ahead += 6 * MINUTE;
    }
    expect(cellar.state(cheers.one).positionMs).toBe(20 * MINUTE);
    expect(cellar.state(naruto.one).positionMs).toBe(10 * MINUTE);
    const reasons = [...home.store.unmatchedRows.values()].map((row) => row.reason);
    expect(new Set(reasons)).toEqual(new Set(['several-shows']));
  });
});

describe.each(KINDS)('a film that carries the id of another, on %s', (kind) => {
  it('is listed when it is played, and the other stays in step', async () => {
    const world = createWorld();
    const film = (title: string, imdb: string, runtimeMs: number) =>
      world.movie({ title, ids: { imdb }, runtimeMs });
    const heat = film('Heat', 'tt0113277', 170 * MINUTE);
    const ronin = film('Ronin', 'tt0122690', 122 * MINUTE);
    const { home, attic, cellar } = await overHttp('emby', kind, { world });
    attic.play(heat, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ written: 1 });
    cellar.relabel(ronin, { ids: { ...heat.ids, tmdb: '8195' } });
    cellar.play(ronin, 30 * MINUTE, { at: Date.now() - AGO });
    attic.play(heat, 40 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 1, unmatched: 1 });
    expect(cellar.state(heat).positionMs).toBe(40 * MINUTE);
    expect(attic.state(ronin).positionMs).toBe(0);
    const listed = [...home.store.unmatchedRows.values()];
    expect(listed.map(({ title, itemId }) => [title, itemId])).toEqual([
      [expect.stringContaining('Ronin'), cellar.itemIds(ronin)[0]],
    ]);
  });
});
