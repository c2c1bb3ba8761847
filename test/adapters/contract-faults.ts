import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, type Product, type Start } from './contract-product';
import { problemFrom } from './probe';

export function faultContract(product: Product, start: Start): void {
  describe('when the server', () => {
    const plex = product.kind === 'plex';

    it.each([
      ['answers a web page', { html: true }, 'no-media-server'],
      ['knows no such page (404)', { status: 404 }, plex ? 'library-missing' : 'not-found'],
      ['fails (500)', { status: 500 }, 'server-error'],
    ])('%s', async (_name, fault, code) => {
      const { sim, list, requests } = await start();
      sim.fault({ when: (req) => req.path !== '/', ...fault });
      const problem = await problemFrom(list());
      expect(problem).toMatchObject({ code, serverId: 'attic' });
      expect(JSON.stringify(problem)).not.toContain(sim.token());
      expect(problem.params?.endpoint).not.toContain('?');
      expect(requests().length).toBeLessThanOrEqual(plex ? 4 : 1);
    });

    it('refuses (403), which is asked for once more', async () => {
      const { sim, list, requests } = await start();
      sim.fault({ when: (req) => req.path !== '/', status: 403, body: 'no' });
      expect(await problemFrom(list())).toMatchObject({ code: 'forbidden', serverId: 'attic' });
      expect(requests()).toHaveLength(plex ? 4 : 2);
    });

    it('refuses once', async () => {
      const { sim, world, list } = await start();
      sim.play(world.find('Alien'), 30 * MINUTE);
      sim.fault({ when: (req) => req.path !== '/', status: 401, body: '', times: 1 });
      expect(await list()).toHaveLength(1);
    });

    it.each([
      [429, 'busy', '7', 7000],
      [503, 'starting', '005', 5000],
      [503, 'starting', undefined, undefined],
    ])('answers %i, %s, Retry-After %s', async (status, code, after, ms) => {
      const { sim, list } = await start();
      const headers: Record<string, string> = after === undefined ? {} : { 'Retry-After': after };
      sim.fault({ when: () => true, status, headers, body: 'loading' });
      const problem = await problemFrom(list());
      expect(problem).toMatchObject({ code, params: { status: String(status) } });
      expect(problem.retryAfterMs).toBe(ms);
    });

    it('no longer takes the token', async () => {
      const { sim, as, known } = await start();
      const server = as('mia');
      await server.identify();
      sim.revokeToken('mia');
      expect((await problemFrom(server.inProgress(null, known))).code).toBe('signed-out');
      expect((await problemFrom(server.whoAmI())).code).toBe('signed-out');
    });

    it('does not answer in time', async () => {
      const { sim, as, known } = await start();
      const server = as('mia', { timeoutMs: 60 });
      server.useVersion(sim.version);
      sim.fault({ when: () => true, delayMs: 200 });
      expect((await problemFrom(server.inProgress(null, known))).code).toBe('timeout');
    });

    it('drops the connection', async () => {
      const { sim, list } = await start();
      sim.fault({ when: () => true, drop: true });
      expect((await problemFrom(list())).code).toBe('unreachable');
    });

    it('drops the connection once', async () => {
      const { sim, world, list } = await start();
      sim.play(world.find('Alien'), 30 * MINUTE);
      sim.fault({ when: () => true, drop: true, times: 1 });
      expect(await list()).toHaveLength(1);
    });

    it('is not there', async () => {
      const { sim, list } = await start();
      await sim.stop();
      expect((await problemFrom(list())).code).toBe('unreachable');
    });

    it('sends us to another origin, to which no token goes', async () => {
      const { sim, list } = await start();
      const other = await start();
      const Location = `${other.sim.url}/elsewhere`;
      sim.fault({ when: () => true, status: 302, headers: { Location } });
      const problem = await problemFrom(list());
      expect(problem).toMatchObject({ code: 'redirected', params: { to: other.sim.url } });
      for (const { headers, query } of other.requests()) {
        expect(JSON.stringify([headers, [...query]])).not.toContain(sim.token());
      }
    });

    it('has a clock of its own', async () => {
      const { sim, server, list } = await start();
      sim.clockSkewMs = -2 * HOUR;
      await list();
      expect(Math.abs(server.skewMs + 2 * HOUR)).toBeLessThanOrEqual(1000);
      sim.clockSkewMs = 0;
      await list();
      expect(server.skewMs).toBe(0);
    });
  });
}
