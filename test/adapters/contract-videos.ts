import { describe, expect, it } from 'vitest';
import { createWorld } from '../servers/index';
import { findAll } from './bench';
import { MINUTE, type Start } from './contract-product';

export function videoContract(start: Start): void {
  describe('a home video', () => {
    const home = async () => {
      const world = createWorld();
      const wedding = world.video({ title: 'Wedding', year: 2019, runtimeMs: 50 * MINUTE });
      world.movie({ title: 'Wedding Crashers', ids: { imdb: 'tt0396269' } });
      const at = await start({
        world,
        libraries: [
          { name: 'Films', holds: 'movie' },
          { name: 'Home', holds: 'video' },
        ],
      });
      const row = {
        itemId: at.sim.itemIds(wedding)[0],
        kind: 'movie',
        title: 'Wedding',
        ids: {},
        show: null,
        runtimeMs: 50 * MINUTE,
      };
      return { ...at, wedding, row };
    };

    it('is in a library of its own, which may be chosen', async () => {
      const { sim, known } = await home();
      const library = { id: sim.libraryId('Home'), name: 'Home', holds: 'movie' };
      expect(known.map(({ id, name, holds }) => ({ id, name, holds }))).toContainEqual(library);
    });

    it('is a film without ids: in the list, in looks and in searches', async () => {
      const { sim, server, known, list, look, wedding, row } = await home();
      sim.play(wedding, 20 * MINUTE);
      const at = { ...row, positionMs: 20 * MINUTE };
      expect(await list()).toMatchObject([at]);
      expect(await look(row.itemId!)).toMatchObject(at);
      const inHome = await server.search('wedd', 'movie', [sim.libraryId('Home')], known);
      expect(inHome).toMatchObject([at]);
      const everywhere = await server.search('wedd', 'movie', null, known);
      expect(everywhere.map(({ title }) => title).sort()).toEqual(['Wedding', 'Wedding Crashers']);
      expect(await server.search('wedd', 'episode', null, known)).toEqual([]);
    });

    it('is written to like any film', async () => {
      const { sim, server, look, wedding, row } = await home();
      if (!server.capabilities().writes) return;
      const fresh = await look(row.itemId!);
      await server.write({ row: fresh, positionMs: 30 * MINUTE, playedAt: null });
      expect(sim.state(wedding)).toMatchObject({ positionMs: 30 * MINUTE, watched: false });
    });

    it('is found by no id', async () => {
      const at = await home();
      const ids = (await findAll(at)).flatMap((entry) => Object.keys(entry.ids));
      expect(ids).toEqual(['imdb']);
    });

    it('is one; a trailer or an extra of a film is none', async () => {
      const { sim, server, known, list, wedding } = await home();
      if (server.capabilities().listsByLibrary) return;
      sim.play(wedding, 20 * MINUTE);
      for (const change of [{ Type: 'Trailer' }, { Type: 'MusicVideo' }, { ExtraType: 'Clip' }]) {
        const fault = sim.fault({
          when: () => true,
          transform: (json) => {
            const page = json as { Items: object[] };
            return { ...page, Items: page.Items.map((row) => ({ ...row, ...change })) };
          },
        });
        expect(await list()).toEqual([]);
        expect((await server.inProgress(null, known)).badRows).toEqual([]);
        fault.remove();
      }
      expect(await list()).toHaveLength(1);
    });
  });
}
