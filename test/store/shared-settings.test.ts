import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../lib/model/settings';
import { freshPairState } from '../../lib/plan/pair-state';
import { PlayheadDb } from '../../lib/store/db';
import { Memory } from '../../lib/store/memory';
import { newsIn, sharedText, takeOver } from '../../lib/store/shared-settings';
import { fill } from './filled';

let db: PlayheadDb;
let store: Memory;
let made = 0;

beforeEach(async () => {
  db = new PlayheadDb(`shared-${++made}`);
  store = new Memory(db);
  await fill(db);
});

/** The text of another browser that has the same settings, but for what is changed. */
async function theirs(change: (settings: Settings) => void): Promise<string> {
  const settings = structuredClone(await store.settings());
  change(settings);
  return sharedText(settings);
}

const taken = async (text: string): Promise<Settings> => {
  await takeOver(db, text, freshPairState);
  return store.settings();
};

describe('what is shared', () => {
  it('holds no sign-in, no other address and no consent', async () => {
    await db.servers.update('attic', { fallbacks: ['http://elsewhere'] });
    const text = sharedText(await store.settings());
    expect(text).not.toMatch(/tok|elsewhere/);
    expect(JSON.parse(text).pairs[0].enabled).toBe(false);
  });

  it('does not say which libraries hold versions side by side, and takes that from nobody', async () => {
    await db.servers.update('attic', { sideBySide: true });
    const here = await store.settings();
    expect(sharedText(here)).not.toContain('sideBySide');
    expect(newsIn(sharedText(here), here).news).toBeNull();
  });

  it('is no news to a browser that has the same', async () => {
    const here = await store.settings();
    expect(newsIn(sharedText(here), here).news).toBeNull();
    const off = { ...here, pairs: here.pairs.map((pair) => ({ ...pair, enabled: false })) };
    expect(newsIn(sharedText(here), off).news).toBeNull();
  });

  it('is no news under other ids either', async () => {
    const text = await theirs((settings) => {
      for (const server of settings.servers) server.id += '-there';
      for (const pair of settings.pairs) {
        Object.assign(pair, { id: 'other', source: 'attic-there', target: 'cellar-there' });
      }
    });
    expect(newsIn(text, await store.settings()).news).toBeNull();
  });

  it('is refused when it is no settings file of this version', async () => {
    const here = await store.settings();
    expect(() => newsIn('{"format":"playhead-settings","version":2}', here)).toThrow();
    expect(() => newsIn('half', here)).toThrow();
  });
});

describe('taking over', () => {
  it('brings servers without sign-ins, and pairs switched off and without consent', async () => {
    const text = sharedText(await store.settings());
    const empty = new PlayheadDb(`shared-${++made}`);
    await takeOver(empty, text, freshPairState);
    const { servers, pairs, options } = await new Memory(empty).settings();
    expect(servers.map(({ id, token }) => [id, token])).toEqual([
      ['attic', null],
      ['cellar', null],
    ]);
    expect(pairs).toMatchObject([{ id: 'p1', enabled: false }]);
    expect((await new Memory(empty).pairState('p1'))?.consent ?? 'none').toBe('none');
    expect(options.intervalMinutes).toBe(7);
  });

  it('leaves a pair alone that is the same here, with its consent and its sign-ins', async () => {
    const text = await theirs((settings) => {
      settings.options.intervalMinutes = 60;
    });
    const { servers, pairs, options } = await taken(text);
    expect(options.intervalMinutes).toBe(60);
    expect(pairs[0]!.enabled).toBe(true);
    expect((await store.pairState('p1'))!.consent).toBe('given');
    expect(servers.map((server) => server.token)).toEqual(['tok', 'tok']);
  });

  it('switches a pair off that was changed there, and takes its consent', async () => {
    const text = await theirs((settings) => {
      settings.pairs[0]!.mode = 'one-way';
    });
    const { servers, pairs } = await taken(text);
    expect(pairs).toMatchObject([{ id: 'p1', mode: 'one-way', enabled: false }]);
    expect((await store.pairState('p1'))!.consent).toBe('none');
    expect(servers.map((server) => server.token)).toEqual(['tok', 'tok']);
  });

  it('never carries a sign-in over to another address', async () => {
    const text = await theirs((settings) => {
      settings.servers[0]!.address = 'http://evil.example';
    });
    const { servers } = await taken(text);
    expect(servers).toMatchObject([
      { id: 'attic', address: 'http://evil.example', token: null },
      { id: 'cellar', token: 'tok' },
    ]);
  });

  it('stops a pair whose server is read as another user there, and drops that sign-in', async () => {
    const text = await theirs((settings) => {
      settings.servers[0]!.userId = 'kid';
    });
    const { servers, pairs } = await taken(text);
    expect(servers).toMatchObject([
      { id: 'attic', userId: 'kid', token: null },
      { id: 'cellar', token: 'tok' },
    ]);
    expect(pairs).toMatchObject([{ id: 'p1', enabled: false }]);
    expect((await store.pairState('p1'))!.consent).toBe('none');
  });

  it('adds a server beside the ones here, and a pair of it with one of them', async () => {
    const text = await theirs((settings) => {
      const attic = settings.servers[0]!;
      attic.id = 'attic-there';
      const den = { ...attic, id: 'den', name: 'Den', address: 'http://den:32400' };
      settings.servers = [attic, { ...den, kind: 'plex' }];
      settings.pairs = [{ ...settings.pairs[0]!, id: 'p2', source: 'attic-there', target: 'den' }];
    });
    const { servers, pairs } = await taken(text);
    expect(servers.map((server) => server.id).sort()).toEqual(['attic', 'cellar', 'den']);
    expect(pairs).toMatchObject([
      { id: 'p1', enabled: true },
      { id: 'p2', source: 'attic', target: 'den', enabled: false },
    ]);
  });
});
