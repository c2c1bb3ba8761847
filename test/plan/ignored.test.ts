import { describe, expect, it } from 'vitest';
import type { Ignored, TitleIdentity } from '../../lib/model/records';
import type { Item } from '../../lib/model/sight';
import { IGNORED, ignoredAs, withoutIgnored } from '../../lib/plan/ignored';
import { copy, item, SIGHTS } from './sights';

const identity = (imdb?: string): TitleIdentity => ({
  kind: 'movie',
  ids: imdb ? { imdb } : {},
  showIds: null,
  season: null,
  episode: null,
  episodeEnd: null,
  episodeTitle: null,
  airDate: null,
});

const entry = (of: TitleIdentity | null, ids: string[]): Ignored => ({
  pairId: 'p1',
  id: 'i1',
  title: 'Heat',
  identity: of,
  copies: { attic: ids },
  at: 1,
  noted: false,
});

const met = (of: TitleIdentity, ids: string[]) => ({ identity: of, copies: { attic: ids } });

describe('an ignored title', () => {
  it('is known by the ids of databases, whatever the ids of its copies', () => {
    const ignored = [entry(identity('tt1'), ['1'])];
    expect(ignoredAs(met(identity('tt1'), ['9']), ignored)).toBe(ignored[0]);
    expect(ignoredAs(met(identity('tt2'), ['1']), ignored)).toBeUndefined();
  });

  it('is known by its copies where it, or what is met, has no other ids', () => {
    for (const of of [identity(), null]) {
      const ignored = [entry(of, ['1'])];
      expect(ignoredAs(met(identity('tt1'), ['1']), ignored)).toBe(ignored[0]);
      expect(ignoredAs(met(identity(), ['2']), ignored)).toBeUndefined();
    }
    const known = [entry(identity('tt1'), ['1'])];
    expect(ignoredAs(met(identity(), ['1']), known)).toBe(known[0]);
  });

  it("is no other server's item of the same id", () => {
    const ignored = [entry(null, ['1'])];
    expect(ignoredAs({ identity: identity(), copies: { cellar: ['1'] } }, ignored)).toBeUndefined();
  });
});

describe('a title with several copies', () => {
  it('is known by one of them, on any of its servers', () => {
    const ignored = [{ ...entry(null, ['1', '2']), copies: { attic: ['1', '2'], cellar: ['9'] } }];
    const of = identity();
    const copies = { attic: ['3', '2'], cellar: ['8'], garage: ['7'] };
    expect(ignoredAs({ identity: of, copies }, ignored)).toBe(ignored[0]);
  });
});

describe('a run without what is ignored', () => {
  const oneSided = (of: Item) => ({
    item: of,
    side: 'left' as const,
    group: { identity: of.identity, title: of.title, rows: [] },
  });
  const alone = (itemId: string, side: 'left' | 'right') => ({
    side,
    group: { identity: identity(), title: itemId, rows: [copy(itemId)] },
    reason: 'no-ids' as const,
  });
  const heat = entry(identity('heat'), []);
  const video: Ignored = { ...entry(null, ['video']), id: 'i2' };
  const items = [item('heat'), item('dune')];
  const assembled = {
    items,
    oneSided: [oneSided(item('heat')), oneSided(item('alien'))],
    unmatched: [alone('video', 'left'), alone('video', 'right'), alone('tape', 'left')],
    inherited: { left: [], right: [] },
    met: [items[0]!],
  };
  const left = (ignored: Ignored[]) => {
    const { rest, leftOut } = withoutIgnored(assembled, ignored, SIGHTS);
    return {
      ...rest,
      items: rest.items.map(({ key }) => key),
      met: rest.met.map(({ key }) => key),
      oneSided: rest.oneSided.map((one) => one.item.key),
      unmatched: rest.unmatched.map(({ side, group }) => `${group.title} ${side}`),
      leftOut: leftOut.map((one) => [one.item.key, one.entry]),
    };
  };

  it('asks, decides and lists nothing of it, and says so once', () => {
    expect(left([heat, video])).toEqual({
      ...assembled,
      items: ['dune'],
      met: [],
      oneSided: ['alien'],
      unmatched: ['video right', 'tape left'],
      leftOut: [['heat', heat]],
    });
    expect(left([{ ...heat, noted: true }])).toMatchObject({ items: ['dune'], leftOut: [] });
  });

  it('knows a title by its copies on either server', () => {
    const byCopy: Ignored = { ...entry(null, []), copies: { cellar: ['c-heat'] } };
    expect(left([byCopy])).toMatchObject({ items: ['dune'], leftOut: [['heat', byCopy]] });
  });

  it('is about everything where nothing is ignored', () => {
    expect(left([])).toMatchObject({ items: ['heat', 'dune'], met: ['heat'], leftOut: [] });
  });

  it('decides nothing of it, in a cell of its own', () => {
    expect(IGNORED).toEqual({
      ...{ does: 'stay', cell: 'I', tombstone: 'keep', skip: 'ignored' },
      ...{ conflict: null, asksPlayers: false },
    });
  });
});
