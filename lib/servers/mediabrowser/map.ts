import type { CatalogueEntry, ServerRow } from '../../model/item';
import { idsFromProviders } from '../ids';
import type { WrittenState } from '../port';
import { readRow } from '../schema';
import { dayOf, parseDate } from './dates';
import * as shapes from './schema';

const TICKS_PER_MS = 10_000;

export const toTicks = (ms: number): number => Math.round(ms) * TICKS_PER_MS;
const toMs = (ticks: number): number => Math.round(ticks / TICKS_PER_MS);

/** What differs between the products in how a row is read. */
export interface Dialect {
  /** The one spelling of an item id. */
  itemId(this: void, raw: string): string;
  /** The key under which copies share one position. */
  stateKey(raw: shapes.RawRow, itemId: string): string;
}

/** `Video` is a home video: to us a film of which no database knows. */
const OURS = ['Movie', 'Video', 'Episode'];

/**
 * One row of a list: a film, home video or episode; `bad` with its id when it is one but cannot be understood
 * (id null when not even that can be read); null when it is nothing of ours.
 */
export type ReadRow = { row: ServerRow } | { bad: string | null } | null;

export function toRow(raw: unknown, dialect: Dialect, libraryId: string | null): ReadRow {
  const typed = readRow(shapes.typed, raw);
  if (typed && !OURS.includes(typed.Type)) return null;
  // Trailers, interviews and the like belong to a film.
  if (typed?.ExtraType) return null;
  // Missing and unaired episodes are listed as rows without a file.
  if (typed?.LocationType === 'Virtual') return null;
  const read = readRow(shapes.row, raw);
  if (!read) return { bad: idOf(raw, dialect) };
  const itemId = dialect.itemId(read.Id);
  const isEpisode = read.Type === 'Episode';
  const own = read.Name ?? '';
  return {
    row: {
      itemId,
      kind: isEpisode ? 'episode' : 'movie',
      title: isEpisode ? (read.SeriesName ?? '') : own,
      year: read.ProductionYear ?? null,
      episodeTitle: isEpisode ? own : null,
      season: isEpisode ? (read.ParentIndexNumber ?? null) : null,
      episode: isEpisode ? (read.IndexNumber ?? null) : null,
      episodeEnd: isEpisode ? lastOf(read) : null,
      airDate: dayOf(read.PremiereDate),
      ids: read.Type === 'Video' ? {} : idsFromProviders(read.ProviderIds),
      show:
        isEpisode && read.SeriesId ? { itemId: dialect.itemId(read.SeriesId), ids: null } : null,
      libraryId,
      stateKey: dialect.stateKey(read, itemId),
      runtimeMs: read.RunTimeTicks && read.RunTimeTicks > 0 ? toMs(read.RunTimeTicks) : null,
      ...stateOf(read.UserData),
      favourite: read.UserData.IsFavorite ?? null,
      ...(typeof read.UserData.Rating === 'number' && { rating: read.UserData.Rating }),
      finishLineMs: null,
    },
  };
}

/** A stored position may be negative (other tools write such); that is no position. */
export const stateOf = (data: shapes.UserData): WrittenState => ({
  positionMs: Math.max(0, toMs(data.PlaybackPositionTicks)),
  watched: data.Played,
  playCount: data.PlayCount ?? null,
  lastPlayedAt: parseDate(data.LastPlayedDate),
});

function lastOf({ IndexNumber, IndexNumberEnd }: shapes.RawRow): number | null {
  if (typeof IndexNumber !== 'number' || typeof IndexNumberEnd !== 'number') return null;
  return IndexNumberEnd > IndexNumber ? IndexNumberEnd : null;
}

/** The id of any row, or null when it cannot be read. */
export function idOf(raw: unknown, dialect: Dialect): string | null {
  const named = readRow(shapes.named, raw);
  return named ? dialect.itemId(named.Id) : null;
}

const ENTRY_KINDS = { Movie: 'movie', Series: 'show', Episode: 'episode' } as const;

/** A film, show or episode with its ids; null for anything else. */
export function toEntry(
  raw: unknown,
  dialect: Dialect,
  libraryId: string | null,
): CatalogueEntry | null {
  const read = readRow(shapes.entry, raw);
  if (!read) return null;
  return {
    itemId: dialect.itemId(read.Id),
    kind: ENTRY_KINDS[read.Type],
    ids: idsFromProviders(read.ProviderIds),
    libraryId,
    ...(read.Type === 'Series' && { title: read.Name ?? '', year: read.ProductionYear ?? null }),
  };
}

/** The row, where one could be read. */
export const rowIn = (read: ReadRow): ServerRow[] => (read && 'row' in read ? [read.row] : []);
