import { ID_SOURCES, idsFrom } from '../../lib/model/item';
import { json, Refusal, type SimReply } from './http';
import { invalid, type Params, plainGuid, processingError } from './mediabrowser-params';
import { itemRow, libraryRow, type RowWish, typeOf } from './mediabrowser-rows';
import type { MediaBrowserServer } from './mediabrowser-server';
import { sortPlan } from './mediabrowser-sort';
import type { SimUser } from './people';
import { leaves, type SimItem } from './shelf';

const TYPE_NAMES = new Set(['movie', 'video', 'series', 'season', 'episode']);

type Test = (item: SimItem) => boolean;

/** What the client wants to be told of each row. */
export function rowWish(params: Params, single = false): RowWish {
  return {
    fields: new Set(params.words('fields')),
    userData: params.flag('enableUserData') ?? true,
    single,
  };
}

const sees = (user: SimUser | null, item: SimItem): boolean =>
  user === null || !item.library.hiddenFrom.has(user.name);

/** May this user be told of this item at all? */
export const maySee = (user: SimUser | null, item: SimItem): boolean =>
  sees(user, item) && (user === null || !item.hiddenFrom.has(user.name));

function typeTest(params: Params): Test {
  const known = (name: string) => params.words(name).filter((type) => TYPE_NAMES.has(type));
  const include = new Set(known('includeItemTypes'));
  const exclude = new Set(known('excludeItemTypes'));
  const media = params.words('mediaTypes');
  return (item) => {
    const type = typeOf(item).toLowerCase();
    if (include.size > 0 && !include.has(type)) return false;
    if (exclude.has(type)) return false;
    const folder = item.kind === 'show' || item.kind === 'season';
    return media.length === 0 || (media.includes('video') && !folder);
  };
}

/** Something below is in progress, or only a part was watched. */
function folderInProgress(server: MediaBrowserServer, user: SimUser, item: SimItem): boolean {
  const parts = leaves(item).filter((leaf) => !leaf.missing);
  if (parts.some((leaf) => server.data.inProgress(user, leaf))) return true;
  const done = parts.filter((leaf) => server.data.truth(user, leaf).played).length;
  return done > 0 && done < parts.length;
}

export function resumable(server: MediaBrowserServer, user: SimUser, item: SimItem): boolean {
  if (item.missing) return false;
  if (server.data.inProgress(user, item)) return true;
  const folder = item.kind === 'show' || item.kind === 'season';
  return server.dialect.foldersResume && folder && folderInProgress(server, user, item);
}

function stateTests(server: MediaBrowserServer, params: Params, user: SimUser | null): Test[] {
  const tests: Test[] = [];
  const filters = new Set(params.words('filters'));
  if (filters.has('isresumable')) {
    // a key without a user has no progress to ask for, and the server trips over that
    if (!user) throw new Refusal(processingError(500));
    tests.push((item) => resumable(server, user, item));
  }
  if (!user) return tests;
  const record = (item: SimItem) => server.data.truth(user, item);
  const played = params.flag('isPlayed');
  if (filters.has('isplayed') || played === true) tests.push((item) => record(item).played);
  if (filters.has('isunplayed') || played === false) tests.push((item) => !record(item).played);
  if (filters.has('isfavorite') || params.flag('isFavorite')) {
    tests.push((item) => record(item).favourite);
  }
  return tests;
}

function dateTests(server: MediaBrowserServer, params: Params): Test[] {
  const saved = params.date('minDateLastSaved');
  const forUser = params.date('minDateLastSavedForUser');
  // up to 10.10 the one clause names the other's parameter, so alone it matches nothing
  if (server.dialect.dateFilterBroken && saved !== null && forUser === null) return [() => false];
  const tests: Test[] = [];
  for (const since of [saved, forUser]) {
    if (since !== null) tests.push((item) => item.savedAt >= since);
  }
  return tests;
}

function plainTests(server: MediaBrowserServer, params: Params): Test[] {
  const tests: Test[] = [typeTest(params), ...dateTests(server, params)];
  const season = params.int('parentIndexNumber');
  if (season !== null) tests.push((item) => item.kind === 'episode' && item.season === season);
  const number = params.int('indexNumber');
  if (number !== null && server.dialect.filtersByIndexNumber) {
    tests.push((item) => item.episode === number);
  }
  const missing = params.flag('isMissing');
  if (missing !== null) tests.push((item) => item.missing === missing);
  const term = params.text('searchTerm')?.toLowerCase();
  if (term) tests.push((item) => item.name.toLowerCase().includes(term));
  const years = params.words('years');
  if (years.length > 0) tests.push((item) => years.includes(String(item.year)));
  for (const source of ['imdb', 'tmdb', 'tvdb'] as const) {
    const has = params.flag(`has${source}Id`);
    if (has !== null) tests.push((item) => (item.ids[source] !== undefined) === has);
  }
  if (server.dialect.product === 'emby' && params.has('AnyProviderIdEquals')) {
    const wanted = new Set(params.words('AnyProviderIdEquals'));
    tests.push((item) =>
      ID_SOURCES.some((source) => {
        const [id] = idsFrom(item.ids, source);
        return id !== undefined && wanted.has(`${source}.${id}`.toLowerCase());
      }),
    );
  }
  return tests;
}

