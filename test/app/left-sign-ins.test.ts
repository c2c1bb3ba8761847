import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPlayhead, type Playhead } from '../../lib/app/playhead';
import { freshState } from '../../lib/engine/contact';
import { PLEX_TV } from '../../lib/model/signin';
import { deviceIds, ensureDeviceId } from '../../lib/store/device-ids';
import { pendingSignIns } from '../../lib/store/sign-ins';
import { bench } from '../adapters/bench';
import { type PlexTv, startPlexTv } from '../servers/plex-tv';
import { type Homeless, homeless, MINUTE, NOW, server } from './home';

let world: Homeless;
let playhead: Playhead;
const running: PlexTv[] = [];

beforeEach(() => {
  world = homeless();
  playhead = createPlayhead(world.home);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

const page = (message: unknown) => playhead.answer(message, true);
const nobody = { userId: null, userName: null, libraries: null };
const den = { id: 'den', kind: 'plex', name: 'Den', address: '', ...nobody };
/** All that is stored, as text. */
const stored = () => JSON.stringify([...world.home.store.rows.meta.values()]);
/** The browser was closed, and is started again at that time. */
async function restartedAt(now: number): Promise<void> {
  world.home.clock.now.mockReturnValue(now);
  playhead = createPlayhead(world.home);
  await playhead.wakeUp();
}
const network = (base: string, from: string) => {
  world.home.fetch.mockImplementation((async (input: string, init: RequestInit) =>
    fetch(String(input).replace(from, base), init)) as never);
};

async function beginAtPlex() {
  const plexTv = await startPlexTv({ servers: [], accounts: [{ name: 'mia' }] });
  plexTv.clock = () => 0;
  running.push(plexTv);
  network(plexTv.url, PLEX_TV);
  const begun = await page({ command: 'beginSignIn', server: den, way: 'plex' });
  const { code } = (begun as { value: { code: string } }).value;
  return { plexTv, code };
}

it('forgets a PIN that nobody said yes to, when its time is over', async () => {
  const { code } = await beginAtPlex();
  await restartedAt(NOW + 29 * MINUTE);
  expect(stored()).toContain(code);
  await restartedAt(NOW + 30 * MINUTE);
  expect(await pendingSignIns(world.home.store)).toEqual([]);
  expect(stored()).not.toContain(code);
});

it('forgets the account of someone who chose no server, half an hour after their yes', async () => {
  const { plexTv, code } = await beginAtPlex();
  world.home.clock.now.mockReturnValue(NOW + 20 * MINUTE);
  plexTv.authorise(code, 'mia');
  expect(await page({ command: 'askSignIn', serverId: 'den' })).toMatchObject({
    value: { is: 'choose' },
  });
  const { account } = (await pendingSignIns(world.home.store))[0]!;
  await restartedAt(NOW + 49 * MINUTE);
  expect(stored()).toContain(account);
  world.home.clock.now.mockReturnValue(NOW + 50 * MINUTE);
  const late = { command: 'chooseServer', serverId: 'den', wanted: 'any' };
  expect(await page(late)).toMatchObject({ error: { code: 'sign-in-over' } });
  expect(stored()).not.toContain(account);
});

it.each(['wake up', 'list'])('forgets the secret of a Quick Connect code (%s)', async (how) => {
  const { sim } = await bench('jellyfin', { version: '10.11.11' });
  network(sim.url, sim.url);
  const attic = { ...den, id: 'attic', kind: 'jellyfin', address: sim.url };
  await page({ command: 'beginSignIn', server: attic, way: 'quick-connect' });
  const { key } = (await pendingSignIns(world.home.store))[0]!;
  expect(stored()).toContain(key);
  world.home.clock.now.mockReturnValue(NOW + 24 * 60 * MINUTE);
  if (how === 'wake up') await playhead.wakeUp();
  else expect(await page({ command: 'waitingSignIns' })).toEqual({ ok: true, value: [] });
  expect(stored()).not.toContain(key);
});

it('keeps of a server that is saved its own token alone', async () => {
  const { plexTv, code } = await beginAtPlex();
  plexTv.authorise(code, 'mia');
  await page({ command: 'askSignIn', serverId: 'den' });
  const saved = { ...den, address: 'http://den.test', token: 'its-own' };
  await page({ command: 'saveServer', server: saved });
  expect(await pendingSignIns(world.home.store)).toEqual([]);
  expect((await world.home.store.get('servers', 'den'))?.token).toBe('its-own');
});

it('signs in as another device once a sign-in was refused: a copied profile may have ended it', async () => {
  const { sim } = await bench('jellyfin', { version: '10.11.11' });
  network(sim.url, sim.url);
  const { store } = world.home;
  const attic = { ...server('attic', null), address: sim.url, userId: null, userName: null };
  const signIn = () =>
    page({ command: 'signIn', server: attic, userName: 'mia', password: 'secret' }) as Promise<{
      value: { token: string };
    }>;
  const first = await ensureDeviceId(store, 'attic');
  const here = (await signIn()).value.token;
  expect((await deviceIds(store)).attic).toBe(first);

  // The copy signs in under the same device id: the server ends the sign-in from here.
  const there = (await signIn()).value.token;
  expect([...sim.people.tokens.keys()]).not.toContain(here);
  await page({
    command: 'saveServer',
    server: { ...attic, userId: sim.userId('mia'), token: here },
  });
  await page({ command: 'testServer', server: { ...attic, token: here } });
  await store.commit({
    puts: { serverStates: [{ ...freshState('attic'), problem: { code: 'signed-out' } }] },
  });
  const again = (await signIn()).value.token;
  expect((await deviceIds(store)).attic).not.toBe(first);
  for (const token of [there, again]) expect([...sim.people.tokens.keys()]).toContain(token);
});
