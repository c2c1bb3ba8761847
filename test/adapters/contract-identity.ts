import { describe, expect, it } from 'vitest';
import { type Bench, bench, findAll } from './bench';
import { MINUTE, PLAYED, type Product, type Start } from './contract-product';
import { problemFrom } from './probe';

export function identityContract({ kind }: Product, start: Start): void {
  describe('identity', () => {
    it('says who answers there, without a token', async () => {
      const { sim, as, requests } = await start();
      const identity = await as('mia').identify();
      expect(identity).toMatchObject({ product: kind, serverId: sim.serverId });
      expect(identity.version).toBe(sim.version);
      for (const { headers, query } of requests()) {
        expect(JSON.stringify([headers, [...query]])).not.toContain(sim.token());
      }
    });

    it('says whose positions are read', async () => {
      const { sim, as } = await start();
      expect(await as('ben').whoAmI()).toMatchObject({
        userId: sim.userId('ben'),
        userName: 'ben',
      });
    });

    it('names the users to choose from, where a token may belong to nobody', async () => {
      const { sim, as } = await start();
      const people = await as('mia').people();
      if (kind === 'plex') expect(people).toEqual([]);
      else expect(people).toContainEqual({ userId: sim.userId('ben'), userName: 'ben' });
    });

    it('keeps the token out of every address', async () => {
      const at = await start();
      await exercise(at);
      const seen = at.requests();
      expect(seen.length).toBeGreaterThan(5);
      for (const { path, query } of seen) {
        expect(`${path}?${query}`).not.toContain(at.sim.token());
        expect(`${path}?${query}`).not.toMatch(/token|api_?key/i);
      }
    });

    it('takes another product for what it is', async () => {
      const other = kind === 'jellyfin' ? 'emby' : 'jellyfin';
      const { sim } = await bench(other);
      const { as } = await start();
      const problem = await problemFrom(as('mia', { address: sim.url }).identify());
      expect(problem).toMatchObject({ code: 'wrong-product', serverId: 'attic' });
    });
  });

  it('lists the libraries that hold films or episodes, as the user sees them', async () => {
    const { sim, as } = await start({
      libraries: [
        { name: 'Films', holds: 'movie' },
        { name: 'Series', holds: 'show' },
        { name: 'Music', holds: 'music' },
        { name: 'Private', holds: 'movie', titles: [], hiddenFrom: ['ben'] },
      ],
    });
    // Plex gives each library a random id of its own.
    const mark = (name: string) =>
      kind === 'plex' ? { mark: `${sim.serverId}-${sim.libraryId(name)}` } : {};
    const films = { id: sim.libraryId('Films'), name: 'Films', holds: 'movie', ...mark('Films') };
    const series = {
      ...{ id: sim.libraryId('Series'), name: 'Series', holds: 'episode' },
      ...mark('Series'),
    };
    expect(await as('ben').libraries()).toEqual([films, series]);
    expect(await as('mia').libraries()).toHaveLength(3);
  });

  describe('open players', () => {
    it('are those of this user', async () => {
      const { sim, world, server, requests } = await start();
      sim.openPlayer(world.find('Alien'), { positionMs: 20 * MINUTE });
      sim.openPlayer(world.find('Inception'), { positionMs: 20 * MINUTE, paused: true });
      sim.openPlayer(world.find('Casablanca'), { positionMs: 20 * MINUTE, user: 'ben' });
      const open = await server.openPlayers();
      expect(requests()).toHaveLength(1);
      expect(open.sort((a, b) => Number(a.paused) - Number(b.paused))).toEqual([
        { itemId: sim.itemIds(world.find('Alien'))[0], paused: false },
        { itemId: sim.itemIds(world.find('Inception'))[0], paused: true },
      ]);
      sim.closePlayers();
      expect(await server.openPlayers()).toEqual([]);
    });
  });
}

/** Everything an adapter does, once. */
async function exercise(at: Bench): Promise<void> {
  const { sim, world, server, look, list } = at;
  const film = world.find('Alien');
  sim.play(film, 30 * MINUTE);
  await server.whoAmI();
  await server.libraries();
  await list();
  await findAll(at);
  if (server.capabilities().finds === 'index') await server.catalogueMark(null);
  await server.episodes(sim.itemIds(world.find('Breaking Bad'))[0]!);
  await server.openPlayers();
  await server.poster(sim.itemIds(film)[0]!);
  const row = await look(sim.itemIds(film)[0]!);
  if (server.capabilities().writes) {
    await server.write({ row, positionMs: 40 * MINUTE, playedAt: PLAYED });
  }
}
