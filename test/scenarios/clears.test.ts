import { describe, expect, it } from 'vitest';
import { CLEARABLE, DAY, guardrails, history, inAgreement, KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;

/** Both servers agree on a film, over HTTP. */
async function agreed(left: (typeof KINDS)[number], right: typeof left, more = {}) {
  const made = await overHttp(left, right, more);
  made.attic.play(made.film, 20 * MINUTE, { at: Date.now() - AGO });
  await made.home.run();
  expect(made.cellar.state(made.film).positionMs).toBe(20 * MINUTE);
  return made;
}

describe('a clear', () => {
  it('needs no Add / Update: what agreed at first contact is cleared in two runs', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat'], { pair: { addUpdate: false } });
    attic.clear('Heat');
    expect(await home.runOne()).toMatchObject({ cleared: 0 });
    home.wait(5 * MINUTE);
    expect(await home.runOne()).toMatchObject({ cleared: 1 });
    expect(cellar.at('Heat').positionMs).toBe(0);
  });

  it.each(CLEARABLE)('takes two runs, seen to leave %s', async (left) => {
    const { home, attic, cellar, film } = await agreed(left, 'jellyfin');
    attic.clear(film);
    const before = cellar.state(film);
    expect(await home.run()).toMatchObject({ written: 0, cleared: 0 });
    expect(cellar.state(film)).toEqual(before);
    expect(attic.state(film).positionMs).toBe(0);
    const [track] = home.store.trackRows.values();
    expect(track?.tombstone).toMatchObject({ serverId: 'attic', ms: 20 * MINUTE });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, cleared: 1 });
    expect(cellar.state(film)).toEqual({ ...before, positionMs: 0 });
    expect(home.store.trackRows.size).toBe(0);
    expect(await home.run()).toMatchObject({ written: 0, cleared: 0, skipped: 0 });
  });

  it('is off as soon as the title is back', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.clear('Heat');
    await home.run();
    attic.play('Heat', 20 * MINUTE, home.now - AGO);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 0, cleared: 0 });
    const [track] = home.store.trackRows.values();
    expect(track?.tombstone).toBeNull();
    attic.clear('Heat');
    expect(await home.runOne()).toMatchObject({ cleared: 0 });
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it('is off though the other server cannot be read in the run that shows it back', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.clear('Heat');
    await home.run();
    attic.play('Heat', 20 * MINUTE, home.now - AGO);
    cellar.down = { code: 'unreachable' };
    await home.run();
    cellar.down = null;
    attic.clear('Heat');
    expect(await home.runOne()).toMatchObject({ cleared: 0 });
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it('does not happen with Remove off, nor later when it is switched on', async () => {
    const { home, attic, cellar, pair } = await inAgreement(['Heat']);
    pair.remove = false;
    attic.clear('Heat');
    for (const day of [0, 1, 2, 3]) {
      if (day === 2) pair.remove = true;
      expect(await home.runOne(), `day ${day}`).toMatchObject({ written: 0, cleared: 0 });
      home.wait(DAY);
    }
    expect(attic.at('Heat').positionMs).toBe(0);
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it('is cancelled when the title was played on the other side after it left', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.clear('Heat');
    await home.run();
    home.wait(MINUTE);
    cellar.play('Heat', 45 * MINUTE);
    expect(await home.runOne()).toMatchObject({ cleared: 0, written: 1 });
    expect(attic.at('Heat').positionMs).toBe(45 * MINUTE);
    expect(cellar.at('Heat').positionMs).toBe(45 * MINUTE);
  });

  it('starts over when the other side was nudged after it left', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.clear('Heat');
    await home.run();
    cellar.play('Heat', 20 * MINUTE + 10_000);
    expect(await home.runOne()).toMatchObject({ cleared: 0, written: 0 });
    expect(await home.runOne()).toMatchObject({ cleared: 1 });
  });

  it.each(KINDS)(
    'follows a finish on %s, and the other side is not watched by it',
    async (kind) => {
      const { home, attic, cellar, film } = await agreed(kind, 'emby');
      attic.finish(film);
      const before = cellar.state(film);
      await home.run();
      expect(await home.run()).toMatchObject({ cleared: 1 });
      expect(cellar.state(film)).toEqual({ ...before, positionMs: 0 });
      expect(before.watched).toBe(false);
      const last = history(home.store).find((row) => row.kind === 'clear');
      expect(last).toMatchObject({ rule: 'finished', serverId: 'cellar', fromServerId: 'attic' });
    },
  );

  it.each(KINDS)('does not follow from a film deleted from %s', async (kind) => {
    const { home, attic, cellar, film } = await agreed(kind, 'jellyfin');
    attic.deleteTitle(film);
    for (let n = 0; n < 3; n += 1) expect(await home.run()).toMatchObject({ cleared: 0 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });

  it('does not follow from what a person takes off Continue Watching on Plex', async () => {
    const { home, attic, cellar, film } = await overHttp('plex', 'jellyfin');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    attic.dismiss(film);
    for (let n = 0; n < 3; n += 1) expect(await home.run()).toMatchObject({ cleared: 0 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });

  it('does not follow from a restart below the minimum of the server', async () => {
    for (const kind of CLEARABLE) {
      const { home, attic, cellar, film } = await agreed(kind, 'emby');
      attic.play(film, 10_000, { thresholds: true, at: Date.now() + 1_500 });
      expect(attic.state(film)).toMatchObject({ positionMs: 0, watched: false });
      for (let n = 0; n < 3; n += 1) {
        expect(await home.run(), kind).toMatchObject({ written: 0, cleared: 0 });
      }
      expect(cellar.state(film).positionMs, kind).toBe(20 * MINUTE);
    }
  });

  it('never reaches Plex: said once, and nothing is un-watched', async () => {
    const { home, attic, cellar, film } = await agreed('jellyfin', 'plex');
    cellar.setState(film, { watched: true });
    attic.clear(film);
    const before = cellar.state(film);
    await home.run();
    home.requests();
    expect(await home.run()).toMatchObject({ cleared: 0, skipped: 1 });
    expect(home.requests().filter((line) => /unscrobble|POST|PUT/.test(line))).toEqual([]);
    expect(history(home.store).at(-1)).toMatchObject({ reason: 'cannot-clear', kind: 'skip' });
    expect(await home.run()).toMatchObject({ outcome: 'done', skipped: 0 });
    expect(cellar.state(film)).toEqual(before);
    expect(attic.state(film).positionMs).toBe(0);
  });

  it('parked at Plex comes back only when Plex itself moves', async () => {
    const { home, attic, cellar, film } = await agreed('jellyfin', 'plex');
    attic.clear(film);
    await home.run();
    await home.run();
    cellar.play(film, 60 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 1, cleared: 0 });
    expect(attic.state(film).positionMs).toBe(60 * MINUTE);
  });

  it('on Plex (marked unwatched) reaches the other side', async () => {
    const { home, attic, cellar, film } = await agreed('plex', 'emby');
    attic.clear(film);
    await home.run();
    expect(await home.run()).toMatchObject({ cleared: 1 });
    expect(cellar.state(film).positionMs).toBe(0);
  });

  it('does not happen where the two sides were left apart', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat'], { pair: { mode: 'one-way' } });
    cellar.play('Heat', 70 * MINUTE);
    await home.run();
    attic.clear('Heat');
    for (let n = 0; n < 3; n += 1) expect(await home.runOne()).toMatchObject({ cleared: 0 });
    expect(cellar.at('Heat').positionMs).toBe(70 * MINUTE);
  });

  it('expires with its tombstone, and is never copied back', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat', 'Ran']);
    attic.clear('Heat');
    await home.run();
    home.store.kept.options.tombstoneDays = 3;
    for (const server of [attic, cellar]) server.down = { code: 'unreachable' };
    home.wait(4 * DAY);
    await home.run();
    for (const server of [attic, cellar]) server.down = null;
    for (let n = 0; n < 3; n += 1) {
      expect(await home.runOne()).toMatchObject({ cleared: 0, written: 0 });
      home.wait(MINUTE);
    }
    expect(attic.at('Heat').positionMs).toBe(0);
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it('that fails is tried again, rests after three times, and is listed', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.clear('Heat');
    await home.run();
    cellar.writeFaults = Array.from({ length: 9 }, () => ({ code: 'refused' as const }));
    for (let n = 0; n < 3; n += 1) {
      expect(await home.runOne()).toMatchObject({ cleared: 0, skipped: 1 });
      home.wait(5 * MINUTE);
    }
    const left = cellar.writeFaults.length;
    const plan = await home.runOne();
    expect(plan).toMatchObject({ outcome: 'done-with-skips', cleared: 0, skipped: 1 });
    expect(cellar.writeFaults).toHaveLength(left);
    home.wait(7 * 60 * MINUTE);
    cellar.writeFaults = [];
    expect(await home.runOne()).toMatchObject({ cleared: 1 });
  });

  it('works with guardrails that would ignore the position', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    const [pair] = home.store.kept.pairs;
    Object.assign(pair!, guardrails({ minimumSeconds: 60 * 60 }));
    attic.clear('Heat');
    await home.run();
    expect(await home.runOne()).toMatchObject({ cleared: 1 });
    expect(cellar.at('Heat').positionMs).toBe(0);
  });
});
