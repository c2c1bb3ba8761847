import { describe, expect, it } from 'vitest';
import type { ExternalIds } from '../../lib/model/item';
import type { TitleIdentity } from '../../lib/model/records';
import { compareIds, type Likeness, likeness } from '../../lib/plan/identity';

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
