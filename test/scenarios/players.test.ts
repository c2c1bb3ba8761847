import { describe, expect, it } from 'vitest';
import { CLEARABLE, inAgreement, KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;
const BOTH = [
  { name: 'mia', password: 'secret', admin: true },
  { name: 'ben', password: 'other' },
];

async function agreed(left: (typeof KINDS)[number], right: typeof left, minutes = 20) {
  const made = await overHttp(left, right, { right: { users: BOTH }, left: { users: BOTH } });
  for (const film of made.home.world.movies.slice(0, 2)) {
    made.attic.play(film, minutes * MINUTE, { at: Date.now() - AGO });
  }
  await made.home.run();
  return { ...made, other: made.home.world.movies[1]! };
}

describe('an open player on the target', () => {
  it.each(KINDS)('on %s keeps its title from being written, and no other', async (kind) => {
    const { home, attic, cellar, film, other } = await agreed('jellyfin', kind);
    const player = cellar.openPlayer(film);
    attic.play(film, 60 * MINUTE);
    attic.play(other, 60 * MINUTE);
    expect(await home.run()).toMatchObject({
      outcome: 'done-with-skips',
      written: 1,
      skipped: 1,
    });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    expect(cellar.state(other).positionMs).toBe(60 * MINUTE);
    player.vanish();
    cellar.closePlayers();
  });

  it.each(KINDS)('on %s counts while it is paused as well', async (kind) => {
    const { home, attic, cellar, film } = await agreed('emby', kind);
    const player = cellar.openPlayer(film);
    player.pause();
    attic.play(film, 60 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 0, skipped: 1 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    player.close();
    // closing reports where it stood: the newest wins from here on, and nothing is lost
    await home.run();
    expect(cellar.state(film).positionMs).toBe(attic.state(film).positionMs);
  });

  it.each(CLEARABLE)('on %s keeps a clear waiting', async (kind) => {
    const { home, attic, cellar, film } = await agreed('jellyfin', kind);
    attic.clear(film);
    await home.run();
    const player = cellar.openPlayer(film);
    player.pause();
    expect(await home.run()).toMatchObject({ cleared: 0, skipped: 1 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    player.close();
    expect(await home.run()).toMatchObject({ cleared: 1 });
  });

  it.each(KINDS)('of somebody else on %s does not matter', async (kind) => {
    const { home, attic, cellar, film } = await agreed('jellyfin', kind);
    cellar.openPlayer(film, { user: 'ben' });
    attic.play(film, 60 * MINUTE);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(60 * MINUTE);
    expect(cellar.state(film, { user: 'ben' }).positionMs).not.toBe(60 * MINUTE);
  });

  it.each(CLEARABLE)(
    'of somebody else on %s matters where our user watches along',
    async (kind) => {
      const { home, attic, cellar, film } = await agreed('plex', kind);
      cellar.openPlayer(film, { user: 'ben', with: ['mia'], positionMs: 20 * MINUTE });
      attic.play(film, 60 * MINUTE);
      expect(await home.run()).toMatchObject({ written: 0, skipped: 1 });
    },
  );
});

describe('an open player on the source', () => {
  it.each(KINDS)('on %s is copied once it pauses', async (kind) => {
    const { home, attic, cellar, film } = await agreed(kind, 'jellyfin');
    const player = attic.openPlayer(film);
    player.advance(15 * MINUTE);
    player.report();
    expect(await home.run()).toMatchObject({ written: 0, skipped: 1 });
    player.advance(5 * MINUTE);
    player.pause();
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(40 * MINUTE);
  });

  it.each(KINDS)('on %s is copied once it stops', async (kind) => {
    const { home, attic, cellar, film } = await agreed(kind, 'emby');
    const player = attic.openPlayer(film);
    player.advance(15 * MINUTE);
    player.report();
    await home.run();
    player.close();
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(35 * MINUTE);
  });

  it.each(CLEARABLE)('on %s, begun again from the start, is no clear', async (kind) => {
    const { home, attic, cellar, film } = await agreed(kind, 'jellyfin');
    const player = attic.openPlayer(film, { positionMs: 0 });
    player.advance(10_000);
    player.report();
    expect(attic.state(film).positionMs).toBe(0);
    for (let n = 0; n < 3; n += 1) expect(await home.run()).toMatchObject({ cleared: 0 });
    player.advance(30 * MINUTE);
    player.close();
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(cellar.state(film).positionMs).toBe(30 * MINUTE + 10_000);
  });
});

describe('a title that is being played and is not in the list', () => {
  it('is on its way: nothing is concluded from its absence', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    const { itemId } = attic.at('Heat');
    attic.clear('Heat');
    attic.players.push({ itemId, paused: false });
    for (let n = 0; n < 3; n += 1) {
      expect(await home.runOne()).toMatchObject({ written: 0, cleared: 0 });
      home.wait(5 * MINUTE);
    }
    attic.players.pop();
    expect(await home.runOne()).toMatchObject({ cleared: 0 });
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
    home.wait(5 * MINUTE);
    expect(await home.runOne()).toMatchObject({ cleared: 1 });
  });
});

describe('where the sessions cannot be read', () => {
  it('an item that changed in the last ten minutes waits, an older one is written', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    cellar.playersHidden = true;
    home.wait(5 * MINUTE);
    await home.run();
    home.wait(5 * MINUTE);
    attic.play('Heat', 60 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 0, skipped: 1 });
    home.wait(9 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 0, skipped: 1 });
    home.wait(2 * MINUTE);
    expect(await home.runOne()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.at('Heat').positionMs).toBe(60 * MINUTE);
  });

  it.each([401, 403] as const)('as Plex (%i) hides them from all but the owner', async (status) => {
    const { home, attic, cellar, film } = await overHttp('jellyfin', 'plex', {
      right: { users: BOTH, options: { adminOnlyStatus: status } },
    });
    const [, settings] = home.store.kept.servers;
    Object.assign(settings!, {
      token: cellar.token('ben'),
      userId: cellar.userId('ben'),
      userName: 'ben',
    });
    attic.play(film, 60 * MINUTE, { at: Date.now() - MINUTE });
    expect(await home.run()).toMatchObject({ outcome: 'done-with-skips', written: 0, skipped: 1 });
    attic.play(film, 65 * MINUTE, { at: Date.now() - AGO });
    home.ahead = 11 * MINUTE;
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film, { user: 'ben' }).positionMs).toBe(65 * MINUTE);
    expect(cellar.state(film).positionMs).toBe(0);
  });

  it('a title that nobody touched for long is written at once', async () => {
    const { home, attic, cellar, film } = await overHttp('jellyfin', 'emby');
    cellar.fault({ when: /\/Sessions/, status: 500, body: {} });
    attic.play(film, 60 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(60 * MINUTE);
  });
});
