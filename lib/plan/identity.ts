import { type ExternalIds, ID_SOURCES, idsFrom, type ServerRow } from '../model/item';
import type { TitleIdentity } from '../model/records';

/** How two titles compare. All but `same` is no match; the rest say why. */
export type Likeness =
  | 'same'
  | 'conflict'
  | 'different'
  | 'other-range'
  | 'numbers-differ'
  | 'other-numbering';

/**
 * The identity of a row; of one matched by hand, that match. An episode that carries its show's id has
 * none of its own from there.
 */
export function identityOf(row: ServerRow): TitleIdentity {
  const { hand } = row;
  const showIds = row.kind === 'episode' && !hand ? (row.show?.ids ?? null) : null;
  return {
    kind: row.kind,
    ...(hand ? { hand } : {}),
    ids: hand ? {} : ownIds(row.ids, showIds),
    showIds,
    season: row.season,
    episode: row.episode,
    episodeEnd: row.episodeEnd,
    ...(row.numbering ? { numbering: row.numbering } : {}),
    episodeTitle: row.episodeTitle,
    airDate: row.airDate,
  };
}

function ownIds(ids: ExternalIds, showIds: ExternalIds | null): ExternalIds {
  const own: ExternalIds = {};
  for (const source of ID_SOURCES) {
    const shows = showIds ? idsFrom(showIds, source) : [];
    const left = idsFrom(ids, source).filter((id) => !shows.includes(id));
    if (left.length > 0) own[source] = left.length === 1 ? left[0] : left;
  }
  return own;
}

/**
 * In how many databases do two sets of ids share one, and in how many do they contradict? Several ids
 * of one database are a set: one in common is enough, only disjoint sets contradict.
 */
export function compareIds(a: ExternalIds, b: ExternalIds): { shared: number; against: number } {
  let shared = 0;
  let against = 0;
  for (const source of ID_SOURCES) {
    const [xs, ys] = [idsFrom(a, source), idsFrom(b, source)];
    if (xs.length === 0 || ys.length === 0) continue;
    if (xs.some((x) => ys.includes(x))) shared += 1;
    else against += 1;
  }
  return { shared, against };
}

/** Are these the same title? By external ids, or matched by hand; never by title alone. */
export function likeness(a: TitleIdentity, b: TitleIdentity): Likeness {
  if (a.kind !== b.kind) return 'different';
  if (a.hand || b.hand) return a.hand === b.hand ? 'same' : 'different';
  const own = compareIds(a.ids, b.ids);
  if (own.shared > 0 && own.against > 0) return 'conflict';
  if (a.kind === 'movie') return own.shared > 0 ? 'same' : 'different';
  if (own.shared > 0) return byOwnId(a, b);
  if (own.against > 0) return 'different';
  return byNumber(a, b);
}

/** An id in common counts while nothing known speaks against it: another show, another number. */
function byOwnId(a: TitleIdentity, b: TitleIdentity): Likeness {
  if (!sameSpan(a, b)) return 'other-range';
  const known = sameNumbers(a, b) && !ofOtherShows(a, b);
  if (known || airedTogether(a, b) || sameRealTitle(a, b)) return 'same';
  return sameNumbers(a, b) ? 'conflict' : 'numbers-differ';
}

function byNumber(a: TitleIdentity, b: TitleIdentity): Likeness {
  if (!a.showIds || !b.showIds || a.season === null || a.episode === null) return 'different';
  const show = compareIds(a.showIds, b.showIds);
  if (show.shared === 0) return 'different';
  if (a.season !== b.season || a.episode !== b.episode) return 'different';
  if (show.against > 0) return 'conflict';
  if (a.numbering !== b.numbering) return 'other-numbering';
  if (!sameSpan(a, b)) return 'other-range';
  if (a.season === 0) return sameSpecial(a, b) ? 'same' : 'different';
  return airedApart(a, b) ? 'numbers-differ' : 'same';
}

/** Numbers that are not known on one side contradict nothing. */
function sameNumbers(a: TitleIdentity, b: TitleIdentity): boolean {
  const agree = (x: number | null, y: number | null) => x === null || y === null || x === y;
  return agree(a.season, b.season) && agree(a.episode, b.episode);
}

