import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { beforeEach, describe, expect, it } from 'vitest';
import { ACTIVITY_ROWS, type Activity, type ConflictRecord } from '../../lib/model/run';
import { dayKey } from '../../lib/store/days';
import { db, PlayheadDb } from '../../lib/store/db';
import { Memory } from '../../lib/store/memory';
import { readDays, readRows, readRuns } from '../../lib/store/read-activity';
import { activityRow, runRecord } from './rows';

const store = new Memory(db);
const NOW = Date.now();
const DAY = 24 * 60 * 60_000;
const conflict: ConflictRecord = {
  ...{ winner: 'left', rule: 'newest' },
  ...{ leftMs: 1, rightMs: 2, leftTime: null, rightTime: null },
};

beforeEach(() => Promise.all(db.tables.map((table) => table.clear())));

describe('the history by runs', () => {
  it('gives the newest runs with their rows, and the numbers of each', async () => {
    await store.commit({
      runs: [
        runRecord('r1', 1, { written: 1, skipped: 1 }),
        runRecord('r2', 2, {}, { pairId: 'p2', times: 7 }),
      ],
      activity: [activityRow('a1'), activityRow('a2', { kind: 'skip', rule: null })],
    });
    const { groups, more } = await readRuns({}, 30);
    expect(more).toBe(false);
    const read = await Promise.all(groups.map(({ run }) => readRows(run, 50)));
    expect(groups.map(({ run }) => run.runId)).toEqual(['r2', 'r1']);
    expect(read.map(({ rows }) => rows.length)).toEqual([0, 2]);
    expect(read[1]!.counts).toMatchObject({ copied: 1, leftOut: 1, conflicts: 0 });
    const ofPair = await readRuns({ pairId: 'p2' }, 30);
    expect(ofPair.groups.map(({ run }) => run.runId)).toEqual(['r2']);
    expect(await readRuns({}, 1)).toMatchObject({ more: true, groups: [{}] });
  });

  it('reads a part of a large run until all of it is wanted', async () => {
    const rows = Array.from({ length: 130 }, (_, n) => activityRow(`a${n}`, { title: `T${n}` }));
    await store.commit({ runs: [runRecord('r1', 1, { written: 130 })], activity: rows });
    const { run } = (await readRuns({}, 30)).groups[0]!;
    const part = await readRows(run, 50);
    expect([part.rows.length, part.more, part.counts.copied]).toEqual([50, 80, 130]);
    const whole = await readRows(run, 130);
    expect([whole.rows.length, whole.more]).toEqual([130, 0]);
  });

  it('counts the rows of a run that has no end', async () => {
    const stopped = { ...runRecord('r1', 1), summary: null };
    const rows = [activityRow('a1'), activityRow('a2', { conflict })];
    await store.commit({ runs: [stopped], activity: rows });
    expect((await readRows(stopped, 50)).counts).toMatchObject({ copied: 2, conflicts: 1 });
  });

  it('filters by server, kind and title, what waits included', async () => {
    const waiting = [{ title: 'Heat 2', reason: 'playing' as const }];
    await db.pairs.put({ id: 'p1', source: 'attic', target: 'cellar' } as never);
    await store.commit({
      runs: [
        runRecord('r1', 1, { written: 2, conflicts: 1 }),
        runRecord('r2', 2, { cleared: 1 }),
        runRecord('r3', 3, { skipped: 1 }, { waiting }),
      ],
      activity: [
        activityRow('a1', { title: 'Heat' }),
        activityRow('a2', { title: 'Ran', conflict }),
        activityRow('a3', { runId: 'r2', at: 2, kind: 'clear', serverId: 'den' }),
      ],
    });
    const seen = async (filter: Parameters<typeof readRuns>[0]) =>
      (await readRuns(filter, 30)).groups.map(({ run, fitting, waiting: waits }) => [
        run.runId,
        ...fitting!.rows.map((row) => row.activityId),
        ...waits.map(({ title }) => title),
      ]);
    expect(await seen({ kind: 'clear' })).toEqual([['r2', 'a3']]);
    expect(await seen({ kind: 'conflict' })).toEqual([['r1', 'a2']]);
    expect(await seen({ serverId: 'den' })).toEqual([['r2', 'a3']]);
    expect(await seen({ text: 'hEAT' })).toEqual([
      ['r3', 'Heat 2'],
      ['r2', 'a3'],
      ['r1', 'a1'],
    ]);
    expect(await seen({ kind: 'skip' })).toEqual([['r3', 'Heat 2']]);
    expect(await seen({ kind: 'skip', serverId: 'den' })).toEqual([]);
    expect(await seen({ text: 'nothing' })).toEqual([]);
  });
});

