import { describe, expect, it } from 'vitest';
import type { MediaServer } from '../../lib/servers/port';
import { bigWorld } from '../servers';
import { DAY, HOUR, httpHome, inMemory, letters, MINUTE } from './homes';

const TITLES = letters(5);

/** A catalogue of five pages of one title, and where each page that was asked for begins. */
function paged(server: MediaServer): (string | null)[] {
  const asked: (string | null)[] = [];
  const whole = server.cataloguePage.bind(server);
  server.cataloguePage = async (scope, known, from) => {
    asked.push(from);
    const { entries } = await whole(scope, known, null);
    const at = Number(from ?? 0);
    const next = at + 1 < entries.length ? String(at + 1) : null;
    return { entries: entries.slice(at, at + 1), next };
  };
  return asked;
}

/** `attic` has the last of five titles in progress; the worker dies when it keeps its third page. */
async function diedAtThirdPage() {
  const made = inMemory('emby', 'jellyfin', { titles: TITLES });
  const { home, attic, cellar } = made;
  const asked = paged(cellar);
  attic.play(TITLES.at(-1)!, 20 * MINUTE, home.now - 90 * MINUTE);
  const add = home.store.catalogueAdd;
  let pages = 0;
  home.store.catalogueAdd = async (...page) => {
    pages += 1;
    if (pages >= 3) throw new Error('the worker died');
    await add.apply(home.store, page);
  };
  await home.run();
  home.store.catalogueAdd = add;
  expect(asked.slice(0, 3)).toEqual([null, '1', '2']);
  asked.length = 0;
  return { ...made, asked };
}

describe('a reading of the catalogue that was cut off', () => {
  it('goes on with the page that was not kept', async () => {
    const { home, cellar, asked } = await diedAtThirdPage();
    home.wait(5 * MINUTE);
    const run = await home.runOne();
    expect(run).toMatchObject({ outcome: 'done', written: 1 });
    expect(asked).toEqual(['2', '3', '4']);
    expect(cellar.at(TITLES.at(-1)!).positionMs).toBe(20 * MINUTE);
  });

  it('begins anew when titles came or went meanwhile', async () => {
    const { home, attic, cellar, asked } = await diedAtThirdPage();
    home.film('Z', ['cellar']);
    home.wait(5 * MINUTE);
    expect(await home.runOne()).toMatchObject({ written: 1 });
    expect(asked).toEqual([null, '1', '2', '3', '4', '5']);
    expect(cellar.at(TITLES.at(-1)!).positionMs).toBe(attic.at(TITLES.at(-1)!).positionMs);
  });

  it('begins anew when the chosen libraries are others', async () => {
    const { home, asked } = await diedAtThirdPage();
    home.store.kept.servers[1]!.libraries = ['films'];
    home.wait(5 * MINUTE);
    await home.run();
    expect(asked[0]).toBeNull();
  });

  it('begins anew when it was begun long ago', async () => {
    const { home, asked } = await diedAtThirdPage();
    home.wait(DAY);
    expect(await home.runOne()).toMatchObject({ written: 1 });
    expect(asked[0]).toBeNull();
  });
});

describe('a catalogue that is whole', () => {
  it('is read again when it is older than 20 hours, though nothing says that it changed', async () => {
    const { home, attic, cellar } = inMemory('emby', 'jellyfin', { titles: TITLES });
    const asked = paged(cellar);
    const look = async (title: string): Promise<number> => {
      asked.length = 0;
      attic.play(title, 20 * MINUTE, home.now - MINUTE);
      expect(await home.runOne()).toMatchObject({ written: 1 });
      return asked.length;
    };
    expect(await look('A')).toBe(5);
    home.wait(HOUR);
    expect(await look('B')).toBe(0);
    home.wait(20 * HOUR);
    expect(await look('C')).toBe(5);
  });
});

describe('the shows of one server', () => {
  it('are read four at a time, and each of them once', async () => {
    const home = httpHome(bigWorld(0, { shows: 10, episodesPerShow: 3 }));
    const attic = await home.server('attic', 'emby');
    await home.server('cellar', 'jellyfin');
    home.pair('attic', 'cellar');
    for (const show of home.world.shows) {
      for (const title of show.episodes.slice(0, 2)) {
        attic.play(title, 10 * MINUTE, { at: Date.now() - 90 * MINUTE });
      }
    }
    const read: string[] = [];
    let [reading, most] = [0, 0];
    let four = () => {};
    const fourAtOnce = new Promise<void>((done) => {
      four = done;
    });
    const { connect } = home.ports;
    home.ports.connect = (settings, userId) => {
      const server = connect(settings, userId);
      if (settings.id !== 'cellar') return server;
      const episodes = server.episodes.bind(server);
      server.episodes = async (showId) => {
        read.push(showId);
        reading += 1;
        most = Math.max(most, reading);
        if (reading === 4) four();
        await fourAtOnce;
        return episodes(showId).finally(() => {
          reading -= 1;
        });
      };
      return server;
    };
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 20 });
    expect(most).toBe(4);
    expect(read).toHaveLength(10);
    expect(new Set(read).size).toBe(10);
  });
});
