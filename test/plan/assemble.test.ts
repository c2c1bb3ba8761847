import { describe, expect, it } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import type { TitleIdentity, Track } from '../../lib/model/records';
import type { ServerSight } from '../../lib/model/sight';
import { addRows, assemble, itemOf } from '../../lib/plan/assemble';
import { groupCopies } from '../../lib/plan/group';
import { identityOf } from '../../lib/plan/identity';
import { track } from '../store/rows';
import { MIN, RUNTIME } from '../support/cases';
import { look } from './rows';
import { copy, episode, item, rows, SIGHTS, sight } from './sights';

const film = (itemId: string, ids: ServerRow['ids'] = { imdb: 'heat' }, more = {}): ServerRow =>
  copy(itemId, { ids, positionMs: MIN, ...more });

/** A title tracked by the copies `a-heat` and `c-heat`. */
const tracked = (more: Partial<Track> = {}): Track => ({ ...track('heat'), ...more });
const trackedEpisode = (more: Partial<TitleIdentity> = {}) =>
  tracked({ identity: { ...identityOf(episode('any', { episodeTitle: 'Attila' })), ...more } });

/** What the lists of attic and cellar become. */
const sorted = (
  tracks: Track[],
  attic: ServerRow[],
  cellar: ServerRow[] = [],
  more: Partial<ServerSight> = {},
) =>
  assemble(tracks, {
    left: sight('attic', { listed: attic, ...more }),
    right: sight('cellar', { listed: cellar }),
  });
const nothing = { met: [], oneSided: [], unmatched: [], inherited: { left: [], right: [] } };

/** Titles without a partner, by their first copy, with the side and the reason. */
const unmatchedOf = (attic: ServerRow[], cellar: ServerRow[]) =>
  sorted([], attic, cellar).unmatched.map(({ side, group, reason }) => [
    side,
    group.rows[0]!.itemId,
    reason,
  ]);

describe('a tracked title', () => {
  it('is begun with what is remembered of it', () => {
    expect(itemOf(tracked(), SIGHTS)).toEqual({
      ...{ key: 'heat', title: 'heat', identity: track('heat').identity, track: tracked() },
      known: { left: { is: 'not-asked' }, right: { is: 'not-asked' } },
      copies: { left: new Set(['a-heat']), right: new Set(['c-heat']) },
    });
    expect(itemOf(tracked({ copies: {} }), SIGHTS).copies).toEqual({
      ...{ left: new Set(), right: new Set() },
    });
  });

  it('is not asked for where no list shows it', () => {
    const { items, ...rest } = sorted([tracked()], []);
    expect(items).toEqual([itemOf(tracked(), SIGHTS)]);
    expect(rest).toEqual(nothing);
  });

  it('takes the rows of its copies, on their side', () => {
    const [a, c] = [film('a-heat'), film('c-heat')];
    const { items, ...rest } = sorted([tracked()], [a], [c]);
    expect(items).toHaveLength(1);
    expect(items[0]?.known).toEqual({ left: rows(a), right: rows(c) });
    expect(rest).toEqual(nothing);
  });

  it('is known by its copy, whatever else it might be by its ids', () => {
    const twin = { ...tracked({ key: 'twin', copies: { attic: ['b'] } }) };
    const both = sorted([twin, tracked()], [film('a-heat')]).items;
    expect(both.map(({ key, known }) => [key, known.left.is])).toEqual([
      ['twin', 'not-asked'],
      ['heat', 'rows'],
    ]);
  });

  it('is found under a new id by its external ids, and inherits what was known', () => {
    const looks = new Map([['a-heat', look({ itemId: 'a-heat', ms: MIN, bound: 7 })]]);
    const more = { looks, newLooks: new Set(['new']) };
    const { items, inherited, oneSided } = sorted([tracked()], [film('new')], [], more);
    expect(items[0]?.known.left).toEqual(rows(film('new')));
    expect(items[0]?.copies.left).toEqual(new Set(['a-heat', 'new']));
    expect(inherited.left).toMatchObject([{ itemId: 'new', ms: MIN, bound: 7 }]);
    expect([inherited.right, oneSided]).toEqual([[], []]);
  });

  it('is not its copy any more where that bears the ids of another', () => {
    const { items, oneSided } = sorted([tracked()], [film('a-heat', { imdb: 'dune' })]);
    expect(items.map(({ known }) => known.left.is)).toEqual(['not-asked']);
    expect(oneSided.map(({ item: one, side }) => [one.key, side])).toEqual([
      ['movie:imdb:dune', 'left'],
    ]);
  });

  it('is unknown while its copy has no ids', () => {
    const { items, ...rest } = sorted([tracked()], [film('a-heat', {})]);
    expect(items[0]?.known).toEqual({ left: { is: 'unknown' }, right: { is: 'not-asked' } });
    expect(rest).toEqual(nothing);
  });

  it('is found by its external ids only where no other track has them', () => {
    const twin = tracked({ key: 'twin', copies: {} });
    const { items, oneSided } = sorted([twin, tracked({ copies: {} })], [film('new')]);
    expect(items.map(({ known }) => known.left.is)).toEqual(['not-asked', 'not-asked']);
    expect(oneSided).toHaveLength(1);
  });
});

