import { describe, expect, it } from 'vitest';
import { undo } from '../../lib/engine/undo';
import { CLEARABLE, inAgreement, inMemory, last, MINUTE, overHttp, remembered } from './homes';

const AGO = 90 * MINUTE;

/** The attic moved from 20 to 50, and the cellar followed. */
async function followed(pair = {}) {
  const made = await inAgreement(['Heat'], { pair });
  made.attic.play('Heat', 50 * MINUTE);
  await made.home.run();
  expect(made.cellar.at('Heat').positionMs).toBe(50 * MINUTE);
  made.home.wait(5 * MINUTE);
  return made;
}

describe('undoing a write', () => {
  it.each(CLEARABLE)('puts the old state back on %s, to the letter', async (kind) => {
    const { home, attic, cellar, film } = await overHttp('plex', kind);
    const at = Date.now() - 3 * AGO;
    cellar.play(film, 10 * MINUTE, { at });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    const before = cellar.state(film);
    await home.run();
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    const row = await undo(home.ports, last(home.store, 'write'));
    expect(row).toMatchObject({ kind: 'undo', fromMs: 20 * MINUTE, toMs: 10 * MINUTE });
    expect(cellar.state(film)).toEqual(before);
    for (let n = 0; n < 3; n += 1) {
      expect(await home.run()).toMatchObject({ written: 0, cleared: 0 });
    }
    expect(cellar.state(film)).toEqual(before);
    expect(attic.state(film).positionMs).toBe(20 * MINUTE);
  });

  it.each([
    ['emby', undefined],
    ['jellyfin', '10.11.11'],
    ['jellyfin', '12.0.0'],
  ] as const)('gives %s %s its last-played back where no position was', async (kind, version) => {
    const right = version ? { version } : undefined;
    const { home, attic, cellar, film } = await overHttp('plex', kind, { right: right as object });
    cellar.play(film, 10 * MINUTE, { at: Date.now() - 3 * AGO });
    cellar.clear(film);
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    const before = cellar.state(film);
    expect(before.lastPlayedAt).not.toBeNull();
    await home.run();
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    await undo(home.ports, last(home.store, 'write'));
    expect(cellar.state(film)).toEqual(before);
  });

  it('onto a title that was never played leaves it never played', async () => {
    const { home, attic, cellar, film } = await overHttp('plex', 'jellyfin');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    await undo(home.ports, last(home.store, 'write'));
    expect(cellar.state(film)).toMatchObject({ positionMs: 0, watched: false, playCount: 0 });
    for (let n = 0; n < 3; n += 1) {
      expect(await home.run()).toMatchObject({ written: 0, cleared: 0 });
    }
    expect(attic.state(film).positionMs).toBe(20 * MINUTE);
  });

  it('is refused where the id stands for another title by now', async () => {
    const { home, cellar } = await followed();
    cellar.at('Heat').ids = { imdb: 'tt0000001' };
    await expect(undo(home.ports, last(home.store, 'write'))).rejects.toThrow('cannot-undo');
    expect(cellar.at('Heat').positionMs).toBe(50 * MINUTE);
  });

  it('of a pair that was forgotten changes the position, and remembers nothing', async () => {
    const { home, cellar } = await followed();
    home.store.trackRows.clear();
    const row = home.store.activityRows.get(last(home.store, 'write'))!;
    const { track, copies } = row.undo!;
    const undone = { track: null, identity: track!.identity, copies };
    home.store.activityRows.set(row.activityId, { ...row, undo: undone });
    await undo(home.ports, row.activityId);
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
    expect(home.store.trackRows.size).toBe(0);
  });

  it('on Plex works where there was a position, and says so where there was none', async () => {
    const { home, attic, cellar, film } = await overHttp('emby', 'plex');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    const before = remembered(home.store);
    await expect(undo(home.ports, last(home.store, 'write'))).rejects.toThrow('cannot-undo');
    expect(remembered(home.store)).toEqual(before);
    attic.play(film, 50 * MINUTE);
    await home.run();
    await undo(home.ports, last(home.store, 'write'));
    expect(cellar.state(film)).toMatchObject({ positionMs: 20 * MINUTE, watched: false });
    for (let n = 0; n < 3; n += 1) expect(await home.run()).toMatchObject({ written: 0 });
    expect(attic.state(film).positionMs).toBe(50 * MINUTE);
  });

  it('is refused where somebody moved on since, and changes nothing', async () => {
    const { home, cellar } = await followed();
    cellar.play('Heat', 70 * MINUTE);
    const before = remembered(home.store);
    await expect(undo(home.ports, last(home.store, 'write'))).rejects.toThrow('undo-moved');
    expect(cellar.at('Heat').positionMs).toBe(70 * MINUTE);
    expect(remembered(home.store)).toEqual(before);
  });

  it('is refused where somebody moved on in one copy and the other copy is gone', async () => {
    const { home, cellar } = await followed();
    cellar.remove('Heat');
    const before = remembered(home.store);
    await expect(undo(home.ports, last(home.store, 'write'))).rejects.toThrow('undo-moved');
    expect(remembered(home.store)).toEqual(before);
  });

  it('happens once', async () => {
    const { home } = await followed();
    const id = last(home.store, 'write');
    await undo(home.ports, id);
    await expect(undo(home.ports, id)).rejects.toThrow('cannot-undo');
    await expect(undo(home.ports, 'nonsense')).rejects.toThrow('unknown-activity');
    expect(home.store.activityRows.get(id)?.undoneAt).toBe(home.now);
  });

  it('holds while the old position stands, and ends with the next real move', async () => {
    const { home, attic, cellar } = await followed();
    await undo(home.ports, last(home.store, 'write'));
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
    home.wait(5 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 0 });
    attic.play('Heat', 80 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 1 });
    expect(cellar.at('Heat').positionMs).toBe(80 * MINUTE);
  });

  it('holds for that value though the origin comes back to it', async () => {
    const { home, attic, cellar } = await followed();
    await undo(home.ports, last(home.store, 'write'));
    home.wait(5 * MINUTE);
    attic.play('Heat', 20 * MINUTE);
    await home.run();
    home.wait(5 * MINUTE);
    attic.play('Heat', 50 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 0 });
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it('is not done again by another pair', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    const den = home.server('den', 'jellyfin');
    home.film('Heat', ['den']);
    home.pair('den', 'cellar');
    home.pair('attic', 'den');
    await home.run();
    home.wait(5 * MINUTE);
    attic.play('Heat', 50 * MINUTE);
    await home.run('attic-cellar');
    await undo(home.ports, last(home.store, 'write'));
    for (let n = 0; n < 4; n += 1) {
      home.wait(5 * MINUTE);
      await home.run();
    }
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
    expect(attic.at('Heat').positionMs).toBe(50 * MINUTE);
    expect(den.at('Heat').positionMs).toBe(50 * MINUTE);
  });

  it('that the worker does not survive is no news from that server', async () => {
    const { home, attic, cellar } = await followed();
    const id = last(home.store, 'write');
    // the write back reaches the server, and the worker dies before anything is remembered
    cellar.onWrite = () => {
      home.store.commitsToLive = 0;
    };
    await expect(undo(home.ports, id)).rejects.toThrow();
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
    cellar.onWrite = () => {};
    home.store.revive();
    home.wait(5 * MINUTE);
    await home.run();
    expect(attic.at('Heat').positionMs).toBe(50 * MINUTE);
  });

  it.each(CLEARABLE)('whose answer got lost on %s is no news from there either', async (kind) => {
    const { home, attic, cellar, film } = await overHttp('plex', kind);
    cellar.play(film, 10 * MINUTE, { at: Date.now() - 3 * AGO });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    const fault = cellar.fault({
      when: ({ method }) => method === 'POST',
      drop: true,
      afterHandling: true,
    });
    await undo(home.ports, last(home.store, 'write')).catch(() => {});
    fault.remove();
    expect(cellar.state(film).positionMs).toBe(10 * MINUTE);
    for (let n = 0; n < 3; n += 1) await home.run();
    expect(attic.state(film).positionMs).toBe(20 * MINUTE);
  });

  it('of one of several copies that is gone is refused in words', async () => {
    const { home, attic, cellar } = inMemory();
    cellar.add({ title: 'Heat', ids: { imdb: 'tt-Heat' } });
    attic.play('Heat', 20 * MINUTE, home.now - AGO);
    await home.run();
    expect(cellar.writes).toHaveLength(2);
    const [film] = cellar.films.values();
    film!.present = false;
    const refused = undo(home.ports, last(home.store, 'write'));
    await expect(refused).rejects.toMatchObject({ name: 'ProblemError' });
    expect(cellar.writes).toHaveLength(2);
  });
});
