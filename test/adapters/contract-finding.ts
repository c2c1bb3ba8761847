import { describe, expect, it } from 'vitest';
import { bigWorld } from '../servers/index';
import { findAll } from './bench';
import { MINUTE, PLAYED, type Start } from './contract-product';

export function findingContract(start: Start): void {
  describe('a look by id', () => {
    it('tells what is at a position, finished, not started, and gone', async () => {
      const { sim, world, server, requests } = await start();
      const titles = ['Alien', 'Casablanca', 'Inception', 'Amélie'].map((name) => world.find(name));
      const [at, finished, , gone] = titles;
      sim.play(at!, 30 * MINUTE, { at: PLAYED });
      sim.finish(finished!, { at: PLAYED });
      const ids = titles.map((title) => sim.itemIds(title)[0]!);
      sim.deleteTitle(gone!);
      const found = await server.lookUp(ids);
      const states = ids.map((id) => {
        const row = found.rows.get(id);
        return row && [row.positionMs, row.watched, row.lastPlayedAt];
      });
      expect(states).toEqual([
        [30 * MINUTE, false, PLAYED],
        [0, true, PLAYED],
        [0, false, null],
        undefined,
      ]);
      expect(found.badRows.size).toBe(0);
      expect(requests().filter(({ method }) => method !== 'GET')).toEqual([]);
    });

    it('finds nothing where nothing is left', async () => {
      const { sim, world, server } = await start();
      const ids = sim.itemIds(world.find('Alien'));
      sim.deleteTitle(world.find('Alien'));
      const found = await server.lookUp(ids);
      expect([found.rows.size, found.badRows.size]).toEqual([0, 0]);
    });

    it('asks for a hundred at a time, and for nothing when there is nothing to ask', async () => {
      const world = bigWorld(250, { shows: 0 });
      const { sim, server, requests } = await start({ world });
      const ids = world.movies.flatMap((film) => sim.itemIds(film));
      expect((await server.lookUp(ids)).rows.size).toBe(250);
      expect(requests()).toHaveLength(3);
      await server.lookUp([]);
      await server.showIds([]);
      expect(requests()).toHaveLength(0);
    });
  });

  describe('finding', () => {
    it('knows films and shows by their ids', async () => {
      const at = await start();
      const entries = await findAll(at);
      expect(entries).toHaveLength(15);
      const [alien] = at.sim.itemIds(at.world.find('Alien'));
      const [show] = at.sim.itemIds(at.world.find('The Office'));
      expect(entries).toContainEqual(
        expect.objectContaining({
          itemId: alien,
          kind: 'movie',
          ids: { imdb: 'tt0078748', tmdb: '348' },
        }),
      );
      expect(entries).toContainEqual(
        expect.objectContaining({
          itemId: show,
          kind: 'show',
          ids: { imdb: 'tt0386676', tmdb: '2316', tvdb: '73244' },
        }),
      );
    });

    it('keeps to the scope', async () => {
      const at = await start();
      const series = at.sim.libraryId('Series');
      const entries = await findAll(at, [series]);
      expect(entries).toHaveLength(3);
      expect(new Set(entries.map(({ libraryId }) => libraryId))).toEqual(new Set([series]));
    });

    it('asks for nothing where the scope holds nothing', async () => {
      const at = await start();
      at.requests();
      expect(await findAll(at, [])).toEqual([]);
      expect((await at.server.inProgress([], at.known)).rows).toEqual([]);
      expect(at.requests()).toEqual([]);
    });

    it('reads a large library in few requests', async () => {
      const world = bigWorld(2100, { shows: 10, episodesPerShow: 1 });
      const at = await start({ world });
      expect(await findAll(at)).toHaveLength(2110);
      expect(at.requests().length).toBeLessThanOrEqual(43);
    });

    it('lists the episodes of a show', async () => {
      const { sim, world, server } = await start();
      const show = world.find('Breaking Bad');
      sim.play(world.episodeOf(show, 1, 3), 10 * MINUTE);
      const episodes = await server.episodes(sim.itemIds(show)[0]!);
      expect(episodes.map(({ season, episode }) => [season, episode])).toEqual([
        [0, 1],
        [1, 1],
        [1, 2],
        [1, 3],
        [1, 4],
        [1, 5],
      ]);
      expect(episodes[3]).toMatchObject({ positionMs: 10 * MINUTE, ids: { tmdb: '62087' } });
      expect(episodes[3]!.show).toEqual({ itemId: sim.itemIds(show)[0], ids: null });
    });

    it('finds no episodes of a show that is gone', async () => {
      const { sim, world, server } = await start();
      const [show] = sim.itemIds(world.find('The Office'));
      sim.deleteTitle(world.find('The Office'));
      expect(await server.episodes(show!)).toEqual([]);
    });

    it('notices from a mark that titles come and go, and nothing else', async () => {
      const { sim, world, server, requests } = await start();
      if (server.capabilities().finds === 'ids') return;
      const before = await server.catalogueMark(null);
      expect(requests()).toHaveLength(1);
      sim.play(world.find('Alien'), 30 * MINUTE);
      expect(await server.catalogueMark(null)).toBe(before);
      sim.deleteTitle(world.find('Alien'));
      const less = await server.catalogueMark(null);
      expect(less).not.toBe(before);
      sim.addTitle(world.find('Alien'), 'Films');
      const again = await server.catalogueMark(null);
      expect([before, less]).not.toContain(again);
    });
  });
}
