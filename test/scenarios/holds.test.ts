import { describe, expect, it } from 'vitest';
import { approveHold, dismissHold, previewPair, runRound } from '../../lib/engine/rounds';
import type { Hold } from '../../lib/model/run';
import { DAY, inAgreement, inMemory, letters, MINUTE } from './homes';

type Home = Awaited<ReturnType<typeof inAgreement>>['home'];

function holdOf(home: Home): Hold {
  const hold = [...home.store.pairStateRows.values()][0]?.hold;
  if (!hold) throw new Error('nothing is held');
  return hold;
}

/** Of so many titles in agreement, the first few leave the attic; the tombstones are written. */
async function leaving(total: number, gone: number) {
  const titles = letters(total);
  const made = await inAgreement(titles);
  for (const title of titles.slice(0, gone)) made.attic.clear(title);
  expect(await made.home.runOne()).toMatchObject({ outcome: 'done-with-skips', cleared: 0 });
  made.home.wait(5 * MINUTE);
  return { ...made, titles };
}

describe('an unusual plan', () => {
  it('is not the clear of one title in six', async () => {
    const { home } = await leaving(6, 1);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', cleared: 1 });
  });

  it('is the clear of five titles in six: all held, one question', async () => {
    const { home, cellar, titles } = await leaving(6, 5);
    expect(await home.runOne()).toMatchObject({ outcome: 'held', cleared: 0, written: 0 });
    expect(cellar.writes).toEqual([]);
    for (const title of titles) expect(cellar.at(title).positionMs).toBeGreaterThan(0);
    expect(holdOf(home)).toMatchObject({ reason: 'many-cleared', count: 5, of: 6 });
    expect(holdOf(home).plan.actions).toHaveLength(5);
    expect(await home.runOne()).toMatchObject({ outcome: 'held' });
  });

  it('is not the clear of five titles in twenty-five', async () => {
    const { home } = await leaving(25, 5);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', cleared: 5 });
  });

  it('is never the clear of two titles, nor that four moved', async () => {
    const cleared = await leaving(2, 2);
    expect(await cleared.home.runOne()).toMatchObject({ outcome: 'done', cleared: 2 });
    const moved = await inAgreement(letters(4));
    for (const title of letters(4)) moved.attic.play(title, 50 * MINUTE);
    expect(await moved.home.runOne()).toMatchObject({ outcome: 'done', written: 4 });
  });

  it('is not that every title was played on since the last run', async () => {
    const { home, attic } = await inAgreement(letters(6));
    for (const title of letters(6)) attic.play(title, 50 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 6 });
  });

  it('is that many titles are in progress that never were before', async () => {
    const titles = letters(26);
    const { home, attic, cellar } = await inAgreement(titles.slice(0, 6));
    for (const title of titles.slice(6)) {
      home.film(title);
      attic.play(title, 75 * MINUTE, home.now - 60 * MINUTE);
    }
    expect(await home.runOne()).toMatchObject({ outcome: 'held', written: 0 });
    expect(holdOf(home)).toMatchObject({
      reason: 'many-new',
      serverId: 'attic',
      count: 20,
      of: 15,
    });
    expect(cellar.writes).toEqual([]);
  });

  it('is not that a dozen titles are new after a pause of two weeks', async () => {
    const titles = letters(18);
    const { home, attic } = await inAgreement(titles.slice(0, 6));
    home.wait(14 * DAY);
    for (const title of titles.slice(6)) {
      home.film(title);
      attic.play(title, 75 * MINUTE, home.now - DAY);
    }
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 12 });
  });

  it('is that every one of six titles moved at once, and none has a date since the last run', async () => {
    const { home, attic, cellar } = await inAgreement(letters(6));
    for (const title of letters(6)) attic.play(title, 50 * MINUTE, home.now - 30 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'held', written: 0 });
    expect(holdOf(home)).toMatchObject({ reason: 'all-changed', count: 6, of: 6 });
    expect(cellar.writes).toEqual([]);
  });

  it('is that five of six moved backwards', async () => {
    const { home, attic } = await inAgreement(letters(6));
    for (const title of letters(5)) attic.play(title, 5 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'held', written: 0 });
    expect(holdOf(home)).toMatchObject({ reason: 'many-cleared', count: 5, of: 6 });
  });

  it('is not that five of six moved on', async () => {
    const { home, attic } = await inAgreement(letters(6));
    for (const title of letters(5)) attic.play(title, 60 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 5 });
  });

  it('is one far beyond what the preview showed', async () => {
    const titles = letters(12);
    const { home, attic, cellar, pair } = inMemory('jellyfin', 'emby', { titles });
    const state = home.store.pairStateRows.get(pair.id)!;
    home.store.pairStateRows.set(pair.id, { ...state, consent: 'none' });
    attic.play('A', 20 * MINUTE, home.now - 60 * MINUTE);
    expect((await previewPair(home.ports, pair.id)).actions).toHaveLength(1);
    for (const title of titles.slice(0, 7)) attic.play(title, 20 * MINUTE, home.now - 60 * MINUTE);
    const [first] = await runRound(home.ports, 'person', pair.id);
    expect(first).toMatchObject({ outcome: 'held', written: 0 });
    expect(cellar.writes).toEqual([]);
    expect(holdOf(home)).toMatchObject({ reason: 'more-than-previewed', count: 7, of: 1 });
    attic.clear('G');
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 6 });
  });

  it('of one pair does not stop the other pairs', async () => {
    const { home, attic } = await inAgreement(letters(6));
    const den = home.server('den', 'jellyfin');
    home.film('Z', ['attic', 'den']);
    home.pair('attic', 'den');
    for (const title of letters(6)) attic.play(title, 50 * MINUTE, home.now - 30 * MINUTE);
    attic.play('Z', 20 * MINUTE, home.now - 60 * MINUTE);
    const runs = await home.run();
    expect(runs.map((run) => run.outcome)).toEqual(['held', 'done']);
    expect(den.at('Z').positionMs).toBe(20 * MINUTE);
  });
});

