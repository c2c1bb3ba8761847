import { describe, expect, it } from 'vitest';
import { runRound } from '../../lib/engine/rounds';
import type { ServerKind } from '../../lib/model/server';
import { startServer } from '../servers';
import { allowForeignTokens } from '../support/leaks';
import { inAgreement, KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;

async function agreed(left: ServerKind, right: ServerKind) {
  const made = await overHttp(left, right);
  made.attic.play(made.film, 20 * MINUTE, { at: Date.now() - AGO });
  await made.home.run();
  made.home.requests();
  const asked = () => made.home.requests().filter((line) => line.startsWith('cellar'));
  return { ...made, asked };
}

const cases = KINDS.flatMap((kind) => [429, 503].map((status) => ({ kind, status })));

describe('a server that wants to be left alone', () => {
  it.each(cases)('($kind, $status with Retry-After) is, for as long as it said', async (one) => {
    const { home, attic, cellar, film, asked } = await agreed('emby', one.kind);
    attic.play(film, 50 * MINUTE);
    cellar.fault({
      when: () => true,
      times: one.kind === 'plex' ? 2 : 1,
      status: one.status,
      headers: { 'Retry-After': '120' },
    });
    expect(await home.run()).toMatchObject({
      outcome: 'retry-later',
      written: 0,
      problem: { serverId: 'cellar' },
    });
    expect(asked().length).toBeGreaterThan(0);
    cellar.clearFaults();
    const bySchedule = async () => (await runRound(home.ports, 'schedule'))[0];
    // The person waits for a minute of it at most, and that minute is not over.
    home.ahead = 50_000;
    expect(await home.run()).toMatchObject({ outcome: 'retry-later', written: 0 });
    home.ahead = 110_000;
    expect(await bySchedule()).toMatchObject({ outcome: 'retry-later', written: 0 });
    expect(asked()).toEqual([]);
    home.ahead = 125_000;
    expect(await bySchedule()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(50 * MINUTE);
  });

  it.each(KINDS)('(%s) in the middle of the writes gets no more of them', async (kind) => {
    const { home, attic, cellar } = await agreed('jellyfin', kind);
    const films = home.world.movies.slice(2, 6);
    for (const film of films) attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    let writes = 0;
    cellar.fault({
      when: ({ method }) => {
        if (method === 'POST') writes += 1;
        return method === 'POST' && writes > 1;
      },
      status: 429,
      headers: { 'Retry-After': '60' },
    });
    const run = await home.run();
    expect(run).toMatchObject({ outcome: 'retry-later', written: 1 });
    expect(run.skipped).toBe(3);
    expect(writes).toBe(2);
    cellar.clearFaults();
    home.ahead = 90_000;
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 3 });
  });

  it('is asked less and less often by the schedule, and at once by a person', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    cellar.down = { code: 'unreachable' };
    let asked = 0;
    cellar.onRequest = () => {
      asked += 1;
    };
    for (let n = 0; n < 60; n += 1) {
      home.wait(MINUTE);
      await runRound(home.ports, 'schedule');
    }
    expect(asked).toBeLessThan(12);
    cellar.down = null;
    attic.play('Heat', 50 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 1 });
  });

  it('and was away for hours is found by the schedule within the hour', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    cellar.down = { code: 'unreachable' };
    const anHour = async () => {
      for (let n = 0; n < 12; n += 1) {
        home.wait(5 * MINUTE);
        await runRound(home.ports, 'schedule');
      }
    };
    for (let n = 0; n < 5; n += 1) await anHour();
    cellar.down = null;
    attic.play('Heat', 50 * MINUTE);
    await anHour();
    await anHour();
    expect(cellar.at('Heat').positionMs).toBe(50 * MINUTE);
  });
});

