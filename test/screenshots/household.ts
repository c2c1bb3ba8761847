import { freshState } from '../../lib/engine/contact';
import type { Problem } from '../../lib/model/problem';
import type { PairState, ServerState } from '../../lib/model/records';
import type { Hold, PlanAction, RunSummary } from '../../lib/model/run';
import type { ServerKind, ServerSettings } from '../../lib/model/server';
import { DEFAULT_GUARDRAILS, type Pair } from '../../lib/model/settings';
import { freshPairState } from '../../lib/plan/pair-state';
import type { Rows } from './fill';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const at = (minutesAgo: number): number => Date.now() - minutesAgo * MINUTE;
/** "1:04:30" or "31:12" in milliseconds. */
export const position = (clock: string): number =>
  clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;

function server(id: string, kind: ServerKind, name: string, address: string): ServerSettings {
  const token = id === 'den' ? 'plex-token' : 'token';
  return { id, kind, name, address, token, userId: 'u1', userName: 'mia', libraries: null };
}

export const DEN = server('den', 'plex', 'Living room', 'http://192.168.1.10:32400');
export const ATTIC = server('attic', 'jellyfin', 'Attic', 'http://192.168.1.20:8096');
export const MUM = server('mum', 'emby', 'Mum', 'http://192.168.1.30:8096');
export const SERVERS = [DEN, ATTIC, MUM];
/** Every address above: what the browser is asked for. */
export const ADDRESSES = SERVERS.map(
  ({ address }) => `${new URL(address).protocol}//${new URL(address).hostname}/*`,
);

const VERSIONS = { plex: '1.43.2.10687', jellyfin: '10.11.11', emby: '4.9.1.90' };
const LIBRARIES = [
  { id: '1', name: 'Films', holds: 'movie' as const },
  { id: '2', name: 'Series', holds: 'episode' as const },
];

export const serverState = (
  { id, kind, name }: ServerSettings,
  more: Partial<ServerState> = {},
): ServerState => ({
  ...freshState(id),
  version: VERSIONS[kind],
  serverName: name,
  boundServerId: id,
  boundUserId: 'u1',
  libraries: LIBRARIES,
  checkedAt: at(40),
  okAt: at(4),
  ...more,
});

export const inTrouble = (
  of: ServerSettings,
  code: Problem['code'],
  more: Partial<ServerState> = {},
): ServerState =>
  serverState(of, {
    problem: { code, serverId: of.id, params: { address: of.address } },
    okAt: at(95),
    ...more,
  });

const pairOf = (id: string, source: string, target: string, mode: Pair['mode']): Pair => ({
  ...{ id, source, target, mode },
  ...{ enabled: true, addUpdate: true, remove: true, rewatch: false },
  guardrails: DEFAULT_GUARDRAILS,
});

export const PAIRS = [
  pairOf('p1', 'den', 'attic', 'two-way'),
  pairOf('p2', 'attic', 'mum', 'one-way'),
];

export const summary = (pairId: string, more: Partial<RunSummary> = {}): RunSummary => ({
  ...{ pairId, outcome: 'done', written: 0, cleared: 0, skipped: 0, conflicts: 0, unmatched: 0 },
  ...{ requests: 3, startedAt: at(4), finishedAt: at(4) },
  ...more,
});

export const pairState = (pairId: string, more: Partial<PairState> = {}): PairState => ({
  ...freshPairState(pairId),
  consent: 'given',
  startedAt: at(4),
  completedAt: at(4),
  last: summary(pairId),
  ...more,
});

/** Nothing runs by itself while somebody looks. */
export const META = [
  {
    key: 'options',
    value: { oneWayRemoveMode: 'source-deletes', intervalMinutes: 15, tombstoneDays: 30 },
  },
  { key: 'schedule', value: { startedAt: at(4), finishedAt: at(4) } },
];

const TITLES = [
  'Dune: Part Two',
  'Heat',
  'Arrival',
  'Severance S2 E4 · Woe’s Hollow',
  'The Matrix',
  'Spirited Away',
  'Paddington 2',
  'Alien',
];

const cleared = (title: string, index: number): PlanAction => ({
  ...{ kind: 'clear', serverId: 'attic', title, rule: 'cleared', toMs: 0 },
  fromMs: position('12:40') + index * 7 * MINUTE,
  runtimeMs: 2 * HOUR,
});

export const HOLD: Hold = {
  ...{ pairId: 'p1', planHash: 'h1', actionHashes: [] },
  ...{ reason: 'many-cleared', serverId: 'attic', count: TITLES.length, of: 21, at: at(4) },
  plan: {
    ...{ pairId: 'p1', planHash: 'h1' },
    actions: TITLES.map(cleared),
    skips: [{ title: 'Home video of the garden', reason: 'no-ids' }],
  },
};

/** Two servers' worth of rows, or three, with what differs. */
export const household = (...more: Rows[]): Rows =>
  Object.assign(
    {
      servers: SERVERS,
      pairs: PAIRS,
      meta: META,
      serverStates: SERVERS.map((one) => serverState(one)),
      pairStates: [pairState('p1', { last: summary('p1', { written: 2 }) }), pairState('p2')],
    },
    ...more,
  );
