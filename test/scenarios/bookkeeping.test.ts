import { describe, expect, it } from 'vitest';
import { previewPair } from '../../lib/engine/rounds';
import { isDue, nextDue, pauseAfter } from '../../lib/plan/schedule';
import { sampleWorld } from '../servers';
import {
  history,
  inAgreement,
  inMemory,
  KINDS,
  letters,
  MINUTE,
  overHttp,
  remembered,
} from './homes';

const AGO = 90 * MINUTE;

describe('the numbers of a run', () => {
  it('add up: 12 looked at, 10 skipped with reasons, 2 unmatched, none written', async () => {
    const titles = letters(10);
    const { home, attic, cellar } = inMemory('jellyfin', 'emby', { titles });
    home.film('Y', ['attic']);
    home.film('Z', ['attic']);
    for (const title of titles) {
      attic.play(title, 20 * MINUTE, home.now - AGO);
      cellar.finish(title, home.now - 2 * AGO);
    }
    for (const title of ['Y', 'Z']) attic.play(title, 20 * MINUTE, home.now - AGO);
    const plan = await previewPair(home.ports, 'attic-cellar');
    expect(plan.skips).toHaveLength(12);
    expect(plan.skips.filter((skip) => skip.reason === 'watched')).toHaveLength(10);
    expect(plan.skips.filter((skip) => skip.reason === 'not-there')).toHaveLength(2);
    expect(await home.runOne()).toMatchObject({
      outcome: 'done-with-skips',
      written: 0,
      cleared: 0,
      skipped: 10,
      unmatched: 2,
      conflicts: 0,
    });
    expect(await home.runOne()).toMatchObject({ outcome: 'done', skipped: 0, unmatched: 2 });
  });

  it('count the requests that were sent', async () => {
    const { home, attic, film } = await overHttp('emby', 'plex');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    const { requests } = await home.run();
    expect(requests).toBe(home.requests().length);
  });

  it('say each write with what was there before', async () => {
    const { home, attic } = await inAgreement(['Heat']);
    attic.play('Heat', 50 * MINUTE);
    const { startedAt } = await home.runOne();
    expect(history(home.store)).toMatchObject([
      {
        kind: 'write',
        at: startedAt,
        title: 'Heat',
        serverId: 'cellar',
        fromServerId: 'attic',
        fromMs: 20 * MINUTE,
        toMs: 50 * MINUTE,
        rule: 'moved',
        cell: '6h',
        undoneAt: null,
      },
    ]);
  });

  it('never tell a token', async () => {
    const { home, attic, cellar, film } = await overHttp('emby', 'jellyfin');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    cellar.fault({ when: () => true, status: 500, body: { token: 'x' } });
    await home.run();
    const kept = JSON.stringify(Object.values(remembered(home.store)).map((map) => [...map]));
    for (const server of [attic, cellar]) {
      expect(kept).not.toContain(server.token());
      const urls = server.log.map((entry) => `${entry.path}?${entry.query}`);
      expect(urls.filter((url) => url.includes(server.token()))).toEqual([]);
    }
  });
});

describe('a preview', () => {
  it.each(KINDS)('changes neither servers nor anything remembered (to %s)', async (kind) => {
    const { home, attic, cellar } = await overHttp('emby', kind);
    const [first, second, third] = home.world.movies;
    for (const film of [first!, second!]) attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    attic.play(first!, 50 * MINUTE);
    attic.clear(second!);
    attic.play(third!, 30 * MINUTE, { at: Date.now() - AGO });
    attic.play(home.world.episodeOf('The Office', 1, 4), 10 * MINUTE);
    const states = () =>
      home.world.playable().map((title) => [attic.state(title), cellar.state(title)]);
    const [before, known] = [states(), remembered(home.store)];
    home.requests();
    const plan = await home.preview('attic-cellar');
    expect(plan.actions).toHaveLength(3);
    expect(plan.skips.map((skip) => skip.reason)).toEqual(['first-look']);
    expect(states()).toEqual(before);
    expect(remembered(home.store)).toEqual(known);
    expect(home.requests().filter((line) => /POST|PUT|DELETE/.test(line))).toEqual([]);
    expect(await home.preview('attic-cellar')).toEqual(plan);
  });

  it('of a pair that never ran remembers nothing but that it was shown', async () => {
    const { home, attic, pair } = inMemory();
    attic.play('Heat', 20 * MINUTE);
    const state = home.store.pairStateRows.get(pair.id)!;
    home.store.pairStateRows.set(pair.id, { ...state, consent: 'none' });
    const before = remembered(home.store);
    expect((await previewPair(home.ports, pair.id)).actions).toHaveLength(1);
    const after = remembered(home.store);
    expect(after.pairs.get(pair.id)).toMatchObject({ consent: 'previewed', previewed: 1 });
    expect({ ...after, pairs: null }).toEqual({ ...before, pairs: null });
  });

  it('does not count failures of a server', async () => {
    const { home, cellar } = await inAgreement(['Heat']);
    cellar.down = { code: 'unreachable' };
    const before = remembered(home.store);
    await expect(previewPair(home.ports, 'attic-cellar')).rejects.toThrow('unreachable');
    expect(remembered(home.store)).toEqual(before);
  });

  it('is the plan that the run then carries out', async () => {
    const { home, attic, cellar, film } = await overHttp('jellyfin', 'emby');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    const { actions } = await home.preview('attic-cellar');
    expect(actions).toEqual([
      {
        runtimeMs: film.runtimeMs,
        key: 'movie:imdb:tt0088763',
        kind: 'write',
        serverId: 'cellar',
        title: 'Back to the Future (1985)',
        fromMs: 0,
        toMs: 20 * MINUTE,
        rule: 'moved',
      },
    ]);
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });
});

