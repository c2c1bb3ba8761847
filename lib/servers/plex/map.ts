import type { CatalogueEntry, ServerRow } from '../../model/item';
import { episodeIdsFromGuids, idsFromGuids } from '../ids';
import { readRow } from '../schema';
import * as shapes from './schema';

/** From here on, Plex may take a position for "watched" (by default at 90 % of the runtime). */
export const WATCHED_FROM = 0.87;
/** Kept clear before the first credits marker. */
const CREDITS_MARGIN_MS = 5000;

/**
 * One row of a list: a film or episode; `bad` with its id when it is one but cannot be understood
 * (id null when not even that can be read); null when it is nothing of ours.
 */
export type ReadRow = { row: ServerRow } | { bad: string | null } | null;

export function toRow(raw: unknown, libraryId: string | null): ReadRow {
  const type = readRow(shapes.typed, raw)?.type;
  if (type !== undefined && type !== 'movie' && type !== 'episode') return null;
  const read = readRow(shapes.row, raw);
  if (!read) return { bad: idOf(raw) };
  const isEpisode = read.type === 'episode';
  const { own, show } = isEpisode
    ? episodeIdsFromGuids(read.guid ?? null, listed(read.Guid), read.grandparentGuid ?? null)
    : { own: idsFromGuids(read.guid ?? null, listed(read.Guid)), show: null };
  const showId = read.grandparentRatingKey;
  const positionMs = Math.max(0, Math.round(read.viewOffset ?? 0));
  const playCount = read.viewCount ?? 0;
  return {
    row: {
      itemId: read.ratingKey,
      kind: read.type,
      title: (isEpisode ? read.grandparentTitle : read.title) ?? '',
      year: read.year ?? null,
      episodeTitle: isEpisode ? (read.title ?? '') : null,
      season: isEpisode ? (read.parentIndex ?? null) : null,
      episode: isEpisode ? (read.index ?? null) : null,
      episodeEnd: null,
      airDate: /^\d{4}-\d\d-\d\d/.exec(read.originallyAvailableAt ?? '')?.[0] ?? null,
      ids: own,
      show: isEpisode && showId ? { itemId: showId, ids: show } : null,
      libraryId: libraryId ?? read.librarySectionID ?? null,
      stateKey: stateKeyOf(read),
      runtimeMs: read.duration && read.duration > 0 ? Math.round(read.duration) : null,
      positionMs,
      watched: playCount > 0,
      playCount,
      favourite: null,
      lastPlayedAt: read.lastViewedAt ? read.lastViewedAt * 1000 : null,
      finishLineMs: finishLineOf(read),
    },
  };
}

/** Plex keeps positions by account and guid: copies share one, editions have their own. */
function stateKeyOf({ guid, editionTitle, ratingKey }: shapes.RawRow): string {
  if (!guid) return ratingKey;
  return editionTitle ? `${guid} ${editionTitle}` : guid;
}

function finishLineOf({ duration, Marker }: shapes.RawRow): number | null {
  const lines = duration && duration > 0 ? [Math.floor(duration * WATCHED_FROM)] : [];
  for (const { type, startTimeOffset } of Marker ?? []) {
    if (type === 'credits' && typeof startTimeOffset === 'number') {
      lines.push(Math.max(0, startTimeOffset - CREDITS_MARGIN_MS));
    }
  }
  return lines.length > 0 ? Math.min(...lines) : null;
}

const listed = (guids: shapes.RawGuids): string[] => (guids ?? []).flatMap(({ id }) => id ?? []);

/** The id of any row, or null when it cannot be read. */
export const idOf = (raw: unknown): string | null => readRow(shapes.named, raw)?.ratingKey ?? null;

/** A film or show of the id index; null for anything else. */
export function toEntry(raw: unknown, libraryId: string | null): CatalogueEntry | null {
  const read = readRow(shapes.entry, raw);
  if (!read) return null;
  const ids = idsFromGuids(read.guid ?? null, listed(read.Guid));
  return { itemId: read.ratingKey, kind: read.type, ids, libraryId };
}
