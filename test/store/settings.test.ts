import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Pair } from '../../lib/model/settings';
import { freshPairState } from '../../lib/plan/pair-state';
import { PlayheadDb } from '../../lib/store/db';
import { Memory } from '../../lib/store/memory';
import { SettingsWriter } from '../../lib/store/settings';
import { settingsFile } from '../../lib/store/settings-file';
import { fill } from './filled';
import { track, unmatched } from './rows';

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

describe('another token where the server does not tell whose it is', () => {
  const pasted = {
    ...{ id: 'attic', kind: 'plex' as const, name: 'Attic', address: 'http://attic:32400' },
    ...{ token: 'mia', userId: null, userName: null, libraries: null },
  };
  const knownOf = async (serverId: string) => ({
    looks: (await store.looks(serverId)).length,
    tracks: (await store.tracks('p1')).length,
    consent: (await store.pairState('p1'))?.consent,
  });
  const all = { looks: 2, tracks: 2, consent: 'given' };
  const nothing = { looks: 0, tracks: 0, consent: 'none' };

  beforeEach(() => db.servers.put(pasted));

  it('forgets what was known of the person of the one before', async () => {
    await writer.saveServer({ ...pasted, token: 'tom' });
    expect(await knownOf('attic')).toEqual(nothing);
    expect(await store.catalogueFind('attic', ['movie:imdb:tt1'])).toEqual([]);
    expect((await db.servers.get('attic'))!.token).toBe('tom');
  });

  it('forgets it when the sign-in is taken away, so that nobody else finds it there', async () => {
    await writer.signOut('attic');
    expect(await knownOf('attic')).toEqual(nothing);
  });

  it('keeps it for the same token, and for a draft that brings none', async () => {
    const { token: _, ...draft } = pasted;
    await writer.saveServer({ ...draft, name: 'Loft' });
    await writer.saveServer(pasted);
    expect(await knownOf('attic')).toEqual(all);
  });

  it('keeps it where both tokens are known to be of one person', async () => {
    await db.servers.put({ ...pasted, userId: '7' });
    await writer.saveServer({ ...pasted, userId: '7', token: 'new' });
    expect(await knownOf('attic')).toEqual(all);
    await writer.saveServer({ ...pasted, userId: '8', token: 'other' });
    expect(await knownOf('attic')).toEqual(nothing);
  });

  it('forgets it where one of the two is not known', async () => {
    await db.servers.put({ ...pasted, userId: '7' });
    await writer.saveServer({ ...pasted, token: 'tom' });
    expect(await knownOf('attic')).toEqual(nothing);
  });

  it('keeps the consent of a file that came without a sign-in', async () => {
    await db.servers.put({ ...pasted, token: null });
    await writer.saveServer({ ...pasted, token: 'mia' });
    expect(await knownOf('attic')).toEqual(all);
  });

  it('is no reason to forget where the server tells: it is asked before anything else', async () => {
    const jellyfin = { ...pasted, kind: 'jellyfin' as const };
    await db.servers.put(jellyfin);
    await writer.saveServer({ ...jellyfin, token: 'new' });
    expect(await knownOf('attic')).toEqual(all);
    expect((await store.serverState('attic'))!.checkedAt).toBe(0);
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

describe('versions side by side', () => {
  it('are kept by a draft that does not say, and looked for anew when that changes', async () => {
    const files = { ...unmatched, reason: 'several-files' as const };
    await store.commit({ unmatched: [files, { ...unmatched, itemId: 'a-2' }] });
    await writer.saveServer({ ...attic(), sideBySide: true });
    expect(await db.servers.get('attic')).toMatchObject({ sideBySide: true });
    const listed = () => store.unmatched('p1');
    expect((await listed()).map(({ reason }) => reason)).not.toContain('several-files');
    await store.commit({ unmatched: [files] });
    await writer.saveServer({ ...attic(), name: 'Loft' });
    expect(await db.servers.get('attic')).toMatchObject({ name: 'Loft', sideBySide: true });
    expect((await listed()).map(({ reason }) => reason)).toContain('several-files');
    const file = settingsFile(await store.settings(), true);
    expect(JSON.stringify(file)).not.toContain('sideBySide');
    await writer.importFile(file, freshPairState);
    expect(await db.servers.get('attic')).toMatchObject({ sideBySide: true });
    await writer.saveServer({ ...attic(), sideBySide: false });
    expect(await db.servers.get('attic')).not.toHaveProperty('sideBySide');
    expect((await listed()).map(({ reason }) => reason)).not.toContain('several-files');
  });
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
