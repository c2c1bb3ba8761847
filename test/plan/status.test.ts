import { describe, expect, it } from 'vitest';
import type { PairState, ServerState } from '../../lib/model/records';
import type { Hold, RunSummary } from '../../lib/model/run';
import { DEFAULT_GUARDRAILS, DEFAULT_OPTIONS } from '../../lib/model/settings';
import {
  checkedAt,
  conditionOf,
  nextCheckAt,
  type PairFacts,
  type Running,
  type ServerFacts,
  type StatusFacts,
  statusOf,
} from '../../lib/plan/status';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

const serverState = (over: Partial<ServerState> = {}): ServerState => ({
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

const server = (id: string, over: Partial<ServerState> = {}): ServerFacts => ({
  id,
  signedIn: true,
  state: serverState({ serverId: id, ...over }),
});

const summary = (over: Partial<RunSummary> = {}): RunSummary => ({
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

const pair = (state: Partial<PairState> | null = {}, over: Partial<PairFacts> = {}): PairFacts => ({
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

const facts = (over: Partial<StatusFacts> = {}): StatusFacts => ({
  servers: [server('attic'), server('cellar')],
  pairs: [pair()],
  options: DEFAULT_OPTIONS,
  running: null,
  schedule: { startedAt: NOW - 4 * MINUTE, finishedAt: NOW - 4 * MINUTE },
  ...over,
});

const running = (age: number): Running => ({
  pairId: 'p',
  stage: 'writing',
  done: 5,
  of: 14,
  title: 'Heat',
  at: NOW - age,
});

const hold = { pairId: 'p', planHash: 'h', count: 18, of: 41 } as Hold;
const unreachable = { code: 'unreachable', serverId: 'cellar' } as const;
const signedOut = { code: 'signed-out', serverId: 'cellar' } as const;

describe('statusOf', () => {
  it.each<[string, StatusFacts, string, string | null, string]>([
    ['no servers', facts({ servers: [], pairs: [] }), 'no-servers', 'add-server', ''],
    ['one server', facts({ servers: [server('a')], pairs: [] }), 'one-server', 'add-another', ''],
    ['no pair', facts({ pairs: [] }), 'no-pair', 'add-pair', ''],
    ['no enabled pair', facts({ pairs: [pair({}, { enabled: false })] }), 'off', 'open-pairs', ''],
    ['all well', facts(), 'in-step', null, ''],
    ['never ran', facts({ pairs: [pair({ last: null })] }), 'waiting', null, ''],
    ['made by hand', facts({ pairs: [pair(null)] }), 'first-preview', null, '1'],
    [
      'previewed',
      facts({ pairs: [pair({ consent: 'previewed', previewed: 23 })] }),
      'first-preview',
      'start',
      '1',
    ],
    ['held', facts({ pairs: [pair({ hold })] }), 'held', null, '!'],
    ['running', facts({ running: running(80_000) }), 'syncing', null, ''],
    ['a note of a dead worker', facts({ running: running(91_000) }), 'in-step', null, ''],
    [
      'a server away',
      facts({ servers: [server('attic'), server('cellar', { problem: unreachable })] }),
      'partly',
      null,
      '',
    ],
    [
      'signed out',
      facts({ servers: [server('attic'), server('cellar', { problem: signedOut })] }),
      'needs-you',
      'sign-in',
      '!',
    ],
    [
      'no token',
      facts({ servers: [server('attic'), { ...server('cellar'), signedIn: false }] }),
      'needs-you',
      'sign-in',
      '!',
    ],
    [
      'access taken away',
      facts({ servers: [server('attic', { problem: { code: 'permission-missing' } })] }),
      'needs-you',
      'allow',
      '!',
    ],
  ])('%s', (_name, given, is, action, badge) => {
    const status = statusOf(given, NOW);
    expect([status.state.is, status.action, status.badge]).toEqual([is, action, badge]);
  });

  it('says that the worker is silent before anything else', () => {
    expect(statusOf(facts(), NOW, true)).toMatchObject({
      state: { is: 'silent' },
      action: 'restart',
      badge: '!',
    });
  });

  it('keeps the badge while it syncs, when a person is needed', () => {
    const given = facts({ pairs: [pair({ hold })], running: running(0) });
    expect(statusOf(given, NOW)).toMatchObject({ state: { is: 'syncing' }, badge: '!' });
  });

  it('does not mind a server that no enabled pair uses', () => {
    const given = facts({
      servers: [server('attic'), server('cellar'), server('mum', { problem: signedOut })],
    });
    expect(statusOf(given, NOW).state.is).toBe('in-step');
  });

  it('names a trouble of the last run that no server remembers', () => {
    const last = summary({ outcome: 'needs-you', problem: { code: 'cannot-clear' } });
    expect(statusOf(facts({ pairs: [pair({ last })] }), NOW)).toMatchObject({
      state: { is: 'needs-you', trouble: { pairId: 'p', serverId: null } },
      action: 'open-pairs',
    });
  });

  it('forgets the trouble of a run once the server answered again', () => {
    const last = summary({ outcome: 'retry-later', problem: unreachable });
    const servers = [server('attic'), server('cellar', { okAt: NOW - MINUTE })];
    expect(statusOf(facts({ servers, pairs: [pair({ last })] }), NOW).state.is).toBe('in-step');
  });

  it('tells one server away from all pairs waiting', () => {
    const servers = [
      server('attic'),
      server('cellar', { problem: unreachable, notBefore: NOW + MINUTE }),
      server('mum'),
    ];
    const other = pair({}, { id: 'q', target: 'mum' });
    expect(statusOf(facts({ servers }), NOW).state).toMatchObject({ is: 'partly', all: true });
    expect(statusOf(facts({ servers, pairs: [pair(), other] }), NOW).state).toMatchObject({
      is: 'partly',
      all: false,
      troubles: [{ serverId: 'cellar', retryAt: NOW + MINUTE }],
    });
  });
});

describe('times', () => {
  it('gives the last look that saw everything, and the next one', () => {
    expect(checkedAt(facts())).toBe(NOW - 4 * MINUTE);
    expect(nextCheckAt(facts(), NOW)).toBe(NOW + MINUTE);
  });

  it('counts a held run as a look', () => {
    const last = summary({ outcome: 'held', finishedAt: NOW - MINUTE });
    expect(checkedAt(facts({ pairs: [pair({ hold, last })] }))).toBe(NOW - MINUTE);
  });

  it('promises no run before the first yes', () => {
    expect(nextCheckAt(facts({ pairs: [pair(null)] }), NOW)).toBeNull();
  });
});

describe('conditionOf', () => {
  it.each([
    ['connected', server('a')],
    ['unchecked', server('a', { okAt: null })],
    ['unchecked', { id: 'a', signedIn: true, state: null }],
    ['sign-in', { id: 'a', signedIn: false, state: null }],
    ['no-access', server('a', { problem: { code: 'permission-missing' } })],
    ['unreachable', server('a', { problem: { code: 'timeout' } })],
    ['retrying', server('a', { problem: { code: 'busy' } })],
    ['needs-you', server('a', { problem: { code: 'wrong-server' } })],
  ] as const)('%s', (condition, given) => {
    expect(conditionOf(given)).toBe(condition);
  });
});
