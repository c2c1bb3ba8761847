import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../lib/store/port';
import { activityRow, look, track, unmatched } from './rows';

/** What every driver of the store promises. `make` gives an empty store each time. */
export function storeContract(name: string, make: () => Store): void {
  describe(`the store in ${name}`, () => {
    let store: Store;
    beforeEach(() => {
      store = make();
    });
    const keys = async (query: Parameters<typeof store.list<'tracks'>>[1] = {}) =>
      (await store.list('tracks', query)).map(({ pairId, key }) => `${pairId} ${key}`);
    const rows = async (query: Parameters<typeof store.list<'activity'>>[1] = {}) =>
      (await store.list('activity', query)).map(({ activityId }) => activityId);
    const putTracks = (...list: [string, string][]) =>
      store.commit({ puts: { tracks: list.map(([pairId, key]) => track(key, pairId)) } });
    /** By time: a3, a1, a2 and a4 at once, a5 of another pair. */
    const putHistory = () =>
      store.commit({
        puts: {
          activity: [
            activityRow('a1', { at: 20, title: 'Heat' }),
            activityRow('a2', { at: 30, title: 'Dune' }),
            activityRow('a3', { at: 10, title: 'Ran', runId: 'r2' }),
            activityRow('a4', { at: 30, title: 'Alien' }),
            activityRow('a5', { at: 25, pairId: 'p2' }),
          ],
        },
      });

    it('gives a row by its key, or nothing', async () => {
      await putTracks(['p1', 'heat'], ['p2', 'heat']);
      expect(await store.get('tracks', ['p2', 'heat'])).toEqual(track('heat', 'p2'));
      expect(await store.get('tracks', ['p3', 'heat'])).toBeUndefined();
      await store.commit({ puts: { meta: [{ key: 'm', value: { a: [1, null] } }] } });
      expect(await store.get('meta', 'm')).toEqual({ key: 'm', value: { a: [1, null] } });
    });

    it('replaces a row of the same key', async () => {
      await putTracks(['p1', 'heat']);
      await store.commit({ puts: { tracks: [{ ...track('heat'), title: 'Heat' }] } });
      expect(await store.list('tracks')).toEqual([{ ...track('heat'), title: 'Heat' }]);
    });

    it('keeps keys apart whatever is in them', async () => {
      const odd: [string, string][] = [
        ['a b', 'c'],
        ['a', 'b c'],
        ['a", "b', 'c'],
        ['a', 'ü\u0000%_'],
      ];
      await putTracks(...odd);
      expect(await store.count('tracks')).toBe(odd.length);
      for (const [pairId, key] of odd) {
        expect(await store.get('tracks', [pairId, key])).toMatchObject({ pairId, key });
      }
    });

    it('lists in the order of the key, by its first columns and a range of the next', async () => {
      await putTracks(['p2', 'b'], ['p1', 'c'], ['p1', 'a'], ['p10', 'a'], ['p1', 'b']);
      expect(await keys()).toEqual(['p1 a', 'p1 b', 'p1 c', 'p10 a', 'p2 b']);
      expect(await keys({ equals: ['p1'] })).toEqual(['p1 a', 'p1 b', 'p1 c']);
      expect(await keys({ equals: ['p1', 'b'] })).toEqual(['p1 b']);
      expect(await keys({ equals: ['p1'], from: 'b' })).toEqual(['p1 b', 'p1 c']);
      expect(await keys({ equals: ['p1'], below: 'b' })).toEqual(['p1 a']);
      expect(await keys({ equals: ['p1'], from: 'b', below: 'c' })).toEqual(['p1 b']);
      expect(await keys({ from: 'p10' })).toEqual(['p10 a', 'p2 b']);
      expect(await keys({ below: 'p2' })).toEqual(['p1 a', 'p1 b', 'p1 c', 'p10 a']);
      expect(await keys({ equals: ['p3'] })).toEqual([]);
    });

    it('lists by an index, and by key what is equal in it', async () => {
      await putHistory();
      expect(await rows({ by: 'byTime' })).toEqual(['a3', 'a1', 'a5', 'a2', 'a4']);
      expect(await rows({ by: 'byTime', equals: [30] })).toEqual(['a2', 'a4']);
      expect(await rows({ by: 'byTime', from: 20, below: 30 })).toEqual(['a1', 'a5']);
      expect(await rows({ by: 'byPair', equals: ['p1'] })).toEqual(['a3', 'a1', 'a2', 'a4']);
      expect(await rows({ by: 'byPair', equals: ['p1'], below: 30 })).toEqual(['a3', 'a1']);
      expect(await rows({ by: 'byPair', equals: ['p1'], from: 20 })).toEqual(['a1', 'a2', 'a4']);
      expect(await rows({ by: 'byRun', equals: ['r1'] })).toEqual(['a4', 'a2', 'a1', 'a5']);
      expect(await rows({ by: 'byRun', equals: ['r2', 'Ran'] })).toEqual(['a3']);
    });

    it('lists the last ones first, and so many at most', async () => {
      await putHistory();
      expect(await rows({ reverse: true })).toEqual(['a5', 'a4', 'a3', 'a2', 'a1']);
      expect(await rows({ limit: 2 })).toEqual(['a1', 'a2']);
      expect(await rows({ by: 'byTime', reverse: true, limit: 2 })).toEqual(['a4', 'a2']);
      const newest = { by: 'byPair', equals: ['p1'], reverse: true, limit: 1 } as const;
      expect(await rows(newest)).toEqual(['a4']);
      expect(await rows({ limit: 0 })).toEqual([]);
    });

    it('counts what a query finds, whatever its limit', async () => {
      await putHistory();
      expect(await store.count('activity')).toBe(5);
      expect(await store.count('activity', { by: 'byPair', equals: ['p1'], limit: 1 })).toBe(4);
      expect(await store.count('activity', { by: 'byTime', below: 20 })).toBe(1);
      expect(await store.count('tracks')).toBe(0);
    });

    it('drops by key and by query', async () => {
      await putHistory();
      await putTracks(['p1', 'a'], ['p1', 'b'], ['p10', 'a']);
      await store.commit({
        drops: {
          activity: ['a2', 'a9', { by: 'byTime', below: 20 }],
          tracks: [['p1', 'b'], { equals: ['p10'] }],
        },
      });
      expect(await rows()).toEqual(['a1', 'a4', 'a5']);
      expect(await keys()).toEqual(['p1 a']);
      await store.commit({ drops: { activity: [{ by: 'byTime', limit: 1 }] } });
      expect(await rows()).toEqual(['a4', 'a5']);
      await store.commit({ drops: { activity: [{ by: 'byTime', reverse: true, limit: 1 }] } });
      expect(await rows()).toEqual(['a5']);
      await store.commit({ drops: { activity: [{}] } });
      expect(await rows()).toEqual([]);
    });

    it('drops before it puts', async () => {
      await putTracks(['p1', 'a'], ['p1', 'b']);
      await store.commit({
        drops: { tracks: [{ equals: ['p1'] }] },
        puts: { tracks: [track('b'), track('c')] },
      });
      expect(await keys()).toEqual(['p1 b', 'p1 c']);
    });

    it('commits nothing of what it cannot keep whole', async () => {
      await putTracks(['p1', 'a']);
      const unstorable = { ...unmatched, reason: (() => 0) as never };
      const changes = { drops: { tracks: [['p1', 'a']] }, puts: { unmatched: [unstorable] } };
      await expect(store.commit(changes)).rejects.toThrow();
      expect(await keys()).toEqual(['p1 a']);
      expect(await store.count('unmatched')).toBe(0);
    });

    it('gives and takes copies', async () => {
      const given = track('heat');
      await store.commit({ puts: { tracks: [given] } });
      given.title = 'changed';
      const [first] = await store.list('tracks');
      first!.title = 'changed';
      const got = await store.get('tracks', ['p1', 'heat']);
      got!.copies.attic!.push('changed');
      expect(await store.list('tracks')).toEqual([track('heat')]);
    });

    it('reads, checks and writes as one step, however many do at once', async () => {
      const more = () =>
        store.atomic(['meta'], async (inside) => {
          const row = await inside.get('meta', 'n');
          const value = ((row?.value as number | undefined) ?? 0) + 1;
          await inside.commit({ puts: { meta: [{ key: 'n', value }] } });
          return value;
        });
      const answers = await Promise.all([more(), more(), more(), more(), more()]);
      expect(answers.sort()).toEqual([1, 2, 3, 4, 5]);
      expect((await store.get('meta', 'n'))?.value).toBe(5);
    });

    it('shows within a step what the step has done', async () => {
      await putTracks(['p1', 'a'], ['p1', 'b']);
      const seen = await store.atomic(['tracks', 'looks'], async (inside) => {
        await inside.commit({ drops: { tracks: [['p1', 'a']] }, puts: { looks: [look('l1')] } });
        const [tracks, looks] = [await inside.list('tracks'), await inside.count('looks')];
        return [tracks.map(({ key }) => key), looks];
      });
      expect(seen).toEqual([['b'], 1]);
    });

    it('keeps nothing of a step that rejects, whatever it had done', async () => {
      await putTracks(['p1', 'a'], ['p1', 'b']);
      const step = store.atomic(['tracks', 'looks'], async (inside) => {
        await inside.commit({ drops: { tracks: [{}] }, puts: { looks: [look('l1')] } });
        await inside.commit({ puts: { tracks: [{ ...track('a'), title: 'Alien' }] } });
        throw new Error('no');
      });
      await expect(step).rejects.toThrow('no');
      expect(await store.list('tracks')).toEqual([track('a'), track('b')]);
      expect(await store.count('looks')).toBe(0);
      await putTracks(['p1', 'c']);
      expect(await keys()).toEqual(['p1 a', 'p1 b', 'p1 c']);
    });

    it('takes a step within a step as part of it', async () => {
      const step = store.atomic(['tracks', 'looks'], async (inside) => {
        await inside.atomic(['tracks'], async (deeper) => {
          await deeper.commit({ puts: { tracks: [track('a')] } });
        });
        expect(await inside.count('tracks')).toBe(1);
        throw new Error('no');
      });
      await expect(step).rejects.toThrow('no');
      expect(await store.count('tracks')).toBe(0);
    });

    it('lets nobody read half of a step', async () => {
      const step = store.atomic(['tracks', 'looks'], async (inside) => {
        await inside.commit({ puts: { tracks: [track('a')] } });
        await inside.get('looks', ['attic', 'l1']);
        await inside.commit({ puts: { looks: [look('l1')] } });
      });
      const both = store.atomic(['tracks', 'looks'], async (inside) => [
        await inside.count('tracks'),
        await inside.count('looks'),
      ]);
      await step;
      expect(await both).toEqual([1, 1]);
    });
  });
}
