import { describe, expect, it } from 'vitest';
import { conditionOf } from '../../lib/status/condition';
import type { StatusFacts } from '../../lib/status/facts';
import { checkedAt, nextCheckAt, statusOf } from '../../lib/status/status';
import {
  away,
  facts,
  hold,
  MINUTE,
  NOW,
  pair,
  running,
  server,
  signedOut,
  summary,
  unreachable,
} from './status-facts';

type Row = [
  name: string,
  given: StatusFacts,
  is: string,
  action: string | null,
  icon: string,
  badge: string,
];

const ROWS: Row[] = [
  [
    'no servers',
    facts({ servers: [], pairs: [] }),
    ...(['no-servers', 'add-server', 'normal', ''] as const),
  ],
  [
    'one server',
    facts({ servers: [server('a')], pairs: [] }),
    ...(['one-server', 'add-another', 'normal', ''] as const),
  ],
  ['no pair', facts({ pairs: [] }), 'no-pair', 'add-pair', 'normal', ''],
  [
    'no enabled pair',
    facts({ pairs: [pair({}, { enabled: false })] }),
    ...(['off', 'open-pairs', 'grey', ''] as const),
  ],
  ['all well', facts(), 'in-step', null, 'normal', ''],
  ['never ran', facts({ pairs: [pair({ last: null })] }), 'waiting', null, 'normal', ''],
  ['made by hand', facts({ pairs: [pair(null)] }), 'first-preview', null, 'normal', '1'],
  [
    'previewed',
    facts({ pairs: [pair({ consent: 'previewed', previewed: 23 })] }),
    ...(['first-preview', 'start', 'normal', '1'] as const),
  ],
  ['held', facts({ pairs: [pair({ hold })] }), 'held', null, 'attention', '!'],
  ['running', facts({ running: running(80_000) }), 'syncing', null, 'syncing', ''],
  [
    'a note of a dead worker',
    facts({ running: running(91_000) }),
    ...(['in-step', null, 'normal', ''] as const),
  ],
  ['a server away', facts({ servers: away('cellar') }), 'partly', null, 'normal', ''],
  [
    'signed out',
    facts({ servers: [server('attic'), server('cellar', { problem: signedOut })] }),
    ...(['needs-you', 'sign-in', 'attention', '!'] as const),
  ],
  [
    'no token',
    facts({ servers: [server('attic'), { ...server('cellar'), signedIn: false }] }),
    ...(['needs-you', 'sign-in', 'attention', '!'] as const),
  ],
  [
    'a chosen library gone',
    facts({ servers: [server('attic', { problem: { code: 'library-missing' } })] }),
    ...(['needs-you', 'choose-libraries', 'attention', '!'] as const),
  ],
  [
    'access taken away',
    facts({ servers: [server('attic', { problem: { code: 'permission-missing' } })] }),
    ...(['needs-you', 'allow', 'attention', '!'] as const),
  ],
  [
    'paused for a while',
    facts({ pause: { until: NOW + MINUTE } }),
    ...(['paused', 'resume', 'grey', ''] as const),
  ],
  ['paused', facts({ pause: { until: null } }), 'paused', 'resume', 'grey', ''],
  ['a pause that is over', facts({ pause: { until: NOW } }), 'in-step', null, 'normal', ''],
  [
    'paused, and somebody is needed',
    facts({ pause: { until: null }, pairs: [pair({ hold })] }),
    ...(['paused', 'resume', 'grey', ''] as const),
  ],
  [
    'paused, and run by hand',
    facts({ pause: { until: null }, running: running(0) }),
    ...(['syncing', null, 'syncing', ''] as const),
  ],
];

describe('statusOf', () => {
  it.each(ROWS)('%s', (_name, given, is, action, icon, badge) => {
    const status = statusOf(given, NOW);
    expect([status.state.is, status.action, status.icon, status.badge]).toEqual([
      ...[is, action, icon, badge],
    ]);
  });

  it('is offline where the browser is, and no server answers', () => {
    const offline = { offline: true };
    expect(statusOf(facts({ servers: away('attic', 'cellar') }), NOW, offline)).toEqual({
      ...{ state: { is: 'offline' }, action: null, icon: 'normal', badge: '' },
    });
    expect(statusOf(facts({ servers: away('cellar') }), NOW, offline).state.is).toBe('partly');
    expect(statusOf(facts(), NOW, offline).state.is).toBe('in-step');
    const online = statusOf(facts({ servers: away('attic', 'cellar') }), NOW);
    expect(online.state.is).toBe('partly');
  });

  it('says that the worker is silent before anything else', () => {
    expect(statusOf(facts(), NOW, { silent: true })).toMatchObject({
      state: { is: 'silent' },
      action: 'restart',
      icon: 'attention',
      badge: '!',
    });
  });

  it('keeps the badge while it syncs, when a person is needed', () => {
    const given = facts({ pairs: [pair({ hold })], running: running(0) });
    expect(statusOf(given, NOW)).toMatchObject({
      state: { is: 'syncing' },
      icon: 'syncing',
      badge: '!',
    });
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

  it('forgets the trouble of a run with a server that is begun anew', () => {
    const problem = { code: 'wrong-server' as const, serverId: 'cellar' };
    const pairs = [pair({ last: summary({ outcome: 'needs-you', problem }) })];
    const servers = [server('attic'), { ...server('cellar'), state: null }];
    expect(statusOf(facts({ servers, pairs }), NOW)).toMatchObject({
      state: { is: 'waiting' },
      badge: '',
    });
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

  it('promises no run within a pause', () => {
    const until = NOW + 90 * MINUTE;
    expect(nextCheckAt(facts({ pause: { until } }), NOW)).toBe(until);
    expect(nextCheckAt(facts({ pause: { until: NOW + 1 } }), NOW)).toBe(NOW + MINUTE);
    expect(nextCheckAt(facts({ pause: { until: null } }), NOW)).toBeNull();
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
