import { describe, expect, it } from 'vitest';
import type { ExternalIds, ServerRow } from '../../lib/model/item';
import type { TitleIdentity } from '../../lib/model/records';
import {
  compareIds,
  displayTitle,
  identityOf,
  idTokens,
  type Likeness,
  likeness,
  mergeIdentity,
  realTitle,
  tokensOf,
} from '../../lib/plan/identity';
import { row } from './rows';

const film = (ids: ExternalIds): TitleIdentity => ({
  ...{ kind: 'movie', ids, showIds: null, season: null, episode: null, episodeEnd: null },
  ...{ episodeTitle: null, airDate: null },
});
/** The fourth episode of the second season of a show. */
const episode = (more: Partial<TitleIdentity> = {}): TitleIdentity => ({
  ...{ kind: 'episode', ids: {}, showIds: { tvdb: 's' }, season: 2, episode: 4, episodeEnd: null },
  ...{ episodeTitle: null, airDate: null },
  ...more,
});
type Pairing = [says: string, one: TitleIdentity, other: TitleIdentity, like: Likeness];

const both = (rows: Pairing[]) =>
  it.each(rows)('%s', (_, one, other, like) => {
    expect(likeness(one, other)).toBe(like);
    expect(likeness(other, one)).toBe(like);
  });

describe('two films', () => {
  both([
    ['with an id in common are the same', film({ imdb: '1' }), film({ imdb: '1' }), 'same'],
    ['with none in common are not', film({ imdb: '1' }), film({ tmdb: '1' }), 'different'],
    ['with another id are not', film({ imdb: '1' }), film({ imdb: '2' }), 'different'],
    [
      'whose ids agree and contradict are in conflict',
      film({ imdb: '1', tmdb: '1' }),
      film({ imdb: '1', tmdb: '2' }),
      'conflict',
    ],
    ['without ids are not the same', film({}), film({}), 'different'],
    [
      'and episodes are never the same',
      film({ imdb: '1' }),
      episode({ ids: { imdb: '1' } }),
      'different',
    ],
    [
      'matched by hand are the same',
      { ...film({}), hand: 'h' },
      { ...film({}), hand: 'h' },
      'same',
    ],
    [
      'one of them matched by hand are not',
      { ...film({ imdb: '1' }), hand: 'h' },
      film({ imdb: '1' }),
      'different',
    ],
  ]);
});

describe('two sets of ids', () => {
  it('are compared database by database, several of one as a set', () => {
    expect(
      compareIds({ imdb: ['1', '2'], tmdb: '3', tvdb: '4' }, { imdb: '2', tmdb: '5' }),
    ).toEqual({ shared: 1, against: 1 });
    expect(compareIds({ imdb: ['1', '2'] }, { imdb: ['3', '4'] })).toEqual({
      shared: 0,
      against: 1,
    });
    expect(compareIds({}, { imdb: '1' })).toEqual({ shared: 0, against: 0 });
  });
});

describe('two episodes with an id in common', () => {
  const own = { ids: { imdb: '1' } };
  const elsewhere = { ...own, showIds: { tvdb: 'x' } };
  const fifth = { ...own, episode: 5 };
  both([
    ['are the same', episode(own), episode(own), 'same'],
    [
      'are the same where a show is not known',
      episode(own),
      episode({ ...own, showIds: null }),
      'same',
    ],
    [
      'are the same where nobody can compare their shows',
      episode(own),
      episode({ ...own, showIds: { imdb: 's' } }),
      'same',
    ],
    ['are in conflict where they are of other shows', episode(own), episode(elsewhere), 'conflict'],
    [
      'are the same where their shows share one id, whatever the rest',
      episode({ ...own, showIds: { tvdb: 's', imdb: '8' } }),
      episode({ ...own, showIds: { tvdb: 's', imdb: '9' } }),
      'same',
    ],
    ['and other numbers are not', episode(own), episode(fifth), 'numbers-differ'],
    ['and another season are not', episode(own), episode({ ...own, season: 3 }), 'numbers-differ'],
    [
      'are the same where a number is not known',
      episode(own),
      episode({ ...own, episode: null }),
      'same',
    ],
    [
      'are the same where a season is not known',
      episode(own),
      episode({ ...own, season: null }),
      'same',
    ],
    [
      'and other numbers are the same where they aired together',
      episode({ ...own, airDate: '2020-01-01' }),
      episode({ ...fifth, airDate: '2020-01-04' }),
      'same',
    ],
    [
      'and other numbers are not where they aired apart',
      episode({ ...own, airDate: '2020-01-01' }),
      episode({ ...fifth, airDate: '2020-01-05' }),
      'numbers-differ',
    ],
    [
      'and other numbers are the same where they bear one title',
      episode({ ...own, episodeTitle: 'Ozymandias!' }),
      episode({ ...fifth, episodeTitle: 'ozymandias' }),
      'same',
    ],
    [
      'of other shows are the same where they bear one title',
      episode({ ...own, episodeTitle: 'Ozymandias' }),
      episode({ ...elsewhere, episodeTitle: 'Ozymandias' }),
      'same',
    ],
    ['of another range are not', episode(own), episode({ ...own, episodeEnd: 5 }), 'other-range'],
    [
      'whose ids contradict as well are in conflict',
      episode({ ids: { imdb: '1', tmdb: '2' } }),
      episode({ ids: { imdb: '1', tmdb: '3' } }),
      'conflict',
    ],
    ['in none, but another, are not', episode(own), episode({ ids: { imdb: '2' } }), 'different'],
  ]);
});

