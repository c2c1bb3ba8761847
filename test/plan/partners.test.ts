import { describe, expect, it } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import type { Unmatched } from '../../lib/model/records';
import { notListedLately, resolvedOf, takePartner, toLookFor } from '../../lib/plan/partners';
import { pair } from '../status/status-facts';
import { track, unmatched } from '../store/rows';
import { MIN, NOW, RUNTIME } from '../support/cases';
import { copy, item } from './sights';

describe('a title that one side has', () => {
  const listed = (ago: number, more: Partial<Unmatched> = {}): Unmatched => ({
    ...{ ...unmatched, itemId: 'a-heat', checkedAt: NOW - ago },
    ...more,
  });
  const asked = (known: Unmatched[], patient = true, side: 'left' | 'right' = 'left', of = {}) => {
    const where = { pair: pair({}, of), now: NOW, patient };
    const serverId = side === 'left' ? 'attic' : 'cellar';
    const { fresh, still } = toLookFor([item('heat')], side, serverId, known, where);
    return [fresh.map(({ key }) => key), still];
  };
  const FRESH = [['heat'], []];

  it('is looked for, and again after an hour, or five minutes where a person asks', () => {
    expect(asked([])).toEqual(FRESH);
    expect(asked([listed(60 * MIN - 1)])).toEqual([[], [listed(60 * MIN - 1)]]);
    expect(asked([listed(60 * MIN)])).toEqual(FRESH);
    expect(asked([listed(5 * MIN - 1)], false)).toEqual([[], [listed(5 * MIN - 1)]]);
    expect(asked([listed(5 * MIN)], false)).toEqual(FRESH);
  });

  it('is looked for at once where the server failed for it: that rests by itself', () => {
    expect(asked([listed(1, { reason: 'unreadable' })])).toEqual(FRESH);
  });

  it('is another than one of that id on another server, or of another id', () => {
    expect(asked([listed(1, { serverId: 'cellar' })])).toEqual(FRESH);
    expect(asked([listed(1, { itemId: 'a-dune' })])).toEqual(FRESH);
  });

  it('is not looked for with Add / Update off, but where a one-way target has it', () => {
    const off = { addUpdate: false };
    const NONE = [[], []];
    expect(asked([], true, 'left', off)).toEqual(NONE);
    expect(asked([], true, 'right', off)).toEqual(NONE);
    expect(asked([], true, 'left', { ...off, mode: 'one-way' })).toEqual(NONE);
    expect(asked([], true, 'right', { ...off, mode: 'one-way' })).toEqual(FRESH);
  });
});

describe('a title that both sides list, and that was none', () => {
  const SERVERS = { left: 'attic', right: 'cellar' };
  const there = { ...unmatched, checkedAt: NOW };
  const [left, right] = [
    { ...there, itemId: 'a-heat' },
    { ...there, itemId: 'c-heat', serverId: 'cellar' },
  ] as const;
  const sorted = (known: Unmatched[]) => {
    const manner = { now: NOW + MIN, patient: true };
    const { fresh, still } = notListedLately([item('heat')], SERVERS, known, manner);
    return [fresh.length, still];
  };

  it('is asked about again once it is not listed lately on both', () => {
    expect(sorted([left, right])).toEqual([0, [left, right]]);
    expect(sorted([left])).toEqual([1, []]);
    expect(sorted([right])).toEqual([1, []]);
    expect(sorted([left, { ...right, checkedAt: NOW - 60 * MIN }])).toEqual([1, []]);
  });
});

describe('rows that were found for a title', () => {
  const found = (itemId: string, more: Partial<ServerRow> = {}) =>
    copy(itemId, { ids: { imdb: 'heat' }, ...more });
  const take = (rows: ServerRow[], runtimeMs: number | null = RUNTIME) => {
    const left = { is: 'rows' as const, rows: [copy('a-heat', { runtimeMs })] };
    const copies = { left: new Set(['a-heat']), right: new Set<string>() };
    const identity = { ...track('heat').identity, ids: { imdb: 'heat', tmdb: 'y' } };
    const known = { left, right: { is: 'not-asked' as const } };
    const one = item('heat', { identity, known, copies });
    return [takePartner(one, 'right', rows), [...one.copies.right]];
  };
  const apart = { libraryId: 'kids' };

  it('are its copies, where they are of its cut', () => {
    expect(take([found('c'), copy('other', { ids: { imdb: 'z' } })])).toEqual([null, ['c']]);
    const cut = found('d', { ...apart, runtimeMs: RUNTIME + 61_000 });
    expect(take([found('c'), cut])).toEqual([null, ['c', 'd']]);
  });

  it('are its copies with those of another cut, or of none that is known, in other libraries', () => {
    for (const runtimeMs of [RUNTIME / 2, null]) {
      const version = found('d', { ...apart, runtimeMs });
      expect(take([found('c'), version])).toEqual([null, ['c', 'd']]);
    }
  });

  it.each<[string, ServerRow[], string, runtimeMs?: null]>([
    ['none of them is the title', [copy('c', { ids: { imdb: 'z' } })], 'not-there'],
    ['there are none', [], 'not-there'],
    ['they are several files', [found('c'), found('d', { runtimeMs: 1 })], 'several-files'],
    ['they are two titles', [found('c'), found('d', { ids: { tmdb: 'y' } })], 'ambiguous'],
    ['they have no runtime', [found('c', { runtimeMs: null })], 'no-runtime'],
    ['the title has no runtime', [found('c')], 'no-runtime', null],
    ['they are of another cut', [found('c', { runtimeMs: 1 })], 'other-cut'],
  ])('are not taken where %s', (_, rows, why, runtimeMs) => {
    expect(take(rows, runtimeMs)).toEqual([why, []]);
  });

  it('contradict it for a reason of their own', () => {
    const one = item('heat', {
      identity: { ...track('heat').identity, ids: { imdb: 'a', tmdb: 'b' } },
    });
    const near = copy('c', { ids: { imdb: 'a', tmdb: 'c' } });
    expect(takePartner(one, 'right', [near])).toBe('conflicting-ids');
  });
});

describe('what was listed as without a partner', () => {
  const other = { ...unmatched, itemId: 'other' };
  const there = { ...unmatched, serverId: 'cellar' };

  it('is so no more where it is not listed now, on a server that speaks', () => {
    expect(resolvedOf([unmatched, other, there], [unmatched], false)).toEqual([other, there]);
    expect(resolvedOf([unmatched, other], [unmatched], true)).toEqual([]);
  });
});