function ofOtherShows(a: TitleIdentity, b: TitleIdentity): boolean {
  if (!a.showIds || !b.showIds) return false;
  const { shared, against } = compareIds(a.showIds, b.showIds);
  return shared === 0 && against > 0;
}

const spanOf = (t: TitleIdentity): number =>
  t.episodeEnd === null || t.episode === null ? 0 : t.episodeEnd - t.episode;

const sameSpan = (a: TitleIdentity, b: TitleIdentity): boolean => spanOf(a) === spanOf(b);

/** Servers in other time zones name another day; a weekly show shifted by one is 7 days apart. */
const DAYS_APART = 3;
const DAY_MS = 24 * 60 * 60_000;

/** Days between two air dates; null where one is not known. */
function daysBetween(a: TitleIdentity, b: TitleIdentity): number | null {
  if (!a.airDate || !b.airDate) return null;
  const days = Math.abs(Date.parse(a.airDate) - Date.parse(b.airDate)) / DAY_MS;
  return Number.isNaN(days) ? null : days;
}

function airedTogether(a: TitleIdentity, b: TitleIdentity): boolean {
  const days = daysBetween(a, b);
  return days !== null && days <= DAYS_APART;
}

function airedApart(a: TitleIdentity, b: TitleIdentity): boolean {
  const days = daysBetween(a, b);
  return days !== null && days > DAYS_APART;
}

/** Specials are numbered differently everywhere: the title or the air date must agree as well. */
const sameSpecial = (a: TitleIdentity, b: TitleIdentity): boolean =>
  Boolean(a.airDate && a.airDate === b.airDate) || sameRealTitle(a, b);

const sameRealTitle = (a: TitleIdentity, b: TitleIdentity): boolean => {
  const title = realTitle(a.episodeTitle);
  return title !== '' && title === realTitle(b.episodeTitle);
};

/** An episode's title to be compared; empty where it says no more than a number (*Episode 5*). */
export function realTitle(title: string | null): string {
  const plain = plainTitle(title);
  return /^\p{L}{0,10}\p{N}+$/u.test(plain) || PLACEHOLDERS.includes(plain) ? '' : plain;
}

const PLACEHOLDERS = ['tba', 'tbd'];

/** Letters and digits of a title, in one case and without accents. */
export const plainTitle = (title: string | null): string =>
  (title ?? '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const SHOW = 'show';

/** Keys under which a title can be found in a map; equal titles share at least one. */
export function tokensOf(t: TitleIdentity): string[] {
  if (t.hand) return [`${t.kind}:hand:${t.hand}`];
  const tokens = idTokens(t.kind, t.ids);
  if (t.showIds && t.season !== null && t.episode !== null) {
    for (const token of idTokens(SHOW, t.showIds)) tokens.push(`${token}:${t.season}:${t.episode}`);
  }
  return tokens;
}

export function idTokens(kind: string, ids: ExternalIds): string[] {
  const tokens: string[] = [];
  for (const source of ID_SOURCES) {
    for (const id of idsFrom(ids, source)) tokens.push(`${kind}:${source}:${id}`);
  }
  return tokens;
}

/** Two descriptions of one title as one; what is already known stays. */
export function mergeIdentity(known: TitleIdentity, more: TitleIdentity): TitleIdentity {
  return {
    ...known,
    ids: { ...more.ids, ...known.ids },
    showIds: known.showIds || more.showIds ? { ...more.showIds, ...known.showIds } : null,
    season: known.season ?? more.season,
    episode: known.episode ?? more.episode,
    episodeEnd: known.episodeEnd ?? more.episodeEnd,
    episodeTitle: known.episodeTitle ?? more.episodeTitle,
    airDate: known.airDate ?? more.airDate,
  };
}

/** "Severance S2 E4", "Dune: Part Two (2024)". */
export function displayTitle(row: ServerRow): string {
  if (row.kind === 'movie') return row.year ? `${row.title} (${row.year})` : row.title;
  if (row.season === null || row.episode === null) {
    return row.episodeTitle ? `${row.title}: ${row.episodeTitle}` : row.title;
  }
  const end = row.episodeEnd !== null && row.episodeEnd > row.episode ? `–${row.episodeEnd}` : '';
  return `${row.title} S${row.season} E${row.episode}${end}`;
}
