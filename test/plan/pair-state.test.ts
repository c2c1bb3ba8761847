import { describe, expect, it } from 'vitest';
import type { PairState } from '../../lib/model/records';
import type { Hold } from '../../lib/model/run';
import type { ServerSettings } from '../../lib/model/server';
import { asOld, beginPair, freshPairState } from '../../lib/plan/pair-state';
import { pair } from '../status/status-facts';
import { track } from '../store/rows';
import { MIN, NOW } from '../support/cases';

const DAY = 24 * 60 * MIN;
const { state: _, ...PAIR } = pair();

const server = (id: string, libraries: string[] | null = null): ServerSettings => ({
  ...{ id, kind: 'jellyfin', name: id, address: `http://${id}`, token: 't' },
  ...{ userId: 'u', userName: 'mia', libraries },
});
const SERVERS: [ServerSettings, ServerSettings] = [server('attic'), server('cellar')];

const begin = (known: PairState | undefined, ends = 'a+c', of = PAIR, servers = SERVERS) =>
  beginPair(of, known, ends, servers, NOW);

/** The pair as its first run left it. */
const known: PairState = {
  ...begin(undefined).state,
  consent: 'given',
  completedAt: NOW - DAY,
  hold: { reason: 'many-new' } as Hold,
  approved: ['h1'],
};

describe('a pair at the beginning of a run', () => {
  it('that never ran has nothing to forget, and nothing that is old', () => {
    expect(freshPairState('p')).toEqual({
      ...{ pairId: 'p', ends: '', view: '', consent: 'none', previewed: null, startedAt: null },
      ...{ completedAt: null, last: null, hold: null, approved: [] },
    });
    const begun = begin(undefined);
    expect(begun).toMatchObject({ forget: false, old: false });
    const { view, ...rest } = begun.state;
    expect(rest).toEqual({ ...freshPairState('p'), view: undefined, ends: 'a+c' });
    expect(view).not.toBe('');
  });

  it('that is as it was goes on with all that is known', () => {
    expect(begin(known)).toEqual({ state: known, forget: false, old: false });
  });

  it('whose server or user is another is forgotten, with its hold and what was approved', () => {
    const state = { ...known, ends: 'a+x', hold: null, approved: [] };
    expect(begin(known, 'a+x')).toEqual({ state, forget: true, old: false });
    const long = { ...known, completedAt: NOW - 8 * DAY };
    expect(begin(long, 'a+x')).toMatchObject({ forget: true, old: false });
  });

  it('keeps who its ends are while a server does not answer', () => {
    expect(begin(known, '')).toEqual({ state: known, forget: false, old: false });
  });

  it.each([
    ['the direction', { ...PAIR, mode: 'one-way' as const }, SERVERS],
    ['the libraries of a server', PAIR, [server('attic', ['films']), server('cellar')]],
    ['a server', PAIR, [server('attic'), server('garage')]],
    ['what is one title on a server', PAIR, [{ ...server('attic'), sideBySide: true }, SERVERS[1]]],
  ] as const)('is old where it has another setting: %s', (_what, of, servers) => {
    const begun = begin(known, 'a+c', of, [...servers]);
    expect(begun).toMatchObject({ forget: false, old: true });
    expect(begun.state).toEqual({ ...known, view: begun.state.view });
    expect(begin(begun.state, 'a+c', of, [...servers]).old).toBe(false);
  });

  it('is not old where something else about it was set', () => {
    expect(begin(known, 'a+c', { ...PAIR, remove: false }).old).toBe(false);
  });

  it.each([
    ['seven days', NOW - 7 * DAY, false],
    ['more than seven days', NOW - 7 * DAY - 1, true],
  ])('is old after %s without a run: %s, %s', (_what, completedAt, old) => {
    expect(begin({ ...known, completedAt }).old).toBe(old);
  });
});

describe('tracks that are old', () => {
  it('keep their baselines and lose their tombstones; blocks go', () => {
    const tombstone = { serverId: 'attic', ms: 1, at: 1 };
    const block = { ...track('dune'), said: null, tombstone };
    expect(asOld([{ ...track('heat'), tombstone }, block])).toEqual([
      { ...track('heat'), settingsChanged: true },
    ]);
  });
});
