import type { ExternalIds } from '../../lib/model/item';
import type { Chance } from './chance';

/** What a file really is, whatever a server believes of it. */
export interface Content {
  readonly key: string;
  readonly kind: 'movie' | 'episode';
  readonly title: string;
  readonly ids: ExternalIds;
  readonly runtimeMs: number;
  readonly series: Series | null;
  readonly season: number | null;
  readonly episode: number | null;
  readonly airDate: string | null;
}

export interface Series {
  readonly title: string;
  readonly year: number;
  readonly ids: ExternalIds;
  readonly episodes: Content[];
}

export interface Contents {
  films: Content[];
  shows: Series[];
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const FIRST_AIRED = Date.UTC(2008, 0, 20);
const A_YEAR = 364;

const FILMS = ['Alien', 'Heat', 'Ronin', 'Solaris', 'Stalker', 'Vertigo'];
const SHOWS = ['Cheers', 'Deadwood', 'Naruto', 'Taxi'];
const WORDS = ['Ember', 'Harbour', 'Ladder', 'Marble', 'Orchard', 'Pebble', 'Quarry', 'Ribbon'];
const ENDS = ['at Dawn', 'of Salt', 'in Winter', 'and Sons', 'Revisited', 'Below', 'to Rest'];

/** A few films of different lengths, and two shows that were on every week, one of them for two seasons. */
export function someContents(chance: Chance): Contents {
  const films = chance.some(FILMS, chance.between(3, 5)).map((title, n) => ({
    ...({ key: title, kind: 'movie', title, series: null, season: null, episode: null } as const),
    ids: { imdb: `tt000${1000 + n}`, tmdb: String(1000 + n), tvdb: String(9000 + n) },
    runtimeMs: (90 + 7 * n) * MINUTE + chance.between(0, 59) * SECOND,
    airDate: null,
  }));
  const shows = chance.some(SHOWS, 2).map((title, n) => aShow(chance, title, n));
  return { films, shows };
}

function aShow(chance: Chance, title: string, n: number): Series {
  const ids = { imdb: `tt010${1000 + n}`, tmdb: String(2000 + n), tvdb: String(3000 + n) };
  const series: Series = { title, year: 2000 + n, ids, episodes: [] };
  const names = chance.shuffled(WORDS.flatMap((word) => ENDS.map((end) => `${word} ${end}`)));
  const even = chance.happens(0.3);
  const seasons = n === 0 ? 2 : chance.between(1, 2);
  const each = 5 - seasons + chance.between(0, 1);
  for (let season = 1; season <= seasons; season += 1) {
    for (let episode = 1; episode <= each; episode += 1) {
      const at = series.episodes.length;
      const aired = FIRST_AIRED + (n * 50 + (season - 1) * A_YEAR + (episode - 1) * 7) * DAY;
      series.episodes.push({
        key: `${title} ${season}x${episode}`,
        kind: 'episode',
        title: names[at] as string,
        ids: idsOfEpisode(n, at),
        runtimeMs: 44 * MINUTE + (even ? 0 : chance.between(0, 150)) * SECOND,
        series,
        season,
        episode,
        airDate: new Date(aired).toISOString().slice(0, 10),
      });
    }
  }
  return series;
}

const idsOfEpisode = (show: number, at: number): ExternalIds => {
  const number = 10_000 + show * 1000 + at;
  return { imdb: `tt05${number}`, tmdb: String(50_000 + number), tvdb: String(80_000 + number) };
};

/** Content of its own beside what is there: a part of a film, an episode that came in between. */
export const another = (like: Content, more: Partial<Content> & { key: string }): Content => ({
  ...like,
  ...more,
});
