import { describe, expect, it } from 'vitest';
import { inMemory, MINUTE } from './homes';

/** `One` and `Two` contradict each other, and `Either` on the other server fits both. */
function alike() {
  const made = inMemory('jellyfin', 'emby', { titles: [] });
  made.attic.add({ title: 'One', ids: { imdb: 'tt1', tmdb: '1' } });
  made.cellar.add({ title: 'Either', ids: { imdb: 'tt1' } });
  return made;
}

const addTwo = ({ attic }: ReturnType<typeof alike>): void => {
  attic.add({ title: 'Two', ids: { imdb: 'tt1', tmdb: '2' } });
};

const reasons = ({ home }: ReturnType<typeof alike>) =>
  [...home.store.unmatchedRows.values()].map(({ title, reason }) => [title, reason]).sort();

describe('a copy that two titles could be', () => {
  it('is matched with neither, and both are listed', async () => {
    const made = alike();
    const { home, attic, cellar } = made;
    addTwo(made);
    attic.play('One', 20 * MINUTE, home.now - 90 * MINUTE);
    attic.play('Two', 60 * MINUTE, home.now - 30 * MINUTE);
    for (let run = 0; run < 3; run += 1) {
      expect(await home.runOne()).toMatchObject({ written: 0, unmatched: 2 });
      home.wait(10 * MINUTE);
    }
    expect(cellar.writes).toEqual([]);
    expect(reasons(made)).toEqual([
      ['One', 'several-files'],
      ['Two', 'several-files'],
    ]);
  });

  it('stays with the title that it was settled with', async () => {
    const made = alike();
    const { home, attic, cellar } = made;
    attic.play('One', 20 * MINUTE, home.now - 90 * MINUTE);
    await home.run();
    home.wait(5 * MINUTE);
    addTwo(made);
    attic.play('Two', 60 * MINUTE, home.now - MINUTE);
    for (let run = 0; run < 3; run += 1) {
      await home.run();
      home.wait(10 * MINUTE);
    }
    expect(attic.at('One').positionMs).toBe(20 * MINUTE);
    expect(cellar.at('Either').positionMs).toBe(20 * MINUTE);
    expect(reasons(made)).toEqual([['Two', 'several-files']]);

    cellar.play('Either', 70 * MINUTE);
    await home.run();
    expect(attic.at('One').positionMs).toBe(70 * MINUTE);
    expect(attic.at('Two').positionMs).toBe(60 * MINUTE);
  });
});
