import { describe, expect, it } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import type { Playing } from '../../lib/model/observation';
import type { Look } from '../../lib/model/records';
import type { ServerSight } from '../../lib/model/sight';
import { inheritedLooks, openNow, wentWithOthers } from '../../lib/plan/copy-look';
import { MIN, NOW } from '../support/cases';
import { look } from './rows';
import { copy, sight } from './sights';

const BEFORE = NOW - 5 * MIN;

/** What the attic knows of these copies, and which of them this run met for the first time. */
const knowing = (looks: Look[], newLooks: string[] = [], more: Partial<ServerSight> = {}) =>
  sight('attic', {
    looks: new Map(looks.map((one) => [one.itemId, one])),
    newLooks: new Set(newLooks),
    readBefore: BEFORE,
    ...more,
  });

describe('a copy under a new id', () => {
  const old = look({ itemId: 'old', ms: 20 * MIN, stamp: BEFORE, bound: 5, had: [20 * MIN] });
  const inherited = (before: Look[], now: ServerRow, newLooks = ['new']) =>
    inheritedLooks(knowing(before, newLooks), [now], ['old', 'new', 'never-seen']);
  const fresh = copy('new', { playCount: 0 });
  const replaced = look({ itemId: 'new', went: { how: 'replaced', at: NOW } });

  it('without any state replaces a file whose state is lost', () => {
    expect(inherited([old], fresh)).toEqual([replaced]);
    expect(inherited([{ ...old, ms: 1 }], fresh)).toEqual([replaced]);
    expect(inherited([old], { ...fresh, playCount: null })).toMatchObject([
      { went: { how: 'replaced' } },
    ]);
  });

  it('replaces one that had just lost its position, and so one of several', () => {
    const gone = { ...old, ms: 0, went: { how: 'cleared' as const, at: 1 } };
    expect(inherited([gone], fresh)).toEqual([replaced]);
    const empty = look({ itemId: 'never-seen' });
    expect(inherited([empty, old], fresh)).toEqual([replaced]);
  });

  it.each<[string, Partial<ServerRow>]>([
    ['a position', { positionMs: 1 }],
    ['a watched mark', { watched: true }],
    ['a last-played', { lastPlayedAt: 1 }],
    ['a count', { playCount: 1 }],
  ])('that has %s has a state of its own, and inherits none that differs', (_, state) => {
    expect(inherited([old], { ...fresh, ...state })).toEqual([]);
  });

  it('that stands as the old one stood keeps what was known of it', () => {
    const now = copy('new', { positionMs: 20 * MIN + 2_000, lastPlayedAt: BEFORE });
    expect(inherited([old], now)).toEqual([
      { ...old, itemId: 'new', ms: 20 * MIN + 2_000, had: [20 * MIN + 2_000] },
    ]);
    const away = look({ itemId: 'old', bound: 5, watched: true });
    expect(inherited([away], copy('new'))).toMatchObject([{ itemId: 'new', bound: BEFORE }]);
  });

  it('inherits nothing from a copy that is still read, nor where it was known before', () => {
    const both = [copy('old', { positionMs: 20 * MIN }), fresh];
    expect(inheritedLooks(knowing([old], ['new']), both, ['old', 'new'])).toEqual([]);
    expect(inherited([old], fresh, [])).toEqual([]);
    expect(inherited([], fresh)).toEqual([]);
  });
});

describe('what left the list of a server that went back in time', () => {
  const went = (itemId: string, how: NonNullable<Look['went']>['how'], at = NOW) =>
    look({ itemId, went: { how, at } });

  it('went with the others', () => {
    const looks = [
      went('a', 'back'),
      went('b', 'cleared'),
      went('c', 'dropped'),
      look({ itemId: 'd' }),
      went('e', 'cleared', NOW - 1),
    ];
    expect(wentWithOthers(knowing(looks))).toEqual([went('b', 'back')]);
  });

  it('was cleared where none went back in this very look', () => {
    expect(wentWithOthers(knowing([went('b', 'cleared')]))).toEqual([]);
    expect(wentWithOthers(knowing([went('a', 'back', NOW - 1), went('b', 'cleared')]))).toEqual([]);
  });
});

describe('open players', () => {
  const looks = [
    look({ itemId: 'a' }),
    look({ itemId: 'b', open: true }),
    look({ itemId: 'c', open: true }),
    look({ itemId: 'd', open: false }),
    look({ itemId: 'e' }),
  ];
  const noted = (players: ServerSight['players']) => openNow(knowing(looks, [], { players }));

  it('are noted where that changed', () => {
    const open = new Map<string, Playing>([
      ['a', 'playing'],
      ['c', 'paused'],
    ]);
    expect(noted(open).map((one) => [one.itemId, one.open])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('leave the notes as they are where nobody asked, or nobody can tell', () => {
    expect(noted(null)).toEqual([]);
    expect(noted('unreadable')).toEqual([]);
  });
});
