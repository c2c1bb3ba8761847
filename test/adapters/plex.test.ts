import { describe, expect, it } from 'vitest';
import { bigWorld, createWorld } from '../servers/index';
import { bench, findAll, listProblem } from './bench';
import { contract } from './contract';
import { problemFrom } from './probe';

const MINUTE = 60_000;

describe('Plex', () => {
  contract({
    kind: 'plex',
    listRequests: (libraries) => libraries,
    pageRequests: 1,
    writes: true,
    clears: false,
  });
});

describe('Plex with loose types', () => {
  it('is read all the same', async () => {
    const at = await bench('plex', { options: { looseTypes: true } });
    const { sim, world, list, server, look } = at;
    const episode = world.episodeOf('Breaking Bad', 1, 2);
    sim.setState(episode, { positionMs: 10 * MINUTE, playCount: 2 });
    const [row] = await list();
    expect(row).toMatchObject({ season: 1, episode: 2, playCount: 2, watched: true });
    expect(row?.itemId).toBe(sim.itemIds(episode)[0]);
    await server.write({ row: row!, positionMs: 20 * MINUTE, playedAt: null });
    expect((await look(row!.itemId)).positionMs).toBe(20 * MINUTE);
    expect(await findAll(at)).toHaveLength(15);
    sim.openPlayer(episode);
    expect(await server.openPlayers()).toEqual([{ itemId: row!.itemId, paused: false }]);
  });
});

