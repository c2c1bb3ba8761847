import { describe, expect, it } from 'vitest';
import { ignoreTitle, stopIgnoring } from '../../lib/engine/ignoring';
import { previewPair } from '../../lib/engine/rounds';
import { nameOf } from '../../lib/store/map-store';
import { history, inAgreement, inMemory, MINUTE } from './homes';

const PAIR = 'attic-cellar';
const AGO = 90 * MINUTE;

/** Two films in agreement; Heat is ignored from now on. */
async function heatIgnored() {
  const made = await inAgreement(['Heat', 'Ran']);
  const { home } = made;
  const track = home.store.trackRows.get(nameOf([PAIR, 'movie:imdb:tt-Heat']))!;
  await ignoreTitle(home.ports, { pairId: PAIR, title: 'Heat', key: track.key, items: {} });
  const entry = () => [...home.store.ignoredRows.values()][0]!;
  return { ...made, track, entry };
}

describe('a title that is ignored in a pair', () => {
  it('is neither written nor cleared, and its baseline stays', async () => {
    const { home, attic, cellar, track } = await heatIgnored();
    attic.play('Heat', 50 * MINUTE);
    attic.play('Ran', 60 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 1, cleared: 0 });
    attic.clear('Heat');
    for (let n = 0; n < 3; n += 1) {
      home.wait(5 * MINUTE);
      await home.run();
    }
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
    expect(cellar.at('Ran').positionMs).toBe(60 * MINUTE);
    expect(home.store.trackRows.get(nameOf([PAIR, track.key]))).toEqual(track);
  });

  it('is said by one run, with where it stood, and by no other', async () => {
    const { home, attic } = await heatIgnored();
    attic.play('Heat', 50 * MINUTE);
    const plan = await previewPair(home.ports, PAIR);
    expect(plan.skips).toEqual([{ title: 'Heat', reason: 'ignored' }]);
    expect(await home.runOne()).toMatchObject({ outcome: 'done-with-skips', skipped: 1 });
    expect(await home.runOne()).toMatchObject({ outcome: 'done', skipped: 0 });
    const rows = history(home.store).filter(({ reason }) => reason === 'ignored');
    expect(rows).toMatchObject([{ cell: 'I', toMs: 50 * MINUTE, fromMs: 20 * MINUTE }]);
    expect((await previewPair(home.ports, PAIR)).skips).toEqual([]);
  });

  it('stays ignored under a new id', async () => {
    const { home, attic, cellar } = await heatIgnored();
    attic.rename('Heat');
    attic.play('Heat', 50 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 0 });
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it('comes back on request: what moved meanwhile is copied', async () => {
    const { home, attic, cellar, entry } = await heatIgnored();
    attic.play('Heat', 50 * MINUTE);
    await home.run();
    await stopIgnoring(home.ports, PAIR, entry().id);
    home.wait(5 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 1 });
    expect(cellar.at('Heat').positionMs).toBe(50 * MINUTE);
  });

  it('comes back on request: what left meanwhile clears nothing', async () => {
    const { home, attic, cellar, entry } = await heatIgnored();
    attic.clear('Heat');
    await home.run();
    await stopIgnoring(home.ports, PAIR, entry().id);
    for (let n = 0; n < 3; n += 1) {
      home.wait(5 * MINUTE);
      expect(await home.runOne()).toMatchObject({ cleared: 0 });
    }
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
    expect(history(home.store).at(-1)).toMatchObject({ reason: 'settings' });
  });

  it('is not looked for and not listed when it has no partner', async () => {
    const { home, attic } = inMemory('jellyfin', 'emby');
    home.film('Tape', ['attic']);
    attic.play('Tape', 20 * MINUTE, home.now - AGO);
    await home.run();
    const [row] = home.store.unmatchedRows.values();
    expect(row).toMatchObject({ title: 'Tape', reason: 'not-there', runtimeMs: 120 * MINUTE });
    const items = { attic: row!.itemId };
    await ignoreTitle(home.ports, { pairId: PAIR, title: 'Tape', key: null, items });
    expect(home.store.unmatchedRows.size).toBe(0);
    home.wait(120 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', unmatched: 0 });
    expect(home.store.unmatchedRows.size).toBe(0);
    await stopIgnoring(home.ports, PAIR, [...home.store.ignoredRows.values()][0]!.id);
    expect(await home.runOne()).toMatchObject({ unmatched: 1 });
  });

  it('is refused for a pair that is not there', async () => {
    const { home } = inMemory();
    const titled = { pairId: 'none', title: 'Heat', key: null, items: {} };
    await expect(ignoreTitle(home.ports, titled)).rejects.toThrow('unknown-pair');
  });
});
