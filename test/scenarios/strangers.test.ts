import { describe, expect, it } from 'vitest';
import { greet } from '../../lib/engine/greet';
import { previewPair } from '../../lib/engine/rounds';
import { searchTitles } from '../../lib/engine/search';
import { type PlexServer, type SimServer, startServer } from '../servers';
import { allowForeignTokens } from '../support/leaks';
import { HOUR, httpHome, KINDS, MINUTE } from './homes';

const AGO = 90 * MINUTE;
const WRONG = { code: 'wrong-server', serverId: 'cellar' };

/** Whatever opens the one opens the other. */
function shareTokens(one: SimServer, other: SimServer): void {
  allowForeignTokens(one, other);
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    for (const [token, record] of [...from.people.tokens]) {
      if (!to.people.tokens.has(token)) to.people.tokens.set(token, record);
    }
  }
}

/** An Emby in a pair with a Plex, in agreement; its owner has another Plex, which takes the same token. */
async function twoOfOneOwner(options: PlexServer['options'] = {}, begun = true) {
  const home = httpHome();
  const attic = await home.server('attic', 'emby');
  const cellar = await home.server('cellar', 'plex', { options });
  const other = (await startServer({ kind: 'plex', name: 'other', world: home.world, options }))!;
  home.servers.set('other', other);
  home.pair('attic', 'cellar');
  const [film, foreign] = home.world.movies;
  if (begun) attic.play(film!, 20 * MINUTE, { at: Date.now() - AGO });
  shareTokens(cellar, other);
  await home.run();
  const swap = async () => {
    await Promise.all([cellar.stop(), other.stop()]);
    [cellar.port, other.port] = [other.port, cellar.port];
    await Promise.all([cellar.start(), other.start()]);
    home.requests();
  };
  return { home, attic, cellar, other, film: film!, foreign: foreign!, swap };
}

describe('two Plex servers of one owner that swap their addresses', () => {
  it.each<[string, PlexServer['options'], number]>([
    ['at once', {}, 0],
    ['after the libraries were known for an hour', {}, 2 * HOUR],
    ['and whose lists do not say of which library they are', { bareListings: true }, 0],
  ])('are told apart %s', async (_, options, later) => {
    const { home, attic, cellar, other, film, foreign, swap } = await twoOfOneOwner(options);
    other.play(foreign, 30 * MINUTE, { at: Date.now() - AGO });
    attic.play(film, 50 * MINUTE);
    await swap();
    home.ahead += later;
    for (let n = 0; n < 2; n += 1) {
      expect(await home.run()).toMatchObject({ outcome: 'needs-you', written: 0, problem: WRONG });
    }
    expect(home.requests().filter((line) => line.includes('POST'))).toEqual([]);
    expect(attic.state(foreign).positionMs).toBe(0);
    expect(other.state(film).positionMs).toBe(0);
    await swap();
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(cellar.state(film).positionMs).toBe(50 * MINUTE);
  });

  it.each([0, 2 * HOUR])(
    'are told apart (%i ms later) where nothing was in progress before',
    async (later) => {
      const { home, attic, other, film, foreign, swap } = await twoOfOneOwner({}, false);
      other.play(foreign, 30 * MINUTE, { at: Date.now() - AGO });
      await swap();
      home.ahead += later;
      expect(await home.run()).toMatchObject({ outcome: 'needs-you', written: 0, problem: WRONG });
      expect([film, foreign].map((title) => attic.state(title).positionMs)).toEqual([0, 0]);
    },
  );

  it('are told apart where nothing is in progress there', async () => {
    const { home, attic, film, swap } = await twoOfOneOwner();
    attic.play(film, 50 * MINUTE);
    await swap();
    expect(await home.run()).toMatchObject({ written: 0, cleared: 0, problem: WRONG });
  });

  it('between the list and the look before a write are told apart by that look', async () => {
    const { home, attic, cellar, film } = await twoOfOneOwner();
    attic.play(film, 50 * MINUTE);
    const renamed = (json: unknown, from: string) =>
      JSON.parse(JSON.stringify(json).replaceAll(from, 'ffff0000'));
    cellar.fault({
      when: /metadata|identity/,
      transform: (json) => renamed(json, cellar.serverId),
    });
    expect(await home.run()).toMatchObject({ written: 0, problem: WRONG });
    expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  });

  it('cost no request while nothing is swapped', async () => {
    const { home } = await twoOfOneOwner();
    await home.run();
    home.requests();
    home.ahead += 5 * MINUTE;
    await home.run();
    expect(home.requests().filter((line) => line.startsWith('cellar'))).toEqual([
      'cellar GET /library/sections/1/all',
      'cellar GET /library/sections/2/all',
    ]);
  });

  it('cost one request a run where lists carry no id', async () => {
    const { home } = await twoOfOneOwner({ bareListings: true });
    await home.run();
    home.requests();
    home.ahead += 5 * MINUTE;
    await home.run();
    const asked = home.requests().filter((line) => line.startsWith('cellar'));
    expect(asked.filter((line) => line.endsWith('/identity'))).toHaveLength(1);
  });
});

