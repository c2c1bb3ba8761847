import { ID_SOURCES, idsFrom } from '../../lib/model/item';
import { BLANK, dataKeys, TICKS_PER_MS, type UserData, type UserRecord } from './mediabrowser-data';
import type { Dialect } from './mediabrowser-dialect';
import { dashed } from './mediabrowser-params';
import { hex, type SimUser } from './people';
import { leaves, type SimItem, type SimLibrary } from './shelf';

export interface RowHost {
  readonly dialect: Dialect;
  readonly serverId: string;
  readonly data: UserData;
  /** Provider names in odd spellings, and a collection's id among them. */
  readonly oddProviderKeys: boolean;
}

export interface RowWish {
  /** Lower-cased names of optional fields. */
  fields: Set<string>;
  userData: boolean;
  /** A read of one item by its id: everything is told, from the item's own cache. */
  single: boolean;
}

type Row = Record<string, unknown>;

const TYPES = { movie: 'Movie', show: 'Series', season: 'Season', episode: 'Episode' } as const;
const ZEROS = '0'.repeat(32);

export const typeOf = (item: SimItem): string =>
  item.library.holds === 'video' ? 'Video' : TYPES[item.kind];

export const runtimeTicks = (item: SimItem): number | null =>
  item.runtimeMs === null ? null : item.runtimeMs * TICKS_PER_MS;

/** Ids as the metadata providers spell them, or as some importers do; one of each database. */
function providerIds(item: SimItem, odd: boolean): Row {
  const [imdb, tmdb, tvdb] = ID_SOURCES.map((source) => idsFrom(item.ids, source)[0]);
  const names = odd ? ['IMDB', 'tmdb', 'tvdb'] : ['Imdb', 'Tmdb', 'Tvdb'];
  const row: Row = {};
  if (imdb !== undefined) row[names[0] ?? ''] = imdb;
  if (tmdb !== undefined) row[names[1] ?? ''] = tmdb;
  if (tvdb !== undefined) row[names[2] ?? ''] = tvdb;
  if (odd && item.kind === 'movie') row.TmdbCollection = '10';
  return row;
}

/** A film that stands for several versions shows "watched" and the newest date of them all. */
function withVersions(host: RowHost, user: SimUser, item: SimItem, own: UserRecord): UserRecord {
  if (!host.dialect.versionsApart || item.versions.length === 0) return own;
  const others = item.versions.map((version) => host.data.listed(user, version));
  const all = [own, ...others];
  const newest = all.reduce((a, b) =>
    (b.lastPlayed?.ms ?? -1) > (a.lastPlayed?.ms ?? -1) ? b : a,
  );
  return { ...own, played: all.some((one) => one.played), lastPlayed: newest.lastPlayed };
}

function folderData(host: RowHost, user: SimUser, item: SimItem, own: UserRecord): Row {
  const parts = leaves(item).filter((leaf) => !leaf.missing);
  const open = parts.filter((leaf) => !host.data.listed(user, leaf).played).length;
  const done = parts.length - open;
  const share = host.dialect.versionsApart && done > 0 && parts.length > 0;
  return {
    ...(share ? { PlayedPercentage: (done / parts.length) * 100 } : {}),
    UnplayedItemCount: open,
    PlaybackPositionTicks: own.ticks,
    PlayCount: own.playCount,
    IsFavorite: own.favourite,
    ...(own.lastPlayed ? { LastPlayedDate: own.lastPlayed.text } : {}),
    Played: parts.length > 0 && open === 0,
  };
}

function keyOf(dialect: Dialect, item: SimItem): string {
  if (dialect.keptBy === 'key' || dialect.versionsApart) return dataKeys(item)[0] ?? item.id;
  return dashed(item.id);
}

/** A user's data of one item, as it stands in rows and in answers to writes. */
export function userDataRow(host: RowHost, item: SimItem, record: UserRecord, played = true): Row {
  const { dialect } = host;
  const runtime = runtimeTicks(item);
  const known = dialect.itemIdInUserData;
  const percentage = runtime && record.ticks > 0 ? (record.ticks / runtime) * 100 : null;
  return {
    ...(record.rating === null ? {} : { Rating: record.rating }),
    ...(percentage === null ? {} : { PlayedPercentage: percentage }),
    PlaybackPositionTicks: record.ticks,
    PlayCount: played ? record.playCount : 0,
    IsFavorite: record.favourite,
    ...(record.likes === null ? {} : { Likes: record.likes }),
    ...(record.lastPlayed && played ? { LastPlayedDate: record.lastPlayed.text } : {}),
    Played: record.played,
    ...(dialect.product === 'emby' ? {} : { Key: keyOf(dialect, item) }),
    ...(known === 'absent' ? {} : { ItemId: known === 'zeros' ? ZEROS : item.id }),
  };
}