describe('while a plan is held', () => {
  it('agreements, tombstones and drops are still recorded', async () => {
    const titles = letters(8);
    const { home, attic, cellar } = await inAgreement(titles);
    attic.clear('G');
    await home.run();
    for (const title of titles.slice(0, 6)) attic.play(title, 5 * MINUTE);
    attic.play('G', 26 * MINUTE, home.now - 60 * MINUTE);
    attic.clear('H');
    expect(await home.runOne()).toMatchObject({ outcome: 'held' });
    const stones = [...home.store.trackRows.values()].filter((track) => track.tombstone);
    expect(stones.map((track) => track.title)).toEqual(['H']);
    expect(cellar.writes).toEqual([]);
  });

  it('the question goes away when the reason does', async () => {
    const { home, attic, titles } = await leaving(6, 5);
    await home.run();
    titles.forEach((title, n) => {
      attic.play(title, (20 + n) * MINUTE, home.now - DAY);
    });
    expect(await home.runOne()).toMatchObject({ outcome: 'done', cleared: 0 });
    expect([...home.store.pairStateRows.values()][0]?.hold).toBeNull();
  });
});

describe('approving a held plan', () => {
  it('writes exactly that plan', async () => {
    const { home, cellar, pair } = await leaving(6, 5);
    await home.run();
    const [run] = await approveHold(home.ports, pair.id, holdOf(home).planHash);
    expect(run).toMatchObject({ outcome: 'done', cleared: 5, written: 0 });
    expect(cellar.writes).toHaveLength(5);
    expect(cellar.at('F').positionMs).toBeGreaterThan(0);
    expect([...home.store.pairStateRows.values()][0]).toMatchObject({ hold: null, approved: [] });
  });

  it('is refused for another plan than the one that is held', async () => {
    const { home, attic, cellar, pair, titles } = await leaving(7, 5);
    await home.run();
    const old = holdOf(home).planHash;
    attic.clear(titles[5]!);
    await home.run();
    await home.run();
    expect(holdOf(home).planHash).not.toBe(old);
    await expect(approveHold(home.ports, pair.id, old)).rejects.toThrow('hold-changed');
    expect(cellar.writes).toEqual([]);
  });

  it('lets what changed since be judged anew', async () => {
    const { home, attic, cellar, pair } = await leaving(7, 5);
    await home.run();
    const { planHash } = holdOf(home);
    // one of the five is back, and another one leaves
    attic.play('A', 20 * MINUTE, home.now - DAY);
    attic.clear('F');
    const [run] = await approveHold(home.ports, pair.id, planHash);
    expect(run).toMatchObject({ cleared: 4 });
    expect(cellar.at('A').positionMs).toBe(20 * MINUTE);
    expect(cellar.at('F').positionMs).toBe(25 * MINUTE);
    expect(cellar.writes.map((write) => write.title).sort()).toEqual(['B', 'C', 'D', 'E']);
  });

  it('writes what is still the same, and holds what is unusual by itself again', async () => {
    const titles = letters(12);
    const { home, attic, cellar, pair } = await inAgreement(titles);
    for (const title of titles.slice(0, 5)) attic.play(title, 5 * MINUTE);
    await home.run();
    const { planHash } = holdOf(home);
    for (const title of titles.slice(5, 10)) attic.play(title, 6 * MINUTE);
    const [run] = await approveHold(home.ports, pair.id, planHash);
    expect(run).toMatchObject({ outcome: 'held', written: 5 });
    expect(cellar.writes.map((write) => write.title).sort()).toEqual(titles.slice(0, 5));
    expect(holdOf(home).plan.actions).toHaveLength(5);
  });

  it('waits for a server that is down, and is written when it is back', async () => {
    const titles = letters(6);
    const { home, attic, cellar, pair } = await inAgreement(titles);
    for (const title of titles) attic.play(title, 50 * MINUTE, home.now - 30 * MINUTE);
    await home.run();
    cellar.down = { code: 'unreachable' };
    expect(await home.runOne()).toMatchObject({ outcome: 'retry-later' });
    const { planHash } = holdOf(home);
    await approveHold(home.ports, pair.id, planHash);
    cellar.down = null;
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 6 });
  });

  it('does not last: the next plan of that kind is held again', async () => {
    const { home, attic, pair } = await inAgreement(letters(6));
    for (const title of letters(6)) attic.play(title, 50 * MINUTE, home.now - 30 * MINUTE);
    await home.run();
    await approveHold(home.ports, pair.id, holdOf(home).planHash);
    home.wait(5 * MINUTE);
    for (const title of letters(6)) attic.play(title, 70 * MINUTE, home.now - 20 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'held', written: 0 });
  });

  it('can be put off: then the next run asks again', async () => {
    const { home, pair } = await leaving(6, 5);
    await home.run();
    await dismissHold(home.ports, pair.id);
    expect([...home.store.pairStateRows.values()][0]?.hold).toBeNull();
    expect(await home.runOne()).toMatchObject({ outcome: 'held', cleared: 0 });
  });
});

describe('a held plan of a pair that is off', () => {
  it('is not approved, and stays held', async () => {
    const { home } = await leaving(6, 5);
    await home.run();
    const { planHash } = holdOf(home);
    home.store.kept.pairs[0]!.enabled = false;
    await expect(approveHold(home.ports, 'attic-cellar', planHash)).rejects.toThrow(
      'pair-disabled',
    );
    expect(holdOf(home).planHash).toBe(planHash);
  });
});
