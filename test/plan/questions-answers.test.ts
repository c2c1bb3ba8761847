import { describe, expect, it } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import type { Item } from '../../lib/model/sight';
import { identityOf } from '../../lib/plan/identity';
import { takeAnswers, takeFoundAgain } from '../../lib/plan/questions';
import { track } from '../store/rows';
import { look } from './rows';
import { copy, episode, item, rows, sight } from './sights';

const film = (itemId: string, more: Partial<ServerRow> = {}) =>
  copy(itemId, { ids: { imdb: 'heat' }, ...more });
const other = (itemId: string) => film(itemId, { ids: { imdb: 'dune' } });

/** A title that was known by these copies in the attic, and was asked for. */
const askedFor = (copies: string[], more: Partial<Item> = {}): Item =>
  item('heat', {
    track: track('heat'),
    known: { left: { is: 'not-asked' }, right: { is: 'not-asked' } },
    copies: { left: new Set(copies), right: new Set(['c-heat']) },
    ...more,
  });
const looked = (found: ServerRow[], bad: string[] = []) => ({
  rows: new Map(found.map((row) => [row.itemId, row])),
  bad: new Set(bad),
});

describe('the answer to a question by known copies', () => {
  const answer = (
    one: Item,
    found: ServerRow[],
    { bad = [], ...more }: Parameters<typeof sight>[1] & { bad?: string[] } = {},
  ) => {
    const lost = takeAnswers([one], 'left', sight('attic', more), looked(found, bad));
    return { lost: lost.includes(one), known: one.known.left };
  };
  const taken = (...read: ServerRow[]) => ({ lost: false, known: rows(...read) });
  const unknown = { lost: false, known: { is: 'unknown' } };

  it('is the rows of the title', () => {
    const [a, b] = [film('a'), film('b')];
    expect(answer(askedFor(['a', 'b']), [a, b, film('c')])).toEqual(taken(a, b));
    expect(answer(askedFor(['a', 'b']), [a, other('b')])).toEqual(taken(a));
  });

  it('is that it is no longer where it was: without a row, or with another title’s', () => {
    const lost = { lost: true, known: { is: 'not-asked' } };
    expect(answer(askedFor(['a']), [])).toEqual(lost);
    expect(answer(askedFor(['a']), [other('a')])).toEqual(lost);
  });

  it('is none where a row could not be understood, now or in the list', () => {
    expect(answer(askedFor(['a', 'b']), [film('a')], { bad: ['b'] })).toEqual(unknown);
    expect(answer(askedFor(['a']), [], { bad: ['a'] })).toEqual(unknown);
    expect(answer(askedFor(['a', 'b']), [film('a')], { badRows: new Set(['b']) })).toEqual(unknown);
    expect(answer(askedFor(['a']), [film('a')], { bad: ['b'] })).toEqual(taken(film('a')));
  });

  it('is none while the server has no ids for any of its copies', () => {
    const bare = (itemId: string) => film(itemId, { ids: {} });
    expect(answer(askedFor(['a']), [bare('a')])).toEqual(unknown);
    expect(answer(askedFor(['a', 'b']), [bare('a'), bare('b')])).toEqual(unknown);
    expect(answer(askedFor(['a', 'b']), [bare('a'), film('b')])).toEqual(taken(film('b')));
    expect(answer(askedFor(['a', 'b']), [bare('a'), other('b')]).lost).toBe(true);
  });

  it('is of the chosen libraries; what lies outside of them is unknown', () => {
    const looks = new Map([
      ['a', look({ itemId: 'a', libraryId: 'films' })],
      ['b', look({ itemId: 'b', libraryId: 'kids' })],
    ]);
    const chosen = ['films'];
    const [a, b] = [film('a'), film('b')];
    expect(answer(askedFor(['a', 'b']), [a, b], { chosen, looks })).toEqual(taken(a));
    expect(answer(askedFor(['b']), [b], { chosen, looks })).toEqual(unknown);
  });

  it('is that an episode was renumbered: it keeps its row and waits', () => {
    const before = episode('a', { episodeTitle: 'Attila' });
    const now = episode('a', { episode: 5, episodeTitle: 'Chikhai Bardo' });
    const one = askedFor(['a', 'b'], { identity: identityOf(before), renumbered: false });
    one.known.left = rows(before);
    expect(answer(one, [now, { ...before, itemId: 'b' }])).toEqual(taken(now));
    expect(one.renumbered).toBe(true);
  });

  it('says of each title what is its own', () => {
    const [one, two, three] = [askedFor(['a']), askedFor(['b']), askedFor(['x'])];
    const lost = takeAnswers([one!, two!, three!], 'left', sight('attic'), looked([film('b')]));
    expect(lost).toEqual([one, three]);
    expect(two!.known.left).toEqual(rows(film('b')));
  });
});

describe('a copy that does not answer while others do', () => {
  const ask = (missing: Record<string, string[]> | undefined) => {
    const one = askedFor(['a', 'b'], {
      track: { ...track('heat'), ...(missing ? { missing } : {}) },
      missing: { right: ['c'] },
    });
    takeAnswers([one], 'left', sight('attic'), looked([film('a')]));
    return [[...one.copies.left], one.missing];
  };

  it('is noted at first, and with the second such look it is a copy no more', () => {
    expect(ask(undefined)).toEqual([['a', 'b'], { left: ['b'], right: ['c'] }]);
    expect(ask({ attic: ['b'] })).toEqual([['a'], { left: [], right: ['c'] }]);
  });

  it('is one that was missing on this server, and of this id', () => {
    expect(ask({ attic: ['a'] })[0]).toEqual(['a', 'b']);
    expect(ask({ cellar: ['b'] })[0]).toEqual(['a', 'b']);
  });
});

describe('a title that was looked for by its ids again', () => {
  const found = (ids: string[], read: ServerRow[], bad: string[] = []) => {
    const one = askedFor(['old']);
    takeFoundAgain(one, 'left', ids, looked(read, bad));
    return [one.known.left, [...one.copies.left]];
  };

  it('is where it was found, under new ids', () => {
    const [a, b] = [film('a'), film('b')];
    expect(found(['a', 'b', 'x'], [a, b, other('x')])).toEqual([rows(a, b), ['a', 'b']]);
  });

  it('is gone without a row of its own', () => {
    expect(found([], [])).toEqual([{ is: 'gone' }, ['old']]);
    expect(found(['x'], [other('x')])).toEqual([{ is: 'gone' }, ['old']]);
    expect(found(['a'], [film('b')])).toEqual([{ is: 'gone' }, ['old']]);
  });

  it('is unknown where a row could not be understood', () => {
    expect(found(['a', 'x'], [film('a')], ['x'])).toEqual([{ is: 'unknown' }, ['old']]);
    expect(found(['a'], [film('a')], ['x'])[0]).toEqual(rows(film('a')));
  });
});
