import type { ExternalIds } from '../../lib/model/item';
import { createWorld, type World } from './world';

type FilmLine = [title: string, year: number, minutes: number, ids: ExternalIds];
type EpisodeLine = [
  season: number,
  episode: number,
  title: string,
  airDate: string,
  ids: ExternalIds,
];

const FILMS: FilmLine[] = [
  ['Back to the Future', 1985, 116, { imdb: 'tt0088763', tmdb: '105' }],
  ['The Godfather', 1972, 175, { imdb: 'tt0068646', tmdb: '238' }],
  ['The Matrix', 1999, 136, { imdb: 'tt0133093', tmdb: '603' }],
  ['Alien', 1979, 117, { imdb: 'tt0078748', tmdb: '348' }],
  ['Spirited Away', 2001, 125, { imdb: 'tt0245429', tmdb: '129' }],
  ['Blade Runner', 1982, 118, { imdb: 'tt0083658', tmdb: '78' }],
  ['Amélie', 2001, 122, { imdb: 'tt0211915', tmdb: '194' }],
  ['Inception', 2010, 148, { imdb: 'tt1375666', tmdb: '27205' }],
  ['Parasite', 2019, 133, { imdb: 'tt6751668', tmdb: '496243' }],
  ['The Shawshank Redemption', 1994, 142, { imdb: 'tt0111161', tmdb: '278' }],
  ['Mad Max: Fury Road', 2015, 121, { imdb: 'tt1392190', tmdb: '76341' }],
  ['Casablanca', 1942, 102, { imdb: 'tt0034583', tmdb: '289' }],
];

const BREAKING_BAD: EpisodeLine[] = [
  [0, 1, 'Good Cop / Bad Cop', '2009-02-17', {}],
  [1, 1, 'Pilot', '2008-01-20', { imdb: 'tt0959621', tmdb: '62085', tvdb: '349232' }],
  [1, 2, "Cat's in the Bag...", '2008-01-27', { imdb: 'tt1054724', tmdb: '62086' }],
  [1, 3, "...And the Bag's in the River", '2008-02-10', { imdb: 'tt1054725', tmdb: '62087' }],
  [1, 4, 'Cancer Man', '2008-02-17', { imdb: 'tt1054726', tmdb: '62088' }],
  [1, 5, 'Gray Matter', '2008-02-24', { imdb: 'tt1054727', tmdb: '62089' }],
];

const GAME_OF_THRONES: EpisodeLine[] = [
  [1, 1, 'Winter Is Coming', '2011-04-17', { imdb: 'tt1480055', tmdb: '63056', tvdb: '3254641' }],
  [1, 2, 'The Kingsroad', '2011-04-24', { imdb: 'tt1668746', tmdb: '63057', tvdb: '3436411' }],
  [1, 3, 'Lord Snow', '2011-05-01', { imdb: 'tt1829962', tmdb: '63058', tvdb: '3436421' }],
  [
    1,
    4,
    'Cripples, Bastards, and Broken Things',
    '2011-05-08',
    { imdb: 'tt1829963', tmdb: '63059', tvdb: '3436431' },
  ],
  [
    1,
    5,
    'The Wolf and the Lion',
    '2011-05-15',
    { imdb: 'tt1829964', tmdb: '63060', tvdb: '3436441' },
  ],
  [1, 6, 'A Golden Crown', '2011-05-22', { imdb: 'tt1837862', tmdb: '63061', tvdb: '3436461' }],
];

const THE_OFFICE: EpisodeLine[] = [
  [1, 1, 'Pilot', '2005-03-24', { imdb: 'tt0664521' }],
  [1, 2, 'Diversity Day', '2005-03-29', { imdb: 'tt0664514' }],
  [1, 3, 'Health Care', '2005-04-05', { imdb: 'tt0664517' }],
  [1, 4, 'The Alliance', '2005-04-12', {}],
  [1, 5, 'Basketball', '2005-04-19', { imdb: 'tt0664510' }],
  [1, 6, 'Hot Girl', '2005-04-26', {}],
];

/** A dozen films and three shows, one of them with a special that has no id of its own. */
export function sampleWorld(): World {
  const world = createWorld();
  for (const [title, year, minutes, ids] of FILMS) {
    world.movie({ title, year, ids, runtimeMs: minutes * 60_000 });
  }
  const add = (
    title: string,
    year: number,
    ids: ExternalIds,
    minutes: number,
    of: EpisodeLine[],
  ) => {
    const show = world.show({ title, year, ids });
    for (const [season, episode, name, airDate, own] of of) {
      const runtimeMs = minutes * 60_000;
      world.episode(show, { season, episode, title: name, airDate, ids: own, runtimeMs });
    }
  };
  const ids = (imdb: string, tmdb: string, tvdb: string) => ({ imdb, tmdb, tvdb });
  add('Breaking Bad', 2008, ids('tt0903747', '1396', '81189'), 47, BREAKING_BAD);
  add('Game of Thrones', 2011, ids('tt0944947', '1399', '121361'), 58, GAME_OF_THRONES);
  add('The Office', 2005, ids('tt0386676', '2316', '73244'), 22, THE_OFFICE);
  return world;
}

export interface BigWorldShape {
  /** Default: a tenth of the films. */
  shows?: number;
  episodesPerShow?: number;
}

/** `films` films, and shows with episodes; the same titles and ids for the same numbers. */
export function bigWorld(films: number, shape: BigWorldShape = {}): World {
  const world = createWorld();
  const shows = shape.shows ?? Math.ceil(films / 10);
  const perShow = shape.episodesPerShow ?? 10;
  for (let n = 1; n <= films; n += 1) {
    world.movie({
      title: `Film ${String(n).padStart(6, '0')}`,
      year: 1950 + (n % 75),
      ids: { imdb: `tt${20_000_000 + n}`, tmdb: String(2_000_000 + n) },
      runtimeMs: (80 + (n % 60)) * 60_000,
    });
  }
  for (let n = 1; n <= shows; n += 1) {
    const show = world.show({
      title: `Show ${String(n).padStart(5, '0')}`,
      year: 1970 + (n % 55),
      ids: { imdb: `tt${40_000_000 + n}`, tmdb: String(4_000_000 + n), tvdb: String(400_000 + n) },
    });
    for (let part = 0; part < perShow; part += 1) {
      const number = n * 1000 + part;
      world.episode(show, {
        season: 1 + Math.floor(part / 10),
        episode: 1 + (part % 10),
        title: `Part ${part + 1}`,
        ids: { imdb: `tt${60_000_000 + number}`, tvdb: String(6_000_000 + number) },
        runtimeMs: (40 + (n % 20)) * 60_000,
      });
    }
  }
  return world;
}