function dataOfRow(host: RowHost, item: SimItem, user: SimUser, wish: RowWish): Row {
  const { data, dialect } = host;
  const record = wish.single ? data.single(user, item) : data.listed(user, item);
  if (item.kind === 'show' || item.kind === 'season') {
    const row = folderData(host, user, item, record);
    return dialect.product === 'emby'
      ? row
      : { ...row, Key: keyOf(dialect, item), ItemId: item.id };
  }
  const shown = withVersions(host, user, item, record);
  if (dialect.product === 'jellyfin' || wish.single) return userDataRow(host, item, shown);
  // Emby's lists leave out when and how often, unless both undocumented fields are named
  const row = userDataRow(host, item, shown, true);
  if (!wish.fields.has('userdatalastplayeddate')) delete row.LastPlayedDate;
  if (!wish.fields.has('userdataplaycount')) row.PlayCount = 0;
  return row;
}

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', '.0000000Z');
const day = (date: string): string => `${date}T00:00:00.0000000Z`;

function places(item: SimItem): Row {
  if (item.kind === 'season') {
    return { IndexNumber: item.season, SeriesId: item.show?.id, SeriesName: item.show?.name };
  }
  if (item.kind !== 'episode') return {};
  return {
    ...(item.episode === null ? {} : { IndexNumber: item.episode }),
    ...(item.episodeEnd === null ? {} : { IndexNumberEnd: item.episodeEnd }),
    ...(item.season === null ? {} : { ParentIndexNumber: item.season }),
  };
}

const series = (item: SimItem): Row =>
  item.kind === 'episode'
    ? {
        SeriesName: item.show?.name,
        SeriesId: item.show?.id,
        SeasonId: item.parent?.id,
        SeasonName: item.parent?.name,
      }
    : {};

/** The folder on disk that holds a film or a show: an id that no list shows. */
const parentId = (item: SimItem): string =>
  item.parent?.id ?? hex(item.library.id, item.path, 'folder');

function optional(host: RowHost, item: SimItem, wants: (field: string) => boolean): Row {
  const { fullRows } = host.dialect;
  const row: Row = {};
  if (wants('providerids')) row.ProviderIds = providerIds(item, host.oddProviderKeys);
  if (wants('path')) row.Path = `${item.path}.mkv`;
  if (wants('datecreated')) row.DateCreated = iso(item.addedAt);
  if (wants('parentid')) row.ParentId = parentId(item);
  if (wants('etag')) row.Etag = hex(item.id, item.savedAt);
  if (fullRows || wants('productionyear')) {
    if (item.year !== null) row.ProductionYear = item.year;
  }
  if ((fullRows || wants('premieredate')) && item.airDate && item.kind === 'episode') {
    row.PremiereDate = day(item.airDate);
  }
  if (wants('mediasourcecount')) row.MediaSourceCount = 1 + item.versions.length;
  if (wants('mediasources') && item.runtimeMs !== null) {
    row.MediaSources = [item, ...item.versions].map((one) => ({
      Id: one.id,
      Path: `${one.path}.mkv`,
      RunTimeTicks: runtimeTicks(one),
    }));
  }
  return row;
}

/** One item as a list or a single read answers it. */
export function itemRow(host: RowHost, item: SimItem, user: SimUser | null, wish: RowWish): Row {
  const folder = item.kind === 'show' || item.kind === 'season';
  const runtime = runtimeTicks(item);
  const jellyfin = host.dialect.product === 'jellyfin';
  const wants = (field: string) => wish.single || wish.fields.has(field);
  return {
    Name: item.name,
    ServerId: host.serverId,
    Id: item.id,
    ...(folder || item.missing ? {} : { Container: 'mkv' }),
    ...(jellyfin ? { ChannelId: null } : {}),
    ...(runtime === null ? {} : { RunTimeTicks: runtime }),
    ...places(item),
    ...optional(host, item, wants),
    IsFolder: folder,
    Type: typeOf(item),
    ...(user && wish.userData ? { UserData: dataOfRow(host, item, user, wish) } : {}),
    ...series(item),
    ...(folder ? {} : { VideoType: 'VideoFile' }),
    ...(jellyfin ? { ImageBlurHashes: {} } : { ImageTags: {}, BackdropImageTags: [] }),
    ...(jellyfin || item.missing ? { LocationType: item.missing ? 'Virtual' : 'FileSystem' } : {}),
    ...(jellyfin
      ? { MediaType: folder ? 'Unknown' : 'Video' }
      : folder
        ? {}
        : { MediaType: 'Video' }),
  };
}

const COLLECTIONS = {
  movie: 'movies',
  video: 'homevideos',
  show: 'tvshows',
  music: 'music',
} as const;

export const libraryRow = (host: RowHost, library: SimLibrary, user: SimUser | null): Row => ({
  Name: library.name,
  ServerId: host.serverId,
  Id: library.id,
  IsFolder: true,
  Type: 'CollectionFolder',
  CollectionType: COLLECTIONS[library.holds],
  ...(user
    ? {
        UserData: {
          PlaybackPositionTicks: BLANK.ticks,
          PlayCount: BLANK.playCount,
          IsFavorite: BLANK.favourite,
          Played: BLANK.played,
        },
      }
    : {}),
});
