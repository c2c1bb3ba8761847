import type { PairState, ServerState } from '../../lib/model/records';
import type { Hold, Running, RunSummary } from '../../lib/model/run';
import { DEFAULT_GUARDRAILS, DEFAULT_OPTIONS } from '../../lib/model/settings';
import type { PairFacts, ServerFacts, StatusFacts } from '../../lib/status/facts';

export const NOW = 1_800_000_000_000;
export const MINUTE = 60_000;

export const serverState = (over: Partial<ServerState> = {}): ServerState => ({
  serverId: 'attic',
  boundServerId: 'b',
  boundUserId: 'u',
  version: '1',
  serverName: 'x',
  checkedAt: NOW,
  libraries: [],
  librariesAt: NOW,
  readAt: NOW,
  scope: 'null',
  skewMs: 0,
  problem: null,
  okAt: NOW - 4 * MINUTE,
  failures: 0,
  notBefore: 0,
  catalogueMark: null,
  catalogueAt: 0,
  showIds: {},
  ...over,
});

export const server = (id: string, over: Partial<ServerState> = {}): ServerFacts => ({
  id,
  signedIn: true,
  state: serverState({ serverId: id, ...over }),
});

export const summary = (over: Partial<RunSummary> = {}): RunSummary => ({
  pairId: 'p',
  outcome: 'done',
  written: 0,
  cleared: 0,
  skipped: 0,
  conflicts: 0,
  unmatched: 0,
  requests: 2,
  startedAt: NOW - 4 * MINUTE,
  finishedAt: NOW - 4 * MINUTE,
  ...over,
});

export const pair = (
  state: Partial<PairState> | null = {},
  over: Partial<PairFacts> = {},
): PairFacts => ({
  id: 'p',
  source: 'attic',
  target: 'cellar',
  mode: 'two-way',
  enabled: true,
  addUpdate: true,
  remove: true,
  rewatch: false,
  guardrails: DEFAULT_GUARDRAILS,
  state: state && {
    pairId: 'p',
    ends: '',
    view: '',
    consent: 'given',
    previewed: null,
    startedAt: NOW - 4 * MINUTE,
    completedAt: NOW - 4 * MINUTE,
    last: summary(),
    hold: null,
    approved: [],
    ...state,
  },
  ...over,
});

export const facts = (over: Partial<StatusFacts> = {}): StatusFacts => ({
  servers: [server('attic'), server('cellar')],
  pairs: [pair()],
  options: DEFAULT_OPTIONS,
  running: null,
  schedule: { startedAt: NOW - 4 * MINUTE, finishedAt: NOW - 4 * MINUTE },
  pause: null,
  ...over,
});

export const running = (age: number): Running => ({
  pairId: 'p',
  stage: 'writing',
  done: 5,
  of: 14,
  title: 'Heat',
  at: NOW - age,
});

export const hold = { pairId: 'p', planHash: 'h', count: 18, of: 41 } as Hold;
export const unreachable = { code: 'unreachable', serverId: 'cellar' } as const;
export const signedOut = { code: 'signed-out', serverId: 'cellar' } as const;

export const away = (...ids: string[]): ServerFacts[] =>
  ['attic', 'cellar'].map((id) =>
    server(id, { problem: ids.includes(id) ? { ...unreachable, serverId: id } : null }),
  );
