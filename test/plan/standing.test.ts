import { describe, expect, it } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import type { Side } from '../../lib/model/observation';
import { identityOf } from '../../lib/plan/identity';
import { type Near, unsafe } from '../../lib/plan/standing';
import { MIN, RUNTIME } from '../support/cases';
import { copy, episode, item, rows } from './sights';

const film = (itemId: string, more: Partial<ServerRow> = {}) =>
  copy(itemId, { ids: { imdb: 'x' }, ...more });
/** The first row is the title's in the attic, the second its one in the cellar. */
type Found = [attic: ServerRow, cellar: ServerRow];

/** Is the match safe, with what else stands near it, and what other versions there are of it? */
const doubt = (
  [attic, cellar]: Found,
  near: Partial<Record<Side, Partial<Near>>> = {},
  versions: Partial<Record<Side, ServerRow[]>> = {},
) => {
  const own = {
    left: [attic, ...(versions.left ?? [])],
    right: [cellar, ...(versions.right ?? [])],
  };
  const found = (side: Side): Near => ({
    severalShows: false,
    ...near[side],
    rows: [...own[side], ...(near[side]?.rows ?? [])],
  });
  const known = { left: rows(...own.left), right: rows(...own.right) };
  return unsafe(item('heat', { identity: identityOf(attic), known }), {
    left: found('left'),
    right: found('right'),
  });
};
const beside = (...stands: ServerRow[]) => ({ rows: stands });
const FILM: Found = [film('a'), film('c')];
const EPISODE: Found = [episode('a'), episode('c')];
const ownIds = (own: Partial<ServerRow> = {}): Found => [
  episode('a', { ids: { imdb: 'e' }, ...own }),
  episode('c', { ids: { imdb: 'e' } }),
];

describe('a title that was found on both servers', () => {
  it('is safe where nothing else stands near it', () => {
    expect(doubt(FILM)).toBeNull();
    expect(doubt(EPISODE)).toBeNull();
    expect(doubt(ownIds())).toBeNull();
  });

  it.each(['left', 'right'] as const)('is none where several files bear it on the %s', (side) => {
    const other = film('other', { runtimeMs: RUNTIME + MIN });
    expect(doubt(FILM, { [side]: beside(other) })).toBe('several-files');
    const part = episode('part', { runtimeMs: RUNTIME / 2 });
    expect(doubt(EPISODE, { [side]: beside(part) })).toBe('several-files');
  });

  it('has copies near it, and cuts in other libraries', () => {
    expect(doubt(FILM, { left: beside(film('copy', { runtimeMs: RUNTIME + 1 })) })).toBeNull();
    const cut = film('cut', { runtimeMs: RUNTIME / 2, libraryId: 'kids' });
    expect(doubt(FILM, { left: beside(cut) })).toBeNull();
  });

  it('has near it what bears its name alone', () => {
    const other = film('other', { ids: { imdb: 'remake' }, runtimeMs: RUNTIME / 2 });
    expect(doubt(FILM, { left: beside(other) })).toBeNull();
  });

  describe('under two names', () => {
    const versions = { left: [film('b', { title: 'Hitze', libraryId: 'kids' })] };

    it('has copies of either name near it', () => {
      expect(doubt(FILM, { left: beside(film('copy')) }, versions)).toBeNull();
    });

    it('has several files of either name near it', () => {
      const part = film('part', { runtimeMs: RUNTIME / 2 });
      expect(doubt(FILM, { left: beside(part) }, versions)).toBe('several-files');
    });
  });

  it('is none where the rows that were found are not one title', () => {
    expect(doubt([film('a'), film('c', { ids: { imdb: 'y' } })])).toBe('not-there');
    const [attic] = EPISODE;
    expect(doubt([attic, episode('c', { episodeEnd: 5 })])).toBe('other-range');
    expect(doubt([attic, episode('c', { numbering: 'tvdb4' })])).toBe('other-numbering');
    const contradicting = film('c', { ids: { imdb: 'x', tmdb: '2' } });
    expect(doubt([film('a', { ids: { imdb: 'x', tmdb: '1' } }), contradicting])).toBe(
      'conflicting-ids',
    );
  });
});

describe('a title for which a server keeps one state with another', () => {
  const sharing = (more: Partial<ServerRow> = {}) =>
    film('dune', { ids: { imdb: 'dune' }, title: 'Dune', ...more });

  it.each([
    ['left', 'a'],
    ['right', 'c'],
  ] as const)('is none where that stands on the %s', (side, stateKey) => {
    expect(doubt(FILM, { [side]: beside(sharing({ stateKey })) })).toBe('several-files');
    expect(doubt(FILM, { [side]: beside(sharing()) })).toBeNull();
    const other = episode('other', { stateKey, show: { itemId: 'o', ids: { tvdb: 'other' } } });
    expect(doubt(EPISODE, { [side]: beside(other) })).toBe('several-shows');
  });

  it('is none where that is so of one of its versions', () => {
    const versions = { left: [film('b', { libraryId: 'kids' })] };
    expect(doubt(FILM, { left: beside(sharing({ stateKey: 'b' })) }, versions)).toBe(
      'several-files',
    );
  });
});

