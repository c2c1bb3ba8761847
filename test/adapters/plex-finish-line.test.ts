import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../servers/index';
import { bench } from './bench';
import { problemFrom } from './probe';

const MINUTE = 60_000;

describe('the finish line of Plex', () => {
  it.each([
    [null, 80 * MINUTE],
    [95 * MINUTE, 80 * MINUTE],
    [70 * MINUTE, 70 * MINUTE - 5000],
  ])('with credits at %s is %d', async (credits, expected) => {
    const world = createWorld();
    const film = world.movie({ title: 'Film', ids: { imdb: 'tt1' }, runtimeMs: 100 * MINUTE });
    const { sim, look, server, requests } = await bench('plex', { world });
    sim.setCreditsMarker(film, credits);
    const row = await look(sim.itemIds(film)[0]!);
    expect(row.finishLineMs).toBe(expected);
    requests();
    const beyond = server.write({ row, positionMs: expected, playedAt: null });
    expect((await problemFrom(beyond)).code).toBe('refused');
    expect(requests()).toHaveLength(0);
    await server.write({ row, positionMs: expected - 1000, playedAt: null });
    expect(sim.state(film)).toMatchObject({ positionMs: expected - 1000, watched: false });
  });
});

describe('the finish line that the owner of a Plex server has set', () => {
  const film = (world: World) =>
    world.movie({ title: 'Film', ids: { imdb: 'tt1' }, runtimeMs: 100 * MINUTE });

  it.each([
    [75, 0],
    [95, 3],
  ] as const)('at %i %% is kept to', async (playedThreshold, playedAtBehaviour) => {
    const world = createWorld();
    const one = film(world);
    const options = { playedThreshold, playedAtBehaviour };
    const { sim, server, look, requests } = await bench('plex', { world, options });
    expect(server.capabilities().ceiling).toBe(0.8);
    expect(await server.finishLine?.()).toBe(playedThreshold / 100);
    expect(requests().map(({ path }) => path)).toEqual(['/:/prefs']);
    expect(server.capabilities().ceiling).toBe(playedThreshold / 100);
    const row = await look(sim.itemIds(one)[0]!);
    expect(row.finishLineMs).toBe(playedThreshold * MINUTE);
    const beyond = server.write({ row, positionMs: playedThreshold * MINUTE, playedAt: null });
    expect((await problemFrom(beyond)).code).toBe('refused');
    const positionMs = playedThreshold * MINUTE - 1000;
    await server.write({ row, positionMs, playedAt: null });
    expect(sim.state(one)).toMatchObject({ positionMs, watched: false });
  });

  it('learnt before is kept to in lists, looks and searches', async () => {
    const world = createWorld();
    const one = film(world);
    const { sim, server, known, list, look } = await bench('plex', { world });
    sim.play(one, 30 * MINUTE);
    server.useFinishLine?.(0.75);
    const rows = [...(await list()), ...(await server.search('Film', 'movie', null, known))];
    rows.push(await look(sim.itemIds(one)[0]!));
    expect(rows.map(({ finishLineMs }) => finishLineMs)).toEqual(Array(3).fill(75 * MINUTE));
    server.useFinishLine?.(null);
    expect(server.capabilities().ceiling).toBe(0.8);
  });

  it.each([401, 403] as const)('is not told to others (%i)', async (adminOnlyStatus) => {
    const { as } = await bench('plex', { options: { adminOnlyStatus } });
    const server = as('ben');
    expect(await server.finishLine?.()).toBeNull();
    expect(server.capabilities().ceiling).toBe(0.8);
  });

  it('that is nonsense is none, and a failure is a failure', async () => {
    const { sim, server } = await bench('plex', { options: { playedThreshold: 0 } });
    expect(await server.finishLine?.()).toBeNull();
    sim.fault({ when: /prefs/, status: 500 });
    expect((await problemFrom(server.finishLine!())).code).toBe('server-error');
  });
});
