import { type File, labelOf, type Place } from './believed';
import { another, type Content } from './contents';
import type { Dirt, Draft } from './draft';

/** Files that are less, or more, than one title. */
export const DIRTY_FILES: readonly Dirt[] = [
  { name: 'parts of a film', on: parts },
  { name: 'several files under one number', on: underOneNumber },
  { name: 'several episodes in one file', on: range },
  { name: 'a file replaced between runs', on: replaced },
];

const PART_MS = 58 * 60_000;
const LESS_MS = 35_000;

/** A film in two files, both of which say that they are the film. */
function parts(draft: Draft) {
  const films = draft.films(1);
  if (!films) return null;
  const [film] = films as [Content];
  const halves = [PART_MS, PART_MS - LESS_MS].map((runtimeMs, n) =>
    another(film, { key: `${film.key} part ${1 + n}`, runtimeMs }),
  );
  for (const place of draft.somewhere()) {
    const whole = draft.file(place, film);
    const files = halves.map((content): File => {
      const label = { ...whole.label, runtimeMs: content.runtimeMs };
      return { ...whole, content, label };
    });
    place.files.splice(place.files.indexOf(whole), 1, ...files);
  }
  return [film, ...halves];
}

/** As many lengths as files: what is of one length too, nobody could tell from a copy. */
function underOneNumber(draft: Draft) {
  const series = draft.show(4);
  if (!series) return null;
  const { chance } = draft;
  const same = chance.some(series.episodes, chance.between(3, 4));
  const ids = chance.happens(0.5) ? {} : same[0]!.ids;
  for (const place of draft.places) {
    for (const [n, content] of same.entries())
      draft.file(place, content).label.runtimeMs += n * LESS_MS;
  }
  for (const place of draft.somewhere()) {
    const { season, episode, name, airDate } = draft.file(place, same[0]!).label;
    for (const content of same) {
      Object.assign(draft.file(place, content).label, { season, episode, name, airDate, ids });
    }
  }
  return same;
}

/** Two episodes in one file; on Plex such a file is two items, each as long as both. */
function range(draft: Draft) {
  const places = draft.places.filter(({ product }) => product.kind !== 'plex');
  const series = places.length > 0 ? draft.show(2) : null;
  if (!series) return null;
  const [one, other] = series.episodes as [Content, Content];
  const runtimeMs = one.runtimeMs + other.runtimeMs;
  const both = another(one, { key: `${one.key} and the next`, runtimeMs });
  join(draft.chance.one(places), [one, other], both);
  return [one, other, both];
}

function join(place: Place, pair: readonly Content[], both: Content): void {
  const first = place.files.find((file) => file.content === pair[0])!;
  const label = { ...first.label, episodeEnd: 2, runtimeMs: both.runtimeMs };
  place.files = place.files.filter((file) => !pair.includes(file.content));
  place.files.push({ ...first, content: both, label });
}

function replaced(draft: Draft) {
  const films = draft.films(1);
  if (!films) return null;
  draft.later.push({ do: 'replace', content: films[0]! });
  return films;
}

/** Clean all the same: a film in 4K beside HD, in one library or in two, on one server. */
export function sideBySide(draft: Draft): void {
  const films = draft.films(1);
  if (!films) return;
  const { chance } = draft;
  const [place] = draft.somewhere(false);
  const file = draft.file(place!, films[0]!);
  const apart = chance.happens(0.5);
  const longer = apart ? chance.between(-30_000, 30_000) : chance.between(-900, 900);
  const label = { ...file.label, runtimeMs: labelOf(file.content).runtimeMs + longer };
  place!.files.push({ ...file, library: apart ? 'Films 4K' : 'Films', label });
}
