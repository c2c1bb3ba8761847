import { describe, expect, it } from 'vitest';
import { undo } from '../../lib/engine/undo';
import type { Kind } from '../support/household';
import { mortal } from '../support/mortal';
import { history, inMemory, MINUTE } from './homes';

const MOST_STEPS = 200;

/** The cellar has two copies at 20 minutes; the attic moved to 50, and both followed. */
async function twoCopiesFollowed(target: Kind) {
  const made = inMemory('jellyfin', target);
  const { home, attic, cellar } = made;
  cellar.add({ title: 'Heat', ids: { imdb: 'tt-Heat' } });
  const rows = [attic, cellar].flatMap((server) => [...server.films.values()]);
  for (const { row } of rows) {
    Object.assign(row, { positionMs: 20 * MINUTE, lastPlayedAt: home.now - 60 * MINUTE });
  }
  await home.run();
  home.wait(5 * MINUTE);
  attic.play('Heat', 50 * MINUTE);
  await home.run();
  home.wait(5 * MINUTE);
  const copies = () => [...cellar.films.values()].map((film) => film.row.positionMs / MINUTE);
  expect(copies()).toEqual([50, 50]);
  const written = history(home.store).findLast((row) => row.kind === 'write')!;
  const undone = () => history(home.store).filter((row) => row.kind === 'undo');
  return { ...made, copies, undone, id: written.activityId };
}

/** An undo whose worker dies at that step; null when it came to its end before. */
async function killedAt(step: number, target: Kind) {
  const made = await twoCopiesFollowed(target);
  const life = mortal(made.home.ports, step);
  await undo(life.ports, made.id).catch(() => {});
  if (!life.isDead()) return null;
  made.home.wait(5 * MINUTE);
  return made;
}

describe.each(['jellyfin', 'emby', 'plex'] as const)('an undo on %s that is killed', (target) => {
  it('at any step is done with its row, or is not and can be', async () => {
    const ends = { done: 0, not: 0 };
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const made = await killedAt(step, target);
      if (!made) break;
      const { home, attic, copies, undone, id } = made;
      await home.run();
      if (undone().length === 1) {
        ends.done += 1;
        expect(home.store.activityRows.get(id)?.undoneAt, `step ${step}`).not.toBeNull();
      } else {
        ends.not += 1;
        expect(copies(), `step ${step}`).toEqual([50, 50]);
        await undo(home.ports, id);
      }
      for (let n = 0; n < 3; n += 1) {
        home.wait(5 * MINUTE);
        expect(await home.runOne(), `step ${step}`).toMatchObject({ written: 0, cleared: 0 });
      }
      expect(copies(), `step ${step}`).toEqual([20, 20]);
      expect(attic.at('Heat').positionMs, `step ${step}`).toBe(50 * MINUTE);
      expect(undone(), `step ${step}`).toHaveLength(1);
      expect(home.store.journalRows.size, `step ${step}`).toBe(0);
    }
    expect(ends.done).toBeGreaterThan(5);
    expect(ends.not).toBeGreaterThan(5);
  });

  it('at any step can be asked for again at once', async () => {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const made = await killedAt(step, target);
      if (!made) break;
      const { home, attic, copies, undone, id } = made;
      if (home.store.activityRows.get(id)!.undoneAt === null) await undo(home.ports, id);
      expect(copies(), `step ${step}`).toEqual([20, 20]);
      expect(undone(), `step ${step}`).toHaveLength(1);
      expect(await home.runOne()).toMatchObject({ written: 0, cleared: 0 });
      expect(attic.at('Heat').positionMs, `step ${step}`).toBe(50 * MINUTE);
      expect(home.store.journalRows.size, `step ${step}`).toBe(0);
    }
  });
});
