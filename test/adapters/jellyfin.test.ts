import { describe, expect, it } from 'vitest';
import { createWorld } from '../servers/index';
import { bench } from './bench';
import { contract } from './contract';
import { problemFrom } from './probe';

const MINUTE = 60_000;

const VERSIONS = ['10.8.13', '10.9.11', '10.10.7', '10.11.11', '12.0.0'];

describe.each(VERSIONS)('Jellyfin %s', (version) => {
  const twelve = version.startsWith('12');
  const lists = twelve ? 2 : 1;
  const writes = version !== '10.8.13';
  contract({
    kind: 'jellyfin',
    version,
    listRequests: () => lists,
    pageRequests: lists,
    writes,
    clears: true,
  });
});

describe('Jellyfin 10.8', () => {
  it('is read, and not written', async () => {
    const { sim, world, server, look, requests } = await bench('jellyfin', { version: '10.8.13' });
    expect(server.capabilities()).toMatchObject({ writes: false, clears: false });
    const row = await look(sim.itemIds(world.find('Alien'))[0]!);
    requests();
    const problem = await problemFrom(server.write({ row, positionMs: MINUTE, playedAt: null }));
    expect(problem.code).toBe('too-old');
    expect(requests()).toHaveLength(0);
  });
});

describe('Jellyfin up to 10.10', () => {
  it.each([
    ['10.10.7', 1],
    ['10.11.11', 2],
  ])('%s keeps %i states of two copies', async (version, states) => {
    const { sim, world, list } = await bench('jellyfin', { version });
    const [film, show] = [world.find('Alien'), world.find('Breaking Bad')];
    sim.addLibrary({ name: 'More', holds: 'movie', titles: [film] });
    sim.addLibrary({ name: 'More series', holds: 'show', titles: [show] });
    for (const copy of [0, 1]) {
      sim.play(film, 30 * MINUTE, { copy });
      sim.play(world.episodeOf(show, 1, 1), 10 * MINUTE, { copy });
    }
    const rows = await list();
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map(({ stateKey }) => stateKey)).size).toBe(2 * states);
  });
});

describe('Jellyfin 12', () => {
  const start = () => bench('jellyfin', { version: '12.0.0' });

  it('is asked for both of its lists, whose rows are united', async () => {
    const { sim, world, list } = await start();
    const [film, hidden] = [world.find('Alien'), world.episodeOf('The Office', 1, 1)];
    const version = sim.addVersion(film);
    const item = sim.shelf.byId.get(version)!;
    const mia = sim.people.named('mia');
    const ticks = 30 * MINUTE * 10_000;
    sim.data.write(mia, item, { ...sim.data.truth(mia, item), ticks });
    sim.play(hidden, 10 * MINUTE);
    sim.excludeFromHome('Series');
    const rows = await list();
    expect(rows.map(({ itemId }) => itemId).sort()).toEqual(
      [version, sim.itemIds(hidden)[0]].sort(),
    );
  });

  it('is asked for a version of a title by itself, when a look by id lacks it', async () => {
    const { sim, world, server, requests } = await start();
    const version = sim.addVersion(world.find('Alien'));
    const gone = 'f'.repeat(32);
    const found = await server.lookUp([version, gone, sim.itemIds(world.find('Inception'))[0]!]);
    expect([...found.rows.keys()]).toContain(version);
    expect(found.rows.size).toBe(2);
    expect(found.badRows.size).toBe(0);
    expect(requests()).toHaveLength(3);
  });

  it('lists what has no position any more, which is left out', async () => {
    const { sim, world, list } = await start();
    const film = world.find('Alien');
    sim.play(film, 30 * MINUTE);
    sim.changeIds(film, { imdb: 'tt0078749', tmdb: '349' });
    sim.clear(film);
    expect(await list()).toEqual([]);
  });

  it('leaves many missing ids unknown rather than asking for each', async () => {
    const { server, requests } = await start();
    const ids = Array.from({ length: 60 }, (_, n) => n.toString(16).padStart(32, '0'));
    const found = await server.lookUp(ids);
    expect(requests()).toHaveLength(21);
    expect(found.badRows.size).toBe(40);
  });

  it('keeps watched what was marked as part of its series', async () => {
    const { sim, world, server, look } = await start();
    const episode = world.episodeOf('Breaking Bad', 1, 1);
    const show = sim.itemIds(world.find('Breaking Bad'))[0];
    const mark = `${sim.url}/UserPlayedItems/${show}?userId=${sim.userId()}`;
    const headers = { Authorization: `MediaBrowser Token="${sim.token()}"` };
    expect((await fetch(mark, { method: 'POST', headers })).status).toBe(200);
    expect(sim.state(episode).watched).toBe(true);
    const id = sim.itemIds(episode)[0]!;
    const favourite = `${sim.url}/UserFavoriteItems/${id}?userId=${sim.userId()}`;
    expect((await fetch(favourite, { method: 'POST', headers })).status).toBe(200);
    const row = await look(id);
    const { playCount, lastPlayedAt } = row;
    await server.write({ row, positionMs: 10 * MINUTE, playedAt: null });
    const kept = { watched: true, playCount, favourite: true, lastPlayedAt };
    expect(sim.state(episode)).toMatchObject({ ...kept, positionMs: 600_000 });
  });
});

