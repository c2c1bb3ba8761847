import type { CatalogueEntry, ServerRow } from '../../model/item';
import { episodeIdsFromGuids, idsFromGuids } from '../ids';
import { readRow } from '../schema';
import * as shapes from './schema';
import { timeOf } from './times';

/**
 * From this share of the runtime on, Plex may take a position for "watched". The server's owner
 * sets it, 90 % unless they do; this one, where it may not be read.
 */
export const WATCHED_FROM = 0.8;
/** Kept clear before the first credits marker. */
const CREDITS_MARGIN_MS = 5000;

/**
 * One row of a list: a film or episode; `bad` with its id when it is one but cannot be understood
 * (id null when not even that can be read); null when it is nothing of ours.
 */
export type ReadRow = { row: ServerRow } | { bad: string | null } | null;

export function toRow(raw: unknown, libraryId: string | null, watchedFrom = WATCHED_FROM): ReadRow {
  const type = readRow(shapes.typed, raw)?.type;
  if (type !== undefined && type !== 'movie' && type !== 'episode') return null;
  const read = readRow(shapes.row, raw);
  if (!read) return { bad: idOf(raw) };
  const isEpisode = read.type === 'episode';
  const guid = read.guid ?? null;
  const { own, show, numbering } = isEpisode
    ? episodeIdsFromGuids(guid, listed(read.Guid), read.grandparentGuid ?? null)
    : { own: idsFromGuids(guid, listed(read.Guid)), show: null, numbering: undefined };
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
      ...(numbering !== undefined && { numbering }),
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
      lastPlayedAt: timeOf(read.lastViewedAt),
      finishLineMs: finishLineOf(read, watchedFrom),
    },
  };
}

/** Plex keeps positions by account and guid: copies share one, editions have their own. */
function stateKeyOf({ guid, editionTitle, ratingKey }: shapes.RawRow): string {
  if (!guid) return ratingKey;
  return editionTitle ? `${guid} ${editionTitle}` : guid;
}

function finishLineOf({ duration, Marker }: shapes.RawRow, watchedFrom: number): number | null {
  const lines = duration && duration > 0 ? [Math.floor(duration * watchedFrom)] : [];
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
  return {
    itemId: read.ratingKey,
    kind: read.type,
    ids,
    libraryId,
    ...(read.type === 'show' && { title: read.title ?? '', year: read.year ?? null }),
  };
}
