import { describe, expect, it } from 'vitest';
import { freshState } from '../../lib/engine/contact';
import type { Track } from '../../lib/model/records';
import type { Hold } from '../../lib/model/run';
import type { ServerSettings } from '../../lib/model/server';
import { DEFAULT_OPTIONS } from '../../lib/model/settings';
import { freshPairState } from '../../lib/plan/pair-state';
import { type DiagnosisFacts, diagnosisOf } from '../../lib/status/diagnosis';
import { activityRow, track, unmatched } from '../store/rows';
import { NOW } from '../support/cases';
import { MANNERS } from '../support/memory-server';
import { pair, summary } from './status-facts';

const ago = (seconds: number) => NOW - seconds * 1000;
const { state: _, ...PAIR } = pair();

const attic: ServerSettings = {
  ...{ id: 'attic', kind: 'jellyfin', name: 'Attic', address: 'https://attic', token: 't' },
  ...{ userId: 'u', userName: 'mia', libraries: null },
};
const cellar: ServerSettings = {
  ...{ id: 'cellar', kind: 'plex', name: 'Cellar', address: 'http://https:1', token: null },
  ...{ userId: null, userName: null, libraries: ['films', 'shows'], fallbacks: ['http://b'] },
};
const hold: Hold = {
  pairId: 'p',
  planHash: 'h',
  plan: {
    pairId: 'p',
    planHash: 'h',
    actions: [
      { kind: 'clear', serverId: 'attic', title: 'Heat', fromMs: 1, toMs: 0, rule: 'cleared' },
      { kind: 'clear', serverId: 'attic', title: 'Dune', fromMs: 1, toMs: 0, rule: 'cleared' },
      { kind: 'write', serverId: 'attic', title: 'Tape', fromMs: 1, toMs: 9, rule: 'moved' },
    ],
    skips: [{ title: 'Alien', reason: 'watched' }],
  },
  ...{ actionHashes: [], reason: 'many-cleared', serverId: 'attic', count: 5, of: 9, at: ago(30) },
};
const tombstone = { serverId: 'attic', ms: 1, at: 1 };
const tracks: Track[] = [
  track('one', 'p'),
  { ...track('two', 'p'), reason: 'watched', tombstone, failures: 1, restsUntil: NOW + 1 },
  { ...track('three', 'p'), said: null, tombstone, restsUntil: NOW },
  { ...track('four', 'p'), settingsChanged: true },
  track('of another pair', 'q'),
];
const conflict = { winner: 'left', rule: 'newest' } as const;
const row = (id: string, more: Parameters<typeof activityRow>[1] = {}) =>
  activityRow(id, { pairId: 'p', ...more });
const noted = { leftMs: 1, rightMs: 2, leftTime: 1, rightTime: 2 };

const facts: DiagnosisFacts = {
  now: NOW,
  version: '1.2.3',
  browser: 'Firefox/155',
  settings: { servers: [attic, cellar], pairs: [PAIR], options: DEFAULT_OPTIONS },
  schedule: { startedAt: ago(90), finishedAt: null },
  stored: [{ kind: 'tracks', entries: 5, bytes: 900 }],
  servers: new Map([
    ['attic', { capabilities: MANNERS.jellyfin.capabilities, allowed: true }],
    ['cellar', { capabilities: null, allowed: false }],
  ]),
  serverStates: [
    {
      ...freshState('attic'),
      ...{ version: '10.11.11-rc1', okAt: ago(1), readAt: ago(2), checkedAt: ago(3) },
      ...{ catalogueAt: ago(4), notBefore: NOW + 5_400, skewMs: 7, failures: 2 },
      reached: { address: 'http://b', at: 1 },
      problem: { code: 'timeout', serverId: 'cellar', params: { detail: 'TypeError: of mia' } },
    },
  ],
  pairStates: [
    {
      ...freshPairState('p'),
      ...{ consent: 'given', previewed: 4, completedAt: ago(60), hold },
      last: summary({ outcome: 'held', skipped: 2, startedAt: ago(62), finishedAt: ago(60) }),
    },
  ],
  tracks,
  unmatched: [
    { ...unmatched, pairId: 'p' },
    { ...unmatched, pairId: 'q', reason: 'ambiguous' },
  ],
  activity: [
    row('a'),
    row('b', { conflict: { ...conflict, ...noted }, rule: 'newest', cell: '7c', undoneAt: 0 }),
    row('c', { kind: 'skip', rule: null, cell: null, reason: 'watched' }),
    row('d', { pairId: 'q', rule: 'mirror' }),
  ],
};

/** As it stands in the file. */
const diagnosed = (more: Partial<DiagnosisFacts> = {}) =>
  JSON.parse(JSON.stringify(diagnosisOf({ ...facts, ...more })));

