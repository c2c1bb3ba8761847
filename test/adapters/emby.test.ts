import { describe, expect, it } from 'vitest';
import { signInByName } from '../../lib/servers/mediabrowser/signin';
import { bigWorld } from '../servers/index';
import { bench } from './bench';
import { contract } from './contract';
import { connectionTo, problemFrom } from './probe';

const MINUTE = 60_000;
const PLAYED = Date.UTC(2026, 0, 2, 10);

describe('Emby', () => {
  contract({ kind: 'emby', listRequests: () => 1, pageRequests: 1, writes: true, clears: true });

  it('sends the token in both headers that it knows', async () => {
    const { sim, list, requests } = await bench('emby');
    await list();
    expect(requests()[0]?.headers['x-emby-token']).toBe(sim.token());
  });

  it.each(['partial', 'replace'] as const)(
    'loses nothing to a write where absent fields are %s',
    async (userDataMode) => {
      const { sim, world, server, look } = await bench('emby', { options: { userDataMode } });
      const film = world.find('Alien');
      const kept = { favourite: true, watched: true, playCount: 3, lastPlayedAt: PLAYED };
      sim.setState(film, kept);
      const row = await look(sim.itemIds(film)[0]!);
      expect(await server.write({ row, positionMs: 40 * MINUTE, playedAt: null })).toBeNull();
      expect(sim.state(film)).toEqual({ ...kept, positionMs: 40 * MINUTE });
    },
  );

  it('asks for an item by itself when its row does not tell what a write sends back', async () => {
    const { sim, world, server } = await bench('emby');
    const film = world.find('Alien');
    sim.setState(film, { favourite: true });
    const [id] = sim.itemIds(film);
    sim.fault({
      when: (req) => /\/Items$/.test(req.path),
      transform: (json) => JSON.parse(JSON.stringify(json).replace(/"IsFavorite":\w+,?/g, '')),
    });
    expect((await server.lookUp([id!])).rows.get(id!)?.favourite).toBeNull();
    expect((await server.lookUp([id!], true)).rows.get(id!)?.favourite).toBe(true);
  });

  it('finds nothing among rows that do not carry the ids asked for', async () => {
    const { sim, server } = await bench('emby');
    sim.onRequest((req) => req.query.delete('AnyProviderIdEquals'));
    const found = await server.findByIds([{ imdb: 'tt0078748' }, {}], null);
    expect(found.map(({ ids }) => ids.imdb)).toEqual(['tt0078748']);
    expect(await server.findByIds([], null)).toEqual([]);
  });

  it('asks for shows and episodes apart, and for one kind alone where one is wanted', async () => {
    const { server, requests } = await bench('emby');
    await server.findByIds([{ imdb: 'tt0078748' }], null);
    const types = () => requests().map(({ query }) => query.get('IncludeItemTypes'));
    expect(types().sort()).toEqual(['Episode', 'Movie,Series']);
    for (const [kind, type] of [
      ['movie', 'Movie'],
      ['show', 'Series'],
      ['episode', 'Episode'],
    ] as const) {
      await server.findByIds([{ imdb: 'tt0078748' }], null, kind);
      expect(types()).toEqual([type]);
    }
  });

  it('reads an answer to its end, however many rows carry an id', async () => {
    const world = bigWorld(1, { shows: 1, episodesPerShow: 1500 });
    const [show] = world.shows;
    const { sim, server } = await bench('emby', { world });
    for (const episode of show!.episodes) sim.relabel(episode, { ids: show!.ids });
    const found = await server.findByIds([show!.ids], null);
    expect(found.filter(({ kind }) => kind === 'show')).toHaveLength(1);
    expect(found.filter(({ kind }) => kind === 'episode')).toHaveLength(1500);
  });

  it('cuts an answer by the ids asked for where the filter is ignored, whatever its size', async () => {
    const world = bigWorld(2500, { shows: 0 });
    const { sim, server } = await bench('emby', { world });
    sim.onRequest((req) => req.query.delete('AnyProviderIdEquals'));
    const last = world.movies.at(-1)!;
    const found = await server.findByIds([last.ids], null, 'movie');
    expect(found.map(({ itemId }) => itemId)).toEqual(sim.itemIds(last));
  });

  it('asks for every id of a title that has several of one database', async () => {
    const { sim, world, server } = await bench('emby');
    const wanted = { imdb: ['tt0000001', 'tt0078748'] };
    const found = await server.findByIds([wanted], null, 'movie');
    expect(found.map(({ itemId }) => itemId)).toEqual(sim.itemIds(world.find('Alien')));
  });

  it('knows no account of Emby Connect: a password of the server`s own is needed', async () => {
    const { sim, requests } = await bench('emby');
    const connection = connectionTo(sim.url, { token: null });
    requests();
    const refused = signInByName(connection, 'emby', 'ben@example.org', 'other');
    expect((await problemFrom(refused)).code).toBe('local-password');
    expect(requests()).toHaveLength(1);
  });

  it('lets nobody sign in outside the allowed hours, and says so', async () => {
    const { sim } = await bench('emby');
    sim.setOutsideHours('ben', true);
    const connection = connectionTo(sim.url, { token: null });
    const refused = signInByName(connection, 'emby', 'ben', 'other');
    expect((await problemFrom(refused)).code).toBe('outside-hours');
  });

  it('needs to know which user it reads', async () => {
    const { as } = await bench('emby');
    expect((await problemFrom(as('mia', { userId: null }).whoAmI())).code).toBe('wrong-user');
  });

  it('refuses to read another user', async () => {
    const { sim, as, known } = await bench('emby');
    const server = as('ben', { userId: sim.userId('mia') });
    expect((await problemFrom(server.inProgress(null, known))).code).toBe('forbidden');
  });

  it('signs in by name', async () => {
    const { sim } = await bench('emby');
    const connection = connectionTo(sim.url, { token: null });
    const signed = await signInByName(connection, 'emby', 'ben', 'other');
    expect(signed).toMatchObject({ userId: sim.userId('ben') });
    expect((await problemFrom(signInByName(connection, 'emby', 'ben', 'no'))).code).toBe(
      'signed-out',
    );
  });
});
