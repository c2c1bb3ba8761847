import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Pair } from '../../lib/model/settings';
import { PlayheadDb } from '../../lib/store/db';
import { Memory } from '../../lib/store/memory';
import { SettingsWriter } from '../../lib/store/settings';
import { fill } from './filled';
import { track } from './rows';

let db: PlayheadDb;
let store: Memory;
let writer: SettingsWriter;
let pair: Pair;
let made = 0;

beforeEach(async () => {
  db = new PlayheadDb(`settings-${++made}`);
  store = new Memory(db);
  writer = new SettingsWriter(db);
  await fill(db);
  pair = (await db.pairs.get('p1'))!;
});

const begunAnew = { ends: '', consent: 'none', previewed: null, hold: null, approved: [] };

describe('changing a pair', () => {
  it('leaves the fields that are not named as they are by then', async () => {
    await Promise.all([
      writer.changePair('p1', { remove: false }),
      writer.changePair('p1', { mode: 'one-way' }),
      writer.changePair('p1', { guardrails: { maximumPercent: 90 } }),
      writer.changePair('p1', { guardrails: { deltaSeconds: 60 } }),
    ]);
    const guardrails = { ...pair.guardrails, maximumPercent: 90, deltaSeconds: 60 };
    const changed = { ...pair, remove: false, mode: 'one-way', guardrails };
    expect(await db.pairs.get('p1')).toEqual(changed);
  });

  it('is refused for a pair that is gone', async () => {
    await expect(writer.changePair('p9', { remove: false })).rejects.toThrow('unknown-pair');
  });

  it('of its direction keeps what is known, and its consent', async () => {
    await writer.changePair('p1', { source: 'cellar', target: 'attic', mode: 'one-way' });
    expect((await store.pairState('p1'))!.consent).toBe('given');
    expect(await store.tracks('p1')).toHaveLength(2);
  });

  it('to another server begins anew, with a preview', async () => {
    const cellar = (await db.servers.get('cellar'))!;
    await db.servers.put({ ...cellar, id: 'den', address: 'http://den:8096' });
    await writer.changePair('p1', { target: 'den' });
    expect(await store.pairState('p1')).toMatchObject(begunAnew);
    expect(await store.tracks('p1')).toEqual([]);
  });
});

describe('another server or user at an entry', () => {
  it.each([
    ['of another user', () => writer.saveServer({ ...attic(), userId: 'u2' })],
    ['that is meant now', () => writer.rebindServer('attic')],
  ])('(%s) begins its pairs anew, and offers no undo of before', async (_, change) => {
    const undo = { track: null, copies: [] };
    const rows = await db.activity.toArray();
    await db.activity.bulkPut(rows.map((row) => ({ ...row, serverId: 'attic', undo })));
    await change();
    expect(await store.pairState('p1')).toMatchObject(begunAnew);
    expect(await store.tracks('p1')).toEqual([]);
    expect((await db.activity.toArray()).map((row) => row.undo)).toEqual([null, null, null]);
  });
});

it('forgets in the history, too, what a pair that begins anew was based on', async () => {
  const heat = track('heat');
  const copies = [{ itemId: '1', ms: 5, stamp: null, time: null }];
  const undo = { track: heat, copies };
  await db.activity.update('a1', { pairId: 'p1', serverId: 'cellar', undo });
  await writer.saveServer({ ...attic(), userId: 'u2' });
  const row = await db.activity.get('a1');
  expect(row!.undo).toEqual({ track: null, identity: heat.identity, copies });
});

const attic = () => ({
  ...{ id: 'attic', kind: 'jellyfin' as const, name: 'Attic', address: 'http://attic:8096' },
  ...{ userId: 'u1', userName: 'mia', libraries: null },
});

describe('the rules for all pairs', () => {
  it('are changed one at a time', async () => {
    await writer.saveOptions({ tombstoneDays: 60 });
    const { options } = await store.settings();
    expect(options).toMatchObject({ tombstoneDays: 60, intervalMinutes: 7 });
  });
});
