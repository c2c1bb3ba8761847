import { describe, expect, it } from 'vitest';
import { type ProblemCode, ProblemError } from '../../lib/model/problem';
import type { Kind } from '../support/household';
import type { MemoryServer } from '../support/memory-server';
import { CLEARABLE, DAY, history, inAgreement, KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;

/** The worker dies right after a write reached the server. */
async function killedAfterWrite(title: string, act: 'write' | 'clear', target: Kind = 'emby') {
  const made = await inAgreement([title, 'Ran'], { kinds: ['jellyfin', target] });
  const { home, attic, cellar } = made;
  if (act === 'write') attic.play(title, 50 * MINUTE, home.now - 2 * MINUTE);
  else {
    attic.clear(title);
    await home.run();
    home.wait(5 * MINUTE);
  }
  cellar.onWrite = () => {
    home.store.commitsToLive = 0;
  };
  await home.run().catch(() => {});
  cellar.onWrite = () => {};
  home.store.revive();
  home.wait(5 * MINUTE);
  expect(home.store.journalRows.size).toBe(1);
  return made;
}

describe('a worker that was killed', () => {
  it.each(['emby', 'plex'] as const)(
    'after a write to %s: it is ours, with the time of the origin',
    async (kind) => {
      const { home, attic, cellar } = await killedAfterWrite('Heat', 'write', kind);
      const watchedAt = attic.at('Heat').lastPlayedAt;
      expect(cellar.writes).toHaveLength(1);
      expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 0, cleared: 0 });
      expect(cellar.writes).toHaveLength(1);
      expect(home.store.journalRows.size).toBe(0);
      const track = [...home.store.trackRows.values()].find((one) => one.title === 'Heat');
      expect(track?.said?.attic).toMatchObject({ is: 'at', ms: 50 * MINUTE });
      expect(track?.said?.cellar).toMatchObject({ is: 'at', ms: 50 * MINUTE, time: watchedAt });
      const look = [...home.store.lookRows.values()].find(
        (one) => one.serverId === 'cellar' && one.ms === 50 * MINUTE,
      );
      expect(look?.ours?.time).toBe(watchedAt);
      expect(history(home.store).filter((row) => row.kind === 'write')).toHaveLength(1);
    },
  );

  it('after a write, and the origin moved on meanwhile: the origin wins', async () => {
    const { home, attic, cellar } = await killedAfterWrite('Heat', 'write');
    attic.play('Heat', 70 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 1, conflicts: 0 });
    expect(cellar.at('Heat').positionMs).toBe(70 * MINUTE);
    expect(attic.at('Heat').positionMs).toBe(70 * MINUTE);
  });

  it('after a write, and the target was played meanwhile: that play wins', async () => {
    const { home, attic, cellar } = await killedAfterWrite('Heat', 'write');
    cellar.play('Heat', 90 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 1 });
    expect(attic.at('Heat').positionMs).toBe(90 * MINUTE);
    expect(home.store.journalRows.size).toBe(0);
  });

  it('after a write, which the run of another pair finds: the time goes along', async () => {
    const { home, attic, cellar } = await killedAfterWrite('Heat', 'write', 'plex');
    const den = home.server('den', 'jellyfin');
    home.film('Heat', ['den']);
    home.pair('cellar', 'den');
    await home.run('cellar-den');
    expect(home.store.journalRows.size).toBe(0);
    expect(den.at('Heat')).toMatchObject({
      positionMs: 50 * MINUTE,
      lastPlayedAt: attic.at('Heat').lastPlayedAt,
    });
    await home.run('attic-cellar');
    expect(cellar.writes).toHaveLength(1);
    expect(attic.writes).toHaveLength(0);
  });

  it('after a clear: it is done, and nothing is copied back', async () => {
    const { home, attic, cellar } = await killedAfterWrite('Heat', 'clear');
    for (let n = 0; n < 3; n += 1) {
      expect(await home.runOne()).toMatchObject({ written: 0, cleared: 0 });
    }
    expect(cellar.writes).toHaveLength(1);
    expect([attic.at('Heat').positionMs, cellar.at('Heat').positionMs]).toEqual([0, 0]);
    expect(history(home.store).filter((row) => row.kind === 'clear')).toHaveLength(1);
  });

  it.each([0, 1, 2, 3, 4, 5])(
    'after %i commits loses nothing and repeats nothing',
    async (lives) => {
      const { home, attic, cellar } = await inAgreement(['Heat', 'Ran']);
      attic.play('Heat', 50 * MINUTE);
      home.store.commitsToLive = lives;
      await home.run().catch(() => {});
      home.store.revive();
      home.wait(5 * MINUTE);
      await home.run();
      expect(cellar.writes).toHaveLength(1);
      expect(cellar.at('Heat').positionMs).toBe(50 * MINUTE);
      expect(attic.at('Heat').positionMs).toBe(50 * MINUTE);
      expect(await home.runOne()).toMatchObject({ written: 0, skipped: 0 });
    },
  );
});

