import { describe, expect, it } from 'vitest';
import { history, inAgreement, MINUTE } from './homes';

type Made = Awaited<ReturnType<typeof inAgreement>>;

const both = ({ attic, cellar }: Made) =>
  [attic, cellar].map((server) => server.at('Heat').positionMs / MINUTE);

/** Runs until nothing more happens; answers what was written and cleared. */
async function settled({ home }: Made, runs = 4) {
  let [written, cleared] = [0, 0];
  for (let n = 0; n < runs; n += 1) {
    const run = await home.runOne();
    written += run.written;
    cleared += run.cleared;
    home.wait(5 * MINUTE);
  }
  return { written, cleared };
}

describe('both sides changed since they agreed', () => {
  it('and are close to each other again: nothing to do', async () => {
    const made = await inAgreement(['Heat']);
    made.attic.play('Heat', 60 * MINUTE, made.home.now - 2 * MINUTE);
    made.cellar.play('Heat', 60 * MINUTE + 20_000, made.home.now - MINUTE);
    expect(await made.home.runOne()).toMatchObject({ outcome: 'done', written: 0, conflicts: 0 });
  });

  it('one moved, one was nudged: the real move wins, though it is older', async () => {
    const made = await inAgreement(['Heat']);
    made.attic.play('Heat', 60 * MINUTE, made.home.now - 3 * MINUTE);
    made.cellar.play('Heat', 20 * MINUTE + 10_000, made.home.now - MINUTE);
    expect(await settled(made)).toEqual({ written: 1, cleared: 0 });
    expect(both(made)).toEqual([60, 60]);
  });

  it('both nudged apart: the newest wins', async () => {
    const made = await inAgreement(['Heat']);
    made.attic.play('Heat', 20 * MINUTE + 20_000, made.home.now - 3 * MINUTE);
    made.cellar.play('Heat', 20 * MINUTE - 20_000, made.home.now - MINUTE);
    expect(await settled(made)).toEqual({ written: 1, cleared: 0 });
    expect(made.attic.at('Heat').positionMs).toBe(20 * MINUTE - 20_000);
  });

  it.each([30_000, 40 * MINUTE])(
    'one moved by %i ms, one was cleared: progress survives',
    async (ms) => {
      const made = await inAgreement(['Heat']);
      made.cellar.clear('Heat');
      made.attic.play('Heat', 20 * MINUTE + ms);
      expect(await settled(made)).toEqual({ written: 1, cleared: 0 });
      expect(made.cellar.at('Heat').positionMs).toBe(20 * MINUTE + ms);
    },
  );

  it('one was nudged, one was cleared: no progress, so the clear goes on', async () => {
    const made = await inAgreement(['Heat']);
    made.cellar.clear('Heat');
    made.attic.play('Heat', 20 * MINUTE + 10_000);
    expect(await settled(made)).toEqual({ written: 0, cleared: 1 });
    expect(both(made)).toEqual([0, 0]);
  });

  it('one moved to where the other had been before it was cleared: no news', async () => {
    const made = await inAgreement(['Heat']);
    for (const minutes of [60, 30]) {
      made.attic.play('Heat', minutes * MINUTE);
      expect(await settled(made, 1)).toEqual({ written: 1, cleared: 0 });
    }
    made.cellar.clear('Heat');
    made.attic.play('Heat', 60 * MINUTE);
    expect(await settled(made)).toEqual({ written: 0, cleared: 0 });
    expect(both(made)).toEqual([60, 0]);
  });

  it('both were cleared: forgotten', async () => {
    const made = await inAgreement(['Heat']);
    for (const server of [made.attic, made.cellar]) server.clear('Heat');
    expect(await settled(made)).toEqual({ written: 0, cleared: 0 });
    expect(made.home.store.trackRows.size).toBe(0);
  });

  it('one finished, one cleared: forgotten, and nothing gets watched', async () => {
    const made = await inAgreement(['Heat']);
    made.attic.finish('Heat');
    made.cellar.clear('Heat');
    expect(await settled(made)).toEqual({ written: 0, cleared: 0 });
    expect(made.cellar.at('Heat').watched).toBe(false);
  });

  it('one began again, the other moved on before that: both stay', async () => {
    const made = await inAgreement(['Heat']);
    made.cellar.play('Heat', 60 * MINUTE, made.home.now - 3 * MINUTE);
    made.attic.restart('Heat', made.home.now - MINUTE);
    expect(await settled(made)).toEqual({ written: 0, cleared: 0 });
    expect(both(made)).toEqual([0, 60]);
    expect(history(made.home.store)).toMatchObject([{ reason: 'restart' }]);
  });

  it('one began again, the other moved on after that: the move wins', async () => {
    const made = await inAgreement(['Heat']);
    made.attic.restart('Heat', made.home.now - 3 * MINUTE);
    made.cellar.play('Heat', 60 * MINUTE, made.home.now - MINUTE);
    expect(await settled(made)).toEqual({ written: 1, cleared: 0 });
    expect(both(made)).toEqual([60, 60]);
  });

  it('one began again and stays below the minimum: the other keeps its position', async () => {
    const made = await inAgreement(['Heat']);
    made.attic.restart('Heat');
    expect(await settled(made)).toEqual({ written: 0, cleared: 0 });
    expect(both(made)).toEqual([0, 20]);
    made.attic.play('Heat', 8 * MINUTE);
    expect(await settled(made)).toEqual({ written: 1, cleared: 0 });
    expect(both(made)).toEqual([8, 8]);
  });
});

describe('one-way, both sides changed since they agreed', () => {
  const oneWay = { pair: { mode: 'one-way' as const } };

  it('the target later: it keeps its position, and the conflict is recorded', async () => {
    const made = await inAgreement(['Heat'], oneWay);
    made.attic.play('Heat', 60 * MINUTE, made.home.now - 3 * MINUTE);
    made.cellar.play('Heat', 40 * MINUTE, made.home.now - MINUTE);
    expect(await settled(made)).toEqual({ written: 0, cleared: 0 });
    expect(both(made)).toEqual([60, 40]);
    expect(history(made.home.store)).toMatchObject([
      { kind: 'skip', reason: 'left-alone', conflict: { winner: 'right' } },
    ]);
  });

  it('the source later: the target follows', async () => {
    const made = await inAgreement(['Heat'], oneWay);
    made.cellar.play('Heat', 40 * MINUTE, made.home.now - 3 * MINUTE);
    made.attic.play('Heat', 60 * MINUTE, made.home.now - MINUTE);
    expect(await settled(made)).toEqual({ written: 1, cleared: 0 });
    expect(both(made)).toEqual([60, 60]);
  });

  it('the source finished before the target moved: left alone', async () => {
    const made = await inAgreement(['Heat'], oneWay);
    made.attic.finish('Heat', made.home.now - 3 * MINUTE);
    made.cellar.play('Heat', 40 * MINUTE, made.home.now - MINUTE);
    expect(await settled(made)).toEqual({ written: 0, cleared: 0 });
    expect(both(made)).toEqual([0, 40]);
  });

  it('the source moved, the target finished: settled, Rewatch or not', async () => {
    for (const rewatch of [false, true]) {
      const made = await inAgreement(['Heat'], { pair: { mode: 'one-way', rewatch } });
      made.cellar.finish('Heat', made.home.now - 3 * MINUTE);
      made.attic.play('Heat', 60 * MINUTE, made.home.now - MINUTE);
      expect(await settled(made)).toEqual({ written: 0, cleared: 0 });
      expect(made.cellar.at('Heat')).toMatchObject({ positionMs: 0, watched: true });
    }
  });
});