describe('the numbers of a day', () => {
  it('count each row once, whatever becomes of it, and a hold that stands once', async () => {
    const row = activityRow('a1', { at: NOW });
    const held = runRecord('r9', NOW, { outcome: 'held' });
    await store.commit({ activity: [row, activityRow('a2', { at: NOW, conflict })] });
    await store.commit({ activity: [{ ...row, undoneAt: NOW }], runs: [held] });
    await store.commit({
      activity: [
        activityRow('a3', { at: NOW - 2 * DAY, kind: 'clear', pairId: 'p2' }),
        activityRow('a4', { at: NOW, kind: 'undo' }),
      ],
      runs: [{ ...held, times: 2 }],
    });
    const days = await readDays(30);
    expect(days).toHaveLength(30);
    expect(days[29]).toMatchObject({
      ...{ day: dayKey(NOW), copied: 1, conflicts: 1, cleared: 0, held: 1 },
    });
    expect(days[28]).toMatchObject({ copied: 0, cleared: 0 });
    expect(days[27]).toMatchObject({ cleared: 1 });
    expect((await readDays(30, 'p1'))[27]).toMatchObject({ cleared: 0 });
  });

  it('are made from the history where none are kept', async () => {
    await db.activity.bulkPut([
      activityRow('a1', { at: NOW - DAY }),
      activityRow('a2', { at: NOW }),
    ]);
    await store.commit({ activity: [activityRow('a3', { at: NOW })] });
    const days = await readDays(2);
    expect(days.map(({ copied }) => copied)).toEqual([1, 2]);
  });
});

describe('the bounds of the history', () => {
  it('lets the oldest rows go with their runs', async () => {
    const rows = Array.from({ length: ACTIVITY_ROWS + 1 }, (_, n) =>
      activityRow(`a${n}`, { runId: n === 0 ? 'old' : 'new', at: n === 0 ? 1 : 10 }),
    );
    const runs = [
      runRecord('old', 1, { written: 1 }),
      runRecord('new', 10, { written: ACTIVITY_ROWS }),
    ];
    await store.commit({ runs, activity: rows });
    expect(await db.activity.count()).toBe(ACTIVITY_ROWS);
    expect((await db.runs.toArray()).map(({ runId }) => runId)).toEqual(['new']);
  });
});

describe('a database from before runs were kept', () => {
  it('gets a heading for each run, and an undo one of its own', async () => {
    const name = 'older';
    const older = new Dexie(name);
    older.version(1).stores({
      ...{ servers: 'id', pairs: 'id', meta: 'key', tracks: '[pairId+key], pairId' },
      ...{ looks: '[serverId+itemId], serverId', journal: 'id, pairId' },
      ...{ activity: 'activityId, at, pairId', serverStates: 'serverId', pairStates: 'pairId' },
      unmatched: '[pairId+serverId+itemId], pairId',
      catalogue: '[serverId+itemId], serverId, *tokens',
      episodes: '[serverId+showItemId], serverId',
    });
    const row = (activityId: string, more: Partial<Activity>) => {
      const { runtimeMs, key, items, stood, confirmed, ...kept } = activityRow(activityId, more);
      return kept;
    };
    await older
      .table('activity')
      .bulkPut([
        row('a1', { at: NOW - DAY }),
        row('a2', { at: NOW - DAY }),
        row('a3', { at: NOW, kind: 'undo' }),
      ]);
    await older.table('tracks').put({ pairId: 'p1', key: 'heat' });
    await older.table('unmatched').put({ pairId: 'p1', serverId: 'attic', itemId: '1' });
    older.close();

    const newer = new PlayheadDb(name);
    expect(await newer.activity.get('a1')).toMatchObject({ runId: 'r1', stood: null, items: {} });
    const runs = await newer.runs.orderBy('at').toArray();
    expect(runs.map(({ runId, kind, summary }) => [runId, kind, summary])).toEqual([
      ['r1', 'older', null],
      ['a3', 'by-hand', null],
    ]);
    expect(await newer.tracks.get(['p1', 'heat'])).toMatchObject({ runtimeMs: null });
    expect(await newer.unmatched.count()).toBe(0);
    newer.close();
  });
});