describe('a tracked episode whose copy says another number', () => {
  const fifth = (itemId: string) => episode(itemId, { episode: 5, episodeTitle: 'Attila' });

  it('keeps the copy and waits for the other server', () => {
    const now = episode('a-heat', { episode: 5 });
    const { items, ...rest } = sorted([trackedEpisode()], [now], [episode('c-heat')]);
    expect(items).toMatchObject([{ renumbered: true, key: 'heat', known: { left: rows(now) } }]);
    expect(items[0]?.identity.episode).toBe(4);
    expect(rest).toEqual(nothing);
  });

  it('goes on once both say the same', () => {
    const now = [episode('a-heat', { episode: 5 }), episode('c-heat', { episode: 5 })] as const;
    const { items } = sorted([trackedEpisode()], [now[0]], [now[1]]);
    expect(items).toMatchObject([{ renumbered: false, identity: { episode: 5 } }]);
  });

  it('leaves what stands at its old number to itself', () => {
    const [moved, stays] = [episode('a-heat', { episode: 5 }), episode('new')];
    const { items, oneSided } = sorted([trackedEpisode()], [moved, stays]);
    expect(items).toMatchObject([{ renumbered: true, known: { left: rows(moved) } }]);
    expect(oneSided.map(({ item: one }) => [one.key, one.known.left])).toEqual([
      ['show:tvdb:severance:2:4', rows(stays)],
    ]);
  });

  it('is the same where its id and its title say so', () => {
    const named = { ids: { imdb: 'e' } };
    const row = { ...fifth('a-heat'), ...named };
    const { items } = sorted([trackedEpisode(named)], [row]);
    expect(items[0]?.renumbered).toBeUndefined();
    expect(items[0]?.known.left).toEqual(rows(row));
  });
});

describe('a title for which a server keeps one state with another', () => {
  const heat = film('a-heat');
  const dune = film('dune', { imdb: 'dune' }, { stateKey: 'a-heat' });

  it('keeps its copy, and of it nothing can be decided', () => {
    const { items } = sorted([tracked()], [heat, dune]);
    expect(items).toMatchObject([{ key: 'heat', entangled: true, known: { left: rows(heat) } }]);
  });

  it('is one as soon as any of its copies is', () => {
    const copies = [film('b'), heat];
    const { items } = sorted([tracked()], [...copies, dune]);
    expect(items).toMatchObject([{ entangled: true, known: { left: rows(...copies) } }]);
  });

  it('is none where its own copies alone share a state', () => {
    const { items } = sorted([tracked()], [heat, film('b', heat.ids, { stateKey: 'a-heat' })]);
    expect(items[0]?.entangled).toBeUndefined();
    expect(sorted([tracked()], [heat], [dune]).items[0]?.entangled).toBeUndefined();
  });

  it('is listed, and not looked for, where no track knows it', () => {
    expect(sorted([tracked()], [heat, dune])).toMatchObject({
      unmatched: [{ side: 'left', group: { rows: [dune] }, reason: 'several-files' }],
      oneSided: [],
    });
    const [fourth, other] = [
      episode('e', { positionMs: MIN, stateKey: 's' }),
      episode('o', { positionMs: MIN, stateKey: 's', show: { itemId: 'o', ids: { tvdb: 'o' } } }),
    ];
    expect(unmatchedOf([], [fourth, other])).toEqual([
      ['right', 'e', 'several-shows'],
      ['right', 'o', 'several-shows'],
    ]);
  });
});

