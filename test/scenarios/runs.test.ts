import { describe, expect, it } from 'vitest';
import { chooseSide } from '../../lib/engine/choose';
import { previewPair } from '../../lib/engine/rounds';
import { undo } from '../../lib/engine/undo';
import type { RunRecord } from '../../lib/model/run';
import type { MemoryStore } from '../support/memory-store';
import { history, inAgreement, inMemory, letters, MINUTE, remembered } from './homes';

const PAIR = 'attic-cellar';
const AGO = 90 * MINUTE;

const runs = (store: MemoryStore): RunRecord[] =>
  [...store.runRows.values()].sort((a, b) => a.at - b.at);

/** Do the numbers of a run's heading add up with what stands below it? */
function expectSums(store: MemoryStore): void {
  for (const { runId, summary, waiting } of runs(store)) {
    if (!summary) continue;
    const rows = history(store).filter((row) => row.runId === runId);
    const of = (kind: string) => rows.filter((row) => row.kind === kind).length;
    expect(summary).toMatchObject({
      written: of('write'),
      cleared: of('clear'),
      skipped: of('skip') + waiting.length,
      conflicts: rows.filter((row) => row.conflict !== null).length,
    });
  }
}

describe('the history of runs', () => {
  it('has a heading for each run, and its numbers add up with the rows', async () => {
    const titles = letters(6);
    const { home, attic, cellar } = inMemory('jellyfin', 'emby', { titles });
    home.film('Z', ['attic']);
    const [copied, conflict, watched, early] = titles as [string, string, string, string];
    attic.play('Z', 20 * MINUTE, home.now - AGO);
    attic.play(copied, 20 * MINUTE, home.now - AGO);
    attic.play(conflict, 20 * MINUTE, home.now - AGO);
    cellar.play(conflict, 50 * MINUTE, home.now - MINUTE);
    attic.play(watched, 20 * MINUTE, home.now - AGO);
    cellar.finish(watched, home.now - 2 * AGO);
    attic.play(early, 2_000, home.now - AGO);
    const summary = await home.runOne();
    expect(summary).toMatchObject({ written: 2, conflicts: 1, skipped: 2, unmatched: 1 });
    expect(runs(home.store)).toMatchObject([
      { kind: 'run', pairId: PAIR, times: 1, at: summary.startedAt, summary },
    ]);
    expectSums(home.store);
  });

  it('lists what waits under the run, and not again while nothing else happens', async () => {
    const { home, attic } = await inAgreement(['Heat']);
    attic.play('Heat', 115 * MINUTE);
    await home.runOne();
    home.wait(5 * MINUTE);
    const second = await home.runOne();
    expect(second).toMatchObject({ outcome: 'done-with-skips', skipped: 1 });
    const last = runs(home.store).at(-1)!;
    expect(last).toMatchObject({ times: 2, waiting: [{ title: 'Heat', reason: 'above-maximum' }] });
    expect(last.until - last.at).toBeGreaterThanOrEqual(5 * MINUTE);
    expectSums(home.store);
  });

  it('keeps quiet runs in a row as one, until something happens', async () => {
    const { home, attic } = await inAgreement(['Heat']);
    for (let n = 0; n < 20; n += 1) {
      home.wait(5 * MINUTE);
      await home.runOne();
    }
    attic.play('Heat', 50 * MINUTE);
    home.wait(5 * MINUTE);
    await home.runOne();
    home.wait(5 * MINUTE);
    await home.runOne();
    expect(
      runs(home.store)
        .map(({ times }) => times)
        .slice(-3),
    ).toEqual([21, 1, 1]);
  });

  it('say how much of a plan is held, and a plan that stays held is one', async () => {
    const titles = letters(6);
    const { home, attic } = await inAgreement(titles);
    for (const title of titles) attic.play(title, 60 * MINUTE, home.now - 30 * MINUTE);
    home.wait(5 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'held' });
    home.wait(5 * MINUTE);
    await home.runOne();
    expect(runs(home.store).at(-1)).toMatchObject({ held: 6, times: 2, waiting: [] });
  });

  it('tells apart runs that failed from those that had nothing to do', async () => {
    const { home, cellar } = await inAgreement(['Heat']);
    cellar.down = { code: 'unreachable' };
    await home.run();
    await home.run();
    cellar.down = null;
    await home.run();
    const said = runs(home.store).map(({ times, summary }) => [times, summary?.outcome]);
    expect(said.slice(-3)).toEqual([
      [1, 'done'],
      [2, 'retry-later'],
      [1, 'done'],
    ]);
  });

  it('has a heading without an end for a run that was killed, and its row when it is found', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.play('Heat', 50 * MINUTE);
    cellar.onWrite = () => {
      home.store.commitsToLive = 0;
    };
    await home.run().catch(() => {});
    home.store.revive();
    home.wait(5 * MINUTE);
    await home.run();
    const killed = runs(home.store).find(({ summary }) => summary === null)!;
    const row = history(home.store).find((one) => one.toMs === 50 * MINUTE);
    expect(row?.runId).toBe(killed.runId);
    expectSums(home.store);
  });

  it('puts what the person does by hand under headings of its own', async () => {
    const { home, attic } = await inAgreement(['Heat']);
    attic.play('Heat', 50 * MINUTE);
    await home.run();
    const row = history(home.store).find((one) => one.kind === 'write')!;
    home.wait(MINUTE);
    const undone = await undo(home.ports, row.activityId);
    home.wait(MINUTE);
    await chooseSide(home.ports, PAIR, row.key!, 'cellar');
    const byHand = runs(home.store).filter(({ kind }) => kind === 'by-hand');
    const chosen = history(home.store).find(({ rule }) => rule === 'chosen')!;
    expect(byHand.map(({ runId }) => runId)).toEqual([undone.runId, chosen.runId]);
    expect(undone).toMatchObject({ kind: 'undo', confirmed: { is: 'at', ms: 20 * MINUTE } });
    expect(attic.at('Heat').positionMs).toBe(20 * MINUTE);
    expectSums(home.store);
  });

  it('keeps what a row says when it is opened', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.play('Heat', 50 * MINUTE, home.now);
    await home.run();
    const row = history(home.store).find((one) => one.kind === 'write')!;
    expect(row).toMatchObject({
      key: 'movie:imdb:tt-Heat',
      runtimeMs: 120 * MINUTE,
      items: { attic: attic.at('Heat').itemId, cellar: cellar.at('Heat').itemId },
      stood: {
        attic: { is: 'at', ms: 50 * MINUTE, time: home.now },
        cellar: { is: 'at', ms: 20 * MINUTE },
      },
      confirmed: { is: 'at', ms: 50 * MINUTE },
    });
  });

  it('knows nothing of a preview', async () => {
    const { home, attic } = await inAgreement(['Heat']);
    attic.play('Heat', 50 * MINUTE);
    const before = [remembered(home.store), runs(home.store)];
    const { actions } = await previewPair(home.ports, PAIR);
    expect(actions).toMatchObject([{ runtimeMs: 120 * MINUTE }]);
    expect([remembered(home.store), runs(home.store)]).toEqual(before);
  });
});
