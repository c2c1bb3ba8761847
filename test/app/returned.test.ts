import { afterEach, describe, expect, it } from 'vitest';
import { createPlayhead } from '../../lib/app/playhead';
import { freshPairState } from '../../lib/plan/pair-state';
import { type JellyfinServer, type SimServer, sampleWorld, startServer } from '../servers';
import { allowForeignTokens } from '../support/leaks';
import { homeless, MINUTE } from './home';

const world = sampleWorld();
const film = world.movies[0]!;
const running: SimServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function start(name: string, port?: number): Promise<JellyfinServer> {
  const server = await startServer({ kind: 'jellyfin', name, world, port });
  running.push(server);
  return server;
}

/** Attic and cellar agree; the clock goes on a minute at a time, and the schedule wakes up each time. */
async function agreed() {
  const { home } = homeless();
  const [attic, cellar] = [await start('Attic'), await start('Cellar')];
  let now = Date.now();
  home.clock.now.mockImplementation(() => now);
  home.fetch.mockImplementation(((input: string, init: RequestInit) =>
    globalThis.fetch(input, init)) as never);
  const stored = (id: string, server: SimServer) => ({
    ...{ id, kind: 'jellyfin' as const, name: id, address: server.url, token: server.token() },
    ...{ userId: server.userId(), userName: 'mia', libraries: null },
  });
  const rules = { addUpdate: true, remove: true, rewatch: false, enabled: true };
  const guardrails = { minimumSeconds: 5, deltaSeconds: 30, maximumPercent: 80 };
  const pair = { id: 'p', source: 'attic', target: 'cellar', mode: 'two-way' as const };
  await home.store.commit({
    puts: {
      servers: [stored('attic', attic), stored('cellar', cellar)],
      pairs: [{ ...pair, ...rules, guardrails }],
      pairStates: [{ ...freshPairState('p'), consent: 'given' }],
    },
  });
  const playhead = createPlayhead(home);
  const wakeUp = async (minutes = 1) => {
    now += minutes * MINUTE;
    for (const server of [attic, cellar]) server.clock = () => now;
    await playhead.wakeUp();
  };
  attic.play(film, 20 * MINUTE, { at: now - 90 * MINUTE });
  await wakeUp();
  expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
  attic.play(film, 50 * MINUTE, { at: now - 30 * MINUTE });
  return { home, playhead, attic, cellar, wakeUp };
}

describe('a server that was started again', () => {
  it.each([30, 400])(
    'after %i minutes, is in step within two wake-ups of answering',
    async (minutes) => {
      const { attic, cellar, wakeUp } = await agreed();
      cellar.setPhase('refused');
      for (let n = 0; n < minutes; n += 20) await wakeUp(20);
      expect(attic.state(film).positionMs).toBe(50 * MINUTE);
      for (const phase of ['starting-setup', 'refused', 'loading', 'loading'] as const) {
        cellar.setPhase(phase);
        await wakeUp();
      }
      cellar.setPhase('ready');
      expect(cellar.state(film).positionMs).toBe(20 * MINUTE);
      await wakeUp();
      await wakeUp();
      expect(cellar.state(film).positionMs).toBe(50 * MINUTE);
    },
  );

  it('is knocked at once a minute while it is silent, without a token', async () => {
    const { home, cellar, wakeUp } = await agreed();
    const before = home.fetch.mock.calls.length;
    await cellar.stop();
    for (let n = 0; n < 20; n += 1) await wakeUp();
    const asked = (home.fetch.mock.calls as unknown as [string, RequestInit][])
      .slice(before)
      .filter(([url]) => url.startsWith(cellar.url));
    // Each knock, as each read, is tried twice.
    expect(asked.length).toBeLessThanOrEqual(2 * 26);
    expect(new Set(asked.map(([url]) => new URL(url).pathname))).toEqual(
      new Set(['/System/Info/Public', '/Items']),
    );
    const withToken = asked.filter(([, { headers }]) => /Token/.test(JSON.stringify(headers)));
    expect(withToken.length).toBeLessThanOrEqual(2);
  });

  it('is asked nothing while Playhead is paused', async () => {
    const { home, playhead, cellar, wakeUp } = await agreed();
    cellar.setPhase('refused');
    for (let n = 0; n < 10; n += 1) await wakeUp();
    await playhead.commands.pause({ until: null });
    const before = home.fetch.mock.calls.length;
    for (let n = 0; n < 10; n += 1) await wakeUp();
    expect(home.fetch.mock.calls.length).toBe(before);
  });

  it('is no other server that answers in its place', async () => {
    const { cellar, wakeUp } = await agreed();
    cellar.setPhase('refused');
    for (let n = 0; n < 60; n += 20) await wakeUp(20);
    const { port } = cellar;
    await cellar.stop();
    const stranger = await start('Stranger', port);
    allowForeignTokens(stranger);
    for (let n = 0; n < 10; n += 1) await wakeUp();
    expect(new Set(stranger.log.map(({ path }) => path))).toEqual(new Set(['/System/Info/Public']));
    expect(JSON.stringify(stranger.log.map(({ headers }) => headers))).not.toContain(
      cellar.token(),
    );
  });
});
