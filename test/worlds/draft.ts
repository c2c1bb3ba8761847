import { type File, filesOf, type Place } from './believed';
import type { Chance } from './chance';
import type { Content, Contents, Series } from './contents';

/** A world while it is made: each show and film is dirtied in one way at most. */
export class Draft {
  private readonly taken = new Set<Content | Series>();
  /** What happens between runs, in this order. */
  readonly later: Later[] = [];

  constructor(
    readonly contents: Contents,
    readonly places: readonly Place[],
    readonly chance: Chance,
  ) {}

  /** A show that is clean so far. */
  show(longEnough = 1): Series | null {
    const free = this.contents.shows.filter(
      (one) => !this.taken.has(one) && one.episodes.length >= longEnough,
    );
    if (free.length === 0) return null;
    const series = this.chance.one(free);
    this.taken.add(series);
    return series;
  }

  /** So many films that are clean so far. */
  films(count: number): Content[] | null {
    const free = this.contents.films.filter((one) => !this.taken.has(one));
    if (free.length < count) return null;
    const films = this.chance.some(free, count);
    for (const film of films) this.taken.add(film);
    return films;
  }

  /** One server, or all of them. */
  somewhere(allToo = true): Place[] {
    return allToo && this.chance.happens(0.4) ? [...this.places] : [this.chance.one(this.places)];
  }

  file(place: Place, content: Content): File {
    return place.files.find((file) => file.content === content) as File;
  }

  /** From now on all servers know when the episodes were on, or what they are called. */
  telling(series: Series, dated = this.chance.happens(0.5)): void {
    for (const { label, content } of this.places.flatMap((place) => filesOf(place, series))) {
      if (dated) label.airDate = content.airDate;
      else label.name = content.title;
    }
  }

  /** From now on no server knows an episode by an id of its own. */
  nameless(series: Series, places: readonly Place[] = this.places): void {
    for (const { label } of places.flatMap((place) => filesOf(place, series))) label.ids = {};
  }
}

/** What a library does between runs. */
export type Later =
  | { do: 'renumber'; series: Series; from: number; tells: boolean; added: Content }
  | { do: 'replace'; content: Content };

/** One way in which libraries are dirty. */
export interface Dirt {
  readonly name: string;
  /** Dirties a draft, and answers what was touched; null where there is nothing for it. */
  readonly on: (draft: Draft) => readonly Content[] | null;
}
