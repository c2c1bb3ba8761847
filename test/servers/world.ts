import type { ExternalIds } from '../../lib/model/item';

/** One film, show or episode of the world that all simulated servers draw from. */
export interface Title {
  readonly kind: 'movie' | 'show' | 'episode';
  /** The same for the same title in every world: made from the ids, else from the name. */
  readonly key: string;
  readonly title: string;
  readonly year: number | null;
  readonly ids: ExternalIds;
  readonly runtimeMs: number | null;
  readonly show: Title | null;
  readonly season: number | null;
  readonly episode: number | null;
  /** Last number of a file that holds several episodes. */
  readonly episodeEnd: number | null;
  readonly airDate: string | null;
  /** An episode that is announced but not on disk: only Jellyfin and Emby know such rows. */
  readonly missing: boolean;
  /** A show's episodes, in the order in which they were made. */
  readonly episodes: Title[];
}

export interface MovieDetails {
  title: string;
  year?: number | null;
  ids?: ExternalIds;
  runtimeMs?: number | null;
}

export interface ShowDetails {
  title: string;
  year?: number | null;
  ids?: ExternalIds;
}

export interface EpisodeDetails {
  season: number | null;
  episode: number | null;
  episodeEnd?: number;
  title?: string;
  ids?: ExternalIds;
  runtimeMs?: number | null;
  airDate?: string;
  missing?: boolean;
}

const MOVIE_MS = 100 * 60_000;
const EPISODE_MS = 45 * 60_000;

/** The library of titles shared by the servers of a test. */
export class World {
  readonly movies: Title[] = [];
  readonly shows: Title[] = [];
  /** Home videos: films of which no database knows. */
  readonly videos: Title[] = [];

  movie(details: MovieDetails): Title {
    const ids = details.ids ?? {};
    const year = details.year ?? null;
    const made: Title = {
      ...blank('movie', details.title, ids, `movie|${identity(details.title, year, ids)}`),
      year,
      runtimeMs: details.runtimeMs === undefined ? MOVIE_MS : details.runtimeMs,
    };
    this.movies.push(made);
    return made;
  }

  video(details: Omit<MovieDetails, 'ids'>): Title {
    const made = this.movie(details);
    this.movies.pop();
    this.videos.push(made);
    return made;
  }

  /** What a library of that kind holds unless a test says otherwise. */
  held(holds: 'movie' | 'video' | 'show' | 'episode' | 'music'): Title[] {
    if (holds === 'music') return [];
    return holds === 'movie' ? this.movies : holds === 'video' ? this.videos : this.shows;
  }

  show(details: ShowDetails): Title {
    const ids = details.ids ?? {};
    const year = details.year ?? null;
    const made: Title = {
      ...blank('show', details.title, ids, `show|${identity(details.title, year, ids)}`),
      year,
    };
    this.shows.push(made);
    return made;
  }

  episode(show: Title, details: EpisodeDetails): Title {
    const { season, episode } = details;
    const name = details.title ?? `Episode ${episode ?? details.airDate ?? '?'}`;
    const place = episode === null ? `${details.airDate}|${name}` : `${season}x${episode}`;
    const made: Title = {
      ...blank('episode', name, details.ids ?? {}, `${show.key}|${place}`),
      show,
      season,
      episode,
      episodeEnd: details.episodeEnd ?? null,
      airDate: details.airDate ?? null,
      runtimeMs: details.runtimeMs === undefined ? EPISODE_MS : details.runtimeMs,
      missing: details.missing ?? false,
    };
    show.episodes.push(made);
    return made;
  }

  /** The first film, show or episode of that name. */
  find(name: string): Title {
    const found = this.all().find((title) => title.title === name);
    if (!found) throw new Error(`no title called ${name} in this world`);
    return found;
  }

  /** One episode of a show, by its numbers. */
  episodeOf(show: Title | string, season: number, episode: number): Title {
    const owner = typeof show === 'string' ? this.find(show) : show;
    const found = owner.episodes.find((one) => one.season === season && one.episode === episode);
    if (!found) throw new Error(`no ${season}x${episode} in ${owner.title}`);
    return found;
  }

  /** Everything that can be played. */
  playable(): Title[] {
    return [...this.movies, ...this.videos, ...this.shows.flatMap((show) => show.episodes)];
  }

  private all(): Title[] {
    return [
      ...this.movies,
      ...this.videos,
      ...this.shows,
      ...this.shows.flatMap((show) => show.episodes),
    ];
  }
}

export const createWorld = (): World => new World();

function identity(title: string, year: number | null, ids: ExternalIds): string {
  const known = Object.entries(ids).sort(([a], [b]) => a.localeCompare(b));
  return known.length > 0 ? known.map(([k, v]) => `${k}:${v}`).join(',') : `${title}|${year}`;
}

function blank(kind: Title['kind'], title: string, ids: ExternalIds, key: string): Title {
  return {
    kind,
    key,
    title,
    year: null,
    ids,
    runtimeMs: null,
    show: null,
    season: null,
    episode: null,
    episodeEnd: null,
    airDate: null,
    missing: false,
    episodes: [],
  };
}

export { bigWorld, sampleWorld } from './world-samples';
