import { freshState } from '../../lib/engine/contact';
import { DEFAULT_GUARDRAILS, DEFAULT_OPTIONS } from '../../lib/model/settings';
import { freshPairState } from '../../lib/plan/pair-state';
import type { PlayheadDb } from '../../lib/store/db';
import { ensureDeviceId } from '../../lib/store/device-ids';
import { Memory } from '../../lib/store/memory';
import { OPTIONS_KEY, PROGRESS_KEY, SCHEDULE_KEY, setMeta } from '../../lib/store/meta';
import { POSTERS_KEY } from '../../lib/store/preferences';
import { activity, entry, look, runRecord, track, unmatched } from './rows';

/** Something in every table: two servers, a pair, and all that was learnt of them. */
export async function fill(db: PlayheadDb): Promise<void> {
  const server = {
    id: 'attic',
    kind: 'jellyfin' as const,
    name: 'Attic',
    address: 'http://attic:8096',
    token: 'tok',
    userId: 'u1',
    userName: 'mia',
    libraries: null,
  };
  await db.servers.bulkPut([
    server,
    { ...server, id: 'cellar', name: 'Cellar', address: 'http://cellar:8096' },
  ]);
  await db.pairs.put({
    id: 'p1',
    source: 'attic',
    target: 'cellar',
    mode: 'two-way',
    enabled: true,
    addUpdate: true,
    remove: true,
    rewatch: false,
    guardrails: DEFAULT_GUARDRAILS,
  });
  await ensureDeviceId(db, 'attic');
  await setMeta(db, OPTIONS_KEY, { ...DEFAULT_OPTIONS, intervalMinutes: 7 });
  await setMeta(db, SCHEDULE_KEY, { startedAt: 1, finishedAt: 2 });
  await setMeta(db, PROGRESS_KEY, null);
  await db.tracks.bulkPut([track('heat'), track('dune')]);
  await db.looks.bulkPut([look('a-heat'), look('a-dune')]);
  await db.journal.put(entry('j1'));
  await db.activity.bulkPut([activity('a1', 1), activity('a2', 2), activity('a3', 3)]);
  await db.serverStates.bulkPut([freshState('attic'), freshState('cellar')]);
  await db.pairStates.put({ ...freshPairState('p1'), consent: 'given' });
  await db.unmatched.put(unmatched);
  const { identity } = track('heat');
  await db.ignored.put({
    pairId: 'p1',
    at: 1,
    id: 'i1',
    title: 'Heat',
    identity,
    copies: {},
    noted: true,
  });
  await db.handMatches.put({ pairId: 'p1', at: 1, id: 'h1', kind: 'movie', sides: {} });
  await db.runs.put(runRecord('r1', 1));
  await db.days.put({
    day: '2026-11-01',
    pairId: 'p1',
    copied: 1,
    cleared: 0,
    conflicts: 0,
    held: 0,
  });
  const row = { itemId: '1', kind: 'movie' as const, ids: {}, libraryId: null };
  const memory = new Memory(db);
  const reading = { scope: 'null', mark: 'm1', at: 1 };
  for (const serverId of ['attic', 'cellar']) {
    await memory.catalogueBegin(serverId, reading);
    const rows = [{ ...row, serverId, tokens: ['movie:imdb:tt1'] }];
    await memory.catalogueAdd(serverId, rows, null);
    await memory.catalogueBegin(serverId, reading);
    await memory.catalogueAdd(serverId, rows, 'more');
  }
  await db.posters.put({
    serverId: 'attic',
    itemId: '1',
    at: 1,
    dataUrl: 'data:image/png;base64,AA==',
  });
  await setMeta(db, POSTERS_KEY, { on: true });
  await db.episodes.put({ serverId: 'attic', showItemId: 's1', at: 1, rows: [] });
}
