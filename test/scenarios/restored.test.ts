import { describe, expect, it } from 'vitest';
import { approveHold } from '../../lib/engine/rounds';
import { DAY, HOUR, KINDS, MINUTE, overHttp, type Sim } from './homes';

type Server = Sim<(typeof KINDS)[number]>;

/**
 * Four titles that agreed at 50 minutes; then the attic is given back the data that it had eight days
 * ago: two at 20 minutes, two not begun.
 */
async function restored(kind: (typeof KINDS)[number]) {
  const made = await overHttp(kind, 'jellyfin');
  const { home, attic, cellar } = made;
  const films = home.world.movies.slice(0, 4);
  const now = Date.now();
  for (const film of films.slice(0, 2)) attic.play(film, 20 * MINUTE, { at: now - 8 * DAY });
  const restore = attic.backup();
  for (const film of films) {
    for (const server of [attic, cellar]) server.play(film, 50 * MINUTE, { at: now - DAY });
  }
  await home.run();
  restore();
  home.ahead += HOUR;
  const minutes = (server: Server) => films.map((one) => server.state(one).positionMs / MINUTE);
  const goOn = async () => {
    const { hold } = home.store.pairStateRows.get('attic-cellar')!;
    if (hold) await approveHold(home.ports, 'attic-cellar', hold.planHash);
    for (let n = 0; n < 3; n += 1) {
      home.ahead += HOUR;
      await home.run();
    }
  };
  return { ...made, films, minutes, goOn };
}

describe.each(KINDS)('a %s restored from a backup', (kind) => {
  it('gets back what it lost, takes nothing from the other, and clears nothing', async () => {
    const { home, attic, cellar, minutes, goOn } = await restored(kind);
    expect(await home.run()).toMatchObject({ outcome: 'held', written: 0, cleared: 0 });
    expect(minutes(cellar)).toEqual([50, 50, 50, 50]);
    await goOn();
    expect(minutes(attic)).toEqual([50, 50, 50, 50]);
    expect(minutes(cellar)).toEqual([50, 50, 50, 50]);
  });

  it('and truly played on afterwards: that title moves, the others as before', async () => {
    const { home, attic, cellar, films, minutes, goOn } = await restored(kind);
    attic.play(films[0]!, 70 * MINUTE);
    await home.run();
    expect(minutes(cellar).slice(1)).toEqual([50, 50, 50]);
    await goOn();
    expect(minutes(attic)).toEqual([70, 50, 50, 50]);
    expect(minutes(cellar)).toEqual([70, 50, 50, 50]);
  });
});
