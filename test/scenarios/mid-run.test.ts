import { describe, expect, it } from 'vitest';
import type { ServerKind } from '../../lib/model/server';
import type { SimRequest } from '../servers';
import { KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const isList = ({ query }: SimRequest) => /IsResumable|viewOffset/.test(String(query));

/** Both lists are fine; the next question to the cellar, for a film that it does not list, fails. */
async function failsWhenAsked(kind: ServerKind, status: number, headers = {}) {
  const made = await overHttp('emby', kind);
  const { home, attic, cellar, film } = made;
  const other = home.world.movies[1]!;
  attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
  await home.run();
  attic.play(other, 30 * MINUTE, { at: Date.now() - AGO });
  cellar.clear(film);
  const tracks = structuredClone([...home.store.trackRows]);
  // who answers there is told to everybody, whatever the token
  const open = (req: SimRequest) => /^\/(identity|System\/Info\/Public)$/.test(req.path);
  const fault = cellar.fault({ when: (req) => !isList(req) && !open(req), status, headers });
  return { ...made, other, fault, tracks };
}

describe.each(KINDS)('a failure of %s after its list was read', (kind) => {
  it.each([
    [500, 'retry-later', 'server-error'],
    [401, 'needs-you', 'revoked'],
  ] as const)(
    '(%i) is the problem of that server, and settles nothing',
    async (status, ends, code) => {
      const { home, attic, cellar, film, fault, tracks, pair } = await failsWhenAsked(kind, status);
      const run = await home.run();
      expect(run).toMatchObject({
        outcome: ends,
        written: 0,
        cleared: 0,
        problem: { code, serverId: 'cellar' },
      });
      expect([...home.store.trackRows]).toEqual(tracks);
      expect(home.store.pairStateRows.get(pair.id)?.last).toEqual(run);
      fault.remove();
      home.ahead = 5 * MINUTE;
      expect(await home.run()).toMatchObject({ written: 1, cleared: 0 });
      expect(cellar.state(film).positionMs).toBe(0);
      expect(attic.state(film).positionMs).toBe(20 * MINUTE);
    },
  );

  it('with Retry-After is respected as well', async () => {
    const { home } = await failsWhenAsked(kind, 429, { 'Retry-After': '120' });
    expect(await home.run()).toMatchObject({ outcome: 'retry-later', problem: { code: 'busy' } });
    home.requests();
    home.ahead = 50_000;
    expect(await home.run()).toMatchObject({ outcome: 'retry-later', problem: { code: 'busy' } });
    expect(home.requests().filter((line) => line.startsWith('cellar'))).toEqual([]);
  });
});

describe('a failure on one side', () => {
  it.each(KINDS)('(%s) does not stop the writes to the other', async (kind) => {
    const { home, attic, cellar, film } = await overHttp(kind, 'jellyfin');
    const [, second, third] = home.world.movies;
    for (const one of [film, second!, third!]) {
      attic.play(one, 20 * MINUTE, { at: Date.now() - AGO });
    }
    await home.run();
    attic.play(film, 50 * MINUTE);
    cellar.play(second!, 60 * MINUTE);
    cellar.play(third!, 60 * MINUTE);
    cellar.fault({ when: ({ method }) => method === 'POST', status: 500, body: {} });
    const run = await home.run();
    expect(run).toMatchObject({
      outcome: 'retry-later',
      written: 2,
      problem: { serverId: 'cellar' },
    });
    expect(attic.state(second!).positionMs).toBe(60 * MINUTE);
    expect(attic.state(third!).positionMs).toBe(60 * MINUTE);
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });
});
