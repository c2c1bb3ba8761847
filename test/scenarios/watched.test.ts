import { describe, expect, it } from 'vitest';
import type { ServerKind } from '../../lib/model/server';
import { history, inAgreement, KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const HOLDERS: { kind: ServerKind; version?: string }[] = [
  { kind: 'plex' },
  { kind: 'emby' },
  { kind: 'jellyfin', version: '10.10.7' },
  { kind: 'jellyfin', version: '10.11.11' },
  { kind: 'jellyfin', version: '12.0.0' },
];
const named = HOLDERS.map((one) => ({ ...one, name: [one.kind, one.version].join(' ').trim() }));

describe('a watched title', () => {
  it.each(named)('on $name gets no position without Rewatch, and it is said', async (one) => {
    const { home, attic, cellar, film } = await overHttp('emby', one.kind, {
      right: { version: one.version },
    });
    cellar.finish(film, { at: Date.now() - 3 * AGO });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    const before = cellar.state(film);
    const plan = await home.preview('attic-cellar');
    expect(plan).toMatchObject({ actions: [], skips: [{ reason: 'watched' }] });
    expect(await home.run()).toMatchObject({ written: 0, skipped: 1 });
    expect(cellar.state(film)).toEqual(before);
    expect(history(home.store)).toMatchObject([{ kind: 'skip', reason: 'watched' }]);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, skipped: 0 });
  });

  it.each(named)('on $name holds both with Rewatch, and stays watched', async (one) => {
    const { home, attic, cellar, film } = await overHttp('emby', one.kind, {
      pair: { rewatch: true },
      right: { version: one.version },
    });
    cellar.finish(film, { at: Date.now() - 3 * AGO });
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    const before = cellar.state(film);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    const after = cellar.state(film);
    expect(after).toMatchObject({ positionMs: 20 * MINUTE, watched: true });
    expect(after.playCount).toBe(before.playCount);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, skipped: 0 });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 0, skipped: 0 });
  });

  it('is not un-watched where the server cannot hold both: skipped and said', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat'], { pair: { rewatch: true } });
    const capabilities = { ...cellar.manners.capabilities, holdsBoth: false };
    Object.assign(cellar, { manners: { ...cellar.manners, capabilities } });
    cellar.finish('Heat');
    home.wait(MINUTE);
    attic.play('Heat', 50 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 0, skipped: 1 });
    expect(cellar.at('Heat')).toMatchObject({ watched: true, positionMs: 0 });
    expect(history(home.store).at(-1)).toMatchObject({ reason: 'cannot-hold-both' });
  });

  it.each(KINDS)('that is at a position on %s as well is in progress', async (kind) => {
    const { home, attic, cellar, film } = await overHttp(kind, 'jellyfin');
    attic.setState(film, {
      positionMs: 20 * MINUTE,
      watched: true,
      playCount: 2,
      lastPlayedAt: Date.now() - AGO,
    });
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(cellar.state(film)).toMatchObject({ positionMs: 20 * MINUTE, watched: false });
    expect(attic.state(film)).toMatchObject({ positionMs: 20 * MINUTE, watched: true });
  });

  it.each(KINDS)('becomes so on %s and nowhere else', async (kind) => {
    const { home, attic, cellar, film } = await overHttp(kind, 'emby');
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    attic.finish(film);
    for (let n = 0; n < 3; n += 1) await home.run();
    expect(cellar.state(film)).toMatchObject({ watched: false, playCount: 0 });
    expect(attic.state(film).watched).toBe(true);
  });

  it('marked unwatched again is no clear of the other side', async () => {
    for (const kind of KINDS) {
      const { home, attic, cellar, film } = await overHttp(kind, 'jellyfin');
      attic.finish(film, { at: Date.now() - AGO });
      cellar.play(film, 20 * MINUTE, { at: Date.now() - MINUTE });
      await home.run();
      attic.markUnwatched(film);
      for (let n = 0; n < 3; n += 1) {
        expect(await home.run(), kind).toMatchObject({ cleared: 0, written: 0 });
      }
      expect(cellar.state(film).positionMs, kind).toBe(20 * MINUTE);
    }
  });

  it('finished later than the other side moved clears it in two runs', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    cellar.play('Heat', 50 * MINUTE, home.now - 3 * MINUTE);
    await home.run();
    home.wait(5 * MINUTE);
    cellar.play('Heat', 60 * MINUTE, home.now - 4 * MINUTE);
    attic.finish('Heat', home.now - MINUTE);
    expect(await home.runOne()).toMatchObject({ cleared: 0 });
    expect(await home.runOne()).toMatchObject({ cleared: 1 });
    expect(cellar.at('Heat')).toMatchObject({ positionMs: 0, watched: false });
  });

  it('finished before the other side moved stays as it is, and so does the other', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.finish('Heat', home.now - 4 * MINUTE);
    cellar.play('Heat', 60 * MINUTE, home.now - MINUTE);
    for (let n = 0; n < 3; n += 1) {
      expect(await home.runOne()).toMatchObject({ cleared: 0, written: 0 });
    }
    expect(cellar.at('Heat').positionMs).toBe(60 * MINUTE);
    expect(attic.at('Heat')).toMatchObject({ positionMs: 0, watched: true });
  });

  it('with Rewatch gets the position that came after the finish', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat'], { pair: { rewatch: true } });
    attic.finish('Heat', home.now - 4 * MINUTE);
    cellar.play('Heat', 60 * MINUTE, home.now - MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 1 });
    expect(attic.at('Heat')).toMatchObject({ positionMs: 60 * MINUTE, watched: true });
  });

  it('finished at a time that nobody knows is not finished later', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    attic.finish('Heat');
    attic.at('Heat').lastPlayedAt = null;
    cellar.play('Heat', 60 * MINUTE, home.now - MINUTE);
    for (let n = 0; n < 3; n += 1) expect(await home.runOne()).toMatchObject({ cleared: 0 });
    expect(cellar.at('Heat').positionMs).toBe(60 * MINUTE);
  });
});