describe('the in-progress list of Plex', () => {
  it('asks for its libraries when none are known', async () => {
    const { sim, world, server, requests } = await bench('plex');
    sim.play(world.find('Alien'), 30 * MINUTE);
    expect((await server.inProgress(null, [])).rows).toHaveLength(1);
    expect(requests()).toHaveLength(3);
  });

  it('is whole but for a library that fails', async () => {
    const { sim, world, server, known } = await bench('plex');
    sim.play(world.find('Alien'), 30 * MINUTE);
    sim.play(world.episodeOf('Breaking Bad', 1, 1), 10 * MINUTE);
    const series = sim.libraryId('Series');
    const inSeries = new RegExp(`/sections/${series}/`);
    const fault = sim.fault({ when: inSeries, status: 500 });
    const listing = await server.inProgress(null, known);
    expect(listing.rows.map(({ title }) => title)).toEqual(['Alien']);
    expect(listing.unread).toMatchObject([
      { libraryId: series, problem: { code: 'server-error' } },
    ]);
    fault.remove();
    sim.removeLibrary('Series');
    const { unread } = await server.inProgress(null, known);
    expect(unread).toMatchObject([{ libraryId: series, problem: { code: 'library-missing' } }]);
  });

  it('tells a library that this user may not see from a dead token', async () => {
    const { sim, as, known } = await bench('plex');
    sim.setLibraryHidden('Series', 'ben');
    const { unread } = await as('ben').inProgress(null, known);
    expect(unread.map(({ problem }) => problem.code)).toEqual(['forbidden']);
    sim.fault({ when: /\/sections\//, status: 401, body: '<h1>401</h1>' });
    expect((await problemFrom(as('ben').inProgress(null, known))).code).toBe('forbidden');
  });

  it('is sorted out where the server does not filter', async () => {
    const { sim, world, list } = await bench('plex', { options: { ignoreViewOffsetFilter: true } });
    sim.play(world.find('Alien'), 30 * MINUTE);
    sim.play(world.episodeOf('Breaking Bad', 1, 1), 10 * MINUTE);
    expect((await list()).map(({ title }) => title).sort()).toEqual(['Alien', 'Breaking Bad']);
  });

  it('is not believed when a page of it has nothing in progress', async () => {
    const { list } = await bench('plex', { options: { ignoreViewOffsetFilter: true } });
    expect(await problemFrom(list())).toMatchObject({
      code: 'list-incomplete',
      params: { field: 'viewOffset' },
    });
  });

  it('is read in pages as small as the server makes them', async () => {
    const { sim, world, list } = await bench('plex', { options: { forcePageSize: 5 } });
    for (const film of world.movies) sim.play(film, 10 * MINUTE);
    expect(await list()).toHaveLength(12);
  });

  it('is not believed when its pages repeat', async () => {
    const world = bigWorld(600, { shows: 0 });
    const at = await bench('plex', { world, options: { repeatPage: true } });
    for (const film of world.movies) at.sim.play(film, 10 * MINUTE);
    const { code, params } = await listProblem(at);
    expect([code, params?.field]).toEqual(['list-incomplete', 'Metadata']);
  });

  it('is read without trimming where the server fails on that', async () => {
    const { sim, world, list, requests } = await bench('plex');
    sim.play(world.find('Alien'), 30 * MINUTE);
    sim.fault({ when: (req) => req.query.has('excludeElements'), status: 500 });
    expect(await list()).toHaveLength(1);
    requests();
    expect(await list()).toHaveLength(1);
    expect(requests()).toHaveLength(2);
  });
});

describe('ids of Plex', () => {
  it('come from the one guid in libraries of old agents, shows from their episodes', async () => {
    const { sim, world, list } = await bench('plex', { options: { legacyAgent: true } });
    sim.play(world.find('Alien'), 30 * MINUTE);
    sim.play(world.episodeOf('Breaking Bad', 1, 2), 10 * MINUTE);
    const rows = await list();
    expect(rows.map(({ ids }) => ids)).toEqual([{ imdb: 'tt0078748' }, {}]);
    expect(rows[1]?.show?.ids).toEqual({ tvdb: '81189' });
  });

  it('may be none', async () => {
    const world = createWorld();
    const film = world.movie({ title: 'Holiday' });
    const { sim, list } = await bench('plex', { world });
    sim.play(film, 30 * MINUTE);
    expect((await list())[0]).toMatchObject({ ids: {}, title: 'Holiday', year: null });
  });
});

describe('agents of Plex that count in another order', () => {
  const AGENT = 'com.plexapp.agents.hama://';

  it.each([
    ['tvdb4-81189', { tvdb: '81189' }, 'tvdb4'],
    ['anidb-23', {}, 'anidb'],
    ['tvdb-81189', { tvdb: '81189' }, undefined],
  ])('%s: their episodes say so, and the show keeps its id', async (guid, ids, numbering) => {
    const { sim, world, list, server } = await bench('plex');
    const show = world.find('Breaking Bad');
    sim.setAgentGuid(show, AGENT + guid);
    sim.play(world.episodeOf(show, 1, 2), 10 * MINUTE);
    const [showId] = sim.itemIds(show);
    const rows = [...(await list()), ...(await server.episodes(showId!))];
    expect(rows).toHaveLength(7);
    expect(new Set(rows.map((row) => row.numbering))).toEqual(new Set([numbering]));
    expect(rows.every((row) => Object.keys(row.ids).length === 0)).toBe(true);
    expect(rows[0]!.show?.ids ?? {}).toEqual(ids);
    expect((await server.showIds([showId!])).get(showId!)).toEqual(ids);
  });
});

it('several ids of one database are all read from Plex', async () => {
  const { sim, world, list } = await bench('plex');
  const film = world.find('Alien');
  sim.relabel(film, { ids: { imdb: 'tt0078748', tvdb: ['7', '9'] } });
  sim.play(film, 30 * MINUTE);
  expect((await list())[0]!.ids).toEqual({ imdb: 'tt0078748', tvdb: ['7', '9'] });
});

describe('copies on Plex', () => {
  it('share a position, editions do not', async () => {
    const { sim, world, server } = await bench('plex');
    const film = world.find('Alien');
    sim.addLibrary({ name: 'More', holds: 'movie', titles: [film] });
    sim.addEdition(film, "Director's Cut");
    const { rows } = await server.lookUp(sim.itemIds(film));
    const keys = [...rows.values()].map(({ stateKey }) => stateKey);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(2);
  });
});

describe('a write to Plex', () => {
  it('of an item without a runtime is refused', async () => {
    const world = createWorld();
    const film = world.movie({ title: 'Film', ids: { imdb: 'tt1' }, runtimeMs: null });
    const { sim, look, server } = await bench('plex', { world });
    const row = await look(sim.itemIds(film)[0]!);
    const problem = await problemFrom(server.write({ row, positionMs: MINUTE, playedAt: null }));
    expect(problem).toMatchObject({ code: 'refused', params: { field: 'duration' } });
  });

  it('says who asks, and is one report that ends the session', async () => {
    const { sim, world, look, server, requests } = await bench('plex');
    const row = await look(sim.itemIds(world.find('Alien'))[0]!);
    requests();
    await server.write({ row, positionMs: 30 * MINUTE, playedAt: null });
    const [sent] = requests();
    expect(sent?.headers['x-plex-client-identifier']).toBe('dev-1');
    expect(Object.fromEntries(sent!.query)).toEqual({
      ratingKey: row.itemId,
      key: `/library/metadata/${row.itemId}`,
      identifier: 'com.plexapp.plugins.library',
      state: 'stopped',
      time: String(30 * MINUTE),
      duration: String(117 * MINUTE),
    });
    expect(await server.openPlayers()).toEqual([]);
  });

  it.each([false, true])('is looked up again, rich answer or not (%s)', async (rich) => {
    const options = { richTimelineAnswer: rich };
    const { sim, world, look, server } = await bench('plex', { options });
    const row = await look(sim.itemIds(world.find('Alien'))[0]!);
    expect(await server.write({ row, positionMs: 30 * MINUTE, playedAt: null })).toBeNull();
  });

  it('that the server ends is refused', async () => {
    const { sim, world, look, server } = await bench('plex', {
      options: { terminationCode: 2006 },
    });
    const row = await look(sim.itemIds(world.find('Alien'))[0]!);
    const problem = await problemFrom(
      server.write({ row, positionMs: 30 * MINUTE, playedAt: null }),
    );
    expect(problem).toMatchObject({ code: 'refused', params: { status: '2006' } });
  });

  it('is taken as an ordinary user', async () => {
    const { sim, world, as } = await bench('plex');
    const server = as('ben');
    const [id] = sim.itemIds(world.find('Alien'));
    const row = (await server.lookUp([id!], true)).rows.get(id!)!;
    await server.write({ row, positionMs: 30 * MINUTE, playedAt: null });
    expect(sim.state(world.find('Alien'), { user: 'ben' }).positionMs).toBe(30 * MINUTE);
    expect(sim.state(world.find('Alien')).positionMs).toBe(0);
  });
});

describe('open players on Plex', () => {
  it.each([401, 403] as const)('are told to the owner only (%i)', async (adminOnlyStatus) => {
    const { as } = await bench('plex', { options: { adminOnlyStatus } });
    expect((await problemFrom(as('ben').openPlayers())).code).toBe('forbidden');
  });

  it('whose user is in doubt count as ours', async () => {
    const { sim, world, as } = await bench('plex');
    sim.openPlayer(world.find('Alien'));
    sim.openPlayer(world.find('Inception'), { user: 'ben' });
    const [mine] = sim.itemIds(world.find('Alien'));
    const open = (more: object) => as('mia', more).openPlayers();
    const ids = async (more: object) => (await open(more)).map(({ itemId }) => itemId);
    expect(await ids({})).toEqual([mine]);
    expect(await ids({ userId: null })).toEqual([mine]);
    expect(await ids({ userName: null })).toEqual([mine]);
    expect(await ids({ userId: null, userName: null })).toHaveLength(2);
    sim.fault({
      when: /sessions/,
      transform: (json) => JSON.parse(JSON.stringify(json).replace(/"User":\{[^}]*\},?/g, '')),
    });
    expect(await ids({})).toHaveLength(2);
  });
});

describe('Plex', () => {
  it('is known to be another server by its own id', async () => {
    const { sim, server } = await bench('plex');
    server.expect?.(sim.serverId);
    expect(await server.whoAmI()).toMatchObject({ userName: 'mia' });
    server.expect?.('another');
    expect((await problemFrom(server.whoAmI())).code).toBe('wrong-server');
  });

  it('never takes the owner for the user', async () => {
    const { as } = await bench('plex');
    const pasted = as('ben', { userId: null, userName: null });
    expect(await pasted.whoAmI()).toMatchObject({ userId: null, userName: null });
  });

  it('halves a look that is too long', async () => {
    const world = bigWorld(90, { shows: 0 });
    const { sim, server, requests } = await bench('plex', { world });
    sim.fault({ when: (req) => req.path.split(',').length > 50, status: 414 });
    const ids = world.movies.flatMap((film) => sim.itemIds(film));
    expect((await server.lookUp(ids)).rows.size).toBe(90);
    expect(requests()).toHaveLength(3);
  });

  it('has no catalogue of a library that is gone', async () => {
    const { sim, server, known } = await bench('plex');
    sim.removeLibrary('Films');
    const problem = await problemFrom(server.cataloguePage(null, known, null));
    expect(problem.code).toBe('library-missing');
  });

  it('is starting while it says so', async () => {
    const { sim, list } = await bench('plex');
    sim.setPhase('loading');
    expect((await problemFrom(list())).code).toBe('starting');
  });
});
