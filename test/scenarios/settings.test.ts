import { describe, expect, it } from 'vitest';
import { DAY, history, inAgreement, letters, MINUTE } from './homes';

describe('after a change of settings nothing is cleared from old baselines', () => {
  it('a change of direction', async () => {
    const { home, attic, cellar, pair } = await inAgreement(['Heat', 'Ran']);
    attic.clear('Heat');
    await home.run();
    Object.assign(pair, { source: 'cellar', target: 'attic' });
    for (let n = 0; n < 4; n += 1) {
      home.wait(5 * MINUTE);
      expect(await home.runOne()).toMatchObject({ cleared: 0, written: 0 });
    }
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it('a change of mode, and the tombstones of before are gone', async () => {
    const { home, attic, cellar, pair } = await inAgreement(['Heat', 'Ran']);
    attic.clear('Heat');
    await home.run();
    pair.mode = 'one-way';
    for (let n = 0; n < 4; n += 1) {
      home.wait(5 * MINUTE);
      expect(await home.runOne()).toMatchObject({ cleared: 0 });
    }
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
    const reason = history(home.store).at(-1)?.reason;
    expect(reason).toBe('settings');
  });

  it('but what leaves later, after both sides were seen, is cleared as ever', async () => {
    const { home, attic, cellar, pair } = await inAgreement(['Heat', 'Ran']);
    pair.mode = 'one-way';
    await home.run();
    home.wait(5 * MINUTE);
    attic.clear('Ran');
    expect(await home.runOne()).toMatchObject({ cleared: 0 });
    home.wait(5 * MINUTE);
    expect(await home.runOne()).toMatchObject({ cleared: 1 });
    expect(cellar.at('Ran').positionMs).toBe(0);
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it('and one side that was not seen in between does not count as seen', async () => {
    const { home, attic, cellar, pair } = await inAgreement(['Heat', 'Ran']);
    pair.mode = 'one-way';
    cellar.down = { code: 'unreachable' };
    await home.run();
    home.wait(5 * MINUTE);
    cellar.down = null;
    attic.clear('Heat');
    for (let n = 0; n < 4; n += 1) {
      expect(await home.runOne()).toMatchObject({ cleared: 0 });
      home.wait(5 * MINUTE);
    }
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });
});

describe('after a long pause', () => {
  it.each([21, 8])('of %i days the first run clears nothing from what it knew', async (days) => {
    const { home, attic, cellar, pair } = await inAgreement(letters(3));
    attic.clear('A');
    await home.run();
    pair.enabled = false;
    home.wait(days * DAY);
    attic.clear('B');
    pair.enabled = true;
    for (let n = 0; n < 4; n += 1) {
      expect(await home.runOne()).toMatchObject({ cleared: 0, written: 0 });
      home.wait(5 * MINUTE);
    }
    expect(cellar.at('A').positionMs).toBe(20 * MINUTE);
    expect(cellar.at('B').positionMs).toBe(21 * MINUTE);
  });

  it('of six days a clear goes on where it was', async () => {
    const { home, attic, cellar } = await inAgreement(letters(3));
    attic.clear('A');
    await home.run();
    home.wait(6 * DAY);
    expect(await home.runOne()).toMatchObject({ cleared: 1 });
    expect(cellar.at('A').positionMs).toBe(0);
  });

  it('counts from the last run that came to its end, not from the last try', async () => {
    const { home, attic, cellar } = await inAgreement(letters(3));
    attic.clear('A');
    await home.run();
    cellar.down = { code: 'unreachable' };
    for (let day = 0; day < 9; day += 1) {
      home.wait(DAY);
      await home.run();
    }
    cellar.down = null;
    for (let n = 0; n < 3; n += 1) {
      expect(await home.runOne()).toMatchObject({ cleared: 0 });
      home.wait(5 * MINUTE);
    }
    expect(cellar.at('A').positionMs).toBe(20 * MINUTE);
  });

  it('positions still move', async () => {
    const { home, attic, cellar } = await inAgreement(letters(3));
    home.wait(30 * DAY);
    attic.play('A', 50 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.at('A').positionMs).toBe(50 * MINUTE);
  });
});

describe('another user or server', () => {
  it.each(['user', 'server'] as const)('(%s) starts from the first contact', async (change) => {
    const { home, attic, cellar } = await inAgreement(letters(3));
    attic.clear('A');
    await home.run();
    await home.store.forgetServer('attic');
    if (change === 'server') attic.serverId = 'another';
    else {
      attic.userId = 'ben';
      home.store.kept.servers[0]!.userId = 'ben';
    }
    for (const title of letters(3)) attic.unwatch(title);
    for (let n = 0; n < 3; n += 1) {
      home.wait(5 * MINUTE);
      expect(await home.runOne()).toMatchObject({ cleared: 0 });
    }
    // a first contact merges, so all three go to the one who never saw them
    letters(3).forEach((title, n) => {
      expect(attic.at(title).positionMs).toBe((20 + n) * MINUTE);
      expect(cellar.at(title).positionMs).toBe((20 + n) * MINUTE);
    });
  });

  it('found at the address by itself is not believed: nothing is forgotten or written', async () => {
    const { home, attic, cellar } = await inAgreement(letters(3));
    attic.serverId = 'another';
    for (const title of letters(3)) attic.unwatch(title);
    home.wait(2 * DAY);
    for (let n = 0; n < 3; n += 1) {
      expect(await home.runOne()).toMatchObject({
        outcome: 'needs-you',
        written: 0,
        cleared: 0,
        problem: { code: 'wrong-server', serverId: 'attic' },
      });
    }
    expect(cellar.writes).toEqual([]);
    expect(home.store.trackRows.size).toBe(3);
  });
});

describe('a title that was gone', () => {
  it.each(['clear', 'unwatch'] as const)(
    'and had been about to be cleared (%s) is not copied back to where it left',
    async (how) => {
      const { home, attic, cellar } = await inAgreement(letters(2));
      attic[how]('A');
      await home.run();
      cellar.remove('A');
      home.wait(5 * MINUTE);
      await home.run();
      cellar.giveBack('A');
      for (let n = 0; n < 4; n += 1) {
        home.wait(5 * MINUTE);
        expect(await home.runOne()).toMatchObject({ written: 0, cleared: 0 });
      }
      expect(attic.at('A').positionMs).toBe(0);
      expect(cellar.at('A').positionMs).toBe(20 * MINUTE);
    },
  );

  it('is copied again once the other side really moves', async () => {
    const { home, attic, cellar } = await inAgreement(letters(2));
    attic.clear('A');
    await home.run();
    cellar.remove('A');
    home.wait(5 * MINUTE);
    await home.run();
    cellar.giveBack('A');
    home.wait(5 * MINUTE);
    cellar.play('A', 60 * MINUTE);
    await home.run();
    expect(attic.at('A').positionMs).toBe(60 * MINUTE);
  });

  it('without a tombstone comes back as at a first contact', async () => {
    const { home, attic, cellar } = await inAgreement(letters(2));
    cellar.remove('A');
    await home.run();
    expect([...home.store.trackRows.values()].map((track) => track.title)).toEqual(['B']);
    cellar.giveBack('A');
    cellar.at('A').positionMs = 0;
    home.wait(2 * 60 * MINUTE);
    expect(await home.runOne()).toMatchObject({ cleared: 0 });
    expect(attic.at('A').positionMs).toBe(20 * MINUTE);
  });

  it('on one server never takes the position of the other with it', async () => {
    const { home, attic, cellar } = await inAgreement(letters(6));
    for (const title of letters(6)) attic.remove(title);
    for (let n = 0; n < 3; n += 1) {
      expect(await home.runOne()).toMatchObject({ cleared: 0, written: 0 });
      home.wait(5 * MINUTE);
    }
    letters(6).forEach((title, n) => {
      expect(cellar.at(title).positionMs).toBe((20 + n) * MINUTE);
    });
  });
});
