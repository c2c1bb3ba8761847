import { describe, expect, it } from 'vitest';
import { guardrails, history, inMemory, letters, MINUTE } from './homes';

const HOURS = 60 * MINUTE;

describe('the first run of a pair', () => {
  it('clears nothing, in any mode', async () => {
    for (const mode of ['one-way', 'two-way'] as const) {
      const titles = letters(8);
      const { home, attic, cellar } = inMemory('jellyfin', 'emby', { pair: { mode }, titles });
      home.store.kept.options.oneWayRemoveMode = 'mirror';
      for (const title of titles) cellar.play(title, 20 * MINUTE, home.now - HOURS);
      attic.finish('A', home.now);
      attic.play('B', 30 * MINUTE, home.now);
      expect(await home.runOne(), mode).toMatchObject({ cleared: 0 });
      for (const title of titles) {
        expect(cellar.at(title).positionMs, `${mode} ${title}`).toBeGreaterThan(0);
      }
    }
  });

  it('calls two positions less than the delta apart agreed, whatever their times', async () => {
    const { home, attic, cellar } = inMemory();
    attic.play('Heat', 20 * MINUTE, home.now - 3 * HOURS);
    cellar.play('Heat', 20 * MINUTE + 29_000, home.now - HOURS);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 0, conflicts: 0 });
    const [track] = home.store.trackRows.values();
    expect(track).toMatchObject({ reason: 'agreed' });
  });

  it('copies nothing onto a title that was played later and has no position', async () => {
    const { home, attic, cellar } = inMemory();
    attic.play('Heat', 20 * MINUTE, home.now - 3 * HOURS);
    cellar.restart('Heat', home.now - HOURS);
    expect(await home.runOne()).toMatchObject({ written: 0, skipped: 1 });
    expect(history(home.store)[0]).toMatchObject({ kind: 'skip', reason: 'played-later' });
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 0, skipped: 0 });
    expect(cellar.at('Heat').positionMs).toBe(0);
  });

  it('copies nothing onto a watched title without Rewatch', async () => {
    const { home, attic, cellar } = inMemory();
    cellar.finish('Heat', home.now - 9 * HOURS);
    attic.play('Heat', 20 * MINUTE, home.now - HOURS);
    expect(await home.runOne()).toMatchObject({ written: 0, skipped: 1 });
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 0, skipped: 0 });
    expect(cellar.at('Heat')).toMatchObject({ positionMs: 0, watched: true });
  });

  it('settles a position that a guardrail ignores, without a word in later runs', async () => {
    const { home, attic, cellar } = inMemory('jellyfin', 'emby', {
      pair: guardrails({ minimumSeconds: 60 }),
    });
    attic.play('Heat', 30_000, home.now - HOURS);
    expect(await home.runOne()).toMatchObject({ written: 0, skipped: 1 });
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 0, skipped: 0 });
    attic.play('Heat', 5 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 1 });
    expect(cellar.at('Heat').positionMs).toBe(5 * MINUTE);
  });

  it('lets a one-way target keep what it played last, and says so', async () => {
    const { home, attic, cellar } = inMemory('jellyfin', 'emby', { pair: { mode: 'one-way' } });
    attic.play('Heat', 20 * MINUTE, home.now - 3 * HOURS);
    cellar.play('Heat', 40 * MINUTE, home.now - HOURS);
    expect(await home.runOne()).toMatchObject({ written: 0, skipped: 1, conflicts: 1 });
    expect(cellar.at('Heat').positionMs).toBe(40 * MINUTE);
    expect(attic.at('Heat').positionMs).toBe(20 * MINUTE);
    expect(history(home.store)[0]).toMatchObject({ kind: 'skip', reason: 'left-alone' });
  });

  it('leaves to the target what a one-way source never started', async () => {
    const { home, attic, cellar } = inMemory('jellyfin', 'emby', { pair: { mode: 'one-way' } });
    cellar.play('Heat', 40 * MINUTE, home.now - HOURS);
    for (let n = 0; n < 4; n += 1) {
      expect(await home.runOne()).toMatchObject({ written: 0, cleared: 0 });
      home.wait(5 * MINUTE);
    }
    expect(cellar.at('Heat').positionMs).toBe(40 * MINUTE);
    expect(attic.at('Heat').positionMs).toBe(0);
  });

  it('remembers nothing of titles in progress nowhere', async () => {
    const { home, attic } = inMemory();
    attic.finish('Heat');
    await home.run();
    expect(home.store.trackRows.size).toBe(0);
  });

  it('concludes nothing where one server cannot be read', async () => {
    const { home, attic, cellar } = inMemory();
    attic.play('Heat', 20 * MINUTE);
    cellar.down = { code: 'unreachable' };
    expect(await home.runOne()).toMatchObject({ outcome: 'retry-later', written: 0 });
    expect(home.store.trackRows.size).toBe(0);
    cellar.down = null;
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 1 });
  });

  it('needs a preview where the pair was made by hand, and a yes to it', async () => {
    const { home, attic, cellar, pair } = inMemory();
    const state = home.store.pairStateRows.get(pair.id)!;
    home.store.pairStateRows.set(pair.id, { ...state, consent: 'none' });
    attic.play('Heat', 20 * MINUTE);
    const [refused] = await home.run();
    expect(refused).toMatchObject({ outcome: 'needs-you', problem: { code: 'preview-first' } });
    expect(cellar.writes).toHaveLength(0);
  });
});
