import { describe, expect, it } from 'vitest';
import type { ServerState } from '../../lib/model/records';
import type { RunSummary } from '../../lib/model/run';
import { checkedAt, nextCheckAt, runningNow, statusOf } from '../../lib/status/status';
import {
  facts,
  MINUTE,
  NOW,
  pair,
  running,
  server,
  signedOut,
  summary,
  unreachable,
} from './status-facts';

const END = NOW - 4 * MINUTE;

/** One pair, the last run of which met this, and a cellar that is so. */
const troubled = (last: Partial<RunSummary>, cellar: Partial<ServerState> = {}) =>
  facts({
    servers: [server('attic'), server('cellar', { okAt: END, ...cellar })],
    pairs: [pair({ last: summary({ outcome: 'retry-later', ...last }) })],
  });
const stateOf = (given: ReturnType<typeof facts>) => statusOf(given, NOW).state;

describe('what the last run of a pair met', () => {
  it('is said while the server has not answered since', () => {
    expect(stateOf(troubled({ problem: unreachable }))).toEqual({
      is: 'partly',
      all: true,
      troubles: [{ problem: unreachable, serverId: 'cellar', pairId: 'p', retryAt: null }],
    });
    expect(stateOf(troubled({ problem: unreachable }, { okAt: END + 1 })).is).toBe('in-step');
    expect(stateOf(troubled({ problem: unreachable }, { okAt: null })).is).toBe('partly');
  });

  it('is said where it was no server, or one that is no more', () => {
    const nowhere = { code: 'unexpected' as const };
    expect(stateOf(troubled({ problem: nowhere }))).toMatchObject({
      troubles: [{ problem: nowhere, serverId: null, pairId: 'p' }],
    });
    const gone = { code: 'unreachable' as const, serverId: 'garage' };
    expect(stateOf(troubled({ problem: gone }))).toMatchObject({
      troubles: [{ serverId: 'garage' }],
    });
  });

  it('is not said where the run came to its end all the same', () => {
    const given = troubled({ outcome: 'done-with-skips', problem: unreachable });
    expect(stateOf(given).is).toBe('in-step');
    expect(stateOf(troubled({ outcome: 'retry-later' })).is).toBe('in-step');
  });

  it('is said once where the server says it as well', () => {
    const problem = { ...unreachable, code: 'timeout' as const };
    expect(stateOf(troubled({ problem: unreachable }, { problem }))).toMatchObject({
      troubles: [{ problem, serverId: 'cellar', pairId: null }],
    });
  });

  it('is said of each server, and of each pair', () => {
    const nowhere = { code: 'unexpected' as const };
    const attic = { code: 'timeout' as const, serverId: 'attic' };
    const failed = (problem: RunSummary['problem']) =>
      pair({ last: summary({ outcome: 'retry-later', problem }) }, { id: problem!.code });
    const given = facts({
      servers: [server('attic', { problem: attic }), server('cellar', { okAt: END })],
      pairs: [failed(unreachable), failed(nowhere), failed({ ...nowhere, code: 'interrupted' })],
    });
    expect(stateOf(given)).toMatchObject({
      troubles: [
        { serverId: 'attic', pairId: null },
        { serverId: 'cellar', pairId: 'unreachable' },
        { serverId: null, pairId: 'unexpected' },
        { serverId: null, pairId: 'interrupted' },
      ],
    });
  });
});

describe('a server that was saved anew after a run failed at it', () => {
  const last = { problem: unreachable };

  it('has not been asked since, and that is said', () => {
    expect(stateOf(troubled(last, { checkedAt: 0 })).is).toBe('waiting');
    expect(stateOf(troubled(last, { checkedAt: 1 })).is).toBe('partly');
    expect(stateOf(troubled(last, { checkedAt: 0, problem: unreachable })).is).toBe('partly');
  });

  it('is waited for only where a run failed', () => {
    const done = { outcome: 'done' as const };
    expect(stateOf(troubled({ ...done, ...last }, { checkedAt: 0 })).is).toBe('in-step');
    expect(stateOf(troubled(done, { checkedAt: 0 })).is).toBe('in-step');
  });

  it('is no answer where the browser does not let it be asked', () => {
    const problem = { code: 'permission-missing' as const, serverId: 'cellar' };
    const given = troubled({ outcome: 'needs-you', problem }, { checkedAt: 0 });
    expect(stateOf(given).is).toBe('needs-you');
  });

  it('and has no sign-in yet is in trouble of its own', () => {
    const given = troubled({ outcome: 'needs-you', problem: signedOut });
    given.servers[1] = { id: 'cellar', signedIn: false, state: null };
    expect(stateOf(given)).toMatchObject({ is: 'needs-you', trouble: { pairId: null } });
  });
});

