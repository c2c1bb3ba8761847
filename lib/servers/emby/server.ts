import { type CatalogueEntry, type ExternalIds, ID_SOURCES, idsFrom } from '../../model/item';
import { ProblemError } from '../../model/problem';
import type { Capabilities, Person } from '../../model/server';
import { inTurns } from '../batches';
import { shareAnId } from '../ids';
import { MediaBrowserServer } from '../mediabrowser/client';
import type { Route } from '../mediabrowser/listing';
import { toEntry, toTicks } from '../mediabrowser/map';
import { checkPosition } from '../mediabrowser/position';
import * as shapes from '../mediabrowser/schema';
import { plain } from '../mediabrowser/spelling';
import { atLeast } from '../mediabrowser/version';
import type { CataloguePage, Connection, LookedUp, WriteOrder } from '../port';
import { expectShape } from '../schema';

/** Keeps the request line well below the 8192 bytes at which the server hangs up. */
const MOST_LINE = 5000;
const FOUND_PAGE = 1000;
/** What is found behind so many rows is not looked for. */
const MOST_FOUND = 20_000;
/** Shows and episodes are asked for apart, so that neither crowds the other out. */
const TYPES = { movie: 'Movie', show: 'Series', episode: 'Episode' } as const;
const APART = ['Movie,Series', 'Episode'];

interface IdQuery {
  batch: ExternalIds[];
  libraryId: string | null;
  types: string;
}

const providerPairs = (ids: ExternalIds): string[] =>
  ID_SOURCES.flatMap((source) => idsFrom(ids, source).map((id) => `${source}.${id}`));

/** Titles in groups whose ids fit into one address. */
function lineBatches(wanted: ExternalIds[]): ExternalIds[][] {
  const batches: ExternalIds[][] = [];
  let room = 0;
  for (const ids of new Set(wanted)) {
    const length = encodeURIComponent(providerPairs(ids).join(',')).length + SEPARATOR;
    if (length === SEPARATOR) continue;
    if (length > room) {
      batches.push([]);
      room = MOST_LINE;
    }
    batches.at(-1)!.push(ids);
    room -= length;
  }
  return batches;
}

/** A comma between two ids, as it stands in an address. */
const SEPARATOR = 3;

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
      carriesFlags: true,
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
    const user = await this.watcher();
    if (plain(user.Id) !== plain(await this.userId())) throw wrongUser();
    return { userId: this.connection.userId, userName: user.Name ?? null };
  }

  /** A request with a user's own token makes a session of theirs for this device; a key has no user. */
  async isKey(): Promise<boolean> {
    const path = '/Sessions';
    const query = { deviceId: this.connection.deviceId };
    const sessions = expectShape(shapes.sessions, await this.get(path, query), path);
    const me = plain(await this.userId());
    const mine = sessions.some(
      ({ DeviceId, UserId }) =>
        DeviceId === this.connection.deviceId && UserId != null && plain(UserId) === me,
    );
    return !mine;
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

  async findByIds(
    wanted: ExternalIds[],
    scope: string[] | null,
    kind?: CatalogueEntry['kind'],
  ): Promise<CatalogueEntry[]> {
    const asks = lineBatches(wanted).flatMap((batch) =>
      (scope ?? [null]).flatMap((libraryId) =>
        (kind ? [TYPES[kind]] : APART).map((types) => ({ batch, libraryId, types })),
      ),
    );
    const found = await inTurns(asks, (ask) => this.findBatch(ask));
    return [...new Map(found.flat().map((entry) => [entry.itemId, entry])).values()];
  }

  /**
   * A filter that a server does not know is ignored, and one that it knows may find more than was
   * meant (episodes that carry their show's id): so the answer is read on, and cut by the ids that
   * were asked for.
   */
  private async findBatch({ batch, libraryId, types }: IdQuery): Promise<CatalogueEntry[]> {
    const { path, query } = await this.itemsRoute();
    const found: CatalogueEntry[] = [];
    for (let start = 0; start < MOST_FOUND; ) {
      const asked = {
        ...query,
        recursive: true,
        includeItemTypes: types,
        anyProviderIdEquals: [...new Set(batch.flatMap(providerPairs))].join(','),
        fields: 'ProviderIds,ProductionYear',
        enableImages: false,
        parentId: libraryId ?? undefined,
        startIndex: start,
        limit: FOUND_PAGE,
      };
      const answer = await this.get(path, asked, { answer: 'catalogue' });
      const { Items, TotalRecordCount } = expectShape(shapes.page, answer, path);
      for (const raw of Items) {
        const entry = toEntry(raw, this.dialect, libraryId);
        if (entry && batch.some((ids) => shareAnId(ids, entry.ids))) found.push(entry);
      }
      start += Items.length;
      // Neither a short page is the last one, nor a full one, whatever the total says.
      if (Items.length === 0) break;
      if (start >= TotalRecordCount && Items.length < FOUND_PAGE) break;
    }
    return found;
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
    const lastPlayed = playedAt ?? row.lastPlayedAt;
    await this.http.send({
      method: 'POST',
      path: `${await this.userPath()}/Items/${encodeURIComponent(row.itemId)}/UserData`,
      body: {
        PlaybackPositionTicks: toTicks(positionMs),
        ...(lastPlayed !== null && { LastPlayedDate: new Date(lastPlayed).toISOString() }),
        Played: row.watched,
        IsFavorite: favourite,
        ...(row.rating !== undefined && { Rating: row.rating }),
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
