import { afterEach, describe, expect, it } from 'vitest';
import { type SimServer, sampleWorld } from '../servers';
import { HttpHousehold } from '../support/http-household';
import { allowForeignTokens } from '../support/leaks';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const world = sampleWorld();
const film = world.movies[0]!;
let home: HttpHousehold;

afterEach(() => home.stop());

/** The den is known at an address where nothing listens, and at its own. */
async function twoAddresses() {
  home = new HttpHousehold(world);
  const attic = await home.server('attic', 'jellyfin');
  const den = await home.server('den', 'plex');
  home.pair('attic', 'den');
  const settings = home.store.kept.servers.find(({ id }) => id === 'den')!;
  return { attic, den, settings };
}

const tokenAt = (server: SimServer): boolean =>
  server.log.some(({ headers }) => headers['x-plex-token'] !== undefined);

describe('a server with several addresses', () => {
  it('is reached at another one when the first is silent, and stays there', async () => {
    const { attic, den, settings } = await twoAddresses();
    attic.play(film, 20 * MINUTE);
    await home.run();
    settings.address = 'http://127.0.0.1:9';
    settings.fallbacks = [den.url];
    attic.play(film, 40 * MINUTE);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(den.state(film).positionMs).toBe(40 * MINUTE);
    home.requests();
    attic.play(film, 50 * MINUTE);
    expect(await home.run()).toMatchObject({ outcome: 'done', written: 1 });
    expect(home.requests()).not.toContain('den GET /identity');
  });

  it('gets no token at an address where another server answers', async () => {
    const { attic, den, settings } = await twoAddresses();
    attic.play(film, 20 * MINUTE);
    await home.run();
    const impostor = await home.server('impostor', 'plex');
    settings.fallbacks = [impostor.url];
    await den.stop();
    expect(await home.run()).toMatchObject({
      outcome: 'retry-later',
      problem: { code: 'unreachable', serverId: 'den' },
    });
    expect(impostor.log.map(({ path }) => path)).toEqual(['/identity']);
    expect(tokenAt(impostor)).toBe(false);
  });

  it('is not looked for where the browser does not let Playhead ask', async () => {
    const { den, settings } = await twoAddresses();
    await home.run();
    settings.address = 'http://127.0.0.1:9';
    settings.fallbacks = [den.url];
    home.ports.allowed = async (address) => address !== den.url;
    expect(await home.run()).toMatchObject({ problem: { code: 'unreachable', serverId: 'den' } });
  });

  it('is tried at its first address again after a day', async () => {
    const { den, settings } = await twoAddresses();
    await home.run();
    const moved = { name: 'front', serverId: den.serverId };
    const front = await home.server('front', 'plex', moved);
    // The same server behind another port: it knows the same sign-ins.
    allowForeignTokens(front);
    front.people.tokens.set(den.token(), den.people.tokens.get(den.token())!);
    await front.stop();
    Object.assign(settings, { address: front.url, fallbacks: [den.url] });
    await home.run();
    await front.start();
    home.requests();
    await home.run();
    expect(front.log).toEqual([]);
    home.ahead = 2 * DAY;
    expect(await home.run()).toMatchObject({ outcome: 'done' });
    expect(front.log.length).toBeGreaterThan(0);
  });

  it('is asked who it is at its first address again, although it was asked at another an hour ago', async () => {
    const { den, settings } = await twoAddresses();
    await home.run();
    const stranger = await home.server('stranger', 'plex');
    await stranger.stop();
    Object.assign(settings, { address: stranger.url, fallbacks: [den.url] });
    home.ahead = HOUR;
    await home.run();
    home.ahead = DAY + HOUR / 2;
    home.requests();
    await home.run();
    expect(home.requests()).toContain('den GET /identity');
    await stranger.start();
    home.ahead = DAY + 1.5 * HOUR;
    expect(await home.run()).toMatchObject({ problem: { code: 'wrong-server', serverId: 'den' } });
    expect(stranger.log.map(({ path }) => path)).toEqual(['/identity']);
    expect(tokenAt(stranger)).toBe(false);
  });

  it('is not looked for elsewhere before it was met once', async () => {
    const { den, settings } = await twoAddresses();
    settings.address = 'http://127.0.0.1:9';
    settings.fallbacks = [den.url];
    expect(await home.run()).toMatchObject({ problem: { code: 'unreachable', serverId: 'den' } });
    expect(den.log).toEqual([]);
  });
});
