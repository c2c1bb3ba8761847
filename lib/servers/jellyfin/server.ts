import type { CatalogueEntry } from '../../model/item';
import { ProblemError, problemOf } from '../../model/problem';
import type { Capabilities, Library, Person } from '../../model/server';
import { placeAfter, placeAt, readPlace, writePlace } from '../catalogue-place';
import { admit, MediaBrowserServer } from '../mediabrowser/client';
import type { Route } from '../mediabrowser/listing';
import { idOf, stateOf, toEntry, toTicks } from '../mediabrowser/map';
import { checkPosition } from '../mediabrowser/position';
import * as shapes from '../mediabrowser/schema';
import { plain } from '../mediabrowser/spelling';
import { atLeast } from '../mediabrowser/version';
import type {
  CataloguePage,
  Connection,
  Listing,
  LookedUp,
  WriteOrder,
  WrittenState,
} from '../port';
import { expectShape } from '../schema';
import { sharedKey } from './sharing';

const CATALOGUE_PAGE = 1000;
/** Ids asked for one by one in a look-up; the rest stays unknown until the next run. */
const MOST_SINGLES = 20;

/**
 * Jellyfin. Its quirks follow its version: before 10.9 positions cannot be written directly, up to
 * 10.10 copies of a title share one position, and from 12.0 on versions of a title are rows of
 * their own, which only one of its two lists shows.
 */
export class JellyfinServer extends MediaBrowserServer {
  protected readonly fields = 'ProviderIds';
  private me: Promise<Person> | null = null;
  private ownToken = false;
  /** What the in-progress list last showed. */
  private listed: Set<string> | null = null;

  constructor(connection: Connection) {
    super(connection, 'jellyfin', {
      itemId: plain,
      stateKey: (raw, itemId) => (this.before(10, 11) ? sharedKey(raw, itemId) : itemId),
    });
  }

  capabilities(): Capabilities {
    const writes = this.version !== null && !this.before(10, 9);
    return {
      writes,
      clears: writes,
      answersWrites: true,
      carriesFlags: !this.before(12),
      keepsTime: true,
      holdsBoth: true,
      listsByLibrary: false,
      finds: 'index',
      floorMs: 0,
      ceiling: null,
    };
  }

  /** An API key has no user of its own (400): then the user asked for is looked up by id. */
  async whoAmI(): Promise<Person> {
    const wanted = this.connection.userId && plain(this.connection.userId);
    const self = await this.get('/Users/Me', {}).catch((error) => {
      const { code, params } = problemOf(error);
      if (code === 'refused' && params?.status === '400' && wanted) return null;
      throw code === 'refused' && params?.status === '400' ? wrongUser() : error;
    });
    const me = self === null ? null : expectShape(shapes.user, self, '/Users/Me');
    this.ownToken = me !== null && (!wanted || plain(me.Id) === wanted);
    if (me && this.ownToken) {
      admit(me);
      return { userId: this.connection.userId ?? plain(me.Id), userName: me.Name ?? null };
    }
    // Only an administrator may read as somebody else.
    if (!wanted || (me && !me.Policy?.IsAdministrator)) throw wrongUser(me?.Name ?? undefined);
    const user = await this.watcher();
    return { userId: this.connection.userId, userName: user.Name ?? null };
  }

  async isKey(): Promise<boolean> {
    return !this.ownToken;
  }

  override async inProgress(scope: string[] | null, known: Library[]): Promise<Listing> {
    const listing = await super.inProgress(scope, known);
    this.listed = new Set(listing.rows.map((row) => row.itemId));
    return listing;
  }

  override async lookUp(itemIds: string[]): Promise<LookedUp> {
    const found = await super.lookUp(itemIds);
    await this.dropHidden(found);
    if (this.before(12)) return found;
    // A version of a title is missing from lists asked for by id, though it exists.
    const missing = itemIds.filter((id) => !found.rows.has(id) && !found.badRows.has(id));
    for (const [index, id] of missing.entries()) {
      if (index < MOST_SINGLES) await this.lookUpSingle(id, found);
      else found.badRows.add(id);
    }
    return found;
  }

  /**
   * Rows asked for by id are answered even from libraries that the user may not see. One that has a
   * position and is not in the list is suspect: the single read tells.
   */
  private async dropHidden(found: LookedUp): Promise<void> {
    const { listed } = this;
    if (!listed) return;
    const suspects = [...found.rows.values()].filter(
      (row) => row.positionMs > 0 && !listed.has(row.itemId),
    );
    for (const [index, { itemId }] of suspects.entries()) {
      const seen: LookedUp = { rows: new Map(), badRows: new Set() };
      if (index < MOST_SINGLES) await this.lookUpSingle(itemId, seen);
      else found.badRows.add(itemId);
      if (seen.rows.size + seen.badRows.size === 0) found.rows.delete(itemId);
    }
  }

  private async lookUpSingle(itemId: string, found: LookedUp): Promise<void> {
    const path = `/Items/${encodeURIComponent(itemId)}`;
    try {
      const raw = await this.get(path, { userId: await this.userId() });
      this.keep(raw, new Set([itemId]), found);
    } catch (error) {
      if (problemOf(error).code !== 'not-found') throw error;
    }
  }

