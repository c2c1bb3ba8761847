import type { ExternalIds } from '../../lib/model/item';
import type { ServerKind } from '../../lib/model/server';
import type { Chance } from './chance';
import type { Content, Contents, Series } from './contents';

/** One file of a server: what it is, and what the server believes of it. */
export interface File {
  readonly content: Content;
  readonly show: ShowRow | null;
  readonly library: string;
  label: Label;
}

export interface Label {
  name: string;
  ids: ExternalIds;
  season: number | null;
  episode: number | null;
  episodeEnd: number | null;
  airDate: string | null;
  runtimeMs: number;
}

/** A show as one server has it; one real show may be several there. */
export interface ShowRow {
  readonly series: Series;
  title: string;
  year: number | null;
  ids: ExternalIds;
  /** Of a Plex agent: the database and order in which it counts. */
  agent: string | null;
}

export interface Place {
  readonly id: string;
  readonly product: Product;
  readonly shows: ShowRow[];
  files: File[];
}

export interface Product {
  readonly name: string;
  readonly kind: ServerKind;
  readonly version?: string;
  /** Plex with the agents of old: one id in a guid, and none on episodes. */
  readonly oldAgents?: boolean;
  /** Keeps an episode's state by its show and numbers, not by its file. */
  readonly byNumber?: boolean;
}

export const PRODUCTS: readonly Product[] = [
  { name: 'plex', kind: 'plex' },
  { name: 'plex, old agents', kind: 'plex', oldAgents: true, byNumber: true },
  { name: 'emby', kind: 'emby', byNumber: true },
  { name: 'jellyfin 10.10', kind: 'jellyfin', version: '10.10.7', byNumber: true },
  { name: 'jellyfin 10.11', kind: 'jellyfin', version: '10.11.11' },
  { name: 'jellyfin 12', kind: 'jellyfin', version: '12.0.0' },
];

/** How much a server knows of a show's episodes besides their numbers. */
interface Known {
  ids: boolean;
  titles: boolean;
  dates: boolean;
}

/** A server that has everything and is right about all of it, though it may know little. */
export function placeWith(contents: Contents, chance: Chance, id: string): Place {
  const product = chance.one(PRODUCTS);
  const place: Place = { id, product, shows: [], files: [] };
  for (const film of contents.films) {
    place.files.push({ content: film, show: null, library: 'Films', label: labelOf(film) });
  }
  for (const series of contents.shows) {
    const show = { ...series, series, agent: null };
    const known = {
      ids: chance.happens(0.5),
      titles: chance.happens(0.7),
      dates: chance.happens(0.75),
    };
    place.shows.push(show);
    for (const content of series.episodes) {
      const label = knowing(labelOf(content), known);
      place.files.push({ content, show, library: 'Series', label });
    }
  }
  // Two rips of one thing are never quite of one length.
  for (const { label } of place.files) label.runtimeMs += chance.between(-1000, 1000);
  return place;
}

export const labelOf = (content: Content): Label => ({
  name: content.title,
  ids: content.ids,
  season: content.season,
  episode: content.episode,
  episodeEnd: null,
  airDate: content.airDate,
  runtimeMs: content.runtimeMs,
});

export const knowing = (label: Label, { ids, titles, dates }: Known): Label => ({
  ...label,
  ids: ids ? label.ids : {},
  name: titles ? label.name : `Episode ${label.episode}`,
  airDate: dates ? label.airDate : null,
});

export const filesOf = (place: Place, series: Series): File[] =>
  place.files.filter((file) => file.show?.series === series);
