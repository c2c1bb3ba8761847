import Dexie from 'dexie';
import { activityRow, entry, look, runRecord, track, unmatched } from './rows';

type Stores = Record<string, string>;

/** The tables as each version of the database had them. */
const FIRST: Stores = {
  servers: 'id',
  pairs: 'id',
  meta: 'key',
  tracks: '[pairId+key], pairId',
  looks: '[serverId+itemId], serverId',
  journal: 'id, pairId',
  activity: 'activityId, at, pairId',
  serverStates: 'serverId',
  pairStates: 'pairId',
  unmatched: '[pairId+serverId+itemId], pairId',
  catalogue: '[serverId+itemId], serverId, *tokens',
  episodes: '[serverId+showItemId], serverId',
};
const SECOND: Stores = {
  ...FIRST,
  activity: 'activityId, at, [pairId+at], [runId+title]',
  runs: 'runId, at, [pairId+at]',
  days: '[day+pairId]',
  handMatches: 'id, pairId',
  ignored: '[pairId+id], pairId',
};
const THIRD: Stores = { ...SECOND, posters: '[serverId+itemId], serverId, at' };
const VERSIONS = [FIRST, SECOND, THIRD];

/** The rows of a database as the first version left them; nothing in them is as it is today. */
export const server = {
  ...{ id: 'attic', kind: 'jellyfin', name: 'Attic', address: 'http://attic:8096' },
  ...{ token: 'tok', userId: 'u1', userName: 'mia', libraries: null },
};
export const pair = {
  ...{ id: 'p1', source: 'attic', target: 'cellar', mode: 'two-way', enabled: true },
  ...{ addUpdate: true, remove: true, rewatch: false },
  guardrails: { minimumSeconds: 5, deltaSeconds: 30, maximumPercent: 80 },
};
export const nothingPair = {
  ...pair,
  ...{ id: 'p2', source: 'cellar', target: 'den' },
  guardrails: { minimumSeconds: 5, deltaSeconds: 0, maximumPercent: 0.5 },
};
export const serverState = {
  ...{ serverId: 'attic', boundServerId: 's1', boundUserId: 'u1', version: '10.11.0' },
  ...{ serverName: 'Attic', checkedAt: 5, libraries: [], librariesAt: 5, readAt: 5, scope: 'null' },
  ...{ skewMs: 0, problem: null, okAt: 5, failures: 0, notBefore: 0 },
  ...{ catalogueMark: '1:a', catalogueAt: 5, showIds: {} },
};
export const pairState = {
  ...{ pairId: 'p1', ends: 'attic cellar', view: 'v', consent: 'given', previewed: null },
  ...{ startedAt: 1, completedAt: 2, last: null, hold: null, approved: [] },
};
export const options = { oneWayRemoveMode: 'mirror', intervalMinutes: 9, tombstoneDays: 31 };

type Row = Record<string, unknown>;

/** A row without what the first version did not have. */
const withoutLater = (row: object): Row => {
  const { runtimeMs, key, items, stood, confirmed, ...kept } = row as Row;
  return kept;
};

function rowsOf(version: number): Record<string, Row[]> {
  const { runtimeMs: _, ...firstTrack } = track('heat');
  const plain = <R extends object>(row: R, first: Row): Row =>
    version === 1 ? first : (row as Row);
  const write = activityRow('a1', { at: 20 });
  const undo = activityRow('a2', { at: 30, kind: 'undo', runId: version === 1 ? 'r1' : 'a2' });
  const intended = entry('j1');
  const firstEntry = {
    ...intended,
    track: firstTrack,
    activity: withoutLater(intended.activity),
  };
  const catalogueRow = { itemId: '1', kind: 'movie', ids: { imdb: 'tt1' }, libraryId: null };
  const first: Record<string, Row[]> = {
    servers: [server],
    pairs: [pair, nothingPair],
    meta: [{ key: 'options', value: options }],
    tracks: [plain(track('heat'), firstTrack)],
    looks: [{ ...look('a-heat') }],
    journal: [plain(intended, firstEntry)],
    activity: [write, undo].map((row) => plain(row, withoutLater(row))),
    serverStates: [serverState],
    pairStates: [pairState],
    unmatched: [{ ...unmatched }],
    catalogue: [{ ...catalogueRow, serverId: 'attic', tokens: ['movie:imdb:tt1'] }],
    episodes: [{ serverId: 'attic', showItemId: 's1', at: 1, rows: [] }],
  };
  if (version === 1) return first;
  const second = {
    ...first,
    runs: [{ ...runRecord('r1', 20) }],
    days: [{ day: '2026-11-01', pairId: 'p1', copied: 1, cleared: 0, conflicts: 0, held: 0 }],
    handMatches: [{ pairId: 'p1', at: 1, id: 'h1', kind: 'movie', sides: {} }],
    ignored: [{ pairId: 'p1', at: 1, id: 'i1', title: 'Heat', identity: null, copies: {} }],
  };
  if (version === 2) return second;
  return { ...second, posters: [{ serverId: 'attic', itemId: '1', at: 1, dataUrl: null }] };
}

/** Leaves a database of that version behind, with something in every table. Returns its rows. */
export async function leaveBehind(name: string, version: number): Promise<Record<string, Row[]>> {
  const database = new Dexie(name);
  database.version(version).stores(VERSIONS[version - 1]!);
  const rows = rowsOf(version);
  for (const [table, list] of Object.entries(rows)) await database.table(table).bulkPut(list);
  database.close();
  return structuredClone(rows);
}
