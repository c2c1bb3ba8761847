/** What differs between the versions of Jellyfin, and Emby. */
export interface Dialect {
  product: 'jellyfin' | 'emby';
  /** `POST .../UserData`: absent before Jellyfin 10.9. */
  writesUserData: boolean;
  /** `/Items/{id}`, `/UserItems`, `/UserPlayedItems`, `/UserViews`. */
  shortRoutes: boolean;
  /** `/emby` and `/mediabrowser` in front of a path are taken off. */
  embyPrefix: boolean;
  /** The first version family that looks at `Authorization` before `X-Emby-Authorization`. */
  standardHeaderFirst: boolean;
  /** Old headers, the scheme "Emby" and `api_key`, unless the administrator says otherwise. */
  legacyAuthorization: boolean;
  /** `userId` of somebody else is refused to ordinary users. */
  checksUserId: boolean;
  /** Where user data is kept: under the title's ids, or with each item. */
  keptBy: 'key' | 'item';
  /** Rows and single reads go through a cache per item that other copies' writes do not refresh. */
  cachesPerItem: boolean;
  /** Starting a watched film makes it unwatched. */
  startUnwatches: boolean;
  /** Series and seasons with something in progress are resumable themselves. */
  foldersResume: boolean;
  /** Versions of one film have positions of their own and share the watched flag. */
  versionsApart: boolean;
  /** Marking a series leaves single reads of its episodes stale until the next write. */
  staleAfterFolderMark: boolean;
  /** After its ids changed, an item is missing from the lists for good. */
  losesAfterIdChange: 'nothing' | 'row' | 'ghost';
  /** The root answers its libraries to every query that is not recursive. */
  rootIgnoresFilters: boolean;
  /** Hidden items are dropped after a page was cut. */
  shortPages: 'none' | 'all' | 'resume';
  filtersByIndexNumber: boolean;
  /** `minDateLastSaved` works only together with its sister parameter. */
  dateFilterBroken: boolean;
  /** Ordinary users see everybody's sessions. */
  sessionsOpen: boolean;
  quickConnectByGet: boolean;
  /** Repeated wrong passwords disable the account. */
  locksOut: boolean;
  /** What user data says of its item. */
  itemIdInUserData: 'absent' | 'zeros' | 'id';
  /** Item rows carry the year, dates and play details unasked. */
  fullRows: boolean;
}

const MODERN: Dialect = {
  product: 'jellyfin',
  writesUserData: true,
  shortRoutes: true,
  embyPrefix: true,
  standardHeaderFirst: true,
  legacyAuthorization: true,
  checksUserId: true,
  keptBy: 'item',
  cachesPerItem: false,
  startUnwatches: true,
  foldersResume: false,
  versionsApart: false,
  staleAfterFolderMark: false,
  losesAfterIdChange: 'row',
  rootIgnoresFilters: true,
  shortPages: 'all',
  filtersByIndexNumber: true,
  dateFilterBroken: false,
  sessionsOpen: false,
  quickConnectByGet: true,
  locksOut: false,
  itemIdInUserData: 'id',
  fullRows: true,
};

const TEN: Dialect = {
  ...MODERN,
  standardHeaderFirst: false,
  keptBy: 'key',
  cachesPerItem: true,
  losesAfterIdChange: 'nothing',
  dateFilterBroken: true,
  itemIdInUserData: 'zeros',
};

const NINE: Dialect = { ...TEN, filtersByIndexNumber: false, itemIdInUserData: 'absent' };

const EIGHT: Dialect = {
  ...NINE,
  writesUserData: false,
  shortRoutes: false,
  checksUserId: false,
  sessionsOpen: true,
  shortPages: 'none',
};

const TWELVE: Dialect = {
  ...MODERN,
  embyPrefix: false,
  legacyAuthorization: false,
  startUnwatches: false,
  foldersResume: true,
  versionsApart: true,
  staleAfterFolderMark: true,
  losesAfterIdChange: 'ghost',
  rootIgnoresFilters: false,
  shortPages: 'resume',
  quickConnectByGet: false,
  locksOut: true,
};

const EMBY: Dialect = {
  ...MODERN,
  product: 'emby',
  shortRoutes: false,
  standardHeaderFirst: false,
  keptBy: 'key',
  losesAfterIdChange: 'nothing',
  shortPages: 'none',
  itemIdInUserData: 'absent',
  fullRows: false,
};

/** The dialect of a version such as `10.10.7`. */
export function dialectOf(product: 'jellyfin' | 'emby', version: string): Dialect {
  if (product === 'emby') return EMBY;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major >= 12) return TWELVE;
  if (minor >= 11) return MODERN;
  if (minor === 10) return TEN;
  return minor === 9 ? NINE : EIGHT;
}
