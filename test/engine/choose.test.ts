import { describe, expect, it } from 'vitest';
import { chooseSide } from '../../lib/engine/choose';
import { Household, type Kind } from '../support/household';
import { MINUTE } from '../support/memory-server';

const PAIR = 'attic-cellar';
const KEY = 'movie:imdb:tt-Heat';

/** A film that was left apart: the attic let go of it with *Remove* off, the cellar still has it. */
async function leftApart(right: Kind = 'jellyfin') {
  const home = new Household();
  const attic = home.server('attic', 'jellyfin');
  const cellar = home.server('cellar', right);
  home.film('Heat');
  home.pair('attic', 'cellar', { remove: false });
  attic.play('Heat', 20 * MINUTE);
  await home.run();
  attic.clear('Heat');
  await home.run();
  return { home, attic, cellar };
}

describe('choosing a side of what was left apart', () => {
  it('writes the position of the chosen side onto the other, and it stays', async () => {
    const { home, attic, cellar } = await leftApart();
    expect(await chooseSide(home.ports, PAIR, KEY, 'cellar')).toEqual({ written: 1, cleared: 0 });
    expect(attic.at('Heat').positionMs).toBe(20 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 0, cleared: 0, skipped: 0 });
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it('clears the other where the chosen side has none', async () => {
    const { home, cellar } = await leftApart();
    expect(await chooseSide(home.ports, PAIR, KEY, 'attic')).toEqual({ written: 0, cleared: 1 });
    expect(cellar.at('Heat').positionMs).toBe(0);
    expect(await home.runOne()).toMatchObject({ written: 0, cleared: 0 });
  });

  it('is refused where the other cannot be cleared, and changes nothing', async () => {
    const { home, cellar } = await leftApart('plex');
    const before = structuredClone([...home.store.trackRows]);
    await expect(chooseSide(home.ports, PAIR, KEY, 'attic')).rejects.toThrow('cannot-clear');
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
    expect([...home.store.trackRows]).toEqual(before);
  });

  it('is refused while a player is open on it', async () => {
    const { home, attic } = await leftApart();
    attic.players.push({ itemId: attic.at('Heat').itemId, paused: true });
    await expect(chooseSide(home.ports, PAIR, KEY, 'cellar')).rejects.toThrow('cannot-choose');
    expect(attic.at('Heat').positionMs).toBe(0);
  });

  it('is refused while a server does not answer', async () => {
    const { home, attic } = await leftApart();
    attic.down = { code: 'unreachable' };
    await expect(chooseSide(home.ports, PAIR, KEY, 'cellar')).rejects.toThrow('unreachable');
  });

  it('can be undone like any write', async () => {
    const { home } = await leftApart();
    await chooseSide(home.ports, PAIR, KEY, 'cellar');
    const row = [...home.store.activityRows.values()].find((one) => one.rule === 'chosen');
    expect(row).toMatchObject({ kind: 'write', serverId: 'attic', toMs: 20 * MINUTE });
    expect(row!.undo).not.toBeNull();
  });
});