describe.each(KINDS)('an address at which %s was silent', (kind) => {
  /** The cellar was stopped, a run has failed, and another server of the product has its port. */
  async function taken() {
    const home = httpHome();
    const attic = await home.server('attic', 'emby');
    const cellar = await home.server('cellar', kind);
    const pair = home.pair('attic', 'cellar');
    const film = home.world.movies[0]!;
    attic.play(film, 20 * MINUTE, { at: Date.now() - AGO });
    await home.run();
    await cellar.stop();
    expect(await home.run()).toMatchObject({ problem: { code: 'unreachable' } });
    const { port } = cellar;
    const stranger = await startServer({ kind, name: 'stranger', world: home.world, port });
    home.servers.set('stranger', stranger);
    shareTokens(stranger, cellar);
    return { home, pair, film, stranger, token: cellar.token() };
  }

  const sought = { kind: 'movie', season: null, episode: null, runtimeMs: null } as const;

  it.each(['run', 'preview', 'greeting', 'search'])(
    'is asked who answers there before a %s sends the token',
    async (what) => {
      const { home, pair, stranger, token } = await taken();
      const work = {
        run: () => home.run(),
        preview: () => previewPair(home.ports, pair.id),
        greeting: () => greet(home.ports, 'cellar'),
        search: () => searchTitles(home.ports, 'cellar', 'back', sought as never),
      }[what]!;
      await work().catch(() => {});
      const paths = stranger.log.map(({ path }) => path);
      expect(paths).toEqual([kind === 'plex' ? '/identity' : '/System/Info/Public']);
      expect(JSON.stringify(stranger.log.map(({ headers }) => headers))).not.toContain(token);
    },
  );
});

describe('another product at an address', () => {
  const others = KINDS.flatMap((kind) =>
    KINDS.filter((one) => one !== kind).map((other) => ({ kind, other })),
  );
  it.each(others)('($other where $kind was) is named', async ({ kind, other }) => {
    const home = httpHome();
    await home.server('attic', 'emby');
    const cellar = await home.server('cellar', kind);
    home.pair('attic', 'cellar');
    await home.run();
    await cellar.stop();
    const { port } = cellar;
    const stranger = await startServer({ kind: other, name: 'stranger', world: home.world, port });
    home.servers.set('stranger', stranger);
    allowForeignTokens(stranger);
    const product = { plex: 'Plex', emby: 'Emby', jellyfin: 'Jellyfin' }[other];
    for (let n = 0; n < 2; n += 1) {
      expect(await home.run()).toMatchObject({
        outcome: 'needs-you',
        written: 0,
        problem: { code: 'wrong-product', params: { product }, serverId: 'cellar' },
      });
    }
  });

  it.each(KINDS)(
    'that is none (where %s was): a web page, and a page to sign in, are two things',
    async (kind) => {
      const home = httpHome();
      await home.server('attic', 'emby');
      const cellar = await home.server('cellar', kind);
      home.pair('attic', 'cellar');
      await home.run();
      cellar.fault({ when: () => true, html: true });
      const code = async () => (await home.run()).problem?.code;
      expect([await code(), await code()]).toEqual(['no-media-server', 'no-media-server']);
      cellar.clearFaults();
      cellar.proxy = { asks: 'page' };
      expect([await code(), await code()]).toEqual(['login-page', 'login-page']);
      cellar.proxy = { asks: 'basic' };
      expect(await code()).toBe('login-page');
    },
  );
});
