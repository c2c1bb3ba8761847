import type { CatalogueEntry, ExternalIds } from '../../model/item';
import { ProblemError } from '../../model/problem';
import type { Capabilities, Person } from '../../model/server';
import { batchesOf } from '../batches';
import { shareAnId } from '../ids';
import { MediaBrowserServer, type Route } from '../mediabrowser/client';
import { toEntry, toTicks } from '../mediabrowser/map';
import { checkPosition } from '../mediabrowser/position';
import * as shapes from '../mediabrowser/schema';
import { plain } from '../mediabrowser/spelling';
import { atLeast } from '../mediabrowser/version';
import type { CataloguePage, Connection, LookedUp, WriteOrder } from '../port';
import { expectShape } from '../schema';

const TITLES_PER_REQUEST = 50;
/** More rows than that for one request of titles means that the filter was not applied. */
const MOST_ROWS = 1000;

/**
 * Emby. It finds titles by outside ids itself; its item ids are decimal and opaque; lists leave out
 * when and how often something was played unless both are asked for by name.
 */
export class EmbyServer extends MediaBrowserServer {
  protected readonly fields =
    'ProviderIds,ProductionYear,PremiereDate,UserDataLastPlayedDate,UserDataPlayCount';

  constructor(connection: Connection) {
    super(connection, 'emby', { itemId: (raw) => raw, stateKey: (_raw, itemId) => itemId });
  }

  capabilities(): Capabilities {
    const writes = this.version === null || atLeast(this.version, 4, 4);
    return {
      writes,
      clears: writes,
      answersWrites: false,
      keepsTime: true,
      holdsBoth: true,
      listsByLibrary: false,
      finds: 'ids',
      floorMs: 0,
      ceiling: null,
    };
  }

  /** There is no "me" on Emby: the user's own page, which needs the token, has to do. */
  async whoAmI(): Promise<Person> {
    const path = await this.userPath();
    const user = expectShape(shapes.user, await this.get(path, {}), '/Users');
    if (plain(user.Id) !== plain(await this.userId())) throw wrongUser();
    this.refuseDisabled(user);
    return { userId: this.connection.userId, userName: user.Name ?? null };
  }

  override async lookUp(itemIds: string[], forWrite = false): Promise<LookedUp> {
    const found = await super.lookUp(itemIds);
    if (!forWrite) return found;
    // A write sends these back as they are, so they have to be known. A list that gives no time of
    // what was played knows nothing of the play count either: it says 0.
    const partial = [...found.rows.values()].filter(
      (row) =>
        row.favourite === null ||
        (row.lastPlayedAt === null && (row.watched || row.positionMs > 0)),
    );
    for (const { itemId } of partial) {
      const path = `${await this.userPath()}/Items/${encodeURIComponent(itemId)}`;
      this.keep(await this.get(path, {}), new Set([itemId]), found);
    }
    return found;
  }

  async findByIds(wanted: ExternalIds[], scope: string[] | null): Promise<CatalogueEntry[]> {
    const found = new Map<string, CatalogueEntry>();
    const titles = wanted.filter((ids) => Object.keys(ids).length > 0);
    for (const batch of batchesOf(titles, TITLES_PER_REQUEST)) {
      for (const libraryId of scope ?? [null]) {
        for (const entry of await this.findBatch(batch, libraryId)) {
          found.set(entry.itemId, entry);
        }
      }
    }
    return [...found.values()];
  }

  private async findBatch(
    batch: ExternalIds[],
    libraryId: string | null,
  ): Promise<CatalogueEntry[]> {
    const { path, query } = await this.itemsRoute();
    const pairs = batch.flatMap((ids) => Object.entries(ids).map(([name, id]) => `${name}.${id}`));
    const answer = await this.get(path, {
      ...query,
      recursive: true,
      includeItemTypes: 'Movie,Series,Episode',
      anyProviderIdEquals: [...new Set(pairs)].join(','),
      fields: 'ProviderIds',
      enableImages: false,
      parentId: libraryId ?? undefined,
      startIndex: 0,
      limit: MOST_ROWS,
    });
    const { Items, TotalRecordCount } = expectShape(shapes.page, answer, path);
    if (TotalRecordCount > MOST_ROWS) {
      const params = { endpoint: path, field: 'AnyProviderIdEquals' };
      throw new ProblemError({ code: 'bad-answer', params });
    }
    return Items.flatMap((raw) => {
      const entry = toEntry(raw, this.dialect, libraryId);
      return entry && batch.some((ids) => shareAnId(ids, entry.ids)) ? [entry] : [];
    });
  }

  /**
   * Whether a part of the user data that is left out keeps its value is nowhere said, so all of it
   * is sent: the position, and the rest as just read. The answer is empty.
   */
  async write(order: WriteOrder): Promise<null> {
    checkPosition(order);
    const { row, positionMs, playedAt } = order;
    const { favourite, playCount } = row;
    if (favourite === null) {
      throw new ProblemError({ code: 'refused', params: { field: 'IsFavorite' } });
    }
    const lastPlayed = positionMs > 0 && playedAt !== null ? playedAt : row.lastPlayedAt;
    await this.http.send({
      method: 'POST',
      path: `${await this.userPath()}/Items/${encodeURIComponent(row.itemId)}/UserData`,
      body: {
        PlaybackPositionTicks: toTicks(positionMs),
        ...(lastPlayed !== null && { LastPlayedDate: new Date(lastPlayed).toISOString() }),
        Played: row.watched,
        IsFavorite: favourite,
        // A list of an older server says 0 whatever the count is, and gives no time either.
        ...(playCount !== null &&
          (playCount > 0 || row.lastPlayedAt !== null) && { PlayCount: playCount }),
      },
    });
    return null;
  }

  cataloguePage(): Promise<CataloguePage> {
    return Promise.resolve({ entries: [], next: null });
  }

  catalogueMark(): Promise<string> {
    return Promise.resolve('');
  }

  protected async itemsRoute(): Promise<Route> {
    return { path: `${await this.userPath()}/Items`, query: {} };
  }

  protected async viewsRoute(): Promise<Route> {
    return { path: `${await this.userPath()}/Views`, query: {} };
  }

  protected async progressLists() {
    const { path } = await this.itemsRoute();
    const query = {
      recursive: true,
      filters: 'IsResumable',
      sortBy: 'DatePlayed',
      sortOrder: 'Descending',
    };
    return [{ path, query, shortPages: false }];
  }

  protected async userId(): Promise<string> {
    const { userId } = this.connection;
    if (!userId) throw wrongUser();
    return userId;
  }

  private async userPath(): Promise<string> {
    return `/Users/${encodeURIComponent(await this.userId())}`;
  }

  protected spelt(name: string): string {
    return name.charAt(0).toUpperCase() + name.slice(1);
  }
}

const wrongUser = () => new ProblemError({ code: 'wrong-user' });
