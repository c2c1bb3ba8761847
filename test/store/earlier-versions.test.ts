import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { PlayheadDb } from '../../lib/store/db';
import { Memory } from '../../lib/store/memory';
import { TABLE_NAMES } from '../../lib/store/tables';
import { leaveBehind, nothingPair, pair, pairState, server, serverState } from './earlier-versions';

const VERSIONS = [1, 2, 3];

describe.each(VERSIONS)('a database of version %d', (version) => {
  const opened = async (name: string) => {
    const left = await leaveBehind(`${name}-${version}`, version);
    const db = new PlayheadDb(`${name}-${version}`);
    await db.open();
    return { left, db, memory: new Memory(db) };
  };

  it('opens with its servers, pairs and rules', async () => {
    const { db, memory } = await opened('settings');
    const { servers, pairs, options } = await memory.settings();
    expect(servers).toEqual([server]);
    expect(pairs[0]).toEqual(pair);
    expect(options).toEqual({ oneWayRemoveMode: 'mirror', intervalMinutes: 9, tombstoneDays: 31 });
    db.close();
  });

  it('opens with all that was remembered', async () => {
    const { left, db, memory } = await opened('memory');
    expect(await memory.tracks('p1')).toEqual([{ ...left.tracks![0], runtimeMs: null }]);
    expect(await memory.looks('attic')).toEqual(left.looks);
    expect(await memory.pairState('p1')).toEqual(pairState);
    const [entry] = await memory.journal();
    expect(entry).toMatchObject({ id: 'j1', toMs: 60_000, track: { runtimeMs: null } });
    const rows = await db.list('activity', { by: 'byTime' });
    expect(rows.map(({ activityId }) => activityId)).toEqual(['a1', 'a2']);
    expect(rows[0]).toMatchObject({ stood: null, items: {} });
    const runs = await db.list('runs', { by: 'byTime' });
    expect(runs.map(({ runId }) => runId)).toEqual(version === 1 ? ['r1', 'a2'] : ['r1']);
    expect(await memory.unmatched('p1')).toEqual(version === 1 ? [] : left.unmatched);
    expect(await memory.episodes('attic', 's1')).toEqual(left.episodes![0]);
    for (const table of ['days', 'handMatches', 'ignored', 'posters'] as const) {
      expect(await db.list(table)).toEqual(left[table] ?? []);
    }
    db.close();
  });

  it('has the tables of today, and reads the catalogue anew', async () => {
    const { db, memory } = await opened('tables');
    expect(db.tables.map((table) => table.name).sort()).toEqual([...TABLE_NAMES].sort());
    expect(await memory.serverState('attic')).toEqual({ ...serverState, catalogueMark: null });
    expect(await memory.catalogue('attic')).toBeUndefined();
    expect(await memory.catalogueFind('attic', ['movie:imdb:tt1'])).toEqual([]);
    db.close();
  });

  it('has no limits that are none', async () => {
    const { db } = await opened('limits');
    const guardrails = { minimumSeconds: 5, deltaSeconds: 3, maximumPercent: 1 };
    expect(await db.get('pairs', 'p2')).toEqual({ ...nothingPair, guardrails });
    db.close();
  });
});
