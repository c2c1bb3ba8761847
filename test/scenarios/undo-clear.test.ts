import { describe, expect, it } from 'vitest';
import { undo } from '../../lib/engine/undo';
import { CLEARABLE, inAgreement, last, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;

describe('undoing a clear', () => {
  it.each(CLEARABLE)('puts the position back on %s, and it stays', async (kind) => {
    const { home, attic, cellar, film } = await overHttp('plex', kind);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    const before = cellar.state(film);
    attic.clear(film);
    await home.run();
    expect(await home.run()).toMatchObject({ cleared: 1 });
    await undo(home.ports, last(home.store, 'clear'));
    expect(cellar.state(film)).toEqual(before);
    for (let n = 0; n < 4; n += 1) {
      expect(await home.run()).toMatchObject({ written: 0, cleared: 0 });
    }
    expect(cellar.state(film)).toEqual(before);
    expect(attic.state(film).positionMs).toBe(0);
  });

  it('holds against a mirror', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat'], { pair: { mode: 'one-way' } });
    home.store.kept.options.oneWayRemoveMode = 'mirror';
    attic.clear('Heat');
    await home.run();
    home.wait(5 * MINUTE);
    expect(await home.runOne()).toMatchObject({ cleared: 1 });
    await undo(home.ports, last(home.store, 'clear'));
    for (let n = 0; n < 5; n += 1) {
      home.wait(5 * MINUTE);
      expect(await home.runOne()).toMatchObject({ cleared: 0 });
    }
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it('is refused where it was played again since', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.clear('Heat');
    await home.run();
    home.wait(5 * MINUTE);
    await home.run();
    cellar.play('Heat', 5 * MINUTE);
    await expect(undo(home.ports, last(home.store, 'clear'))).rejects.toThrow('undo-moved');
    expect(cellar.at('Heat').positionMs).toBe(5 * MINUTE);
  });

  it('is not cleared again by another pair', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    home.server('den', 'jellyfin');
    home.film('Heat', ['den']);
    home.pair('den', 'cellar');
    await home.run();
    home.wait(5 * MINUTE);
    attic.clear('Heat');
    await home.run('attic-cellar');
    home.wait(5 * MINUTE);
    await home.run('attic-cellar');
    expect(cellar.at('Heat').positionMs).toBe(0);
    await undo(home.ports, last(home.store, 'clear'));
    for (let n = 0; n < 5; n += 1) {
      home.wait(5 * MINUTE);
      await home.run();
    }
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it('is not cleared again though the title left yet another server', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    const den = home.server('den', 'jellyfin');
    home.film('Heat', ['den']);
    home.pair('den', 'cellar');
    await home.run();
    home.wait(5 * MINUTE);
    for (const server of [attic, den]) server.clear('Heat');
    for (let n = 0; n < 2; n += 1) {
      await home.run('attic-cellar');
      home.wait(5 * MINUTE);
    }
    await undo(home.ports, last(home.store, 'clear'));
    for (let n = 0; n < 4; n += 1) {
      await home.run();
      home.wait(5 * MINUTE);
    }
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
    expect([attic.at('Heat').positionMs, den.at('Heat').positionMs]).toEqual([0, 0]);
  });
});