describe('two episodes by number', () => {
  const special = { season: 0, episode: 1 };
  both([
    ['of one show are the same', episode(), episode({ ids: { imdb: '1' } }), 'same'],
    ['of a show that is not known are not', episode(), episode({ showIds: null }), 'different'],
    ['of another show are not', episode(), episode({ showIds: { tvdb: 'x' } }), 'different'],
    [
      'of a show of another database are not',
      episode(),
      episode({ showIds: { imdb: 's' } }),
      'different',
    ],
    [
      'of a show whose ids contradict as well are in conflict',
      episode({ showIds: { tvdb: 's', imdb: '1' } }),
      episode({ showIds: { tvdb: 's', imdb: '2' } }),
      'conflict',
    ],
    ['of another episode are not', episode(), episode({ episode: 5 }), 'different'],
    ['of another season are not', episode(), episode({ season: 3 }), 'different'],
    ['without one are not', episode({ episode: null }), episode({ episode: null }), 'different'],
    ['without a season are not', episode({ season: null }), episode({ season: null }), 'different'],
    ['of another numbering are not', episode(), episode({ numbering: 'dvd' }), 'other-numbering'],
    [
      'of the same range are the same',
      episode({ episodeEnd: 5 }),
      episode({ episodeEnd: 5 }),
      'same',
    ],
    [
      'of another range are not',
      episode({ episodeEnd: 5 }),
      episode({ episodeEnd: 6 }),
      'other-range',
    ],
    ['of a range of one are the same', episode({ episodeEnd: 4 }), episode(), 'same'],
    [
      'that aired apart are not',
      episode({ airDate: '2020-01-01' }),
      episode({ airDate: '2020-01-05' }),
      'numbers-differ',
    ],
    [
      'that aired three days apart are the same',
      episode({ airDate: '2020-01-01' }),
      episode({ airDate: '2020-01-04' }),
      'same',
    ],
    [
      'with a date that is none are the same',
      episode({ airDate: '2020-01-01' }),
      episode({ airDate: 'soon' }),
      'same',
    ],
    ['that are specials are not', episode(special), episode(special), 'different'],
    [
      'that are specials and bear one title are the same',
      episode({ ...special, episodeTitle: 'Pilot' }),
      episode({ ...special, episodeTitle: 'Pilot' }),
      'same',
    ],
    [
      'that are specials and aired that day are the same',
      episode({ ...special, airDate: '2020-01-01' }),
      episode({ ...special, airDate: '2020-01-01' }),
      'same',
    ],
    [
      'that are specials and aired the day after are not',
      episode({ ...special, airDate: '2020-01-01' }),
      episode({ ...special, airDate: '2020-01-02' }),
      'different',
    ],
  ]);
});

describe('the title of an episode', () => {
  it.each([
    ['Ozymandias', 'ozymandias'],
    ['  Die  Bürgschaft – Teil 2b! ', 'dieburgschaftteil2b'],
    ['Episode 5', ''],
    ['5', ''],
    ['Folge 12', ''],
    ['TBA', ''],
    ['tbd', ''],
    [null, ''],
    ['Apollo Thirteen 13', 'apollothirteen13'],
    ['Episode', 'episode'],
  ])('%s is to be compared as "%s"', (title, plain) => {
    expect(realTitle(title)).toBe(plain);
  });
});

