import { describe, expect, it } from 'vitest';
import type { Title, World } from '../servers';
import { createWorld } from '../servers';
import { DAY, HOUR, history, httpHome, MINUTE, type Sim } from './homes';

const AGO = 90 * MINUTE;
/** Of the lone reports beyond its line, this Plex makes "watched"; its owner set 75 %. */
const STRICT = { playedThreshold: 75, watchedByLoneReport: true };

function films(world: World, count: number): Title[] {
  return Array.from({ length: count }, (_, n) =>
    world.movie({ title: `Film ${n}`, ids: { imdb: `tt${n + 1}` }, runtimeMs: 100 * MINUTE }),
  );
}

/** An Emby and a Plex whose line this user may not read, unless `readable`. */
async function embyAndPlex(count = 1, { readable = false, options = STRICT as object } = {}) {
  const world = createWorld();
  const titles = films(world, count);
  const home = httpHome(world);
  const emby = (await home.server('emby', 'emby')) as Sim<'emby'>;
  const plex = (await home.server('plex', 'plex', { options })) as Sim<'plex'>;
  if (!readable) plex.fault({ when: /prefs/, status: 403 });
  home.pair('emby', 'plex');
  const state = () => home.store.serverStateRows.get('plex')!;
  const goOn = async (runs: number) => {
    for (let n = 0; n < runs; n += 1) {
      home.ahead += HOUR;
      await home.run('emby-plex');
    }
  };
  return { home, emby, plex, titles, film: titles[0]!, state, goOn };
}

const writes = (plex: Sim<'plex'>) => plex.log.filter(({ path }) => path === '/:/timeline').length;
const unmarked = (plex: Sim<'plex'>) => plex.log.filter(({ path }) => /scrobble/.test(path));

describe('a Plex whose finish line can be read', () => {
  it('at 75 %: a position at 78 % is left out, and said so with that number', async () => {
    const { home, emby, plex, film } = await embyAndPlex(1, { readable: true });
    emby.play(film, 78 * MINUTE, { at: Date.now() - AGO });
    expect(await home.run()).toMatchObject({ written: 0, skipped: 1 });
    expect(writes(plex)).toBe(0);
    expect(history(home.store)).toMatchObject([{ reason: 'target-ceiling', percent: 75 }]);
  });
});

