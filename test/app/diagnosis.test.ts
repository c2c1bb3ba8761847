import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { browserHome } from '../../entrypoints/background/home';
import { diagnose } from '../../lib/app/diagnose';
import { freshState } from '../../lib/engine/contact';
import type { Activity, Hold, RunSummary } from '../../lib/model/run';
import { freshPairState } from '../../lib/plan/pair-state';
import { db } from '../../lib/store/db';
import type { Meta } from '../../lib/store/tables';
import { fill } from '../store/filled';
import { activity, track, unmatched } from '../store/rows';

const MARK = 'planted-';
const NOW = Date.UTC(2026, 10, 1);

/** Fields whose values are words of Playhead's own. */
const OWN = new Set(
  'kind mode reason outcome consent is rule cell code oneWayRemoveMode holds'.split(' '),
);

/** The same value with a mark in every text, and in every name that is no word of the model's. */
function planted(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return OWN.has(field) ? value : MARK + value;
  if (Array.isArray(value)) return value.map((one) => planted(one, field));
  if (typeof value !== 'object' || value === null) return value;
  const byId = ['copies', 'said', 'showIds', 'ids'].includes(field);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      byId ? MARK + key : key,
      planted(one, byId ? '' : key),
    ]),
  );
}

/** Puts a mark into every text of the store; what belongs together still does. */
async function plant(): Promise<void> {
  for (const table of db.tables) {
    const rows = await table.toArray();
    await table.clear();
    const named = (row: object) => (table.name === 'meta' ? { key: (row as Meta).key } : {});
    await table.bulkPut(rows.map((row) => Object.assign(planted(row) as object, named(row))));
  }
}

const last: RunSummary = {
  pairId: 'p1',
  outcome: 'retry-later',
  written: 2,
  cleared: 0,
  skipped: 1,
  conflicts: 0,
  unmatched: 3,
  requests: 9,
  startedAt: NOW - 62_000,
  finishedAt: NOW - 60_000,
  problem: {
    code: 'unexpected',
    serverId: 'cellar',
    params: { detail: 'TypeError' },
  },
};
const hold: Hold = {
  pairId: 'p1',
  planHash: 'hash',
  plan: {
    pairId: 'p1',
    planHash: 'hash',
    actions: [
      { kind: 'clear', serverId: 'cellar', title: 'Dune', fromMs: 1, toMs: 0, rule: 'cleared' },
    ],
    skips: [{ title: 'Heat', reason: 'watched' }],
  },
  actionHashes: ['one'],
  reason: 'many-cleared',
  serverId: 'cellar',
  count: 5,
  of: 9,
  at: NOW - 60_000,
};

beforeEach(async () => {
  vi.spyOn(Date, 'now').mockReturnValue(NOW);
  vi.spyOn(fakeBrowser.runtime, 'getManifest').mockReturnValue({ version: '0.1.0' } as never);
  vi.stubGlobal('navigator', { userAgent: 'Chromium/156' });
  fakeBrowser.permissions.contains = async () => true;
  await Promise.all(db.tables.map((table) => table.clear()));
  await fill(db);
  await db.servers.update('attic', { libraries: ['Films', 'Shows'], fallbacks: ['http://x'] });
  const attic = { ...freshState('attic'), boundServerId: 'b', boundUserId: 'u', serverName: 'At' };
  const problem = { code: 'wrong-server' as const, params: { found: 'Garage' } };
  await db.serverStates.bulkPut([
    { ...attic, version: '10.11.11', okAt: NOW - 5_000, libraries: [library] },
    { ...freshState('cellar'), version: '10.8.13', problem, failures: 2 },
  ]);
  await db.pairStates.put({ ...freshPairState('p1'), consent: 'given', last, hold });
  const conflict = { rule: 'newest', leftMs: 1, rightMs: 2 } as Activity['conflict'];
  const record = { track: track('heat'), copies: [] };
  await db.activity.put({ ...activity('a9', 9), conflict, undo: record });
  await db.unmatched.put({ ...unmatched, itemId: 'a-2', reason: 'not-there' });
  await db.tracks.put({
    ...track('alien'),
    said: null,
    tombstone: { serverId: 'attic', ms: 1, at: 1 },
  });
});

afterEach(() => vi.unstubAllGlobals());

const library = { id: '1', name: 'Films', holds: 'movie' as const };

describe('the diagnostic file', () => {
  it('tells nothing of who somebody is or what they watch', async () => {
    await plant();
    await db.serverStates.toCollection().modify((state) => {
      state.version = `10.11.11 ${MARK}version`;
    });
    const stored = JSON.stringify(await Promise.all(db.tables.map((table) => table.toArray())));
    for (const word of ['Attic', 'mia', 'tok', 'heat', 'Films', 'Dune', 'http://attic', 'Garage'])
      expect(stored).toContain(MARK + word);
    const text = JSON.stringify(await diagnose(browserHome));
    expect(text).not.toContain(MARK);
    expect(text).not.toMatch(/attic|cellar|mia|dune|heat|garage|films|http/i);
    expect(text).toContain('server 1 (jellyfin 10.11.11)');
  });

  it('says how servers and pairs are', async () => {
    const { servers, pairs, stored, ...more } = await diagnose(browserHome);
    expect(more).toMatchObject({ playhead: '0.1.0', browser: 'Chromium/156' });
    expect(JSON.stringify(pairs)).not.toContain('Dune');
    expect(stored).toContainEqual({ kind: 'activity', entries: 4, bytes: expect.any(Number) });
    expect(servers).toMatchObject([
      {
        is: 'server 1 (jellyfin 10.11.11)',
        signedIn: true,
        allowed: true,
        libraries: 2,
        otherAddresses: 1,
        answeredSecondsAgo: 5,
        problem: null,
        capabilities: { writes: true },
      },
      { problem: { code: 'wrong-server' }, failures: 2, capabilities: { writes: false } },
    ]);
    expect(pairs).toMatchObject([
      {
        is: 'pair 1',
        source: 'server 1 (jellyfin 10.11.11)',
        mode: 'two-way',
        consent: 'given',
        last: {
          written: 2,
          requests: 9,
          tookMs: 2_000,
          secondsAgo: 60,
          problem: { code: 'unexpected', at: 'server 2 (jellyfin 10.8.13)', error: 'TypeError' },
        },
        hold: { reason: 'many-cleared', actions: { 'clear cleared': 1 }, skips: { watched: 1 } },
        items: { all: 3, settled: { agreed: 2 }, tombstones: 1, blocks: 1 },
        unmatched: { 'no-ids': 1, 'not-there': 1 },
        activity: { kinds: { write: 4 }, rules: { moved: 4 }, conflicts: { newest: 1 } },
      },
    ]);
  });
});
