import { beforeEach, describe, expect, it } from 'vitest';
import { createPlayhead, type Playhead } from '../../lib/app/playhead';
import { ProblemError } from '../../lib/model/problem';
import { MapStore } from '../../lib/store/map-store';
import { Memory } from '../../lib/store/memory';
import { memoryNote } from '../../lib/store/memory-note';
import { markOf, spareIn } from '../../lib/store/spare';
import { track } from '../store/rows';
import { fill, type Homeless, homeless, NOW, server } from './home';

let world: Homeless;
let playhead: Playhead;

beforeEach(async () => {
  world = homeless();
  playhead = createPlayhead(world.home);
  await fill(world);
  await world.home.store.commit({ puts: { tracks: [track('heat')] } });
  await playhead.wakeUp();
});

const page = (message: unknown) => playhead.answer(message, true);
const spare = () => spareIn(world.kept.text);
const settings = () => new Memory(world.home.store).settings();
/** The worker of a browser that was started again. */
const restarted = () => {
  playhead = createPlayhead(world.home);
};
/** The database is gone while the browser is closed. */
const emptied = () => {
  world.home.store = new MapStore();
  restarted();
};
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe('what is kept beside the memory', () => {
  it('is servers, pairs and rules, without any token', async () => {
    await page({ command: 'saveOptions', options: { intervalMinutes: 9 } });
    expect(ids(spare()!.servers)).toEqual(['attic', 'cellar', 'garage']);
    expect(ids(spare()!.pairs)).toEqual(['p1', 'p2']);
    expect(world.kept.text).toContain('"intervalMinutes":9');
    expect(world.kept.text).not.toContain('"token"');
    for (const { token } of (await settings()).servers) expect(token).toBe('token');
  });

  it('is written only when it changed', async () => {
    const before = world.home.spare.put.mock.calls.length;
    await playhead.wakeUp();
    restarted();
    await playhead.wakeUp();
    expect(world.home.spare.put.mock.calls.length).toBe(before);
  });

  it('no longer holds what the person removed', async () => {
    await page({ command: 'removePair', pairId: 'p1' });
    expect(ids(spare()!.pairs)).toEqual(['p2']);
    await page({ command: 'removeServer', serverId: 'garage' });
    expect(ids(spare()!.servers)).toEqual(['attic', 'cellar']);
    expect(spare()!.pairs).toEqual([]);
    for (const serverId of ['attic', 'cellar']) await page({ command: 'removeServer', serverId });
    expect(world.kept.text).toBeNull();
  });

  it('is nothing after everything was forgotten, and stays when only what was learnt was', async () => {
    await page({ command: 'startOver', settings: false });
    expect(ids(spare()!.servers)).toEqual(['attic', 'cellar', 'garage']);
    await page({ command: 'startOver', settings: true });
    expect(world.kept.text).toBeNull();
    emptied();
    await playhead.wakeUp();
    expect((await settings()).servers).toEqual([]);
  });

  it('no longer holds what was removed when the worker dies right after the memory was written', async () => {
    const put = world.home.spare.put.getMockImplementation()!;
    world.home.spare.put.mockImplementation(async (text) => {
      if (!ids((await settings()).pairs).includes('p1')) throw new Error('the worker died');
      await put(text);
    });
    await page({ command: 'removePair', pairId: 'p1' });
    restarted();
    await page({ command: 'memory' });
    expect(ids((await settings()).pairs)).toEqual(['p2']);
    emptied();
    await page({ command: 'memory' });
    expect(ids((await settings()).pairs)).toEqual(['p2']);
  });

  it.each(['removeServer', 'removePair', 'startOver'])(
    'lets %s fail rather than keep it',
    async (command) => {
      world.home.spare.put.mockRejectedValueOnce(new ProblemError({ code: 'memory-full' }));
      const takes = { serverId: 'attic', pairId: 'p1', settings: true };
      expect(await page({ command, ...takes })).toMatchObject({ error: { code: 'memory-full' } });
      expect(ids((await settings()).servers)).toContain('attic');
      expect(ids((await settings()).pairs)).toContain('p1');
    },
  );
});