describe('a write whose answer was lost', () => {
  it.each(KINDS)('on %s is found in the next run and not sent again', async (kind) => {
    const { home, attic, cellar, film } = await overHttp('jellyfin', kind);
    const at = Date.now() - AGO;
    attic.play(film, 20 * MINUTE, { at });
    cellar.fault({ when: ({ method }) => method === 'POST', drop: true, afterHandling: true });
    expect(await home.run()).toMatchObject({ outcome: 'retry-later', written: 0 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    home.requests();
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0 });
    expect(home.requests().filter((line) => line.includes('POST'))).toEqual([]);
    const [track] = home.store.trackRows.values();
    const { time } = track!.said!.cellar!;
    expect(Math.abs((time ?? 0) - at)).toBeLessThan(1_000);
    expect(attic.state(film).positionMs).toBe(20 * MINUTE);
  });

  it.each(KINDS)('on %s and never arrived is sent again', async (kind) => {
    const { home, attic, cellar, film } = await overHttp('jellyfin', kind);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    const fault = cellar.fault({ when: ({ method }) => method === 'POST', drop: true });
    expect(await home.run()).toMatchObject({ outcome: 'retry-later', written: 0 });
    fault.remove();
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    expect(home.store.journalRows.size).toBe(0);
  });

  it.each(CLEARABLE)('of a clear on %s is found as well', async (kind) => {
    const { home, attic, cellar, film } = await overHttp('plex', kind);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    attic.clear(film);
    await home.run();
    cellar.fault({ when: ({ method }) => method === 'POST', drop: true, afterHandling: true });
    expect(await home.run()).toMatchObject({ outcome: 'retry-later', cleared: 0 });
    for (let n = 0; n < 2; n += 1) {
      expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, cleared: 0 });
    }
    expect(attic.state(film).positionMs).toBe(0);
    expect(cellar.state(film).positionMs).toBe(0);
    expect(home.store.trackRows.size).toBe(0);
  });
});

describe('a run that was killed, then a long pause', () => {
  it('clears nothing of what was recovered before both sides were seen', async () => {
    const { home, attic, cellar } = await killedAfterWrite('Heat', 'write');
    home.wait(8 * DAY);
    attic.clear('Heat');
    attic.clear('Ran');
    for (let run = 0; run < 4; run += 1) {
      expect(await home.runOne()).toMatchObject({ cleared: 0 });
      home.wait(5 * MINUTE);
    }
    expect(cellar.at('Heat').positionMs).toBe(50 * MINUTE);
    expect(cellar.at('Ran').positionMs).toBe(21 * MINUTE);
  });
});

/** Takes writes and answers them with something that makes no sense. */
function garble(server: MemoryServer, code: ProblemCode) {
  const write = server.write.bind(server);
  server.write = async (order) => {
    await write(order);
    throw new ProblemError({ code });
  };
  return () => {
    server.write = write;
  };
}

describe('a write that arrived, and whose answer made no sense', () => {
  it.each([
    'bad-answer',
    'not-json',
    'redirected',
    'server-error',
    'not-found',
    'timeout',
    'interrupted',
  ] as const)('(%s) is found done by the next run: one row, which can be undone', async (code) => {
    const { home, attic, cellar } = await inAgreement(['Heat'], { kinds: ['jellyfin', 'plex'] });
    attic.play('Heat', 50 * MINUTE);
    const mend = garble(cellar, code);
    await home.runOne();
    mend();
    home.wait(5 * MINUTE);
    await home.runOne();
    const rows = history(home.store).filter((row) => row.kind === 'write');
    expect(rows).toMatchObject([{ toMs: 50 * MINUTE, confirmed: { ms: 50 * MINUTE } }]);
    expect(rows[0]?.undo).not.toBeNull();
    expect(cellar.writes).toHaveLength(1);
  });

  it('keeps the time of its origin, so that a later position elsewhere wins', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat'], { kinds: ['jellyfin', 'plex'] });
    const den = home.server('den', 'jellyfin');
    home.film('Heat', ['den']);
    attic.play('Heat', 50 * MINUTE, home.now - 3 * MINUTE);
    den.play('Heat', 80 * MINUTE, home.now - MINUTE);
    const mend = garble(cellar, 'bad-answer');
    await home.runOne();
    mend();
    home.wait(5 * MINUTE);
    home.pair('cellar', 'den');
    for (let round = 0; round < 3; round += 1) {
      await home.run();
      home.wait(5 * MINUTE);
    }
    const positions = [attic, cellar, den].map((server) => server.at('Heat').positionMs);
    expect(positions).toEqual([80 * MINUTE, 80 * MINUTE, 80 * MINUTE]);
  });
});
