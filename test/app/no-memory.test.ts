import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createPlayhead, type Playhead } from '../../lib/app/playhead';
import { ProblemError } from '../../lib/model/problem';
import { MapStore } from '../../lib/store/map-store';
import { Memory } from '../../lib/store/memory';
import { memoryNote } from '../../lib/store/memory-note';
import { track } from '../store/rows';
import { fill, type Homeless, homeless, NOW, server } from './home';

let world: Homeless;
let playhead: Playhead;

beforeEach(async () => {
  world = homeless();
  playhead = createPlayhead(world.home);
  await fill(world);
  await world.home.store.commit({ puts: { tracks: [track('heat')] } });
  await page({ command: 'memory' });
});

const page = (message: unknown) => playhead.answer(message, true);
const settings = () => new Memory(world.home.store).settings();
/** The worker of a browser that was started again. */
const restarted = () => {
  playhead = createPlayhead(world.home);
};
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe('a memory that cannot be used', () => {
  const refuse = (code: ConstructorParameters<typeof ProblemError>[0]['code']) => {
    const { memory, store } = world.home;
    const failed = async () => Promise.reject(new ProblemError({ code }));
    memory.open.mockImplementation(failed);
    for (const ask of ['get', 'list', 'count', 'commit', 'atomic'] as const) {
      vi.spyOn(store, ask).mockImplementation(failed as never);
    }
    restarted();
  };

  it.each(['memory-newer', 'memory-blocked', 'memory-refused'] as const)(
    'stops runs and says %s, and is left as it is',
    async (code) => {
      refuse(code);
      await playhead.wakeUp();
      expect(world.home.fetch).not.toHaveBeenCalled();
      expect(world.home.memory.replace).not.toHaveBeenCalled();
      expect(world.shown.at(-1)).toMatchObject({
        state: { is: 'no-memory', problem: { code } },
        badge: '!',
      });
      for (const command of ['syncNow', 'memory', 'exportSettings']) {
        expect(await page({ command })).toMatchObject({ ok: false, error: { code } });
      }
    },
  );

  it('is given up for what is kept beside it when it stays damaged', async () => {
    const damaged = async () => Promise.reject(new ProblemError({ code: 'memory-damaged' }));
    world.home.memory.open.mockImplementation(damaged);
    world.home.memory.replace.mockImplementation(async () => {
      world.home.memory.open.mockImplementation(async () => {});
      Object.assign(world.home.store.rows, new MapStore().rows);
    });
    restarted();
    await playhead.wakeUp();
    expect(world.home.memory.replace).toHaveBeenCalledOnce();
    expect(ids((await settings()).pairs)).toEqual(['p1', 'p2']);
    expect(await memoryNote(world.home.store)).toMatchObject({ is: 'restored' });
  });

  it('is not given up for a bad moment, nor where nothing is kept beside it', async () => {
    const damaged = new ProblemError({ code: 'memory-damaged' });
    world.home.memory.open.mockRejectedValueOnce(damaged);
    restarted();
    await playhead.wakeUp();
    expect(world.shown.at(-1)!.state.is).not.toBe('no-memory');
    world.kept.text = null;
    world.home.memory.open.mockRejectedValue(damaged);
    restarted();
    await playhead.wakeUp();
    expect(world.home.memory.replace).not.toHaveBeenCalled();
    expect(world.shown.at(-1)!.state).toMatchObject({ problem: { code: 'memory-damaged' } });
  });

  it('says that it is full, runs nothing until it is not, and then goes on', async () => {
    const { store } = world.home;
    const { atomic } = store;
    const full = async () => Promise.reject(new ProblemError({ code: 'memory-full' }));
    const commit = vi.spyOn(store, 'commit').mockImplementation(full);
    store.atomic = (tables, work) =>
      atomic.call(store, tables, (inside) =>
        work(Object.assign(inside, { commit: full })),
      ) as never;
    expect(await page({ command: 'memory' })).toMatchObject({
      value: { problem: { code: 'memory-full' } },
    });
    world.home.fetch.mockClear();
    await playhead.wakeUp();
    expect(world.home.fetch).not.toHaveBeenCalled();
    expect(world.shown.at(-1)!.state).toMatchObject({ problem: { code: 'memory-full' } });
    commit.mockRestore();
    store.atomic = atomic;
    await playhead.wakeUp();
    expect(world.shown.at(-1)!.state.is).not.toBe('no-memory');
  });
});

describe('rows that cannot be read', () => {
  it('are dropped and noted, and what was set up comes back', async () => {
    await world.home.store.commit({ drops: { pairs: ['p1'], servers: ['cellar'] } });
    world.unread.push({ table: 'servers', key: 'cellar' }, { table: 'pairs', key: 'p1' });
    await playhead.wakeUp();
    expect(ids((await settings()).pairs).sort()).toEqual(['p1', 'p2']);
    const cellar = (await settings()).servers.find(({ id }) => id === 'cellar');
    expect(cellar).toEqual(server('cellar', null));
    expect((await world.home.store.get('pairStates', 'p1'))?.consent).toBe('given');
    expect(await memoryNote(world.home.store)).toEqual({ is: 'unread', count: 2, at: NOW });
  });

  it('are left alone once they were written anew', async () => {
    world.unread.push({ table: 'tracks', key: ['p1', 'heat'] });
    await page({ command: 'memory' });
    expect(await world.home.store.get('tracks', ['p1', 'heat'])).toBeDefined();
    expect(await memoryNote(world.home.store)).toBeNull();
  });
});
