import { describe, expect, it } from 'vitest';
import type { ServerKind } from '../../lib/model/server';
import { sampleWorld } from '../servers';
import { DAY, history, httpHome, inAgreement, inMemory, MINUTE, overHttp } from './homes';

describe('which side is newer', () => {
  it.each([
    [20, 40],
    [40, 20],
  ])('equal times: the higher position wins, left at %i, right at %i', async (left, right) => {
    const { home, attic, cellar } = inMemory();
    attic.play('Heat', left * MINUTE, home.now - DAY);
    cellar.play('Heat', right * MINUTE, home.now - DAY);
    expect(await home.runOne()).toMatchObject({ written: 1, conflicts: 1 });
    expect(attic.at('Heat').positionMs).toBe(40 * MINUTE);
    expect(cellar.at('Heat').positionMs).toBe(40 * MINUTE);
  });

  it('no times at all: the higher wins, and the history says that the times are unknown', async () => {
    const { home, attic, cellar } = inMemory();
    attic.play('Heat', 20 * MINUTE);
    cellar.play('Heat', 40 * MINUTE);
    for (const server of [attic, cellar]) server.at('Heat').lastPlayedAt = null;
    expect(await home.runOne()).toMatchObject({ written: 1 });
    expect(attic.at('Heat').positionMs).toBe(40 * MINUTE);
    expect(history(home.store)[0]?.conflict).toEqual({
      winner: 'right',
      rule: 'higher',
      leftMs: 20 * MINUTE,
      rightMs: 40 * MINUTE,
      leftTime: null,
      rightTime: null,
    });
  });

  it('a time far in the future is no time', async () => {
    const { home, attic, cellar } = inMemory();
    attic.play('Heat', 20 * MINUTE, home.now + DAY);
    cellar.play('Heat', 40 * MINUTE, home.now - DAY);
    await home.run();
    expect(attic.at('Heat').positionMs).toBe(40 * MINUTE);
  });

  it('a conflict is recorded with both positions, both times and the rule', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    const [early, late] = [home.now - 2 * MINUTE, home.now - MINUTE];
    attic.play('Heat', 60 * MINUTE, early);
    cellar.play('Heat', 30 * MINUTE, late);
    expect(await home.runOne()).toMatchObject({ written: 1, conflicts: 1 });
    const last = history(home.store).find((row) => row.kind === 'write');
    expect(last).toMatchObject({ rule: 'newest', fromMs: 60 * MINUTE, toMs: 30 * MINUTE });
    expect(last?.conflict).toMatchObject({ leftTime: early, rightTime: late, winner: 'right' });
  });

  it('the same moment written with seven decimals and in whole seconds is equal', async () => {
    const { home, attic, cellar, film } = await overHttp('jellyfin', 'plex');
    const at = Math.floor((Date.now() - DAY) / 1000) * 1000;
    attic.play(film, 20 * MINUTE, { at });
    cellar.play(film, 40 * MINUTE, { at });
    expect(await home.run()).toMatchObject({ written: 1, conflicts: 1 });
    expect(history(home.store)[0]?.conflict).toMatchObject({ rule: 'higher', winner: 'right' });
    expect(attic.state(film).positionMs).toBe(40 * MINUTE);
  });

  it.each(['emby', 'jellyfin'] as const)('a time of %s without a zone is UTC', async (kind) => {
    const { home, attic, cellar, film } = await overHttp(kind, 'plex');
    attic.fault({
      when: /Items/,
      transform: (json) =>
        JSON.parse(
          JSON.stringify(json).replace(/("LastPlayedDate":"[^"]*?)(\.\d+)?Z"/g, '$1.1234567"'),
        ),
    });
    attic.play(film, 20 * MINUTE, { at: Date.now() - 10 * MINUTE });
    cellar.play(film, 40 * MINUTE, { at: Date.now() - 20 * MINUTE });
    await home.run();
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    expect(history(home.store)[0]?.conflict).toMatchObject({ rule: 'newest', winner: 'left' });
  });

  const skewed: ServerKind[] = ['plex', 'emby', 'jellyfin'];
  it.each(skewed)('a clock of %s that is hours ahead wins nothing by it', async (kind) => {
    const { home, attic, cellar, film } = await overHttp(kind, 'jellyfin');
    attic.clockSkewMs = 5 * 60 * MINUTE;
    attic.play(film, 50 * MINUTE, { at: attic.now() - 30 * MINUTE });
    cellar.play(film, 20 * MINUTE, { at: Date.now() - 10 * MINUTE });
    await home.run();
    expect(attic.state(film).positionMs).toBe(20 * MINUTE);
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 0, conflicts: 0 });
  });

  it('a copy is stamped by the clock of the server that gets it', async () => {
    const { home, attic, cellar, film } = await overHttp('jellyfin', 'emby');
    cellar.clockSkewMs = -3 * 60 * MINUTE;
    const at = Date.now() - 20 * MINUTE;
    attic.play(film, 20 * MINUTE, { at });
    await home.run();
    const told = cellar.state(film).lastPlayedAt ?? 0;
    expect(Math.abs(told - (at - 3 * 60 * MINUTE))).toBeLessThan(2_000);
  });

  it('a stamp of when playback began does not lose against what came in between', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    // begun on the attic before the last run, stopped after it; the cellar was played in between
    const begun = home.now - 10 * MINUTE;
    await home.run();
    home.wait(MINUTE);
    cellar.play('Heat', 25 * MINUTE, home.now - 3 * MINUTE);
    attic.play('Heat', 55 * MINUTE, begun);
    await home.run();
    expect([attic.at('Heat').positionMs, cellar.at('Heat').positionMs]).toEqual([
      55 * MINUTE,
      55 * MINUTE,
    ]);
  });
});

