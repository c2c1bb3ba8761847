import { describe, expect, it } from 'vitest';
import type { Acting, Decision } from '../../lib/model/decision';
import type { Track } from '../../lib/model/records';
import { DEFAULT_OPTIONS } from '../../lib/model/settings';
import type { Item, SeenItem } from '../../lib/model/sight';
import {
  decideAll,
  type Intended,
  intend,
  intendedOf,
  rulesOf,
  trackedCounts,
} from '../../lib/plan/acts';
import { actionHash } from '../../lib/plan/hash';
import { pair } from '../status/status-facts';
import { track } from '../store/rows';
import { at, finished, MIN, NOW, none, RULES, saidAt, saidNone } from '../support/cases';
import { copy, item, SIGHTS, seen } from './sights';

const WHY = { tombstone: 'drop', skip: null, conflict: null, asksPlayers: true } as const;
const write: Acting = {
  ...WHY,
  does: 'act',
  cell: '6h',
  act: { kind: 'write', to: 'right', fromMs: 10 * MIN, toMs: 20 * MIN, time: NOW },
};
const clear: Acting = {
  ...write,
  cell: '10k',
  act: { ...write.act, kind: 'clear', toMs: 0 },
};
const stay: Decision = { ...WHY, does: 'stay', cell: '2' };

/** Settled at 10 minutes on both servers, or as is given. */
const settled = (left = saidAt(10), right = saidAt(10), more: Partial<Track> = {}): Track => ({
  ...track('heat'),
  said: { attic: left, cellar: right },
  ...more,
});

describe('the rules of a pair', () => {
  it('are its settings and the options, in milliseconds', () => {
    const guardrails = { minimumSeconds: 7, deltaSeconds: 40, maximumPercent: 90 };
    const one = pair({}, { guardrails, rewatch: true, mode: 'one-way', remove: false });
    const options = { ...DEFAULT_OPTIONS, oneWayRemoveMode: 'mirror' as const, tombstoneDays: 2 };
    expect(rulesOf(one, options, NOW)).toEqual({
      ...{ mode: 'one-way', addUpdate: true, remove: false, rewatch: true, removeMode: 'mirror' },
      ...{ minimumMs: 7_000, deltaMs: 40_000, maximumShare: 0.9, tombstoneMs: 48 * 60 * MIN },
      now: NOW,
    });
  });

  it('tell two positions apart from three seconds on, whatever is set', () => {
    const of = (deltaSeconds: number) =>
      rulesOf(
        pair({}, { guardrails: { minimumSeconds: 0, deltaSeconds, maximumPercent: 80 } }),
        DEFAULT_OPTIONS,
        NOW,
      ).deltaMs;
    expect([0, 2, 3, 4].map(of)).toEqual([3_000, 3_000, 3_000, 4_000]);
  });
});

describe('what there is to decide about', () => {
  const decided = (one: Item) => decideAll({ items: [one], now: NOW, ...SIGHTS }, RULES);
  const notAsked = { is: 'not-asked' } as const;
  const unseen = { left: notAsked, right: notAsked };
  const tombstone = { serverId: 'cellar', ms: 20 * MIN, at: NOW - MIN };

  it('is what one of the servers showed, or was settled once', () => {
    const { left, right } = item('heat').known;
    expect(decided(item('heat', { known: { left, right: notAsked } }))).toHaveLength(1);
    expect(decided(item('heat', { known: { left: notAsked, right } }))).toHaveLength(1);
    expect(decided(item('heat', { known: unseen, track: settled() }))).toHaveLength(1);
  });

  it('is no block of which neither has shown anything, and nothing that nobody saw', () => {
    const block = settled(undefined, undefined, { said: null, tombstone });
    expect(decided(item('heat', { known: unseen, track: block }))).toEqual([]);
    expect(decided(item('heat', { known: unseen }))).toEqual([]);
  });

  it('is decided from what both say, and from what was settled', () => {
    const known = {
      left: { is: 'rows' as const, rows: [copy('a-heat', { positionMs: 20 * MIN })] },
      right: { is: 'rows' as const, rows: [copy('c-heat', { positionMs: 10 * MIN })] },
    };
    const [one] = decided(item('heat', { known, track: settled() }));
    expect(one).toMatchObject({
      item: { key: 'heat', seen: { left: { ms: 20 * MIN }, right: { ms: 10 * MIN } } },
      decision: { cell: '6h', act: { to: 'right', toMs: 20 * MIN } },
    });
  });

  it('has the tombstone on the side of its server, and the look that a change of settings asks for', () => {
    const known = {
      left: { is: 'rows' as const, rows: [copy('a-heat', { positionMs: 20 * MIN })] },
      right: { is: 'rows' as const, rows: [copy('c-heat', { watched: true })] },
    };
    const left = { left: known.right, right: known.left };
    const cellOf = (more: Partial<Track>, at = known) =>
      decided(item('heat', { known: at, track: settled(saidAt(20), saidAt(20), more) }))[0]!
        .decision.cell;
    expect(cellOf({})).toBe('10f');
    expect(cellOf({ tombstone })).toBe('10k');
    expect(cellOf({ tombstone: { ...tombstone, serverId: 'attic' } }, left)).toBe('10k');
    expect(cellOf({ tombstone, settingsChanged: true })).toBe('10c');
    const block = { said: null, tombstone };
    expect(cellOf(block)).toBe('F3');
    expect(cellOf({ said: { attic: saidAt(20) }, tombstone: null })).toBe('6f');
    expect(cellOf({ said: { cellar: saidAt(20) }, tombstone: null })).toBe('6f');
  });
});