describe('a server that says yes and does nothing', () => {
  it.each(KINDS)('(%s) did not take it: a failure, not a write', async (kind) => {
    const { home, attic, cellar, film } = await overHttp('emby', kind, { world: sampleWorld() });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    cellar.fault({
      when: ({ method }) => method === 'POST',
      ...(kind === 'jellyfin' ? { body: { PlaybackPositionTicks: 0, Played: false } } : {}),
      ...(kind === 'jellyfin' ? {} : { status: kind === 'plex' ? 200 : 204 }),
    });
    for (let n = 1; n <= 3; n += 1) {
      const run = await home.run();
      expect(run).toMatchObject({ written: 0, skipped: 1, problem: { code: 'not-taken' } });
    }
    const [track] = home.store.trackRows.values();
    expect(track).toMatchObject({ said: null, failures: 3 });
    home.requests();
    expect(await home.run()).toMatchObject({ outcome: 'done-with-skips', written: 0, skipped: 1 });
    expect(home.requests().filter((line) => line.includes('POST'))).toEqual([]);
    expect(history(home.store).filter((row) => row.kind === 'write')).toEqual([]);
  });

  it('and takes it a moment later has taken it', async () => {
    const { home, attic, cellar, film } = await overHttp('emby', 'plex', {
      right: { options: { visibleDelayMs: 40 } },
    });
    Object.assign(home.ports, { sleep: () => new Promise((done) => setTimeout(done, 25)) });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 0 });
  });

  it('does not keep the other titles from being written', async () => {
    const { home, attic, cellar } = inMemory('jellyfin', 'emby', { titles: letters(3) });
    for (const title of letters(3)) attic.play(title, 20 * MINUTE, home.now - AGO);
    cellar.writeFaults = [null, { code: 'refused' }, null];
    expect(await home.runOne()).toMatchObject({ written: 2, skipped: 1 });
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 1 });
  });
});

describe('the schedule', () => {
  const now = Date.UTC(2026, 10, 1, 12);
  const state = { intervalMs: 5 * MINUTE, startedAt: now - 20 * MINUTE, unfinished: false, now };

  it('catches up once after four missed slots', () => {
    expect(isDue(state)).toBe(true);
    const started = { ...state, startedAt: now };
    expect(isDue({ ...started, now: now + MINUTE })).toBe(false);
    expect(nextDue(started)).toBe(now + 5 * MINUTE);
  });

  it('is due at once for what never ran, or died in the middle', () => {
    expect(isDue({ ...state, startedAt: null })).toBe(true);
    expect(isDue({ ...state, startedAt: now - MINUTE, unfinished: true })).toBe(true);
    expect(isDue({ ...state, startedAt: now - MINUTE })).toBe(false);
  });

  it('lets the second of two alarms find that the first has begun', () => {
    const second = { ...state, startedAt: now, now: now + 50 };
    expect(isDue(second)).toBe(false);
  });

  it('is not stopped by a clock that was set back', () => {
    expect(isDue({ ...state, startedAt: now + 24 * 60 * MINUTE })).toBe(true);
  });

  it('waits longer after each failure, up to an hour', () => {
    const pauses = Array.from({ length: 12 }, (_, n) => pauseAfter(n));
    expect(pauses.slice(0, 4)).toEqual([0, 0, MINUTE, 2 * MINUTE]);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.at(-1)).toBe(60 * MINUTE);
  });
});
