import { describe, expect, it } from 'vitest';
import { bigWorld } from '../servers/index';
import { listProblem } from './bench';
import { HOUR, MINUTE, PLAYED, type Product, type Start } from './contract-product';
import { problemFrom } from './probe';

export function listingContract(product: Product, start: Start): void {
  describe('the in-progress list', () => {
    it('has films and episodes with all that is known of them', async () => {
      const { sim, world, list, server, requests } = await start();
      const film = world.find('Alien');
      const episode = world.episodeOf('Breaking Bad', 1, 2);
      sim.play(film, 30 * MINUTE, { at: PLAYED });
      sim.play(episode, 10 * MINUTE, { at: PLAYED + HOUR });
      const rows = await list();
      expect(requests()).toHaveLength(product.listRequests(2));
      expect(rows).toHaveLength(2);
      expect(rows.find((row) => row.kind === 'movie')).toMatchObject({
        itemId: sim.itemIds(film)[0],
        title: 'Alien',
        year: 1979,
        episodeTitle: null,
        season: null,
        ids: { imdb: 'tt0078748', tmdb: '348' },
        show: null,
        runtimeMs: 117 * MINUTE,
        positionMs: 30 * MINUTE,
        watched: false,
        lastPlayedAt: PLAYED,
      });
      const [show] = sim.itemIds(world.find('Breaking Bad'));
      expect(rows.find((row) => row.kind === 'episode')).toMatchObject({
        title: 'Breaking Bad',
        episodeTitle: "Cat's in the Bag...",
        season: 1,
        episode: 2,
        episodeEnd: null,
        airDate: '2008-01-27',
        ids: { imdb: 'tt1054724', tmdb: '62086' },
        show: { itemId: show, ids: null },
        positionMs: 10 * MINUTE,
      });
      const shows = await server.showIds([show!, 'ffffffffffffffffffffffffffffffff']);
      expect([...shows]).toEqual([[show, { imdb: 'tt0903747', tmdb: '1396', tvdb: '81189' }]]);
    });

    it('may be empty', async () => {
      const { list, requests } = await start();
      expect(await list()).toEqual([]);
      expect(requests()).toHaveLength(product.listRequests(2));
    });

    it('is of this user alone', async () => {
      const { sim, world, list, as, known } = await start();
      sim.play(world.find('Alien'), 30 * MINUTE, { user: 'ben' });
      expect(await list()).toEqual([]);
      expect((await as('ben').inProgress(null, known)).rows).toHaveLength(1);
    });

    it('has second viewings, and not what is finished', async () => {
      const { sim, world, list } = await start();
      sim.finish(world.find('Casablanca'));
      const state = { watched: true, playCount: 2, positionMs: 20 * MINUTE, lastPlayedAt: PLAYED };
      sim.setState(world.find('Alien'), state);
      const rows = await list();
      expect(rows).toHaveLength(1);
      const { lastPlayedAt: _, ...shown } = state;
      expect(rows[0]).toMatchObject({ title: 'Alien', ...shown });
    });

    it('is read to its end, page by page', async () => {
      const world = bigWorld(1100, { shows: 1 });
      const { sim, list, requests } = await start({ world });
      for (const film of world.movies) sim.play(film, 10 * MINUTE);
      const rows = await list();
      expect(new Set(rows.map(({ itemId }) => itemId)).size).toBe(1100);
      expect(requests()).toHaveLength(product.listRequests(2) + 2 * product.pageRequests);
    });

    it('is limited to the libraries in scope', async () => {
      const { sim, world, server, known, requests } = await start();
      sim.play(world.find('Alien'), 30 * MINUTE);
      sim.play(world.episodeOf('Breaking Bad', 1, 2), 10 * MINUTE);
      const series = sim.libraryId('Series');
      const { rows } = await server.inProgress([series], known);
      expect(rows.map(({ title, libraryId }) => [title, libraryId])).toEqual([
        ['Breaking Bad', series],
      ]);
      expect(requests()).toHaveLength(product.listRequests(1));
    });

    it('never widens when a library in scope is gone', async () => {
      const { sim, world, server, known, requests } = await start();
      sim.play(world.find('Alien'), 30 * MINUTE);
      const problem = await problemFrom(server.inProgress([sim.libraryId('Films'), '77'], known));
      expect(problem).toMatchObject({ code: 'library-missing', params: { library: '77' } });
      expect(requests()).toHaveLength(0);
    });

    it('loses no more than a row that cannot be understood', async () => {
      const { sim, world, server, known } = await start();
      const [good, bad] = [world.find('Alien'), world.find('Inception')];
      sim.play(good, 30 * MINUTE);
      sim.play(bad, 30 * MINUTE);
      const [badId] = sim.itemIds(bad);
      sim.fault({ when: () => true, transform: (json) => spoil(json, badId!) });
      const listing = await server.inProgress(null, known);
      expect(listing.rows.map(({ title }) => title)).toEqual(['Alien']);
      expect(listing.badRows).toEqual([badId]);
      const found = await server.lookUp([badId!, sim.itemIds(good)[0]!]);
      expect([...found.badRows]).toEqual([badId]);
      expect(found.rows.size).toBe(1);
    });

    it('that breaks off is no list', async () => {
      const { sim, world, list } = await start();
      sim.play(world.find('Alien'), 30 * MINUTE);
      sim.fault({ when: () => true, truncate: true });
      expect((await problemFrom(list())).code).toBe('list-incomplete');
    });

    it('without its rows is no list', async () => {
      const at = await start();
      at.sim.play(at.world.find('Alien'), 30 * MINUTE);
      at.sim.fault({ when: () => true, transform: withoutRows });
      expect((await listProblem(at)).code).toMatch(/^(list-incomplete|bad-answer)$/);
    });
  });
}

type Json = Record<string, unknown>;

/** Makes one row of a list unreadable, though not its id. */
function spoil(json: unknown, id: string): unknown {
  const text = JSON.stringify(json, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    const row = value as Json;
    if (row.Id === id && 'UserData' in row) return { ...row, UserData: 'none' };
    if (row.ratingKey === id) return { ...row, viewOffset: { wrong: true } };
    return value;
  });
  return JSON.parse(text);
}

/** Takes the rows out of a list and leaves its total. */
function withoutRows(json: unknown): unknown {
  const text = JSON.stringify(json, (key, value: unknown) =>
    key === 'Items' || key === 'Metadata' ? undefined : value,
  );
  return JSON.parse(text);
}