describe('the acts of a plan', () => {
  it('are those that write, the one watched first before the others', () => {
    const watched = (key: string, watchedAt: number | null) => ({
      item: seen(key, { seen: { left: at(20, 5, { watchedAt }), right: at(10) } }),
      decision: write,
    });
    const decided = [watched('late', 9), watched('early', 5), watched('undated', null)];
    const rest = { item: seen('nothing'), decision: stay };
    const acts = intendedOf([...decided, rest], SIGHTS, null);
    expect(acts.map((one) => one.item.key)).toEqual(['undated', 'early', 'late']);
  });

  it('come last where they failed before, the more often the later', () => {
    const failed = (key: string, failures: number) => ({
      item: seen(key, { track: { ...settled(), failures } }),
      decision: write,
    });
    const decided = [failed('twice', 2), failed('once', 1), failed('never', 0)];
    const untracked = { item: seen('new'), decision: write };
    expect(intendedOf([...decided, untracked], SIGHTS, null).map((one) => one.item.key)).toEqual([
      'never',
      'new',
      'once',
      'twice',
    ]);
  });

  it('know their way, and weigh what is tracked', () => {
    const one = seen('heat', { track: settled() });
    expect(intend({ item: one, decision: write }, SIGHTS)).toEqual<Intended>({
      ...{ item: one, decision: write, from: 'left', rule: 'moved' },
      weighed: {
        ...{ serverId: 'cellar', fromServerId: 'attic', tracked: true, strange: null },
        ...{ undated: true, hash: actionHash({ ...write.act, serverId: 'cellar', item: 'heat' }) },
      },
    });
    const back: Acting = { ...write, act: { ...write.act, to: 'left' } };
    expect(intend({ item: seen('heat'), decision: back }, SIGHTS)).toMatchObject({
      from: 'right',
      weighed: { serverId: 'attic', fromServerId: 'cellar', tracked: false },
    });
    const block = seen('heat', { track: { ...settled(), said: null } });
    expect(intend({ item: block, decision: write }, SIGHTS).weighed.tracked).toBe(false);
  });

  it.each([
    ['since the last run', NOW - MIN, NOW - MIN, false],
    ['before the last run', NOW - MIN - 1, NOW - MIN, true],
    ['at a time that nobody knows', null, NOW - MIN, true],
    ['where there was no last run', NOW - MIN, null, true],
  ])('of a change %s', (_, watchedAt, lastRunAt, undated) => {
    const one = seen('heat', { seen: { left: at(20, 5, { watchedAt }), right: at(10) } });
    const decided = [{ item: one, decision: write }];
    expect(intendedOf(decided, SIGHTS, lastRunAt)[0]!.weighed.undated).toBe(undated);
  });
});

describe('why it is done, and what is strange about it', () => {
  const weighed = (
    decision: Acting,
    of: {
      left?: SeenItem['seen']['left'];
      right?: SeenItem['seen']['right'];
      track?: Track | null;
    },
    rule?: Intended['rule'],
  ) => {
    const { left = at(20, 5), right = at(10), track: known = settled() } = of;
    const one = seen('heat', { track: known, seen: { left, right } });
    const made = intend({ item: one, decision }, SIGHTS, { rule });
    return [made.rule, made.weighed.strange, made.weighed.undated];
  };
  const rewind: Acting = { ...write, act: { ...write.act, toMs: 9 * MIN } };
  const putBack: Acting = { ...write, cell: '12c' };
  const won: Acting = { ...write, cell: '7c', conflict: { winner: 'left', rule: 'newest' } };

  it.each([
    ['a move', weighed(write, {}), ['moved', null, true]],
    [
      'a move to where it stands',
      weighed({ ...write, act: { ...write.act, toMs: 10 * MIN } }, {}),
      ['moved', null, true],
    ],
    ['a rewind', weighed(rewind, {}), ['moved', 'backward', true]],
    ['what won a conflict', weighed(won, {}), ['newest', null, true]],
    ['what the person chose', weighed(rewind, {}, 'chosen'), ['chosen', 'backward', true]],
    [
      'what was lost',
      weighed(putBack, { right: none({ lost: 'dropped' }) }),
      ['put-back', null, false],
    ],
    [
      'what went back',
      weighed(putBack, { right: none({ lost: 'back' }) }),
      ['put-back', 'went-back', false],
    ],
    [
      'what stands as it did before',
      weighed(rewind, { right: at(10, 60, { back: true }) }),
      ['put-back', 'went-back', false],
    ],
    [
      'the same at first contact',
      weighed(write, { right: at(10, 60, { back: true }), track: null }),
      ['moved', null, true],
    ],
    ['what was cleared', weighed(clear, { left: none() }), ['cleared', 'backward', true]],
    ['what was finished', weighed(clear, { left: finished() }), ['finished', null, true]],
    [
      'what only a target has',
      weighed(clear, { left: none(), track: settled(saidNone()) }),
      ['mirror', 'backward', true],
    ],
    [
      'what only a source had',
      weighed(clear, { left: none(), track: settled(saidAt(10), saidNone()) }),
      ['mirror', 'backward', true],
    ],
    [
      'what was never settled',
      weighed(clear, { left: none(), track: null }),
      ['mirror', 'backward', true],
    ],
  ] as const)('%s', (_, made, told) => {
    expect(made).toEqual(told);
  });
});

it('counts by server what is settled at a position there', () => {
  const items = [
    item('one', { track: settled() }),
    item('two', { track: settled(saidAt(10), saidNone()) }),
    item('three', { track: { ...settled(), said: null } }),
    item('four'),
  ];
  expect([...trackedCounts(items, SIGHTS)]).toEqual([
    ['attic', 2],
    ['cellar', 1],
  ]);
});