  async cataloguePage(
    scope: string[] | null,
    _known: Library[],
    from: string | null,
  ): Promise<CataloguePage> {
    // Without a library the whole server would answer, which is more than nothing.
    if (scope?.length === 0) return { entries: [], next: null };
    const parts: (string | null)[] = scope ?? [null];
    const place = readPlace(from) ?? placeAt(parts[0] ?? null);
    const { libraryId } = place;
    const { path, query } = await this.itemsRoute();
    const ask = async () => {
      const asked = {
        ...query,
        ...CATALOGUE,
        fields: 'ProviderIds',
        sortOrder: 'Ascending',
        parentId: libraryId ?? undefined,
        startIndex: place.start,
        limit: CATALOGUE_PAGE,
      };
      return expectShape(shapes.page, await this.get(path, asked, { answer: 'catalogue' }), path);
    };
    let page = await ask();
    // All of it may be hidden from this user; else a second look shows it.
    if (page.Items.length === 0 && place.start < page.TotalRecordCount) page = await ask();
    const { Items, TotalRecordCount: said } = page;
    const entries = Items.flatMap((raw) => toEntry(raw, this.dialect, libraryId) ?? []);
    const first = idOf(Items[0], this.dialect);
    const came = { rows: Items.length, said, first, step: CATALOGUE_PAGE, size: CATALOGUE_PAGE };
    const after = placeAfter(place, came, path);
    const following = parts[parts.indexOf(libraryId) + 1];
    const next = after ?? (following === undefined ? null : placeAt(following));
    return { entries, next: next && writePlace(next) };
  }

  /** How many titles there are, and the newest of them; over all libraries, whatever the scope. */
  async catalogueMark(): Promise<string> {
    const { path, query } = await this.itemsRoute();
    const answer = await this.get(path, {
      ...query,
      ...CATALOGUE,
      fields: 'DateCreated,Etag',
      sortOrder: 'Descending',
      startIndex: 0,
      limit: 1,
    });
    const { Items, TotalRecordCount } = expectShape(shapes.page, answer, path);
    const newest = Items.length > 0 ? expectShape(shapes.newest, Items[0], path) : null;
    return [TotalRecordCount, newest?.Id, newest?.DateCreated, newest?.Etag].join(':');
  }

  findByIds(): Promise<CatalogueEntry[]> {
    return Promise.resolve([]);
  }

  /**
   * Only what is sent is changed, and the answer is the new state. From 12.0 on the rest may be
   * restored from a record that is out of date, so all that was just read goes along.
   */
  async write(order: WriteOrder): Promise<WrittenState> {
    const userId = await this.userId();
    if (this.before(10, 9)) {
      throw new ProblemError({ code: 'too-old', params: { version: this.version ?? '' } });
    }
    checkPosition(order);
    const { row, positionMs, playedAt } = order;
    const { carriesFlags } = this.capabilities();
    const lastPlayed = playedAt ?? (carriesFlags ? row.lastPlayedAt : null);
    const path = `/UserItems/${encodeURIComponent(row.itemId)}/UserData`;
    const answer = await this.http.json({
      method: 'POST',
      path,
      query: { userId },
      body: {
        PlaybackPositionTicks: toTicks(positionMs),
        ...(lastPlayed !== null && { LastPlayedDate: new Date(lastPlayed).toISOString() }),
        ...(carriesFlags && { Played: row.watched }),
        ...(carriesFlags && row.playCount !== null && { PlayCount: row.playCount }),
        ...(carriesFlags && row.favourite !== null && { IsFavorite: row.favourite }),
        ...(carriesFlags && row.rating !== undefined && { Rating: row.rating }),
      },
    });
    return stateOf(expectShape(shapes.userData, answer, path));
  }

  protected async itemsRoute(): Promise<Route> {
    const userId = await this.userId();
    return this.before(10, 9)
      ? { path: `/Users/${userId}/Items`, query: {} }
      : { path: '/Items', query: { userId } };
  }

  protected async viewsRoute(): Promise<Route> {
    const userId = await this.userId();
    const query = { includeHidden: true };
    return this.before(10, 9)
      ? { path: `/Users/${userId}/Views`, query }
      : { path: '/UserViews', query: { ...query, userId } };
  }

  /**
   * The list by filter hides nothing that home-screen settings hide, but from 12.0 on it lacks
   * positions on other versions of a title, which the dedicated list has.
   */
  protected async progressLists() {
    const { path, query } = await this.itemsRoute();
    const filtered = {
      path,
      query: {
        ...query,
        recursive: true,
        filters: 'IsResumable',
        sortBy: 'DatePlayed',
        sortOrder: 'Descending',
      },
      shortPages: !this.before(10, 9) && this.before(12),
    };
    if (this.before(12)) return [filtered];
    return [filtered, { path: '/UserItems/Resume', query, shortPages: true }];
  }

  /** Asked for before anything else, so here the version is made sure of as well. */
  protected async userId(): Promise<string> {
    if (this.version === null) await this.identify();
    if (this.connection.userId) return plain(this.connection.userId);
    this.me ??= this.whoAmI();
    const { userId } = await this.me;
    if (!userId) throw wrongUser();
    return userId;
  }

  protected spelt(name: string): string {
    return name;
  }

  /** Until a version is known, the current rules apply. */
  private before(...version: number[]): boolean {
    return this.version !== null && !atLeast(this.version, ...version);
  }
}

const CATALOGUE = {
  recursive: true,
  includeItemTypes: 'Movie,Series',
  enableImages: false,
  enableUserData: false,
  sortBy: 'DateCreated,SortName',
} as const;

/** `found`: the name of the user that the token belongs to. */
const wrongUser = (found = '?') => new ProblemError({ code: 'wrong-user', params: { found } });
