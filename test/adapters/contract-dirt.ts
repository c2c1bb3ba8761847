import { describe, expect, it } from 'vitest';
import { needsYou } from '../../lib/model/problem';
import { createWorld, type PlexServer } from '../servers/index';
import { findAll } from './bench';
import { MINUTE, type Product, type Start } from './contract-product';
import { problemFrom } from './probe';

export function dirtContract({ kind }: Product, start: Start): void {
  describe('in a dirty library', () => {
    it('shows say what they are called and of which year, so that two can be told apart', async () => {
      const world = createWorld();
      const ids = { tvdb: '70327', imdb: 'tt0118276' };
      for (const year of [1997, 1998]) world.show({ title: `Buffy ${year}`, year, ids });
      const at = await start({ world });
      const entries = (await findAll(at)).filter((entry) => entry.kind === 'show');
      const told = entries.map(({ title, year }) => [title, year]);
      expect(told.sort()).toEqual([
        ['Buffy 1997', 1997],
        ['Buffy 1998', 1998],
      ]);
      expect(entries.every((entry) => entry.ids.tvdb === '70327')).toBe(true);
    });

    it('episodes of a show say all that tells them apart, in one request', async () => {
      const { sim, world, server, requests } = await start();
      const show = world.find('Breaking Bad');
      requests();
      const rows = await server.episodes(sim.itemIds(show)[0]!);
      expect(requests()).toHaveLength(1);
      expect(rows.find((row) => row.episode === 2)).toMatchObject({
        title: 'Breaking Bad',
        episodeTitle: "Cat's in the Bag...",
        airDate: '2008-01-27',
        runtimeMs: 47 * MINUTE,
        ids: { imdb: 'tt1054724', tmdb: '62086' },
      });
      // Emby and Jellyfin do not say it.
      const libraryId = kind === 'plex' ? sim.libraryId('Series') : null;
      expect(new Set(rows.map((row) => row.libraryId))).toEqual(new Set([libraryId]));
    });

    it('one id on several rows is on each of them', async () => {
      const { sim, world, server } = await start();
      const [one, other] = [world.find('Alien'), world.find('Inception')];
      sim.relabel(other, { ids: one.ids });
      const { rows } = await server.lookUp([...sim.itemIds(one), ...sim.itemIds(other)]);
      expect([...rows.values()].map((row) => row.ids.imdb)).toEqual(['tt0078748', 'tt0078748']);
    });

    it('a show`s ids on its episodes are what the rows say', async () => {
      const { sim, world, server } = await start();
      const show = world.find('Breaking Bad');
      for (const episode of show.episodes) sim.relabel(episode, { ids: show.ids });
      const rows = await server.episodes(sim.itemIds(show)[0]!);
      expect(new Set(rows.map((row) => row.ids.imdb))).toEqual(new Set(['tt0903747']));
    });

    it('parts of a film and files under one number are rows of their own', async () => {
      const { sim, world, server } = await start();
      const film = world.find('Alien');
      sim.addTitle(film, 'Films', { runtimeMs: 58 * MINUTE });
      const runtimes = [...(await server.lookUp(sim.itemIds(film))).rows.values()];
      expect(runtimes.map((row) => row.runtimeMs)).toEqual([117 * MINUTE, 58 * MINUTE]);
      const show = world.find('Breaking Bad');
      const special = world.episodeOf(show, 1, 5);
      sim.addTitle(special, 'Series', { season: 1, episode: 2, ids: {} });
      const rows = await server.episodes(sim.itemIds(show)[0]!);
      expect(rows.filter((row) => row.season === 1 && row.episode === 2)).toHaveLength(2);
    });

    it('a renumbered file keeps its id, and says its new number', async () => {
      const { sim, world, server, look } = await start();
      const episode = world.episodeOf('Breaking Bad', 1, 5);
      const [id] = sim.itemIds(episode);
      sim.relabel(episode, { season: 2, episode: 1, airDate: '2009-03-08' });
      expect(sim.itemIds(episode)).toEqual([id]);
      expect(await look(id!)).toMatchObject({ season: 2, episode: 1, airDate: '2009-03-08' });
      const rows = await server.episodes(sim.itemIds(world.find('Breaking Bad'))[0]!);
      expect(rows.filter((row) => row.itemId === id)).toHaveLength(1);
    });

    it('a replaced file has another id', async () => {
      const { sim, world, server } = await start();
      const film = world.find('Alien');
      sim.play(film, 30 * MINUTE);
      const [old] = sim.itemIds(film);
      sim.replaceFile(film);
      const [fresh] = sim.itemIds(film);
      expect(fresh).not.toBe(old);
      const { rows } = await server.lookUp([old!, fresh!]);
      expect([...rows.keys()]).toEqual([fresh]);
    });

    it('a restored backup says what it said then, dates too', async () => {
      const { sim, world, look } = await start();
      const film = world.find('Alien');
      const then = Date.UTC(2026, 0, 2);
      sim.play(film, 20 * MINUTE, { at: then });
      const restore = sim.backup();
      sim.play(film, 50 * MINUTE);
      sim.play(world.find('Inception'), 50 * MINUTE);
      restore();
      const at = await look(sim.itemIds(film)[0]!);
      expect(at).toMatchObject({ positionMs: 20 * MINUTE, lastPlayedAt: then });
      expect(await look(sim.itemIds(world.find('Inception'))[0]!)).toMatchObject({
        positionMs: 0,
        lastPlayedAt: null,
      });
    });

    it('dates of what was played may lie ahead of the server`s own clock', async () => {
      const { sim, world, list, server } = await start();
      sim.stampsAheadMs = 120 * MINUTE;
      sim.play(world.find('Alien'), 30 * MINUTE);
      const [row] = await list();
      expect(row!.lastPlayedAt! - Date.now()).toBeGreaterThan(115 * MINUTE);
      expect(server.skewMs).toBe(0);
    });

    it('a player that stops at 0 leaves what its product makes of that', async () => {
      const { sim, world, look } = await start();
      const film = world.find('Alien');
      sim.openPlayer(film, { positionMs: 50 * MINUTE }).report();
      const [id] = sim.itemIds(film);
      const { lastPlayedAt, playCount } = await look(id!);
      const player = sim.openPlayer(film, { positionMs: 50 * MINUTE });
      player.closeAtStart();
      const row = await look(id!);
      // Plex takes no report of less than a minute.
      expect(row.positionMs).toBe(kind === 'plex' ? 50 * MINUTE : 0);
      expect(row.watched).toBe(false);
      expect(row.lastPlayedAt! >= lastPlayedAt!).toBe(true);
      expect(row.playCount! >= playCount!).toBe(true);
    });
  });

  if (kind === 'plex') return;
  describe('outside a user`s allowed hours', () => {
    it('says so, and goes on by itself; the token is as good as ever', async () => {
      const { sim, world, as, known, requests } = await start();
      const hours = sim as Exclude<typeof sim, PlexServer>;
      sim.play(world.find('Alien'), 30 * MINUTE, { user: 'ben' });
      const server = as('ben');
      server.useVersion(sim.version);
      hours.setOutsideHours('ben', true);
      expect((await problemFrom(server.whoAmI())).code).toBe('outside-hours');
      requests();
      const problem = await problemFrom(server.inProgress(null, known));
      expect(problem).toMatchObject({ code: 'outside-hours', serverId: 'attic' });
      expect(needsYou(problem)).toBe(false);
      expect(requests().length).toBeLessThanOrEqual(3);
      hours.setOutsideHours('ben', false);
      expect((await server.inProgress(null, known)).rows).toHaveLength(1);
    });

    it('is not it when one thing alone is refused without a word', async () => {
      const { sim, world, server } = await start();
      const ids = sim.itemIds(world.find('Alien'));
      sim.fault({ when: ({ query }) => /ids=/i.test(String(query)), status: 403 });
      expect((await problemFrom(server.lookUp(ids))).code).toBe('forbidden');
      sim.fault({ when: () => true, status: 403 });
      expect((await problemFrom(server.lookUp(ids))).code).toBe('outside-hours');
    });

    it('is another matter than rights taken away, and than a token that ended', async () => {
      const { sim, as, known } = await start();
      const server = as('ben');
      server.useVersion(sim.version);
      const refusal = sim.fault({ when: () => true, status: 403, body: 'no' });
      expect((await problemFrom(server.inProgress(null, known))).code).toBe('forbidden');
      refusal.remove();
      sim.setUserDisabled('ben', true);
      expect((await problemFrom(server.inProgress(null, known))).code).toBe('signed-out');
    });
  });
}
