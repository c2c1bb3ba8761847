import { describe, expect, it } from 'vitest';
import type { OneWayRemoveMode } from '../../lib/model/settings';
import { CLEARABLE, history, inAgreement, inMemory, MINUTE, overHttp } from './homes';

const oneWay = { pair: { mode: 'one-way' as const } };

function only(on: 'attic' | 'cellar', removeMode: OneWayRemoveMode) {
  const made = inMemory('jellyfin', 'emby', oneWay);
  made.home.store.kept.options.oneWayRemoveMode = removeMode;
  made[on].play('Heat', 20 * MINUTE, made.home.now - 60 * MINUTE);
  return made;
}

describe('one-way, Source deletes', () => {
  it('never clears what only the target ever had', async () => {
    const { home, cellar } = only('cellar', 'source-deletes');
    for (let n = 0; n < 5; n += 1) {
      expect(await home.runOne()).toMatchObject({ cleared: 0, written: 0 });
      home.wait(5 * MINUTE);
    }
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it.each(CLEARABLE)('clears on %s what was seen to leave the source', async (kind) => {
    const { home, attic, cellar, film } = await overHttp('plex', kind, oneWay);
    attic.play(film, 20 * MINUTE, { at: Date.now() - 60 * MINUTE });
    await home.run();
    attic.finish(film);
    expect(await home.run()).toMatchObject({ cleared: 0 });
    expect(await home.run()).toMatchObject({ cleared: 1 });
    expect(cellar.state(film)).toMatchObject({ positionMs: 0, watched: false });
  });

  it('does nothing at the source when the target lets go', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat'], oneWay);
    cellar.clear('Heat');
    for (let n = 0; n < 3; n += 1) {
      expect(await home.runOne()).toMatchObject({ cleared: 0, written: 0 });
      home.wait(5 * MINUTE);
    }
    expect(attic.at('Heat').positionMs).toBe(20 * MINUTE);
    attic.play('Heat', 40 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 1 });
    expect(cellar.at('Heat').positionMs).toBe(40 * MINUTE);
  });
});

describe('one-way, Mirror', () => {
  it('clears what only the target has, but not before a second look', async () => {
    const { home, cellar } = only('cellar', 'mirror');
    const cleared: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      cleared.push((await home.runOne()).cleared);
      home.wait(5 * MINUTE);
    }
    expect(cleared.slice(0, 2)).toEqual([0, 0]);
    expect(cleared.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(cellar.at('Heat').positionMs).toBe(0);
  });

  it('shows the clear in a preview before it happens', async () => {
    const { home, attic, cellar, film } = await overHttp('emby', 'jellyfin', oneWay);
    home.store.kept.options.oneWayRemoveMode = 'mirror';
    cellar.play(film, 20 * MINUTE, { at: Date.now() - 60 * MINUTE });
    await home.run();
    await home.run();
    const plan = await home.preview('attic-cellar');
    expect(plan.actions).toMatchObject([{ kind: 'clear', serverId: 'cellar', rule: 'mirror' }]);
    expect(await home.run()).toMatchObject({ cleared: 1 });
    expect(attic.state(film).positionMs).toBe(0);
  });

  it('touches nothing that the source does not have, or does not tell of', async () => {
    const { home, attic, cellar } = inMemory('jellyfin', 'emby', { ...oneWay, titles: [] });
    home.store.kept.options.oneWayRemoveMode = 'mirror';
    home.film('Heat');
    home.film('Ran');
    for (const title of ['Heat', 'Ran']) cellar.play(title, 20 * MINUTE, home.now - 60 * MINUTE);
    await home.run();
    attic.remove('Heat');
    attic.halfList = true;
    for (let n = 0; n < 3; n += 1) expect(await home.runOne()).toMatchObject({ cleared: 0 });
    attic.halfList = false;
    for (let n = 0; n < 4; n += 1) {
      await home.run();
      home.wait(5 * MINUTE);
    }
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
    expect(cellar.at('Ran').positionMs).toBe(0);
  });

  it('clears what the target played after the source, while the source is not at it', async () => {
    const { home, attic, cellar } = only('attic', 'mirror');
    await home.run();
    attic.clear('Heat');
    home.wait(5 * MINUTE);
    await home.run();
    home.wait(5 * MINUTE);
    expect(await home.runOne()).toMatchObject({ cleared: 1 });
    cellar.play('Heat', 50 * MINUTE);
    for (let n = 0; n < 4; n += 1) {
      home.wait(5 * MINUTE);
      await home.run();
    }
    expect(cellar.at('Heat').positionMs).toBe(0);
  });

  it('onto Plex is said once, and leaves everything as it is', async () => {
    const { home, attic, cellar, film } = await overHttp('emby', 'plex', oneWay);
    home.store.kept.options.oneWayRemoveMode = 'mirror';
    cellar.play(film, 20 * MINUTE, { at: Date.now() - 60 * MINUTE });
    const runs = [];
    for (let n = 0; n < 6; n += 1) runs.push(await home.run());
    const parked = history(home.store).filter((row) => row.reason === 'cannot-clear');
    expect(parked).toHaveLength(1);
    expect(runs.at(-1)).toMatchObject({ outcome: 'done', skipped: 0, cleared: 0 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    expect(attic.state(film).positionMs).toBe(0);
  });

  it('is no mirror with Remove off', async () => {
    const { home, cellar, pair } = only('cellar', 'mirror');
    pair.remove = false;
    for (let n = 0; n < 4; n += 1) {
      expect(await home.runOne()).toMatchObject({ cleared: 0 });
      home.wait(5 * MINUTE);
    }
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });
});
