import { filesOf, type Place } from './believed';
import { another, type Content, type Series } from './contents';
import type { Dirt, Draft } from './draft';

/** Episodes that stand under other numbers than elsewhere. */
export const DIRTY_NUMBERS: readonly Dirt[] = [
  { name: 'another order, as the agent says', on: orderOfAnAgent },
  { name: 'another order, dated', on: (draft) => anotherOrder(draft, true) },
  { name: 'another order, named', on: (draft) => anotherOrder(draft, false) },
  { name: 'absolute numbers', on: absolute },
  { name: 'seasons as shows', on: seasonsAsShows },
  { name: 'specials', on: specials },
  { name: 'renumbered between runs', on: (draft) => renumbered(draft, false) },
  {
    name: 'renumbered where positions stay with the number',
    on: (draft) => renumbered(draft, true),
  },
];

/** No show of so many episodes has but one season. */
const TWO_SEASONS = 6;

/** Numbers that go on over the seasons, each episode in the season that it is shown in. */
function orderOfAnAgent(draft: Draft) {
  const plex = draft.places.filter(({ product }) => product.kind === 'plex');
  const series = plex.length > 0 ? draft.show(TWO_SEASONS) : null;
  if (!series) return null;
  draft.nameless(series);
  const place = draft.chance.one(plex);
  for (const row of place.shows) {
    if (row.series === series) row.agent = `com.plexapp.agents.hama://tvdb4-${series.ids.tvdb}`;
  }
  for (const file of filesOf(place, series)) {
    file.label.episode = 1 + series.episodes.indexOf(file.content);
  }
  return series.episodes;
}

/** Neighbours change places, as DVDs have them, and keep their names and dates. */
function anotherOrder(draft: Draft, dated: boolean) {
  const series = draft.show(4);
  if (!series) return null;
  draft.telling(series, dated);
  if (draft.chance.happens(0.6)) draft.nameless(series);
  const from = draft.chance.between(0, 1);
  const place = draft.chance.one(draft.places);
  const moved: Content[] = [];
  for (let n = from; n + 1 < series.episodes.length; n += 2) {
    const pair = series.episodes.slice(n, n + 2) as [Content, Content];
    const [one, other] = pair.map((content) => draft.file(place, content).label);
    const numbers = { season: one!.season, episode: one!.episode };
    Object.assign(one!, { season: other!.season, episode: other!.episode });
    Object.assign(other!, numbers);
    moved.push(...pair);
  }
  return moved;
}

/** All episodes in one season. */
function absolute(draft: Draft) {
  const series = draft.show(TWO_SEASONS);
  if (!series) return null;
  draft.telling(series);
  if (draft.chance.happens(0.6)) draft.nameless(series);
  const place = draft.chance.one(draft.places);
  for (const { content, label } of filesOf(place, series)) {
    Object.assign(label, { season: 1, episode: 1 + series.episodes.indexOf(content) });
  }
  return series.episodes;
}

/** Each season a show of its own, with the ids of the whole. */
function seasonsAsShows(draft: Draft) {
  const series = draft.show(TWO_SEASONS);
  if (!series) return null;
  if (draft.chance.happens(0.7)) draft.nameless(series);
  for (const place of draft.somewhere()) split(place, series);
  return series.episodes;
}

function split(place: Place, series: Series): void {
  const row = place.shows.find((show) => show.series === series)!;
  const second = { ...row, title: `${row.title}: The Second Season`, year: row.year! + 1 };
  place.shows.push(second);
  place.files = place.files.map((file) => {
    if (file.show !== row || file.content.season !== 2) return file;
    return { ...file, show: second, label: { ...file.label, season: 1 } };
  });
}

/** Episodes outside the seasons, which every database counts as it likes. */
function specials(draft: Draft) {
  const series = draft.show(4);
  if (!series) return null;
  const outside = series.episodes.slice(-3);
  draft.nameless(series);
  for (const place of draft.places) {
    for (const [n, content] of draft.chance.shuffled(outside).entries()) {
      const { label } = draft.file(place, content);
      Object.assign(label, { season: 0, episode: 1 + n, name: content.title });
    }
  }
  return outside;
}

/** An episode comes in between, and those behind it move on by one: first here, later there. */
function renumbered(draft: Draft, byNumber: boolean) {
  const some = draft.places.some(({ product }) => product.byNumber);
  const series = some === byNumber ? draft.show(4) : null;
  if (!series) return null;
  draft.nameless(series);
  const tells = draft.chance.happens(0.5);
  if (tells) draft.telling(series);
  const from = draft.chance.between(1, 2);
  const added = another(series.episodes[from]!, { key: `${series.title} in between` });
  draft.later.push({ do: 'renumber', series, from, tells, added });
  return [...series.episodes, added];
}
