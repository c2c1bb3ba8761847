import { describe, expect, it } from 'vitest';
import type { ItemKind } from '../../lib/model/item';
import { bigWorld } from '../servers/index';
import { HOUR, MINUTE, type Start } from './contract-product';

export function searchContract(start: Start): void {
  describe('a search by title', () => {
    /** Titles found, with what tells them apart. */
    async function search(text: string, kind: ItemKind, scope?: string[], setup = {}) {
      const at = await start(setup);
      const rows = await at.server.search(text, kind, scope ?? null, at.known);
      return { ...at, rows };
    }

    it('finds films by a part of their name, in any case', async () => {
      const { sim, world, rows, requests } = await search('the ma', 'movie');
      const film = world.find('The Matrix');
      expect(rows).toMatchObject([
        {
          kind: 'movie',
          itemId: sim.itemIds(film)[0],
          title: 'The Matrix',
          year: 1999,
          runtimeMs: film.runtimeMs,
          ids: { imdb: 'tt0133093' },
        },
      ]);
      expect(requests().every(({ method }) => method === 'GET')).toBe(true);
    });

    it('finds episodes by their own title, each with its show and number', async () => {
      const { rows } = await search('Pilot', 'episode');
      const found = rows.map((row) => [row.kind, row.title, row.season, row.episodeTitle]);
      expect(found.sort()).toEqual([
        ['episode', 'Breaking Bad', 1, 'Pilot'],
        ['episode', 'The Office', 1, 'Pilot'],
      ]);
    });

    it('finds nothing where nothing fits, and no title of the other kind', async () => {
      expect((await search('Pilot', 'movie')).rows).toEqual([]);
      expect((await search('no such thing', 'episode')).rows).toEqual([]);
    });

    it('finds shows by a part of their name, in the scope', async () => {
      const { sim, server, world, known } = await start();
      const show = sim.itemIds(world.find('Breaking Bad'))[0];
      const within = (scope: string[] | null) => server.searchShows('breaking', scope, known);
      expect(await within(null)).toEqual([show]);
      expect(await within([sim.libraryId('Series')])).toEqual([show]);
      expect(await within([sim.libraryId('Films')])).toEqual([]);
      expect(await server.searchShows('Pilot', null, known)).toEqual([]);
    });

    it('keeps to the scope', async () => {
      const at = await start();
      const [films, series] = [at.sim.libraryId('Films'), at.sim.libraryId('Series')];
      const within = (scope: string[]) => at.server.search('Alien', 'movie', scope, at.known);
      expect(await within([films])).toHaveLength(1);
      expect(await within([series])).toEqual([]);
    });

    it('gives a few of many, in one request', async () => {
      const world = bigWorld(60, { shows: 0 });
      const { rows, requests } = await search('Film', 'movie', undefined, { world });
      expect(rows).toHaveLength(20);
      expect(requests()).toHaveLength(1);
    });

    it('says where a title stands', async () => {
      const at = await start();
      at.sim.play(at.world.find('Alien'), 30 * MINUTE, { at: Date.now() - HOUR });
      const [row] = await at.server.search('Alien', 'movie', null, at.known);
      expect(row).toMatchObject({ positionMs: 30 * MINUTE, watched: false });
    });
  });
}