describe('an id that a server carries on another title as well', () => {
  const stranger = film('stranger', { title: 'Dune', runtimeMs: RUNTIME + MIN });

  it.each(['left', 'right'] as const)('identifies nothing there: on the %s', (side) => {
    expect(doubt(FILM, { [side]: beside(stranger) })).toBe('several-files');
  });

  it('leaves the ids that are the title’s alone', () => {
    const ids = { imdb: ['x', 'z'], tmdb: 'y' };
    const [attic, cellar] = [film('a', { ids }), film('c', { ids: { imdb: 'z' } })];
    expect(doubt([attic, cellar], { left: beside(stranger) })).toBeNull();
    const byAnother: Found = [attic, film('c', { ids: { tmdb: 'y' } })];
    expect(doubt(byAnother, { left: beside(stranger) })).toBeNull();
    const both = beside(stranger, { ...stranger, itemId: 'third', ids: { tmdb: 'y' } });
    expect(doubt(byAnother, { left: both })).toBe('several-files');
  });

  it('is no other title’s on an episode, or on the title itself as it was', () => {
    expect(doubt(FILM, { left: beside(episode('e', { ids: { imdb: 'x' } })) })).toBeNull();
    expect(doubt(FILM, { left: beside(film('a', { title: 'Dune' })) })).toBeNull();
  });

  it.each<[string, Partial<ServerRow>, safe: boolean]>([
    ['of another year is another', { year: 2001 }, false],
    ['of the same year is the same', { year: 1995 }, true],
    ['without a year may be the same', { year: null }, true],
    ['of the same year and another name is another', { title: 'Dune', year: 1995 }, false],
  ])('a film %s', (_, more, safe) => {
    const found: Found = [film('a', { year: 1995 }), film('c', { year: 1995 })];
    const near = film('near', { year: 1995, ...more });
    expect(doubt(found, { left: beside(near) })).toBe(safe ? null : 'several-files');
  });

  it('is the same film’s where its own year is not known', () => {
    expect(doubt(FILM, { left: beside(film('near', { year: 2001 })) })).toBeNull();
  });

  it.each<[string, Partial<ServerRow>]>([
    ['another number', { episode: 5 }],
    ['another season', { season: 3 }],
    ['another range', { episodeEnd: 5 }],
    ['another show', { title: 'Lost' }],
  ])('an episode of %s is another', (_, more) => {
    // Nothing but the id makes the two one.
    const [attic, cellar] = ownIds({ show: null });
    const near = episode('near', { ids: { imdb: 'e' }, show: null, ...more });
    expect(doubt([attic, cellar], { left: beside(near) })).toBe('several-files');
  });

  it('is the same episode’s under the same number and show', () => {
    const [attic, cellar] = ownIds({ show: null });
    const near = episode('near', { ids: { imdb: 'e' }, show: null, title: 'severance' });
    expect(doubt([attic, cellar], { left: beside(near) })).toBeNull();
  });

  it('is no matter to what a person matched', () => {
    const [attic, cellar] = [film('a', { hand: 'h' }), film('c', { hand: 'h' })];
    expect(doubt([attic, cellar], { left: beside(stranger) })).toBeNull();
  });
});

describe('an episode that matches by its number', () => {
  const named = (itemId: string, episodeTitle: string | null, more: Partial<ServerRow> = {}) =>
    episode(itemId, { episodeTitle, ...more });
  const other = (episodeTitle: string, more: Partial<ServerRow> = {}) =>
    beside(named('other', episodeTitle, { episode: 5, ...more }));

  it.each(['left', 'right'] as const)('is none among several shows on the %s', (side) => {
    expect(doubt(EPISODE, { [side]: { severalShows: true } })).toBe('several-shows');
    expect(doubt(ownIds(), { [side]: { severalShows: true } })).toBeNull();
    const byHand: Found = [episode('a', { hand: 'h' }), episode('c', { hand: 'h' })];
    expect(doubt(byHand, { [side]: { severalShows: true } })).toBeNull();
    expect(doubt(FILM, { [side]: { severalShows: true } })).toBeNull();
  });

  it('is none where its name stands at another number on the other server', () => {
    const found: Found = [named('a', 'Woe’s Hollow'), named('c', null)];
    expect(doubt(found, { right: other('Woe’s hollow!') })).toBe('numbers-differ');
    const swapped: Found = [named('a', null), named('c', 'Woe’s Hollow')];
    expect(doubt(swapped, { left: other('Woe’s hollow!') })).toBe('numbers-differ');
  });

  it('is safe where the other server gives the name to it, or to none', () => {
    const found: Found = [named('a', 'Woe’s Hollow'), named('c', 'Woe’s Hollow')];
    expect(doubt(found, { right: other('Woe’s Hollow') })).toBeNull();
    expect(doubt([found[0], named('c', null)], { right: other('Attila') })).toBeNull();
    const version = { right: [named('d', 'Woe’s Hollow', { libraryId: 'kids' })] };
    const nameless: Found = [found[0], named('c', null)];
    expect(doubt(nameless, { right: other('Woe’s Hollow') }, version)).toBeNull();
    expect(doubt([found[0], named('c', null)], { left: other('Woe’s Hollow') })).toBeNull();
  });

  it('is not told by a name that says a number only, or by none', () => {
    const found: Found = [named('a', 'Episode 4'), named('c', 'Folge 4')];
    expect(doubt(found, { right: other('Episode 4') })).toBeNull();
    const nameless = other('', { episodeTitle: null });
    expect(doubt(EPISODE, { left: nameless, right: nameless })).toBeNull();
  });
});
