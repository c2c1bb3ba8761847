import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { browserHome } from '../../entrypoints/background/home';
import { Posters } from '../../lib/app/posters';
import { freshState } from '../../lib/engine/contact';
import { db } from '../../lib/store/db';
import { type JellyfinServer, sampleWorld, startServer } from '../servers';

const posters = new Posters(browserHome);
const HOUR = 60 * 60_000;
let attic: JellyfinServer;
let allowed: boolean;
const world = sampleWorld();
const film = world.find('Alien');
const idOf = (title = film) => attic.itemIds(title)[0]!;
const ask = (title = film) => posters.posterOf({ serverId: 'attic', itemId: idOf(title) });
const asked = () => attic.log.filter(({ path }) => path.includes('/Images/')).length;

beforeEach(async () => {
  allowed = true;
  fakeBrowser.permissions.contains = async () => allowed;
  await Promise.all(db.tables.map((table) => table.clear()));
  attic = await startServer({ kind: 'jellyfin', name: 'Attic', world });
  await db.servers.put({
    ...{ id: 'attic', kind: 'jellyfin', name: 'Attic', address: attic.url, token: attic.token() },
    ...{ userId: null, userName: 'mia', libraries: null },
  });
  const { serverId: boundServerId, version } = attic;
  await db.serverStates.put({
    ...{ ...freshState('attic'), boundServerId, version, boundUserId: attic.userId() },
  });
  await posters.set(true);
});

afterEach(async () => {
  vi.useRealTimers();
  await attic.stop();
});

describe('the poster of a title', () => {
  it('comes from its server once, and from this browser after', async () => {
    const first = await ask();
    expect(first?.dataUrl).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(await ask()).toEqual(first);
    expect(asked()).toBe(1);
  });

  it('is asked for one after the other, and once when it is wanted twice', async () => {
    let open = 0;
    let most = 0;
    attic.onRequest(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((done) => setTimeout(done, 5));
      open -= 1;
    });
    const all = [film, film, ...world.movies.slice(0, 3)].map((title) => ask(title));
    expect((await Promise.all(all)).every((one) => one !== null)).toBe(true);
    expect(most).toBe(1);
    expect(asked()).toBe(new Set([film, ...world.movies.slice(0, 3)]).size);
  });

  it('is missing without a word when that fails, and not tried again for an hour', async () => {
    attic.fault({ when: /Images/, status: 500 });
    expect(await ask()).toBeNull();
    attic.clearFaults();
    expect(await ask()).toBeNull();
    expect(asked()).toBe(1);
    const later = Date.now() + HOUR;
    vi.useFakeTimers({ now: later, toFake: ['Date'] });
    expect(await ask()).not.toBeNull();
  });

  it('is not asked for where nobody may, or of a server in trouble or unknown', async () => {
    allowed = false;
    expect(await ask()).toBeNull();
    allowed = true;
    await db.serverStates.update('attic', { problem: { code: 'wrong-server' } });
    expect(await ask()).toBeNull();
    await db.serverStates.update('attic', { problem: null, boundServerId: null });
    expect(await ask()).toBeNull();
    expect(await posters.posterOf({ serverId: 'garage', itemId: '1' })).toBeNull();
    expect(attic.log).toEqual([]);
  });

  it('is not taken from a server that another one has become', async () => {
    await db.serverStates.update('attic', { boundServerId: 'f'.repeat(32) });
    expect(await ask()).toBeNull();
    expect(asked()).toBe(0);
  });

  it('is neither asked for nor kept once posters are switched off', async () => {
    await ask();
    await posters.set(false);
    expect(await db.posters.count()).toBe(0);
    attic.clearLog();
    expect(await ask()).toBeNull();
    expect(attic.log).toEqual([]);
  });

  it('is not kept when posters are switched off on its way', async () => {
    attic.onRequest(({ path }) => (path.includes('Images') ? posters.set(false) : undefined));
    expect(await ask()).toBeNull();
    expect(await db.posters.count()).toBe(0);
  });
});