describe('copies keep the time of where they come from', () => {
  it.each(['plex', 'emby'] as const)('along a chain over %s', async (middle) => {
    const home = httpHome(sampleWorld());
    const attic = await home.server('attic', 'jellyfin');
    const cellar = await home.server('cellar', middle);
    const den = await home.server('den', 'emby');
    home.pair('attic', 'cellar');
    home.pair('cellar', 'den');
    const film = home.world.movies[0]!;
    const at = Date.now() - 3 * DAY;
    attic.play(film, 20 * MINUTE, { at });
    await home.run();
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    const last = den.state(film);
    expect(last.positionMs).toBe(20 * MINUTE);
    expect(Math.abs((last.lastPlayedAt ?? 0) - at)).toBeLessThan(1_000);
  });

  it('so that a copy never beats what was really played later', async () => {
    const home = httpHome(sampleWorld());
    const attic = await home.server('attic', 'jellyfin');
    await home.server('cellar', 'plex');
    const den = await home.server('den', 'emby');
    home.pair('attic', 'cellar');
    home.pair('cellar', 'den');
    const film = home.world.movies[0]!;
    attic.play(film, 70 * MINUTE, { at: Date.now() - 3 * DAY });
    den.play(film, 20 * MINUTE, { at: Date.now() - DAY });
    for (let n = 0; n < 3; n += 1) await home.run();
    for (const server of home.servers.values()) {
      expect(server.state(film).positionMs, server.name).toBe(20 * MINUTE);
    }
  });

  it.each(['plex', 'emby', 'jellyfin'] as const)('and the row of %s its order', async (kind) => {
    const { home, attic, cellar } = await overHttp('jellyfin', kind);
    const films = home.world.movies.slice(0, 4);
    const hours = [3, 1, 4, 2];
    films.forEach((film, n) => {
      attic.play(film, 20 * MINUTE, { at: Date.now() - hours[n]! * 60 * MINUTE });
    });
    // Plex stamps whole seconds
    if (kind === 'plex') {
      let second = 0;
      cellar.onRequest(() => {
        second += 1000;
      });
      cellar.clock = () => Date.now() + second;
    }
    expect(await home.run()).toMatchObject({ written: 4 });
    const order = (server: typeof attic | typeof cellar) =>
      [...films]
        .sort((a, b) => (server.state(b).lastPlayedAt ?? 0) - (server.state(a).lastPlayedAt ?? 0))
        .map((film) => film.title);
    expect(order(cellar)).toEqual(order(attic));
  });
});