describe('a Plex whose finish line cannot be read', () => {
  it('counts as 80 %, and is said so', async () => {
    const { home, emby, plex, film } = await embyAndPlex();
    home.store.kept.pairs[0]!.guardrails.maximumPercent = 90;
    emby.play(film, 82 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    expect(writes(plex)).toBe(0);
    expect(history(home.store)).toMatchObject([{ reason: 'target-ceiling', percent: 80 }]);
  });

  it('teaches it by a write: the line is kept, and nothing above it is written', async () => {
    const { home, emby, plex, titles, state } = await embyAndPlex(4);
    // Oldest first: 60 % is fine, 78 % is too much, 79 % is not tried, and 76 % is too much as well.
    const at = [60, 78, 79, 76];
    titles.forEach((one, n) => {
      emby.play(one, at[n]! * MINUTE, { at: Date.now() - AGO + n * MINUTE });
    });
    const summary = await home.run();
    expect(summary).not.toHaveProperty('problem');
    expect(writes(plex)).toBe(4 - 1);
    expect(plex.state(titles[0]!).positionMs).toBe(60 * MINUTE);
    expect(plex.state(titles[1]!)).toMatchObject({ watched: true, positionMs: 0 });
    expect(plex.state(titles[2]!)).toMatchObject({ watched: false, positionMs: 0 });
    expect(state().taughtLine?.share).toBeCloseTo(0.76);
    home.ahead += 2 * DAY;
    emby.play(titles[2]!, 77 * MINUTE);
    await home.run();
    expect(writes(plex)).toBe(4 - 1);
    expect(state().taughtLine?.share).toBeCloseTo(0.76);
    emby.play(titles[2]!, 70 * MINUTE);
    home.ahead += HOUR;
    await home.run();
    expect(plex.state(titles[2]!).positionMs).toBe(70 * MINUTE);
  });

  it('finishes a title by our write, which nobody has finished: its position stays on Emby', async () => {
    const { home, emby, plex, film, goOn } = await embyAndPlex();
    emby.play(film, 40 * MINUTE, { at: Date.now() - 3 * HOUR });
    plex.play(film, 40 * MINUTE, { at: Date.now() - 3 * HOUR });
    await home.run();
    emby.play(film, 78 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    expect(plex.state(film)).toMatchObject({ watched: true, positionMs: 0 });
    await goOn(4);
    expect(emby.state(film)).toMatchObject({ positionMs: 78 * MINUTE, watched: false });
    expect(plex.state(film).watched).toBe(true);
    expect(unmarked(plex)).toEqual([]);
    expect(writes(plex)).toBe(1);
    const [row] = history(home.store).filter(({ kind }) => kind === 'write');
    expect(row).toMatchObject({ undo: null, confirmed: { is: 'finished' } });
  });

  it('is not finished for another pair either', async () => {
    const { home, emby, plex, film } = await embyAndPlex();
    const den = (await home.server('den', 'jellyfin')) as Sim<'jellyfin'>;
    home.pair('plex', 'den');
    for (const server of [emby, plex, den]) {
      server.play(film, 40 * MINUTE, { at: Date.now() - 3 * HOUR });
    }
    await home.run();
    emby.play(film, 78 * MINUTE, { at: Date.now() - AGO });
    for (let n = 0; n < 5; n += 1) {
      home.ahead += HOUR;
      await home.run();
    }
    expect(plex.state(film).watched).toBe(true);
    expect(emby.state(film).positionMs).toBe(78 * MINUTE);
    expect(den.state(film)).toMatchObject({ positionMs: 40 * MINUTE, watched: false });
    // What somebody finishes there is finished: Plex has been played since.
    plex.finish(film, { at: Date.now() + home.ahead });
    for (let n = 0; n < 3; n += 1) {
      home.ahead += HOUR;
      await home.run();
    }
    expect(den.state(film).positionMs).toBe(0);
  });

  it.each([
    ['emby-plex', 'the same pair'],
    ['plex-den', 'another pair'],
  ])(
    'and a worker killed before it read back: the next run (%s) knows whose doing it was',
    async (next) => {
      const { home, emby, plex, film, state, goOn } = await embyAndPlex();
      const den = (await home.server('den', 'jellyfin')) as Sim<'jellyfin'>;
      home.pair('plex', 'den');
      for (const server of [emby, plex, den]) {
        server.play(film, 40 * MINUTE, { at: Date.now() - 3 * HOUR });
      }
      await home.run('emby-plex');
      await home.run('plex-den');
      emby.play(film, 78 * MINUTE, { at: Date.now() - AGO });
      plex.onRequest(({ path }) => {
        if (path === '/:/timeline') home.store.commitsToLive = 0;
      });
      await home.run('emby-plex').catch(() => {});
      home.store.revive();
      expect(home.store.journalRows.size).toBe(1);
      expect(plex.state(film).watched).toBe(true);
      home.ahead += HOUR;
      await home.run(next);
      expect(home.store.journalRows.size).toBe(0);
      expect(state().taughtLine?.share).toBeCloseTo(0.78);
      await goOn(3);
      home.ahead += HOUR;
      await home.run('plex-den');
      expect(emby.state(film).positionMs).toBe(78 * MINUTE);
      expect(den.state(film).positionMs).toBe(40 * MINUTE);
      expect(unmarked(plex)).toEqual([]);
    },
  );

  it('and shows it only later: it was our write all the same', async () => {
    const made = await embyAndPlex(1, { options: { playedThreshold: 90 } });
    const { home, emby, plex, film, state, goOn } = made;
    emby.play(film, 78 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    expect(plex.state(film).positionMs).toBe(78 * MINUTE);
    const { lastPlayedAt } = plex.state(film);
    plex.setState(film, { positionMs: 0, watched: true, playCount: 1, lastPlayedAt });
    await goOn(4);
    expect(emby.state(film).positionMs).toBe(78 * MINUTE);
    expect(state().taughtLine?.share).toBeCloseTo(0.78);
  });

  it('a title that somebody finished on Plex is finished', async () => {
    const { home, emby, plex, film, state, goOn } = await embyAndPlex();
    emby.play(film, 60 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    plex.finish(film, { at: Date.now() + MINUTE });
    await goOn(3);
    expect(emby.state(film).positionMs).toBe(0);
    expect(state().taughtLine).toBeUndefined();
  });
});
