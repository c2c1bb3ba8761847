import { describe, expect, it } from 'vitest';
import type { ServerKind } from '../../lib/model/server';
import type { SimServer, Title } from '../servers';
import { CLEARABLE, inAgreement, KINDS, MINUTE, overHttp } from './homes';

const AGO = 90 * MINUTE;

/** Calls `what` when the second in-progress list of the pair has been asked for. */
function betweenListAndWrite(servers: SimServer[], what: () => void): void {
  const listed = new Set<SimServer>();
  let done = false;
  for (const server of servers) {
    server.onRequest(({ query }) => {
      const list = /IsResumable|viewOffset/.test(String(query));
      if (!list && listed.size === servers.length && !done) {
        done = true;
        what();
      }
      if (list) listed.add(server);
    });
  }
}

async function agreed<R extends ServerKind>(left: ServerKind, right: R) {
  const made = await overHttp(left, right);
  made.attic.play(made.film, 20 * MINUTE, { at: Date.now() - AGO });
  await made.home.run();
  const meanwhile = (what: (film: Title) => void) =>
    betweenListAndWrite([made.attic, made.cellar], () => what(made.film));
  return { ...made, meanwhile };
}

describe('between the list and the write', () => {
  it.each(KINDS)('a target on %s that moved is left for the next run', async (kind) => {
    const { home, attic, cellar, film, meanwhile } = await agreed('jellyfin', kind);
    attic.play(film, 40 * MINUTE, { at: Date.now() - 2_000 });
    meanwhile(() => cellar.play(film, 70 * MINUTE, { at: Date.now() + 1_500 }));
    expect(await home.run()).toMatchObject({ outcome: 'done-with-skips', written: 0, skipped: 1 });
    expect(cellar.state(film).positionMs).toBe(70 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(attic.state(film).positionMs).toBe(70 * MINUTE);
  });

  it.each(KINDS)('a target on %s that was watched gets nothing', async (kind) => {
    const { home, attic, cellar, film, meanwhile } = await agreed('emby', kind);
    attic.play(film, 40 * MINUTE);
    meanwhile(() => cellar.finish(film));
    expect(await home.run()).toMatchObject({ written: 0, skipped: 1 });
    expect(cellar.state(film)).toMatchObject({ positionMs: 0, watched: true });
  });

  it.each(KINDS)('a target that is gone from %s stops no others', async (kind) => {
    const { home, attic, cellar, film, meanwhile } = await agreed('emby', kind);
    const other = home.world.movies[1]!;
    attic.play(film, 40 * MINUTE);
    attic.play(other, 30 * MINUTE, { at: Date.now() - AGO });
    meanwhile(() => cellar.deleteTitle(film));
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(cellar.state(other).positionMs).toBe(30 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 0, cleared: 0 });
    expect(attic.state(film).positionMs).toBe(40 * MINUTE);
  });

  it.each(KINDS)('an origin on %s that moved on is not copied at its old place', async (kind) => {
    const { home, attic, cellar, film, meanwhile } = await agreed(kind, 'jellyfin');
    attic.play(film, 40 * MINUTE, { at: Date.now() - 2_000 });
    meanwhile(() => attic.play(film, 70 * MINUTE));
    expect(await home.run()).toMatchObject({ written: 0, skipped: 1 });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(cellar.state(film).positionMs).toBe(70 * MINUTE);
  });

  it('is spared an origin whose list is a moment old, when one write must be read back', async () => {
    const { home, attic, cellar, film, meanwhile } = await agreed('jellyfin', 'emby');
    const now = home.ports.now();
    home.ports.now = () => now;
    attic.play(film, 40 * MINUTE, { at: Date.now() - 2_000 });
    meanwhile(() => attic.play(film, 70 * MINUTE));
    expect(await home.run()).toMatchObject({ written: 1 });
    expect(cellar.state(film).positionMs).toBe(40 * MINUTE);
    home.ports.now = () => now + 5 * MINUTE;
    expect(await home.run()).toMatchObject({ written: 1, conflicts: 0 });
    expect(cellar.state(film).positionMs).toBe(70 * MINUTE);
  });

  it('an origin that moved on in a slow run is not copied at its old place', async () => {
    const { home, attic, cellar } = await inAgreement(['Heat']);
    home.requestMs = 700;
    attic.play('Heat', 40 * MINUTE);
    let lists = 0;
    const onRequest = attic.onRequest;
    attic.onRequest = (what) => {
      onRequest(what);
      if (what === 'list') lists += 1;
      else if (lists === 1 && what === 'players') attic.play('Heat', 70 * MINUTE);
    };
    expect(await home.runOne()).toMatchObject({ written: 0, skipped: 1 });
    expect(cellar.at('Heat').positionMs).toBe(20 * MINUTE);
  });

  it.each(KINDS)('an origin on %s that is back is no reason for a clear', async (kind) => {
    const { home, attic, cellar, film } = await agreed(kind, 'jellyfin');
    attic.clear(film);
    await home.run();
    expect(attic.state(film).positionMs).toBe(0);
    let asked = 0;
    attic.onRequest(({ query, path }) => {
      if (!/IsResumable|viewOffset/.test(String(query)) && /Items|metadata/.test(path)) asked += 1;
    });
    // the first question by id finds it away, the second finds it back
    cellar.onRequest(({ path }) => {
      if (asked > 0 && /Sessions|Items/i.test(path) && attic.state(film).positionMs === 0) {
        attic.play(film, 20 * MINUTE);
      }
    });
    expect(await home.run()).toMatchObject({ cleared: 0 });
    expect(attic.state(film).positionMs).toBe(20 * MINUTE);
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });

  it.each(CLEARABLE)('a target on %s that moved is not cleared', async (kind) => {
    const { home, attic, cellar, film, meanwhile } = await agreed('jellyfin', kind);
    attic.clear(film);
    await home.run();
    meanwhile(() => cellar.play(film, 70 * MINUTE));
    expect(await home.run()).toMatchObject({ cleared: 0 });
    expect(cellar.state(film).positionMs).toBe(70 * MINUTE);
    expect(await home.run()).toMatchObject({ written: 1, cleared: 0 });
    expect(attic.state(film).positionMs).toBe(70 * MINUTE);
  });

  it.each(CLEARABLE)('another film behind a known id of %s is not touched', async (kind) => {
    const { home, attic, cellar, film, meanwhile } = await agreed('plex', kind);
    attic.play(film, 40 * MINUTE);
    meanwhile(() => cellar.changeIds(film, { imdb: 'tt9999999', tmdb: '999' }));
    expect(await home.run()).toMatchObject({ written: 0 });
    expect(cellar.state(film).positionMs).not.toBe(40 * MINUTE);
  });
});
