import { describe, expect, it } from 'vitest';
import { guardrails, history, inAgreement, inMemory, KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;

describe('a position moves', () => {
  it.each(KINDS)('goes to a title never played on %s, with flags and count left', async (kind) => {
    const { home, attic, cellar, film } = await overHttp('jellyfin', kind, {
      pair: { mode: 'one-way' },
    });
    const at = Date.now() - AGO;
    attic.play(film, 20 * MINUTE, { at });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1, skipped: 0 });
    const now = cellar.state(film);
    expect(now).toMatchObject({ positionMs: 20 * MINUTE, watched: false, playCount: 0 });
    if (kind !== 'plex') expect(Math.abs((now.lastPlayedAt ?? 0) - at)).toBeLessThan(1000);
    expect(attic.state(film)).toMatchObject({ positionMs: 20 * MINUTE, playCount: 1 });
  });

  it.each([
    [29, 0],
    [30, 1],
  ])('counts as a difference from the delta on: %i seconds apart, %i written', async (apart, n) => {
    const { home, attic, cellar } = inMemory();
    attic.play('Heat', 20 * MINUTE, home.now - 2 * AGO);
    cellar.play('Heat', 20 * MINUTE + apart * 1000, home.now - AGO);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: n });
    expect(attic.writes).toHaveLength(n);
    expect(cellar.writes).toHaveLength(0);
  });

  it.each([
    [59, 0],
    [60, 1],
  ])('is worth copying from the minimum on: %i seconds in, %i written', async (seconds, n) => {
    const { home, attic } = inMemory('jellyfin', 'emby', {
      pair: guardrails({ minimumSeconds: 60 }),
    });
    attic.play('Heat', seconds * 1000);
    expect(await home.runOne()).toMatchObject({ written: n });
  });

  it.each([
    [0.899, 1],
    [0.9, 0],
  ])('is copied below the share of the runtime of the target: at %f, %i', async (share, n) => {
    const { home, attic, cellar } = inMemory('jellyfin', 'emby', {
      titles: [],
      pair: guardrails({ maximumPercent: 90 }),
    });
    home.film('Heat', ['attic'], 100 * MINUTE);
    home.film('Heat', ['cellar'], 101 * MINUTE);
    attic.play('Heat', share * 101 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: n });
    expect(cellar.at('Heat').positionMs).toBe(n * share * 101 * MINUTE);
  });

  it('follows a rewind that is newer than what the other side has', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.play('Heat', 10 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 1 });
    expect(cellar.at('Heat').positionMs).toBe(10 * MINUTE);
  });

  it.each(KINDS)('is not planned again on %s when nobody watched since', async (kind) => {
    const { home, attic, cellar, film } = await overHttp('emby', kind);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    const before = cellar.state(film);
    const settled = { outcome: 'done', written: 0, skipped: 0, conflicts: 0 };
    expect(await home.run()).toMatchObject(settled);
    expect((await home.preview('attic-cellar')).actions).toEqual([]);
    expect(cellar.state(film)).toEqual(before);
  });

  it('is left alone while it only gets a newer stamp', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.play('Heat', 20 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 0, skipped: 0 });
    expect(cellar.writes).toHaveLength(0);
  });

  it('adds up small steps until they make a difference', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    for (const seconds of [10, 20]) {
      attic.play('Heat', 20 * MINUTE + seconds * 1000);
      expect(await home.runOne()).toMatchObject({ written: 0 });
      home.wait(5 * MINUTE);
    }
    const settledSince = cellar.at('Heat').positionMs;
    for (const seconds of [30, 40, 50]) {
      attic.play('Heat', 20 * MINUTE + seconds * 1000);
      await home.run();
      home.wait(5 * MINUTE);
    }
    expect(settledSince).toBe(20 * MINUTE);
    expect(cellar.at('Heat').positionMs).toBeGreaterThanOrEqual(20 * MINUTE + 30_000);
  });

  it('waits while Add / Update is off, and goes once it is on', async () => {
    const { home, attic, cellar, pair } = await inAgreement(['Heat']);
    pair.addUpdate = false;
    attic.play('Heat', 40 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'done-with-skips', written: 0 });
    pair.addUpdate = true;
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.at('Heat').positionMs).toBe(40 * MINUTE);
  });

  it('that a guardrail ignores keeps the older position of the other side away', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.play('Heat', 110 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 0, cleared: 0 });
    expect(await home.runOne()).toMatchObject({ written: 0, cleared: 0 });
    expect(attic.at('Heat').positionMs).toBe(110 * MINUTE);
    attic.play('Heat', 90 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 1 });
    expect(cellar.at('Heat').positionMs).toBe(90 * MINUTE);
  });
});

describe('Plex takes its own limits along', () => {
  it.each([
    [60_000, 0],
    [61_000, 1],
  ])('takes positions above its minimum only: %i ms, %i written', async (ms, written) => {
    const { home, attic, cellar, film } = await overHttp('emby', 'plex');
    attic.play(film, ms);
    const run = await home.run();
    expect(run).toMatchObject({ written, skipped: 1 - written });
    expect(run.problem).toBeUndefined();
    expect(home.requests().filter((line) => line.includes('POST'))).toHaveLength(written);
    expect(cellar.state(film).positionMs).toBe(written * ms);
  });

  it('is never written past the credits marker, and nothing becomes watched', async () => {
    const { home, attic, cellar, film } = await overHttp('emby', 'plex', {
      pair: guardrails({ maximumPercent: 100 }),
    });
    cellar.setCreditsMarker(film, 70 * MINUTE);
    attic.play(film, 75 * MINUTE);
    expect(await home.run()).toMatchObject({ outcome: 'done-with-skips', written: 0 });
    expect(home.requests().filter((line) => line.includes('POST'))).toEqual([]);
    expect(cellar.state(film)).toMatchObject({ positionMs: 0, watched: false });
    attic.play(film, 60 * MINUTE);
    await home.run();
    expect(cellar.state(film)).toMatchObject({ positionMs: 60 * MINUTE, watched: false });
  });
});

describe('one-way', () => {
  it('leaves the target alone where only the target moved', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat'], { pair: { mode: 'one-way' } });
    cellar.play('Heat', 50 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 0, skipped: 1 });
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 0, skipped: 0 });
    expect(attic.at('Heat').positionMs).toBe(20 * MINUTE);
    expect(cellar.at('Heat').positionMs).toBe(50 * MINUTE);
  });

  it('lets the next change of the source win, whatever the clocks say', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat'], { pair: { mode: 'one-way' } });
    cellar.play('Heat', 50 * MINUTE);
    await home.run();
    attic.play('Heat', 30 * MINUTE, home.now - 30 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 1 });
    expect(cellar.at('Heat').positionMs).toBe(30 * MINUTE);
  });

  it('does not touch a target that was played later, though the source is further', async () => {
    for (const mode of ['one-way', 'two-way'] as const) {
      const { home, attic, cellar } = inMemory('jellyfin', 'emby', { pair: { mode } });
      attic.play('Heat', 50 * MINUTE, home.now - 2 * AGO);
      cellar.play('Heat', 20 * MINUTE, home.now - AGO);
      await home.run();
      expect(cellar.at('Heat').positionMs, mode).toBe(20 * MINUTE);
      expect(attic.at('Heat').positionMs, mode).toBe((mode === 'one-way' ? 50 : 20) * MINUTE);
      expect(history(home.store)[0]?.conflict, mode).toMatchObject({
        winner: 'right',
        rule: 'newest',
      });
    }
  });
});
