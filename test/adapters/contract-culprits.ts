import { describe, expect, it } from 'vitest';
import { bigWorld } from '../servers/index';
import { MINUTE, type Product, type Start } from './contract-product';
import { problemFrom } from './probe';

export function culpritContract(product: Product, start: Start): void {
  describe('one title that fails', () => {
    it.each([
      ['error', 'server-error'],
      ['reset', 'unreachable'],
      ['html', 'no-media-server'],
      ['refusal', 'forbidden'],
    ] as const)(
      'a look-up (%s) costs whatever is asked along with it, and no more',
      async (how, code) => {
        const world = bigWorld(250, { shows: 0 });
        const { sim, server } = await start({ world });
        const [culprit, ...others] = world.movies;
        sim.failFor(culprit!, { asked: 'look-up', how });
        const ids = (titles: typeof others) => titles.flatMap((title) => sim.itemIds(title));
        expect((await problemFrom(server.lookUp(ids(world.movies)))).code).toBe(code);
        expect((await problemFrom(server.lookUp(ids([culprit!])))).code).toBe(code);
        expect((await server.lookUp(ids(others))).rows.size).toBe(249);
      },
    );

    it('a look-up that is garbled costs that row alone', async () => {
      const { sim, world, server } = await start();
      const [culprit, other] = world.movies;
      sim.failFor(culprit!, { asked: 'look-up', how: 'garbled' });
      const found = await server.lookUp([...sim.itemIds(culprit!), ...sim.itemIds(other!)]);
      expect([...found.badRows]).toEqual(sim.itemIds(culprit!));
      expect(found.rows.size).toBe(1);
    });

    it('a look-up without an answer is given up, as is the look', async () => {
      const { sim, world, as } = await start();
      const [culprit, other] = world.movies;
      const server = as('mia', { timeoutMs: 150 });
      server.useVersion(sim.version);
      sim.failFor(culprit!, { asked: 'look-up', how: 'silence' });
      expect((await problemFrom(server.lookUp(sim.itemIds(culprit!)))).code).toBe('timeout');
      expect((await server.lookUp(sim.itemIds(other!))).rows.size).toBe(1);
    });

    it('a show that fails costs its ids or its episodes', async () => {
      const { sim, world, server } = await start();
      const [culprit, other] = world.shows;
      const [bad, good] = [sim.itemIds(culprit!)[0]!, sim.itemIds(other!)[0]!];
      sim.failFor(culprit!, { asked: ['look-up', 'episodes'], how: 'error' });
      expect((await problemFrom(server.showIds([bad, good]))).code).toBe('server-error');
      expect((await server.showIds([good])).size).toBe(1);
      expect((await problemFrom(server.episodes(bad))).code).toBe('server-error');
      expect(await server.episodes(good)).toHaveLength(other!.episodes.length);
    });

    it('a row of the list costs that row, or the list that cannot be had without it', async () => {
      const { sim, world, server, known, list } = await start();
      const [culprit, other] = world.movies;
      for (const film of [culprit!, other!]) sim.play(film, 30 * MINUTE);
      const garbled = sim.failFor(culprit!, { asked: 'list', how: 'garbled' });
      const listing = await server.inProgress(null, known);
      expect(listing.badRows).toEqual(sim.itemIds(culprit!));
      expect(listing.rows.map(({ title }) => title)).toEqual([other!.title]);
      garbled.remove();
      sim.failFor(culprit!, { asked: 'list', how: 'error' });
      const failed = server.inProgress(null, known);
      if (server.capabilities().listsByLibrary) {
        const { unread } = await failed;
        expect(unread.map(({ problem }) => problem.code)).toEqual(['server-error']);
      } else expect((await problemFrom(failed)).code).toBe('server-error');
      sim.setState(culprit!, { positionMs: 0 });
      expect(await list()).toHaveLength(1);
    });

    it.each([
      ['error', false],
      ['reset', true],
    ] as const)('a write (%s, arrives: %s) costs that write', async (how, arrives) => {
      const { sim, world, server, look } = await start();
      if (!product.writes) return;
      const [culprit, other] = world.movies;
      sim.failFor(culprit!, { asked: 'write', how, arrives });
      const write = async (film: typeof culprit) => {
        const row = await look(sim.itemIds(film!)[0]!);
        return server.write({ row, positionMs: 40 * MINUTE, playedAt: null });
      };
      const code = how === 'error' ? 'server-error' : 'unreachable';
      expect((await problemFrom(write(culprit))).code).toBe(code);
      expect(sim.state(culprit!).positionMs).toBe(arrives ? 40 * MINUTE : 0);
      await write(other);
      expect(sim.state(other!).positionMs).toBe(40 * MINUTE);
    });
  });

  describe('look-ups', () => {
    it('go out side by side, four at a time at most', async () => {
      const world = bigWorld(900, { shows: 0 });
      const { sim, server } = await start({ world });
      let [open, most] = [0, 0];
      sim.onRequest(async () => {
        open += 1;
        most = Math.max(most, open);
        await new Promise((done) => setImmediate(() => setImmediate(done)));
        open -= 1;
      });
      const ids = world.movies.flatMap((film) => sim.itemIds(film));
      expect((await server.lookUp(ids)).rows.size).toBe(900);
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThanOrEqual(4);
    });

    it('begin nothing more after a failure, and wait for what is under way', async () => {
      const world = bigWorld(900, { shows: 0 });
      const { sim, server, requests } = await start({ world });
      sim.failFor(world.movies[0]!, { asked: 'look-up', how: 'error' });
      const ids = world.movies.flatMap((film) => sim.itemIds(film));
      expect((await problemFrom(server.lookUp(ids))).code).toBe('server-error');
      const seen = requests();
      expect(seen.length).toBeLessThan(9);
      expect(seen.every(({ status }) => status > 0)).toBe(true);
    });
  });
}