describe('an answer that is not what it should be', () => {
  it.each(KINDS)('(a web page in front of %s) stops the run and is said', async (kind) => {
    const { home, attic, cellar, film } = await agreed('emby', kind);
    attic.clear(film);
    cellar.fault({ when: () => true, html: true });
    for (let n = 0; n < 3; n += 1) {
      expect(await home.run()).toMatchObject({
        outcome: 'needs-you',
        written: 0,
        cleared: 0,
        problem: { serverId: 'cellar' },
      });
    }
    const [track] = home.store.trackRows.values();
    expect(track).toMatchObject({ reason: 'agreed', tombstone: null });
  });

  it.each(KINDS)(
    '(a token that %s takes no more) asks to sign in, and writes nothing',
    async (kind) => {
      const { home, attic, cellar, film } = await agreed('jellyfin', kind);
      attic.play(film, 50 * MINUTE);
      cellar.revokeToken();
      const expected = {
        outcome: 'needs-you',
        written: 0,
        problem: { code: 'signed-out', serverId: 'cellar' },
      };
      expect(await home.run()).toMatchObject(expected);
      expect(await home.run()).toMatchObject(expected);
      home.store.kept.servers[1]!.token = cellar.token();
      expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    },
  );

  it.each(KINDS)('(a token that dies in the middle, %s) ends the writes there', async (kind) => {
    const { home, attic, cellar } = await agreed('jellyfin', kind);
    const films = home.world.movies.slice(2, 6);
    for (const film of films) attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    let writes = 0;
    cellar.onRequest(({ method }) => {
      if (method !== 'POST') return;
      writes += 1;
      if (writes === 2) cellar.revokeToken();
    });
    expect(await home.run()).toMatchObject({
      outcome: 'needs-you',
      problem: { code: 'signed-out' },
      cleared: 0,
    });
    expect(writes).toBe(2);
    const written = films.filter((film) => cellar.state(film).positionMs > 0);
    expect(written).toHaveLength(1);
  });

  it.each(KINDS.flatMap((kind) => [0, 2].map((count) => ({ kind, count }))))(
    '(another $kind at the address, $count titles in progress) stops the run and asks',
    async ({ kind, count }) => {
      const { home, attic, cellar, film } = await agreed('emby', kind);
      const settings = home.store.kept.servers[1]!;
      const { port } = cellar;
      await cellar.stop();
      const impostor = await startServer({ kind, name: 'other', world: home.world, port });
      home.servers.set('cellar', impostor);
      allowForeignTokens(impostor);
      // the same token opens both: one Plex account, or a server that was copied
      const record = impostor.people.tokens.get(impostor.token())!;
      impostor.people.tokens.set(settings.token!, { ...record, token: settings.token! });
      impostor.people.users[0]!.id = settings.userId!;
      for (const other of home.world.movies.slice(2, 2 + count)) {
        impostor.play(other, 30 * MINUTE, { at: Date.now() - AGO });
      }
      for (let n = 0; n < 3; n += 1) {
        expect(await home.run()).toMatchObject({
          outcome: 'needs-you',
          written: 0,
          cleared: 0,
          problem: { code: 'wrong-server', serverId: 'cellar' },
        });
      }
      expect(impostor.log.filter((entry) => entry.method === 'POST')).toEqual([]);
      expect(attic.state(film).positionMs).toBe(20 * MINUTE);
      const [track] = home.store.trackRows.values();
      expect(track).toMatchObject({ reason: 'agreed', tombstone: null });
    },
  );

  it.each(['emby', 'jellyfin'] as const)(
    '(the token of another user, %s) is refused',
    async (kind) => {
      const { home, attic, cellar, film } = await overHttp('plex', kind, {
        right: { users: [{ name: 'mia', admin: true }, { name: 'ben' }] },
      });
      attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
      home.store.kept.servers[1]!.token = cellar.token('ben');
      const run = await home.run();
      expect(run).toMatchObject({ outcome: 'needs-you', written: 0 });
      expect(['wrong-user', 'forbidden']).toContain(run.problem?.code);
      expect(cellar.state(film).positionMs).toBe(0);
      expect(cellar.state(film, { user: 'ben' }).positionMs).toBe(0);
    },
  );
});

describe('one server down', () => {
  it('keeps its pairs waiting, and no others', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    const den = home.server('den', 'jellyfin');
    home.film('Heat', ['den']);
    home.pair('attic', 'den');
    attic.play('Heat', 50 * MINUTE);
    cellar.down = { code: 'unreachable' };
    const runs = await home.run();
    expect(runs.map((run) => run.outcome)).toEqual(['retry-later', 'done']);
    expect(den.at('Heat').positionMs).toBe(50 * MINUTE);
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it.each(KINDS)('(%s, starting up) is tried again by itself', async (kind) => {
    const { home, attic, cellar, film } = await agreed('jellyfin', kind);
    attic.play(film, 50 * MINUTE);
    cellar.setPhase('loading');
    expect(await home.run()).toMatchObject({ outcome: 'retry-later', written: 0 });
    cellar.setPhase('ready');
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
  });
});