describe('the diagnosis', () => {
  it('says what runs, and when it last did', () => {
    const { servers, pairs, ...rest } = diagnosed();
    expect([servers.length, pairs.length]).toEqual([2, 1]);
    expect(rest).toEqual({
      ...{ format: 'playhead-diagnosis', version: 1, playhead: '1.2.3', browser: 'Firefox/155' },
      lastRound: { startedSecondsAgo: 90, finishedSecondsAgo: null },
      stored: [{ kind: 'tracks', entries: 5, bytes: 900 }],
      options: DEFAULT_OPTIONS,
    });
  });

  it('says how a server is that was reached', () => {
    expect(diagnosed().servers[0]).toEqual({
      is: 'server 1 (jellyfin 10.11.11)',
      ...{ secure: true, otherAddresses: 0, onOtherAddress: true, signedIn: true },
      ...{ userKnown: true, allowed: true, libraries: 'all', failures: 2 },
      problem: { code: 'timeout', at: 'server 2 (plex)', error: 'TypeError' },
      ...{ answeredSecondsAgo: 1, listReadSecondsAgo: 2, identityCheckedSecondsAgo: 3 },
      ...{ indexedSecondsAgo: 4, leftAloneForSeconds: 5, clockSkewMs: 7 },
      capabilities: MANNERS.jellyfin.capabilities,
    });
  });

  it('says what is known of one that never was', () => {
    const never = {
      ...{ is: 'server 2 (plex)', secure: false, otherAddresses: 1, onOtherAddress: false },
      ...{ signedIn: false, userKnown: false, allowed: false, libraries: 2 },
      ...{ problem: null, failures: 0, answeredSecondsAgo: null, listReadSecondsAgo: null },
      ...{ identityCheckedSecondsAgo: null, indexedSecondsAgo: null, leftAloneForSeconds: 0 },
      ...{ clockSkewMs: null, capabilities: null },
    };
    expect(diagnosed().servers[1]).toEqual(never);
    const unasked = diagnosed({ servers: new Map() }).servers[1];
    expect(unasked).toEqual({ ...never, allowed: null });
  });

  it('says of a server that versions lie side by side there, and nothing where they do not', () => {
    const servers = [{ ...attic, sideBySide: true }, cellar];
    const said = diagnosed({ settings: { ...facts.settings, servers } }).servers;
    expect(said[0].sideBySide).toBe(true);
    expect(said[1]).not.toHaveProperty('sideBySide');
  });

  it('gives no text of a server but its version', () => {
    const label = (version: string | null) =>
      diagnosed({ serverStates: [{ ...freshState('attic'), version }] }).servers[0].is;
    expect(label('4.9.1.90 of mia')).toBe('server 1 (jellyfin 4.9.1.90)');
    expect(label('of mia 4.9')).toBe('server 1 (jellyfin)');
    expect(label(null)).toBe('server 1 (jellyfin)');
  });

  it.each([
    [
      'whose server is no more',
      { code: 'busy', serverId: 'garage' },
      { code: 'busy', at: 'no server' },
    ],
    ['of no server', { code: 'busy', params: { detail: 'mia' } }, { code: 'busy' }],
    ['of a code that is none', { code: 'mia' }, { code: 'unknown' }],
  ])('gives of a problem %s only words of its own', (_what, problem, said) => {
    const state = { ...freshState('attic'), problem: problem as never };
    expect(diagnosed({ serverStates: [state] }).servers[0].problem).toEqual(said);
  });

  it('says how a pair is', () => {
    expect(diagnosed().pairs[0]).toEqual({
      ...{ is: 'pair 1', source: 'server 1 (jellyfin 10.11.11)', target: 'server 2 (plex)' },
      ...{ mode: 'two-way', enabled: true, addUpdate: true, remove: true, rewatch: false },
      guardrails: PAIR.guardrails,
      ...{ consent: 'given', previewed: 4, completedSecondsAgo: 60 },
      last: {
        ...{ outcome: 'held', written: 0, cleared: 0, skipped: 2, conflicts: 0, unmatched: 0 },
        ...{ requests: 2, secondsAgo: 60, tookMs: 2_000, problem: null },
      },
      hold: {
        ...{ reason: 'many-cleared', count: 5, of: 9, at: 'server 1 (jellyfin 10.11.11)' },
        secondsAgo: 30,
        actions: { 'clear cleared': 2, 'write moved': 1 },
        skips: { watched: 1 },
      },
      items: {
        ...{ all: 4, settled: { agreed: 2, watched: 1 }, tombstones: 2, blocks: 1 },
        ...{ waitForBothSides: 1, failing: 1, resting: 1 },
      },
      unmatched: { 'no-ids': 1 },
      activity: {
        kinds: { write: 2, skip: 1 },
        rules: { moved: 1, newest: 1 },
        cells: { '6h': 1, '7c': 1 },
        skips: { watched: 1 },
        conflicts: { newest: 1 },
        undone: 1,
      },
    });
  });

  it('says of a pair that never ran that there is nothing', () => {
    const none = { pairStates: [], tracks: [], unmatched: [], activity: [] };
    expect(diagnosed(none).pairs[0]).toMatchObject({
      ...{ consent: 'none', previewed: null, completedSecondsAgo: null, last: null, hold: null },
      items: { all: 0, settled: {}, tombstones: 0, blocks: 0 },
      unmatched: {},
    });
  });
});