/** The items below a parent, all of them or its own children. */
function below(
  server: MediaBrowserServer,
  user: SimUser | null,
  id: string,
  recursive: boolean,
): SimItem[] {
  const library = server.shelf.libraries.find((one) => one.id === id);
  if (library) {
    if (user && library.hiddenFrom.has(user.name)) {
      const text = `${user.name} is not permitted to access Library ${library.name}.`;
      throw new Refusal(json(text, 401));
    }
    return server.shelf.items.filter(
      (item) => item.library === library && (recursive || item.parent === null),
    );
  }
  const parent = server.shelf.byId.get(id);
  if (!parent || !maySee(user, parent)) return [];
  if (!recursive) return parent.children;
  const all = (item: SimItem): SimItem[] => item.children.flatMap((one) => [one, ...all(one)]);
  return all(parent);
}

/** Malformed members are skipped silently; repeated ids give one row. */
function byIds(server: MediaBrowserServer, ids: string[]): SimItem[] {
  const jellyfin = server.dialect.product === 'jellyfin';
  const plain = ids.map((id) => (jellyfin ? plainGuid(id) : id)).filter((id) => id !== null);
  return [...new Set(plain)]
    .map((id) => server.shelf.byId.get(id))
    .filter((item) => item !== undefined);
}

/** Rows of one page; hidden items may be dropped only after the page was cut. */
export function page(
  server: MediaBrowserServer,
  user: SimUser | null,
  found: SimItem[],
  params: Params,
  hides: 'before-cut' | 'after-cut' | 'never',
): SimReply {
  const visible = hides === 'before-cut' ? found.filter((item) => maySee(user, item)) : found;
  const start = params.int('startIndex') ?? 0;
  const limit = params.int('limit');
  const cut = visible.slice(start, limit === null ? undefined : start + limit);
  const wish = rowWish(params);
  const shown = hides === 'after-cut' ? cut.filter((item) => maySee(user, item)) : cut;
  const counts = params.flag('enableTotalRecordCount') ?? true;
  return json({
    Items: shown.map((item) => itemRow(server, item, user, wish)),
    TotalRecordCount: counts ? visible.length : shown.length,
    StartIndex: start,
  });
}

export const librariesReply = (server: MediaBrowserServer, user: SimUser | null): SimReply => {
  const seen = server.shelf.libraries.filter((one) => !user || !one.hiddenFrom.has(user.name));
  return json({
    Items: seen.map((library) => libraryRow(server, library, user)),
    TotalRecordCount: seen.length,
    StartIndex: 0,
  });
};

/** The general query. */
export function queryItems(
  server: MediaBrowserServer,
  user: SimUser | null,
  params: Params,
): SimReply {
  const { dialect } = server;
  const recursive = params.flag('recursive') ?? false;
  const parent = params.text('parentId');
  const ids = params.list('ids');
  const jellyfin = dialect.product === 'jellyfin';
  if (parent !== null && jellyfin && !plainGuid(parent)) throw invalid('parentId', parent);
  const tests = [...stateTests(server, params, user), ...plainTests(server, params)];
  const fits: Test = (item) => tests.every((test) => test(item));
  if (ids.length > 0) {
    // access is not checked here: a row is no proof that the user may see or write the item
    const found = byIds(server, ids).filter((item) => fits(item) && !alternate(server, item));
    const order = sortPlan(params, server.data, user);
    if (params.has('sortBy')) found.sort(order.compare);
    return page(server, user, found, params, jellyfin ? 'never' : 'before-cut');
  }
  if (parent === null && !recursive) {
    if (dialect.rootIgnoresFilters || !params.has('filters')) return librariesReply(server, user);
    return json({ Items: [], TotalRecordCount: 0, StartIndex: 0 });
  }
  const order = sortPlan(params, server.data, user);
  const pool =
    parent !== null
      ? below(server, user, (jellyfin ? plainGuid(parent) : null) ?? parent, recursive)
      : order.name !== null
        ? server.shelf.inOrder(order.name, order.compare)
        : server.shelf.items;
  const found = pool.filter((item) => item.primary === null && sees(user, item) && fits(item));
  if (parent !== null || order.name === null) found.sort(order.compare);
  return page(
    server,
    user,
    found,
    params,
    dialect.shortPages === 'all' ? 'after-cut' : 'before-cut',
  );
}

/** 12.0's general queries drop versions that belong to another item, even when asked by id. */
const alternate = (server: MediaBrowserServer, item: SimItem): boolean =>
  server.dialect.versionsApart && item.primary !== null;
