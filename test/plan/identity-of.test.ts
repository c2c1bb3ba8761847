import { describe, expect, it } from 'vitest';
import type { ExternalIds, ServerRow } from '../../lib/model/item';
import type { TitleIdentity } from '../../lib/model/records';
import {
  displayTitle,
  identityOf,
  idTokens,
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