describe('a memory that was emptied', () => {
  it('gets its servers signed out, and its pairs with first contact and a preview', async () => {
    await page({ command: 'saveOptions', options: { intervalMinutes: 9 } });
    emptied();
    await playhead.wakeUp();
    const { servers, pairs, options } = await settings();
    expect(servers).toEqual(['attic', 'cellar', 'garage'].map((id) => server(id, null)));
    expect(ids(pairs)).toEqual(['p1', 'p2']);
    expect(options.intervalMinutes).toBe(9);
    expect(await world.home.store.list('pairStates')).toEqual([]);
    expect(await world.home.store.list('tracks')).toEqual([]);
    expect(await memoryNote(world.home.store)).toEqual({ is: 'restored', at: NOW });
    expect(await page({ command: 'syncNow', pairId: 'p1' })).toMatchObject({
      value: [{ problem: { code: 'preview-first' } }],
    });
  });

  it('is back before a command is answered', async () => {
    emptied();
    expect(await page({ command: 'exportSettings' })).toMatchObject({
      value: { pairs: [{ id: 'p1' }, { id: 'p2' }] },
    });
  });

  it('is noticed also while the worker lives', async () => {
    world.home.store.rows.servers = new Map();
    Object.assign(world.home.store.rows, new MapStore().rows);
    await playhead.wakeUp();
    expect(ids((await settings()).pairs)).toEqual(['p1', 'p2']);
  });

  it('is brought back once, and the note goes when it was read', async () => {
    emptied();
    await Promise.all([playhead.wakeUp(), page({ command: 'memory' })]);
    const { edition } = (await markOf(world.home.store))!;
    restarted();
    await playhead.wakeUp();
    expect((await markOf(world.home.store))!.edition).toBe(edition);
    await page({ command: 'forgetMemoryNote' });
    expect(await memoryNote(world.home.store)).toBeNull();
  });

  it('takes back what an older database says, but for sign-ins that are still right', async () => {
    const older = structuredClone(world.home.store.rows);
    await page({ command: 'removePair', pairId: 'p2' });
    await page({
      command: 'saveServer',
      server: { ...server('garage'), address: 'http://new.test' },
    });
    world.home.store = new MapStore(older);
    restarted();
    await playhead.wakeUp();
    const { servers, pairs } = await settings();
    expect(ids(pairs)).toEqual(['p1']);
    expect(servers).toMatchObject([
      { id: 'attic', token: 'token' },
      { id: 'cellar', token: 'token' },
      { id: 'garage', token: null, address: 'http://new.test' },
    ]);
    expect(await world.home.store.list('tracks')).toEqual([]);
  });

  it('does nothing for someone who never set anything up', async () => {
    world = homeless();
    restarted();
    await playhead.wakeUp();
    expect(world.kept.text).toBeNull();
    expect(await memoryNote(world.home.store)).toBeNull();
  });
});

describe('a worker that died between the two writes', () => {
  it.each([
    ['saveServer', { server: server('shed') }],
    ['savePair', { pair: { id: 'p3', source: 'cellar', target: 'garage' } }],
    ['removePair', { pairId: 'p1' }],
    ['removeServer', { serverId: 'garage' }],
    ['saveOptions', { options: { intervalMinutes: 30 } }],
    ['startOver', { settings: true }],
    [
      'importSettings',
      { file: { format: 'playhead-settings', version: 1, servers: [], pairs: [] } },
    ],
  ])('at %s is healed by the next, at every step', async (command, takes) => {
    const [pair] = (await settings()).pairs;
    const wanted = 'pair' in takes ? { pair: { ...pair, ...takes.pair } } : takes;
    for (let steps = 0; steps < 40; steps++) {
      world = homeless();
      await fill(world);
      restarted();
      await page({ command: 'memory' });
      const before = await settings();
      const dies = dieAfter(steps);
      await page({ command, ...wanted });
      const died = dies.over();
      restarted();
      await page({ command: 'memory' });
      const after = await settings();
      expect(spare()?.pairs ?? []).toEqual(after.pairs);
      expect(ids(spare()?.servers ?? [])).toEqual(ids(after.servers));
      expect(await memoryNote(world.home.store)).toBeNull();
      for (const one of after.servers) expect(one.token).toBe('token');
      expect(after.pairs.length).toBeGreaterThanOrEqual(
        command === 'startOver' ? 0 : before.pairs.length - 1,
      );
      if (!died) return;
    }
    throw new Error('it never came to its end');
  });
});

/** The next writes succeed, so many of them; then nothing is written any more, as after a death. */
function dieAfter(steps: number) {
  const { store, spare: beside } = world.home;
  let left = steps;
  let died = false;
  const step = () => {
    left -= 1;
    if (left >= 0) return;
    died = true;
    throw new Error('the worker died');
  };
  const atomic = store.atomic.bind(store);
  store.atomic = async (tables, work) =>
    atomic(tables, async (inside) => {
      let wrote = false;
      const commit = inside.commit.bind(inside);
      inside.commit = (changes) => {
        wrote = true;
        return commit(changes);
      };
      const done = await work(inside);
      if (wrote) step();
      return done;
    });
  const put = beside.put.getMockImplementation()!;
  beside.put.mockImplementation(async (text) => {
    step();
    await put(text);
  });
  return {
    over() {
      store.atomic = atomic;
      beside.put.mockImplementation(put);
      return died;
    },
  };
}
