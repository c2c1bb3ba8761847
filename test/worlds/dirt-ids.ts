import { filesOf } from './believed';
import type { Dirt, Draft } from './draft';

/** Ids that are wrong, too many, or not there. */
export const DIRTY_IDS: readonly Dirt[] = [
  { name: 'an id shared by episodes', on: sharedByEpisodes },
  { name: 'the show`s id on episodes', on: showsOnEpisodes },
  { name: 'ids swapped between episodes', on: swappedEpisodes },
  { name: 'ids swapped between films', on: swappedFilms },
  { name: 'an id shared by films', on: sharedByFilms },
  { name: 'several ids of one database', on: severalOfOne },
  { name: 'no ids', on: missing },
  { name: 'an id shared by shows', on: sharedByShows },
];

function sharedByEpisodes(draft: Draft) {
  const series = draft.show(3);
  if (!series) return null;
  const { chance } = draft;
  const shared = chance.some(series.episodes, chance.between(2, 3));
  const ids = chance.happens(0.5) ? { tmdb: '777' } : { tmdb: shared[0]!.ids.tmdb! };
  for (const place of draft.somewhere()) {
    for (const content of shared) draft.file(place, content).label.ids = ids;
  }
  return shared;
}

function showsOnEpisodes(draft: Draft) {
  const series = draft.show();
  if (!series) return null;
  const { tmdb, tvdb } = series.ids;
  draft.nameless(series);
  for (const place of draft.places) {
    const rows = place.shows.filter((show) => show.series === series);
    for (const row of rows)
      row.ids = draft.chance.happens(0.5) ? { tvdb: tvdb! } : { tvdb: tvdb!, tmdb: tmdb! };
  }
  for (const place of draft.somewhere()) {
    for (const { label } of filesOf(place, series)) label.ids = { tmdb: tmdb! };
  }
  return series.episodes;
}

function swappedEpisodes(draft: Draft) {
  const series = draft.show(2);
  if (!series) return null;
  const swapped = draft.chance.some(series.episodes, 2);
  const [one, other] = swapped as [(typeof swapped)[0], (typeof swapped)[0]];
  for (const place of draft.places) {
    for (const content of swapped) draft.file(place, content).label.ids = content.ids;
  }
  const [place] = draft.somewhere(false);
  draft.file(place!, one).label.ids = other.ids;
  draft.file(place!, other).label.ids = one.ids;
  return swapped;
}

function swappedFilms(draft: Draft) {
  const films = draft.films(2);
  if (!films) return null;
  const [place] = draft.somewhere(false);
  const [one, other] = films.map((film) => draft.file(place!, film).label);
  [one!.ids, other!.ids] = [other!.ids, one!.ids];
  return films;
}

function sharedByFilms(draft: Draft) {
  const films = draft.films(2);
  if (!films) return null;
  const [one, other] = films as [(typeof films)[0], (typeof films)[0]];
  const both = draft.chance.happens(0.5);
  for (const place of draft.somewhere()) {
    const { label } = draft.file(place, other);
    label.ids = both ? { ...other.ids, imdb: one.ids.imdb! } : { imdb: one.ids.imdb! };
  }
  return films;
}

function severalOfOne(draft: Draft) {
  const films = draft.films(1);
  if (!films) return null;
  const [film] = films;
  const another = draft.chance.happens(0.5);
  for (const place of draft.places) {
    const { label } = draft.file(place, film!);
    label.ids = draft.chance.happens(0.5)
      ? { ...film!.ids, tvdb: ['555', film!.ids.tvdb as string] }
      : { ...film!.ids, ...(another && { imdb: [film!.ids.imdb as string, 'tt0000555'] }) };
  }
  return films;
}

function missing(draft: Draft) {
  const [place] = draft.somewhere(false);
  if (draft.chance.happens(0.5)) {
    const films = draft.films(1);
    if (films) draft.file(place!, films[0]!).label.ids = {};
    return films;
  }
  const series = draft.show();
  if (!series) return null;
  for (const row of place!.shows.filter((show) => show.series === series)) row.ids = {};
  return series.episodes;
}

function sharedByShows(draft: Draft) {
  const one = draft.show();
  const other = draft.show();
  if (!one || !other) return null;
  const [place] = draft.somewhere(false);
  for (const row of place!.shows.filter((show) => show.series === other)) row.ids = one.ids;
  for (const series of [one, other]) draft.telling(series);
  return [...one.episodes, ...other.episodes];
}
