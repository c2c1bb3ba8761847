import { describe, expect, it } from 'vitest';
import type { SimRequest } from '../servers';
import { HOUR, KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const isList = ({ query }: SimRequest) => /IsResumable|viewOffset/.test(String(query));

/** Three films in step, and what is remembered of the cellar. */
async function three(kind: (typeof KINDS)[number]) {
  const made = await overHttp('emby', kind);
  const { home, attic, cellar } = made;
  const films = home.world.movies.slice(0, 3);
  for (const film of films) {
    for (const server of [attic, cellar]) server.play(film, 20 * MINUTE, { at: Date.now() - AGO });
  }
  const state = () => home.store.serverStateRows.get('cellar')!;
  return { ...made, films, state };
}

/** The rows of a list changed, wherever the product has them. */
const rows = (json: unknown, change: (row: Record<string, unknown>) => unknown): unknown =>
  JSON.parse(
    JSON.stringify(json, (key, value) =>
      (key === 'Items' || key === 'Metadata') && Array.isArray(value) ? value.map(change) : value,
    ),
  );

describe.each(KINDS)('a list of %s that counts one less than it has, every time', (kind) => {
  it('is a note of that server and no failure', async () => {
    const { home, attic, cellar, film, state } = await three(kind);
    const fault = cellar.fault({
      when: isList,
      transform: (json) =>
        JSON.parse(
          JSON.stringify(json, (key, value) =>
            /^(TotalRecordCount|totalSize)$/.test(key) && value > 0 ? value - 1 : value,
          ),
        ),
    });
    attic.play(film, 50 * MINUTE);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(state()).toMatchObject({ problem: null, oddTotal: { said: 2, got: 3 } });
    fault.remove();
    home.ahead += HOUR;
    await home.run();
    expect(state().oddTotal).toBeNull();
  });
});

describe.each(KINDS)('a %s', (kind) => {
  it('whose newest dates lie two hours ahead of its clock: the further position wins', async () => {
    const { home, attic, cellar, films, state } = await three(kind);
    await home.run();
    expect(state()).toMatchObject({ timesAhead: false });
    const [film, other] = films;
    // By the dates the cellar would win.
    cellar.play(film!, 30 * MINUTE, { at: Date.now() + 2 * HOUR });
    attic.play(film!, 50 * MINUTE);
    cellar.play(other!, 60 * MINUTE, { at: Date.now() + 2 * HOUR });
    attic.play(other!, 40 * MINUTE);
    expect(await home.run()).toMatchObject({ conflicts: 2 });
    expect(state()).toMatchObject({ timesAhead: true, noTimes: false });
    for (const server of [attic, cellar]) {
      expect(server.state(film!).positionMs).toBe(50 * MINUTE);
      expect(server.state(other!).positionMs).toBe(60 * MINUTE);
    }
  });

  it('that says no time for anything: the further position wins, and it is noted', async () => {
    const { home, attic, cellar, films, state } = await three(kind);
    const timeless = (row: Record<string, unknown>) => {
      const { lastViewedAt: _, UserData, ...rest } = row;
      const { LastPlayedDate: __, ...data } = (UserData ?? {}) as Record<string, unknown>;
      return UserData ? { ...rest, UserData: data } : rest;
    };
    cellar.fault({
      when: ({ method }) => method === 'GET',
      transform: (json) => rows(json, timeless),
    });
    await home.run();
    expect(state()).toMatchObject({ timesAhead: false, noTimes: true });
    attic.play(films[0]!, 30 * MINUTE);
    cellar.play(films[0]!, 50 * MINUTE, { at: Date.now() - HOUR });
    await home.run();
    expect(attic.state(films[0]!).positionMs).toBe(50 * MINUTE);
  });
});
