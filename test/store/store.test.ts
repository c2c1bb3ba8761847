import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshState } from '../../lib/engine/contact';
import { ACTIVITY_DAYS, ACTIVITY_ROWS } from '../../lib/model/run';
import { freshPairState } from '../../lib/plan/pair-state';
import { PlayheadDb } from '../../lib/store/db';
import { MapStore } from '../../lib/store/map-store';
import { Memory } from '../../lib/store/memory';
import type { Store } from '../../lib/store/port';
import { activity, entry, look, runRecord, track, unmatched } from './rows';

let made = 0;
const STORES: [string, () => Store][] = [
  ['IndexedDB', () => new PlayheadDb(`test-${++made}`)],
  ['memory', () => new MapStore()],
];

describe.each(STORES)('what is remembered in %s', (_name, make) => {
  let store: Memory;
  beforeEach(() => {
    store = new Memory(make());
  });

  it('gives tracks by pair and by copy', async () => {
    await store.commit({ tracks: [track('heat'), track('dune'), track('heat', 'p2')] });
    expect((await store.tracks('p1')).map((t) => t.key).sort()).toEqual(['dune', 'heat']);
    const ofCopy = await store.tracksOfCopy('cellar', 'c-heat');
    expect(ofCopy.map((t) => t.pairId).sort()).toEqual(['p1', 'p2']);
    await store.commit({ forgetTracks: [{ pairId: 'p1', key: 'heat' }] });
    expect((await store.tracks('p1')).map((t) => t.key)).toEqual(['dune']);
  });

  it('ends a journal entry in the same commit that keeps its outcome', async () => {
    await store.commit({ journal: [entry('j1'), entry('j2')] });
    await store.commit({ endJournal: ['j1'], tracks: [track('heat')], looks: [look('a-1')] });
    expect((await store.journal()).map((one) => one.id)).toEqual(['j2']);
    expect(await store.looks('attic')).toEqual([look('a-1')]);
    expect(await store.looks('cellar')).toEqual([]);
  });

  it('keeps what was learnt of servers and pairs', async () => {
    const serverState = { ...freshState('attic'), boundServerId: 'abc' };
    const pairState = { ...freshPairState('p1'), consent: 'given' as const };
    await store.commit({ serverStates: [serverState], pairStates: [pairState] });
    expect(await store.serverState('attic')).toEqual(serverState);
    expect(await store.pairState('p1')).toEqual(pairState);
    expect(await store.serverState('cellar')).toBeUndefined();
  });

  it('keeps the history and the unmatched', async () => {
    await store.commit({ activity: [activity('a1', 1)], unmatched: [unmatched] });
    expect(await store.activity('a1')).toEqual(activity('a1', 1));
    expect(await store.unmatched('p1')).toEqual([unmatched]);
    await store.commit({ forgetUnmatched: [unmatched] });
    expect(await store.unmatched('p1')).toEqual([]);
  });

  it('keeps runs, and knows the newest of a pair', async () => {
    const runs = [runRecord('r1', 1), runRecord('r3', 3), runRecord('r2', 2)];
    await store.commit({ runs: [...runs, runRecord('r4', 4, {}, { pairId: 'p2' })] });
    expect((await store.lastRun('p1'))?.runId).toBe('r3');
    expect(await store.lastRun('p3')).toBeUndefined();
  });

  it('keeps what is ignored in a pair, until it is not or the pair goes', async () => {
    const ignored = (id: string, pairId = 'p1') => ({
      ...{ pairId, id, title: 'Heat', identity: null, copies: {}, at: 1, noted: false },
    });
    await store.commit({ ignored: [ignored('i1'), ignored('i2'), ignored('i3', 'p2')] });
    await store.commit({ forgetIgnored: [ignored('i1')] });
    expect(await store.ignored('p1')).toEqual([ignored('i2')]);
    await store.forgetPair('p1');
    expect(await store.ignored('p1')).toEqual([]);
    expect(await store.ignored('p2')).toHaveLength(1);
  });

  it('keeps matches by hand, until they are undone or the pair goes', async () => {
    const { identity } = track('heat');
    const side = { title: 'Heat', itemIds: ['1'], identity, scope: 'null' };
    const match = (id: string, pairId = 'p1') => ({
      ...{ pairId, id, kind: 'movie' as const, at: 1, sides: { attic: side, cellar: side } },
    });
    await store.commit({ handMatches: [match('h1'), match('h2'), match('h3', 'p2')] });
    await store.commit({ forgetHandMatches: ['h1'] });
    expect(await store.handMatches('p1')).toEqual([match('h2')]);
    await store.forgetPair('p1');
    expect(await store.handMatches('p1')).toEqual([]);
    expect(await store.handMatches('p2')).toHaveLength(1);
  });

  it('forgets a pair, and nothing of another', async () => {
    await store.commit({ tracks: [track('heat'), track('heat', 'p2')], journal: [entry('j1')] });
    await store.forgetPair('p1');
    expect(await store.tracks('p1')).toEqual([]);
    expect(await store.tracks('p2')).toHaveLength(1);
    expect(await store.journal()).toEqual([]);
  });

  it('forgets a server', async () => {
    await store.commit({ looks: [look('a-1')], serverStates: [freshState('attic')] });
    await store.forgetServer('attic');
    expect(await store.looks('attic')).toEqual([]);
    expect(await store.serverState('attic')).toBeUndefined();
  });

  it('gives copies: what a caller changes is not remembered', async () => {
    await store.commit({ tracks: [track('heat')] });
    const [first] = await store.tracks('p1');
    first!.title = 'changed';
    expect((await store.tracks('p1'))[0]!.title).toBe('heat');
  });

  it('keeps the activity of a year, and no more than its newest rows', async () => {
    const { store: rows } = store;
    const now = Date.UTC(2026, 10, 1);
    const old = activity('old', now - (ACTIVITY_DAYS + 1) * 86_400_000);
    const held = activity('held', now - (ACTIVITY_DAYS - 1) * 86_400_000);
    await rows.commit({ puts: { activity: [old, held] } });
    await store.commit({ tracks: [track('heat')] });
    expect(await rows.count('activity')).toBe(2);
    await store.commit({ activity: [activity('new', now)] });
    expect(await rows.count('activity')).toBe(3);
    await store.commit({ runs: [runRecord('r1', now)] });
    const left = await rows.list('activity');
    expect(left.map(({ activityId }) => activityId)).toEqual(['held', 'new']);

    const many = Array.from({ length: ACTIVITY_ROWS }, (_, n) => activity(`n${n}`, now + n));
    await rows.commit({ puts: { activity: many } });
    const last = now + ACTIVITY_ROWS;
    await store.commit({
      activity: [activity('last', last)],
      runs: [runRecord('r2', last)],
    });
    expect(await rows.count('activity')).toBe(ACTIVITY_ROWS);
    expect(await rows.get('activity', 'held')).toBeUndefined();
    expect(await rows.get('activity', 'last')).toBeDefined();
  }, 20_000);

  it('remembers nothing of a batch that cannot be stored whole', async () => {
    const unstorable = { ...activity('a1', 1), undo: (() => 0) as unknown as null };
    const batch = { tracks: [track('heat')], activity: [unstorable] };
    await expect(store.commit(batch)).rejects.toThrow();
    expect(await store.tracks('p1')).toEqual([]);
    expect(await store.store.count('days')).toBe(0);
  });

  it('remembers nothing of a batch after which the bounds are not kept', async () => {
    const { store: rows } = store;
    const memory = new Memory(unprunable(rows));
    const batch = { tracks: [track('heat')], activity: [activity('a1', 1)] };
    await expect(memory.commit({ ...batch, runs: [runRecord('r1', 1)] })).rejects.toThrow('full');
    for (const table of ['tracks', 'activity', 'runs', 'days'] as const) {
      expect(await rows.count(table)).toBe(0);
    }
    await memory.commit(batch);
    expect(await store.tracks('p1')).toHaveLength(1);
  });
});

/** A store that cannot let go of what is old. */
const unprunable = (store: Store): Store => ({
  get: (table, key) => store.get(table, key),
  list: (table, query) => store.list(table, query),
  count: (table, query) => store.count(table, query),
  commit: async (changes) => {
    if (changes.drops?.runs) throw new Error('full');
    await store.commit(changes);
  },
  atomic: (tables, work) => store.atomic(tables, (inside) => work(unprunable(inside))),
});