describe('the identity of a row', () => {
  const show = { itemId: 's1', ids: { tvdb: 's', imdb: 'x' } };
  const of = (more: Partial<ServerRow>) =>
    row({ kind: 'episode', season: 2, episode: 4, show, ...more });

  it('is what it says', () => {
    const more = { episodeEnd: 5, episodeTitle: 'Pilot', airDate: '2020-01-01', numbering: 'dvd' };
    expect(identityOf(of({ ids: { imdb: '1' }, ...more }))).toStrictEqual({
      ...{ kind: 'episode', ids: { imdb: '1' }, showIds: show.ids, season: 2, episode: 4, ...more },
    });
    expect(identityOf(row({ ids: { imdb: '1' } }))).toStrictEqual(film({ imdb: '1' }));
  });

  it("leaves out the show's ids among an episode's own", () => {
    const ids = { imdb: ['x', '1', '2'], tvdb: 's', tmdb: ['x', '3'] };
    expect(identityOf(of({ ids })).ids).toStrictEqual({ imdb: ['1', '2'], tmdb: ['x', '3'] });
    expect(identityOf(of({ ids: { imdb: ['x', '1'] } })).ids).toEqual({ imdb: '1' });
    expect(identityOf(of({ ids, show: { itemId: 's1', ids: null } })).ids).toEqual(ids);
  });

  it('of one matched by hand is that match', () => {
    expect(identityOf(of({ ids: { imdb: '1' }, hand: 'h' }))).toStrictEqual({
      ...episode({ ids: {}, showIds: null, hand: 'h' }),
    });
    expect(identityOf(of({ show: null })).showIds).toBeNull();
  });
});

describe('a title is found', () => {
  it('by each of its ids, and an episode by its show and numbers', () => {
    expect(idTokens('show', { imdb: ['1', '2'], tvdb: '3' })).toEqual([
      ...['show:imdb:1', 'show:imdb:2', 'show:tvdb:3'],
    ]);
    expect(tokensOf(film({ tmdb: '7' }))).toEqual(['movie:tmdb:7']);
    expect(tokensOf(episode({ ids: { imdb: '1' } }))).toEqual([
      'episode:imdb:1',
      'show:tvdb:s:2:4',
    ]);
    expect(tokensOf(episode({ season: null }))).toEqual([]);
    expect(tokensOf(episode({ episode: null }))).toEqual([]);
    expect(tokensOf({ ...film({ tmdb: '7' }), hand: 'h' })).toEqual(['movie:hand:h']);
  });
});

describe('two descriptions of one title', () => {
  it('are one, in which what is known stays', () => {
    const known = episode({ ids: { imdb: '1' }, episode: null, episodeTitle: 'Pilot' });
    const more = episode({
      ...{ ids: { imdb: '2', tmdb: '3' }, showIds: { tvdb: 'x', imdb: 'y' }, season: 9 },
      ...{ episodeEnd: 6, episodeTitle: 'Other', airDate: '2020-01-01' },
    });
    expect(mergeIdentity(known, more)).toEqual({
      ...{ kind: 'episode', ids: { imdb: '1', tmdb: '3' }, showIds: { tvdb: 's', imdb: 'y' } },
      ...{ season: 2, episode: 4, episodeEnd: 6, episodeTitle: 'Pilot', airDate: '2020-01-01' },
    });
    const all = { episodeEnd: 5, airDate: '2019-01-01' };
    expect(mergeIdentity(episode(all), more)).toMatchObject(all);
    expect(mergeIdentity(episode({ season: null, showIds: null }), more)).toMatchObject({
      ...{ season: 9, showIds: more.showIds },
    });
    expect(mergeIdentity(episode(), { ...more, episode: 9 })).toMatchObject({
      ...{ episode: 4, episodeTitle: 'Other' },
    });
    expect(mergeIdentity(film({}), film({})).showIds).toBeNull();
    expect(mergeIdentity(episode(), episode({ showIds: null })).showIds).toEqual({ tvdb: 's' });
  });
});

describe('a title as it is shown', () => {
  it.each<[string, Partial<ServerRow>]>([
    ['Heat', {}],
    ['Heat (1995)', { year: 1995 }],
    ['Heat S2 E4', { kind: 'episode', season: 2, episode: 4, year: 1995 }],
    ['Heat S0 E4–5', { kind: 'episode', season: 0, episode: 4, episodeEnd: 5 }],
    ['Heat S2 E4', { kind: 'episode', season: 2, episode: 4, episodeEnd: 4 }],
    ['Heat: Pilot', { kind: 'episode', season: 2, episodeTitle: 'Pilot' }],
    ['Heat: Pilot', { kind: 'episode', episode: 2, episodeTitle: 'Pilot' }],
    ['Heat', { kind: 'episode' }],
  ])('%s', (shown, more) => {
    expect(displayTitle(row(more))).toBe(shown);
  });
});