describe('several pairs', () => {
  const ran = pair();
  const never = pair({ last: null, completedAt: null }, { id: 'q' });

  it('are in step once one has run and none waits', () => {
    expect(stateOf(facts({ pairs: [ran, never] })).is).toBe('in-step');
    expect(stateOf(facts({ pairs: [never, never] })).is).toBe('waiting');
  });

  it('wait while one of them was put aside', () => {
    const aside = pair({ last: summary({ outcome: 'held' }) }, { id: 'q' });
    expect(stateOf(facts({ pairs: [ran, aside] })).is).toBe('waiting');
  });

  it('that were never run wait for the first yes', () => {
    const given = facts({ pairs: [pair(null), never] });
    expect(statusOf(given, NOW)).toMatchObject({ state: { is: 'first-preview' }, badge: '1' });
  });
});

describe('the badge', () => {
  it('says nothing where there is no server, whatever pairs are left', () => {
    const given = facts({ servers: [], pairs: [pair(null)] });
    expect(statusOf(given, NOW)).toMatchObject({ state: { is: 'no-servers' }, badge: '' });
  });
});

describe('the one thing to do', () => {
  it('about a server with another trouble is to look at the servers', () => {
    const problem = { code: 'wrong-server' as const };
    const servers = [server('attic'), server('cellar', { problem })];
    expect(statusOf(facts({ servers }), NOW).action).toBe('open-servers');
  });
});

it('a note of what runs is believed for less than a minute and a half', () => {
  expect(runningNow(facts({ running: running(89_999) }), NOW)).not.toBeNull();
  expect(runningNow(facts({ running: running(90_000) }), NOW)).toBeNull();
});

describe('the last look', () => {
  it('is the newest of all enabled pairs, and none where none has ended', () => {
    const older = pair({ completedAt: NOW - 9 * MINUTE }, { id: 'q' });
    const never = pair({ completedAt: null, last: null });
    expect(checkedAt(facts({ pairs: [older, pair()] }))).toBe(END);
    expect(checkedAt(facts({ pairs: [older, never] }))).toBe(NOW - 9 * MINUTE);
    expect(checkedAt(facts({ pairs: [never] }))).toBeNull();
    expect(checkedAt(facts({ pairs: [pair(null)] }))).toBeNull();
    expect(checkedAt(facts({ pairs: [pair({}, { enabled: false })] }))).toBeNull();
  });

  it('is not one whose run failed', () => {
    const last = summary({ outcome: 'retry-later', finishedAt: NOW });
    expect(checkedAt(facts({ pairs: [pair({ last })] }))).toBe(END);
    expect(checkedAt(facts({ pairs: [pair({ last, completedAt: null })] }))).toBeNull();
  });
});

describe('the next look', () => {
  const next = (startedAt: number | null, finishedAt: number | null) =>
    nextCheckAt(facts({ schedule: { startedAt, finishedAt } }), NOW);

  it.each([
    ['an interval after the last began', END, END + 1, NOW + MINUTE],
    ['so as well where it ended at once', END, END, NOW + MINUTE],
    ['now where there was none', null, null, NOW],
    ['now where the last one did not end', END, END - MINUTE, NOW],
    ['now where the first one did not end', END, null, NOW],
  ] as const)('is %s', (_, startedAt, finishedAt, at) => {
    expect(next(startedAt, finishedAt)).toBe(at);
  });
});
