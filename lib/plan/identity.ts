import { type ExternalIds, ID_SOURCES, type ServerRow } from '../model/item';
import type { TitleIdentity } from '../model/records';

export type Likeness = 'same' | 'conflict' | 'different' | 'other-range';

/** The identity of a row; of one matched by hand, that match. An episode that carries its show's id has none of its own from there. */
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
    episodeTitle: row.episodeTitle,
    airDate: row.airDate,
  };
}

function ownIds(ids: ExternalIds, showIds: ExternalIds | null): ExternalIds {
  const own: ExternalIds = {};
  for (const source of ID_SOURCES) {
    const id = ids[source];
    if (id && id !== showIds?.[source]) own[source] = id;
  }
  return own;
}

/** Do two sets of ids share one, and does any contradict? */
export function compareIds(a: ExternalIds, b: ExternalIds): { shared: number; against: number } {
  let shared = 0;
  let against = 0;
  for (const source of ID_SOURCES) {
    if (!a[source] || !b[source]) continue;
    if (a[source] === b[source]) shared += 1;
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
  if (own.shared > 0) return sameSpan(a, b) ? 'same' : 'other-range';
  if (own.against > 0) return 'different';
  return byNumber(a, b);
}

function byNumber(a: TitleIdentity, b: TitleIdentity): Likeness {
  if (!a.showIds || !b.showIds || a.season === null || a.episode === null) return 'different';
  const show = compareIds(a.showIds, b.showIds);
  if (show.shared === 0) return 'different';
  if (a.season !== b.season || a.episode !== b.episode) return 'different';
  if (show.against > 0) return 'conflict';
  if (!sameSpan(a, b)) return 'other-range';
  return a.season === 0 && !sameSpecial(a, b) ? 'different' : 'same';
}

const spanOf = (t: TitleIdentity): number =>
  t.episodeEnd === null || t.episode === null ? 0 : t.episodeEnd - t.episode;

const sameSpan = (a: TitleIdentity, b: TitleIdentity): boolean => spanOf(a) === spanOf(b);

/** Specials are numbered differently everywhere: the title or the air date must agree as well. */
function sameSpecial(a: TitleIdentity, b: TitleIdentity): boolean {
  if (a.airDate && a.airDate === b.airDate) return true;
  const [x, y] = [plain(a.episodeTitle), plain(b.episodeTitle)];
  return x !== '' && x === y;
}

const plain = (title: string | null): string =>
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
  for (const source of ID_SOURCES) if (ids[source]) tokens.push(`${kind}:${source}:${ids[source]}`);
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
