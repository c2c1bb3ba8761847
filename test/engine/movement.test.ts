import { describe, expect, it } from 'vitest';
import { Household } from '../support/household';
import { MINUTE } from '../support/memory-server';

function twoServers(more = {}) {
  const home = new Household();
  const left = home.server('attic', 'jellyfin');
  const right = home.server('cellar', 'plex');
  home.film('Heat');
  home.pair('attic', 'cellar', more);
  return { home, left, right };
}

describe('a position moves', () => {
  it('goes to a server that never played the title, with the flags left alone', async () => {
    const { home, left, right } = twoServers();
    left.play('Heat', 20 * MINUTE);
    const summary = await home.runOne();
    expect(summary).toMatchObject({ outcome: 'done', written: 1, cleared: 0, skipped: 0 });
    expect(right.at('Heat')).toMatchObject({ positionMs: 20 * MINUTE, watched: false });
  });

  it('is not planned again in the next run', async () => {
    const { home, left, right } = twoServers();
    left.play('Heat', 20 * MINUTE);
    await home.runOne();
    home.wait(5 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 0, requests: 2 });
    expect(right.writes).toHaveLength(1);
  });
});