describe('Jellyfin', () => {
  it('is known while it starts, by whatever spelling', async () => {
    const { sim, as } = await bench('jellyfin');
    sim.fault({
      when: () => true,
      body: {
        version: '10.11.11',
        productName: 'Jellyfin Server',
        id: sim.serverId,
        startupWizardCompleted: false,
      },
    });
    const identity = await as('mia').identify();
    expect(identity).toMatchObject({ serverId: sim.serverId, version: '10.11.11' });
  });

  it.each(['starting-setup', 'loading'] as const)('is starting while %s', async (phase) => {
    const { sim, list } = await bench('jellyfin');
    sim.setPhase(phase);
    expect((await problemFrom(list())).code).toBe('starting');
  });

  it('is not another product because it says nothing of itself', async () => {
    const { sim, as } = await bench('jellyfin');
    sim.fault({ when: () => true, body: { Id: 'x', Version: '1' } });
    expect((await problemFrom(as('mia').identify())).code).toBe('no-media-server');
  });

  it('tells a page that is missing a field', async () => {
    const { sim, list } = await bench('jellyfin');
    sim.fault({ when: () => true, body: { Items: [] } });
    expect(await problemFrom(list())).toMatchObject({
      code: 'bad-answer',
      params: { endpoint: '/Items', field: 'TotalRecordCount' },
    });
  });

  it('may leave out rows that the user may not see, and still counts them', async () => {
    const { sim, world, list } = await bench('jellyfin');
    for (const name of ['Alien', 'Inception', 'Casablanca']) sim.play(world.find(name), MINUTE);
    sim.setTitleHidden(world.find('Alien'), 'mia');
    sim.setTitleHidden(world.find('Inception'), 'mia');
    expect((await list()).map(({ title }) => title)).toEqual(['Casablanca']);
  });

  it('is not believed when its pages repeat', async () => {
    const { sim, world, list } = await bench('jellyfin');
    sim.play(world.find('Alien'), MINUTE);
    sim.fault({
      when: () => true,
      transform: (json) => ({ ...(json as object), TotalRecordCount: 900 }),
    });
    sim.onRequest((req) => req.query.set('startIndex', '0'));
    expect((await problemFrom(list())).code).toBe('list-incomplete');
  });

  it('is not read when its rows are of another server', async () => {
    const { sim, world, server, list } = await bench('jellyfin');
    sim.play(world.find('Alien'), MINUTE);
    server.expect?.(sim.serverId.toUpperCase());
    expect(await list()).toHaveLength(1);
    server.expect?.('0'.repeat(32));
    expect((await problemFrom(list())).code).toBe('wrong-server');
    server.expect?.(null);
    expect(await list()).toHaveLength(1);
  });

  it('tells a library that this user may not see from a dead token', async () => {
    const { sim, as, known } = await bench('jellyfin');
    sim.setLibraryHidden('Films', 'ben');
    const list = as('ben').inProgress([sim.libraryId('Films')], known);
    expect((await problemFrom(list)).code).toBe('library-forbidden');
  });

  it('leaves out episodes that are not there', async () => {
    const world = createWorld();
    const show = world.show({ title: 'Show', ids: { tvdb: '1' } });
    world.episode(show, { season: 1, episode: 1 });
    world.episode(show, { season: 1, episode: 2, missing: true });
    world.episode(show, { season: 1, episode: 3, episodeEnd: 4 });
    const { sim, server } = await bench('jellyfin', { world, options: { showsMissing: true } });
    sim.onRequest((req) => req.query.delete('isMissing'));
    const episodes = await server.episodes(sim.itemIds(show)[0]!);
    expect(episodes.map(({ episode, episodeEnd }) => [episode, episodeEnd])).toEqual([
      [1, null],
      [3, 4],
    ]);
  });

  it('spells provider names as it likes', async () => {
    const { sim, world, list } = await bench('jellyfin', { options: { oddProviderKeys: true } });
    sim.play(world.find('Alien'), MINUTE);
    expect((await list())[0]?.ids).toEqual({ imdb: 'tt0078748', tmdb: '348' });
  });

  it('names the players of users who watch along', async () => {
    const { sim, world, server } = await bench('jellyfin');
    sim.openPlayer(world.find('Alien'), { user: 'ben', with: ['mia'] });
    expect(await server.openPlayers()).toHaveLength(1);
  });

  it('under a base path answers pages elsewhere', async () => {
    const { sim, as } = await bench('jellyfin', { basePath: '/media' });
    const wrong = as('mia', { address: new URL(sim.url).origin });
    expect(await problemFrom(wrong.identify())).toMatchObject({
      code: 'wrong-path',
      params: { to: `${sim.url}/web/` },
    });
  });
});
