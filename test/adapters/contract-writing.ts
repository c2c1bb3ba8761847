import { describe, expect, it } from 'vitest';
import { MINUTE, PLAYED, type Product, type Start } from './contract-product';
import { problemFrom } from './probe';

export function writingContract(product: Product, start: Start): void {
  const { kind } = product;

  if (!product.writes) return;
  describe('a write', () => {
    it('leaves the position there, as the server itself says', async () => {
      const { sim, world, server, look, list } = await start();
      const film = world.find('Alien');
      const row = await look(sim.itemIds(film)[0]!);
      const answer = await server.write({ row, positionMs: 40 * MINUTE, playedAt: PLAYED });
      const after = await look(row.itemId);
      expect(after).toMatchObject({ positionMs: 40 * MINUTE, watched: false });
      if (answer) {
        const { positionMs, watched, playCount, lastPlayedAt } = after;
        expect(answer).toEqual({ positionMs, watched, playCount, lastPlayedAt });
      }
      if (server.capabilities().keepsTime) expect(after.lastPlayedAt).toBe(PLAYED);
      expect((await list()).map(({ title }) => title)).toEqual(['Alien']);
      expect(sim.state(film, { user: 'ben' }).positionMs).toBe(0);
    });

    it('is one request', async () => {
      const { sim, world, server, look, requests } = await start();
      const row = await look(sim.itemIds(world.find('Alien'))[0]!);
      requests();
      await server.write({ row, positionMs: 40 * MINUTE, playedAt: PLAYED });
      expect(requests().map(({ method }) => method)).toEqual(['POST']);
    });

    it('may go back', async () => {
      const { sim, world, server, look } = await start();
      const episode = world.episodeOf('Breaking Bad', 1, 2);
      sim.play(episode, 30 * MINUTE);
      const row = await look(sim.itemIds(episode)[0]!);
      await server.write({ row, positionMs: 5 * MINUTE, playedAt: null });
      expect((await look(row.itemId)).positionMs).toBe(5 * MINUTE);
    });

    it('keeps what was watched, how often, and the favourites', async () => {
      const { sim, world, server, look } = await start();
      const film = world.find('Alien');
      const kept = { watched: true, playCount: 3, ...(kind !== 'plex' && { favourite: true }) };
      sim.setState(film, { ...kept, lastPlayedAt: PLAYED });
      const row = await look(sim.itemIds(film)[0]!);
      await server.write({ row, positionMs: 40 * MINUTE, playedAt: PLAYED });
      expect(sim.state(film)).toMatchObject({ ...kept, positionMs: 40 * MINUTE });
    });

    it.each([-1, 1.5, 117 * MINUTE, 200 * MINUTE])(
      'refuses the position %d',
      async (positionMs) => {
        const { sim, world, server, look, requests } = await start();
        const row = await look(sim.itemIds(world.find('Alien'))[0]!);
        requests();
        const problem = await problemFrom(server.write({ row, positionMs, playedAt: null }));
        expect(problem.code).toBe('refused');
        expect(requests()).toHaveLength(0);
      },
    );

    it(product.clears ? 'of 0 clears, and keeps the rest' : 'of 0 is refused', async () => {
      const { sim, world, server, look, list, requests } = await start();
      const film = world.find('Alien');
      sim.setState(film, {
        watched: true,
        playCount: 2,
        positionMs: 30 * MINUTE,
        lastPlayedAt: PLAYED,
      });
      const row = await look(sim.itemIds(film)[0]!);
      requests();
      const cleared = server.write({ row, positionMs: 0, playedAt: null });
      expect(server.capabilities().clears).toBe(product.clears);
      const kept = { watched: true, playCount: 2, lastPlayedAt: PLAYED };
      if (product.clears) {
        await cleared;
        expect(await list()).toEqual([]);
        expect(sim.state(film)).toMatchObject({ ...kept, positionMs: 0 });
      } else {
        expect((await problemFrom(cleared)).code).toBe('cannot-clear');
        expect(requests()).toHaveLength(0);
        expect(sim.state(film)).toMatchObject({ ...kept, positionMs: 30 * MINUTE });
      }
    });

    it('whose answer is lost is not sent again', async () => {
      const { sim, world, server, look, requests } = await start();
      const row = await look(sim.itemIds(world.find('Alien'))[0]!);
      requests();
      sim.fault({ when: (req) => req.method === 'POST', drop: true, afterHandling: true });
      const lost = server.write({ row, positionMs: 40 * MINUTE, playedAt: PLAYED });
      expect((await problemFrom(lost)).code).toBe('unreachable');
      expect(requests()).toHaveLength(1);
    });
  });
}