describe('a title that no track knows', () => {
  const [a, c] = [film('a'), film('c')];

  it('is met where both lists show it, once', () => {
    const { items, met, ...rest } = sorted([], [a], [c]);
    expect(met).toEqual([
      {
        ...{ key: 'movie:imdb:heat', title: 'Heat', identity: identityOf(a), track: null },
        known: { left: rows(a), right: rows(c) },
        copies: { left: new Set(['a']), right: new Set(['c']) },
      },
    ]);
    expect(items).toEqual(met);
    expect(rest).toEqual({ oneSided: [], unmatched: [], inherited: nothing.inherited });
  });

  it('is to be looked for where one list alone shows it', () => {
    const { items, oneSided, unmatched } = sorted([], [a], [film('c', { imdb: 'dune' })]);
    expect(oneSided.map(({ item: one, side }) => [one.key, side, one.known])).toEqual([
      ['movie:imdb:heat', 'left', { left: rows(a), right: { is: 'not-asked' } }],
      [
        'movie:imdb:dune',
        'right',
        { left: { is: 'not-asked' }, right: rows(film('c', { imdb: 'dune' })) },
      ],
    ]);
    expect([items, unmatched]).toEqual([[], []]);
  });

  it('has a key of its own where a track has that key already', () => {
    const gone = tracked({
      key: 'movie:imdb:heat',
      identity: identityOf(film('x', { imdb: 'x' })),
    });
    const { met } = sorted([gone], [a], [c]);
    expect(met.map(({ key }) => key)).toEqual(['movie:imdb:heat#a']);
    const { oneSided } = sorted([gone], [a]);
    expect(oneSided.map(({ item: one }) => one.key)).toEqual(['movie:imdb:heat#a']);
  });

  it('is not matched without ids', () => {
    expect(unmatchedOf([film('a', {})], [film('c', {})])).toEqual([
      ['left', 'a', 'no-ids'],
      ['right', 'c', 'no-ids'],
    ]);
  });

  it('is listed once where it is another cut, or has no runtime', () => {
    const cut = film('c', c.ids, { runtimeMs: RUNTIME / 2 });
    expect(unmatchedOf([a], [cut])).toEqual([['left', 'a', 'other-cut']]);
    const bare = { runtimeMs: null };
    expect(unmatchedOf([a], [film('c', c.ids, bare)])).toEqual([['left', 'a', 'no-runtime']]);
    expect(unmatchedOf([film('a', a.ids, bare)], [c])).toEqual([['left', 'a', 'no-runtime']]);
    expect(sorted([], [a], [cut]).items).toEqual([]);
  });

  it('is matched where any of its versions is of the same cut', () => {
    const versions = [film('b', a.ids, { runtimeMs: RUNTIME / 2, libraryId: 'kids' }), a];
    expect(sorted([], versions, [c]).met).toHaveLength(1);
    expect(
      sorted(
        [],
        [a],
        versions.map((row) => ({ ...row, itemId: `c-${row.itemId}` })),
      ).met,
    ).toHaveLength(1);
  });

  it('is listed where its ids contradict', () => {
    const [one, other] = [film('a', { imdb: 'x', tmdb: '1' }), film('c', { imdb: 'x', tmdb: '2' })];
    expect(unmatchedOf([one], [other])).toEqual([
      ['left', 'a', 'conflicting-ids'],
      ['right', 'c', 'conflicting-ids'],
    ]);
  });

  it('is listed where two titles would be its partner, on either side', () => {
    const two = [film('x', { imdb: 'x' }), film('y', { tmdb: 'y' })];
    const one = film('one', { imdb: 'x', tmdb: 'y' });
    expect(unmatchedOf(two, [one])).toEqual([
      ['left', 'x', 'ambiguous'],
      ['left', 'y', 'ambiguous'],
      ['right', 'one', 'ambiguous'],
    ]);
    expect(unmatchedOf([one], two)).toEqual([
      ['left', 'one', 'ambiguous'],
      ['right', 'x', 'ambiguous'],
      ['right', 'y', 'ambiguous'],
    ]);
  });
});

describe('rows of a title', () => {
  it('join those that are known, with their ids and copies', () => {
    const one = item('heat');
    const [group] = groupCopies([film('b', { imdb: 'other', tmdb: 't' })]);
    addRows(one, 'left', group!);
    expect(one.known.left).toEqual(rows(copy('a-heat'), ...group!.rows));
    expect(one.copies.left).toEqual(new Set(['a-heat', 'b']));
    expect(one.identity.ids).toEqual({ imdb: 'heat', tmdb: 't' });
    expect(one.known.right).toEqual(rows(copy('c-heat')));
  });
});
