import { describe, expect, it } from 'vitest';
import { bigWorld, type Title } from '../servers';
import { KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const FILMS = 30;

/** The attic has thirty films in progress, of which the cellar knows nothing yet. */
async function manyToWrite<K extends (typeof KINDS)[number]>(kind: K, version?: string) {
  const world = bigWorld(FILMS, { shows: 0 });
  const right = version ? ({ version } as object) : undefined;
  const made = await overHttp('plex', kind, { world, right });
  const films = world.movies;
  for (const [n, film] of films.entries()) {
    made.attic.play(film, (10 + n) * MINUTE, { at: Date.now() - AGO - n * MINUTE });
  }
  const waiting = () =>
    films.filter((film) => {
      const { positionMs, watched } = made.cellar.state(film);
      return positionMs === 0 && !watched;
    });
  /** Calls `what` with each write that reaches the cellar, and its number, before it is taken. */
  const atWrite = (what: (n: number) => void) => {
    let n = 0;
    made.cellar.onRequest(({ method, path }) => {
      if (method !== 'POST' && !/timeline|progress/.test(path)) return;
      n += 1;
      what(n);
    });
  };
  return { ...made, films, waiting, atWrite };
}

describe.each([
  ['emby', undefined],
  ['jellyfin', '12.0.0'],
] as const)('while a long plan is written to %s %s', (kind, version) => {
  it('a title that somebody finishes stays as they left it, though its turn is next', async () => {
    const { home, cellar, films, waiting, atWrite } = await manyToWrite(kind, version);
    const finished: Title[] = [];
    atWrite((n) => {
      if (n !== 3 && n !== 14 && n !== 22) return;
      // The last of those that wait is being written now, the one before it is next.
      for (const film of [waiting()[0], waiting().at(-2)]) {
        if (!film || finished.includes(film)) continue;
        cellar.finish(film);
        cellar.setState(film, { favourite: true, playCount: 2 });
        finished.push(film);
      }
    });
    const run = await home.run();
    expect(finished.length).toBeGreaterThan(3);
    for (const film of finished) {
      expect(cellar.state(film), film.title).toMatchObject({
        positionMs: 0,
        watched: true,
        playCount: 2,
        favourite: true,
      });
    }
    expect(run.written).toBe(films.length - finished.length);
    expect(run.skipped).toBeGreaterThanOrEqual(finished.length);
  });
});

describe.each(KINDS)('a long plan for %s', (kind) => {
  it('is looked at in parts: what a person moves meanwhile is not overwritten', async () => {
    const { home, cellar, waiting, atWrite } = await manyToWrite(kind);
    let moved: Title | undefined;
    atWrite((n) => {
      if (n !== 2) return;
      // The first is the last to be written.
      moved = waiting()[0];
      cellar.play(moved!, 70 * MINUTE);
    });
    expect(await home.run()).toMatchObject({ written: FILMS - 1 });
    expect(cellar.state(moved!).positionMs).toBe(70 * MINUTE);
  });

  it('comes to its end where every look is slow', async () => {
    const { home, films, cellar } = await manyToWrite(kind);
    const now = Date.now();
    let asked = 0;
    cellar.onRequest(() => {
      asked += 1;
    });
    home.ports.now = () => now + asked * 2_500;
    expect(await home.run()).toMatchObject({ written: FILMS });
    for (const film of films) expect(cellar.state(film).positionMs).toBeGreaterThan(0);
  });
});
