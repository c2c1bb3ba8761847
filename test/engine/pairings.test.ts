import { afterEach, describe, expect, it } from 'vitest';
import { SERVER_KINDS } from '../../lib/model/server';
import { type PlexServer, sampleWorld } from '../servers';
import { HttpHousehold } from '../support/http-household';

const MINUTE = 60_000;
let home: HttpHousehold;
afterEach(() => home.stop());

const PAIRINGS = SERVER_KINDS.flatMap((left) => SERVER_KINDS.map((right) => ({ left, right })));

async function household(left: (typeof SERVER_KINDS)[number], right: typeof left, more = {}) {
  const world = sampleWorld();
  home = new HttpHousehold(world);
  const attic = await home.server('attic', left);
  const cellar = await home.server('cellar', right);
  home.pair('attic', 'cellar', more);
  const film = world.movies[0]!;
  const episode = world.episodeOf('Breaking Bad', 1, 2);
  return { attic, cellar, film, episode };
}

describe.each(PAIRINGS)('$left to $right', ({ left, right }) => {
  it('moves a film and an episode, and the third run has nothing to do', async () => {
    const { attic, cellar, film, episode } = await household(left, right);
    attic.play(film, 20 * MINUTE);
    attic.play(episode, 9 * MINUTE);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 2, unmatched: 0 });
    expect(cellar.state(film)).toMatchObject({ positionMs: 20 * MINUTE, watched: false });
    expect(cellar.state(episode)).toMatchObject({ positionMs: 9 * MINUTE, watched: false });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0 });
  });

  it('asks each server once (Plex once a library) when nothing changed', async () => {
    const { attic, film } = await household(left, right);
    attic.play(film, 20 * MINUTE);
    await home.run();
    await home.run();
    home.requests();
    await home.run();
    const expected = [left, right].reduce((sum, kind) => sum + (kind === 'plex' ? 2 : 1), 0);
    expect(home.requests()).toHaveLength(expected);
  });

  it('needs at most five requests beyond the lists for one change', async () => {
    const { attic, film } = await household(left, right);
    attic.play(film, 20 * MINUTE);
    await home.run();
    attic.play(film, 40 * MINUTE);
    home.requests();
    // A slow machine is no matter of the count: within this run no time passes.
    const now = home.ports.now();
    home.ports.now = () => now;
    expect(await home.run()).toMatchObject({ written: 1 });
    const lists = [left, right].reduce((sum, kind) => sum + (kind === 'plex' ? 2 : 1), 0);
    const seen = home.requests();
    expect(seen.length - lists, seen.join('\n')).toBeLessThanOrEqual(5);
  });

  it('clears in two runs, and Plex keeps its own', async () => {
    const { attic, cellar, film } = await household(left, right);
    attic.play(film, 20 * MINUTE);
    await home.run();
    attic.clear(film);
    expect(await home.run()).toMatchObject({ cleared: 0 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    const second = await home.run();
    expect(second.cleared).toBe(right === 'plex' ? 0 : 1);
    expect(cellar.state(film).positionMs).toBe(right === 'plex' ? 20 * MINUTE : 0);
    expect(await home.run()).toMatchObject({ written: 0, cleared: 0, skipped: 0 });
  });
});

it('asks Plex no more about a position behind its credits once they are known', async () => {
  const { attic, cellar, film } = await household('jellyfin', 'plex');
  (cellar as PlexServer).setCreditsMarker(film, 50 * MINUTE);
  attic.play(film, 20 * MINUTE);
  await home.run();
  attic.play(film, 60 * MINUTE);
  expect(await home.run()).toMatchObject({ written: 0, skipped: 1 });
  home.requests();
  expect(await home.run()).toMatchObject({ written: 0, skipped: 1 });
  expect(home.requests()).toHaveLength(3);
  expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
});
