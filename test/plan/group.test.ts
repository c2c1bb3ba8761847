import { describe, expect, it } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import {
  groupCopies,
  isMatchable,
  oneForEachState,
  TitleIndex,
  whyNone,
} from '../../lib/plan/group';
import { identityOf } from '../../lib/plan/identity';
import { copy } from './sights';

const film = (itemId: string, ids: ServerRow['ids'], more: Partial<ServerRow> = {}) =>
  copy(itemId, { ids, ...more });
const groups = (...rows: ServerRow[]) =>
  groupCopies(rows).map((group) => group.rows.map(({ itemId }) => itemId));

describe('copies of one title on one server', () => {
  it('are gathered by any id that they share', () => {
    const [one, two, three] = [
      film('1', { imdb: 'x' }),
      film('2', { imdb: 'x', tmdb: 'y' }),
      film('3', { tmdb: 'y' }),
    ];
    expect(groups(one, two, three, film('4', { imdb: 'z' }))).toEqual([['1', '2', '3'], ['4']]);
    expect(groupCopies([one, two])[0]).toMatchObject({
      title: 'Heat',
      identity: { ids: { imdb: 'x', tmdb: 'y' } },
    });
  });

  it('are none where nothing identifies them, or their ids contradict', () => {
    expect(groups(film('1', {}), film('2', {}))).toEqual([['1'], ['2']]);
    const [one, two] = [film('1', { imdb: 'x', tmdb: 'y' }), film('2', { imdb: 'x', tmdb: 'z' })];
    expect(groups(one, two)).toEqual([['1'], ['2']]);
  });

  it('are none where they are several files under one number, unless matched by hand', () => {
    const [one, two] = [film('1', { imdb: 'x' }), film('2', { imdb: 'x' }, { runtimeMs: 1 })];
    expect(groups(one, two)).toEqual([['1'], ['2']]);
    expect(groups({ ...one, hand: 'h' }, { ...two, hand: 'h' })).toEqual([['1', '2']]);
  });
});

describe('a title among others', () => {
  const named = (name: string, ids: ServerRow['ids'], more: Partial<ServerRow> = {}) => ({
    name,
    identity: identityOf(film(name, ids, more)),
  });
  const wanted = identityOf(film('wanted', { imdb: 'x', tmdb: 'y' }));
  const find = (...things: ReturnType<typeof named>[]) => new TitleIndex(things).find(wanted);

  it('is the only one that is the same', () => {
    const same = named('same', { imdb: 'x', tmdb: 'y' });
    expect(find(named('other', { imdb: 'z' }), same)).toEqual({ match: same });
    const contradicting = named('near', { imdb: 'x', tmdb: 'z' });
    expect(find(contradicting, same)).toEqual({ match: same });
  });

  it('is none where two are the same, none is there, or what is there contradicts', () => {
    expect(find(named('one', { imdb: 'x' }), named('two', { tmdb: 'y' }))).toEqual({
      none: 'ambiguous',
    });
    expect(find(named('other', { imdb: 'z' }))).toEqual({ none: 'not-there' });
    expect(find(named('near', { imdb: 'x', tmdb: 'z' }))).toEqual({ none: 'conflicting-ids' });
  });

  it('is found among several under one id', () => {
    const [one, two] = [named('one', { imdb: 'x' }), named('two', { imdb: 'x' })];
    expect(find(one, two)).toEqual({ none: 'ambiguous' });
    const contradicting = named('near', { imdb: 'x', tmdb: 'z' });
    expect(find(one, contradicting)).toEqual({ match: one });
  });

  it.each([
    [[], 'not-there'],
    [['different'], 'not-there'],
    [['different', 'other-range'], 'other-range'],
    [['other-range', 'other-numbering'], 'other-numbering'],
    [['other-numbering', 'numbers-differ'], 'numbers-differ'],
    [['numbers-differ', 'conflict'], 'conflicting-ids'],
  ] as const)('is not there for the weightiest reason: of %j, %s', (near, none) => {
    expect(whyNone([...near])).toBe(none);
  });

  it('can be matched by an id, and not without one', () => {
    expect(isMatchable(wanted)).toBe(true);
    expect(isMatchable(identityOf(film('1', {})))).toBe(false);
  });
});

describe('copies that share a state', () => {
  const shown = (itemId: string, lastPlayedAt: number | null, watched = false) =>
    copy(itemId, { stateKey: 'one', lastPlayedAt, watched });
  const kept = (...rows: ServerRow[]) => oneForEachState(rows).map(({ itemId }) => itemId);

  it('are shown once, as of the newest stamp, and of equal ones the watched', () => {
    expect(kept(shown('a', 5), shown('b', 6), shown('c', 4))).toEqual(['b']);
    expect(kept(shown('a', null), shown('b', 1))).toEqual(['b']);
    expect(kept(shown('a', 1), shown('b', null))).toEqual(['a']);
    expect(kept(shown('a', 5), shown('b', 5, true), shown('c', 5, true))).toEqual(['b']);
    expect(kept(shown('a', 5), shown('b', 5))).toEqual(['a']);
    expect(kept(shown('a', 5), shown('b', 4, true))).toEqual(['a']);
  });

  it('are others where their states are', () => {
    expect(kept(shown('a', 5), copy('d'))).toEqual(['a', 'd']);
  });
});
