import type { CatalogueEntry, ExternalIds, ItemKind, ServerRow } from '../../model/item';
import { ProblemError, problemOf } from '../../model/problem';
import type { Capabilities, Identity, Library, OpenPlayer, Person } from '../../model/server';
import { batchesOf, inTurns } from '../batches';
import { type Ask, Http, type Query } from '../http';
import type { Picture } from '../pictures';
import type {
  CataloguePage,
  Connection,
  Listing,
  LookedUp,
  MediaServer,
  WriteOrder,
  WrittenState,
} from '../port';
import { expectShape, readRow } from '../schema';
import { checkScope } from '../scope';
import { identify } from './identify';
import { librariesIn } from './libraries';
import { libraryAmong } from './library-among';
import { type ProgressList, type Route, readInProgress } from './listing';
import { mannersOf } from './manners';
import { type Dialect, idOf, rowIn, toEntry, toRow } from './map';
import { openPlayersIn } from './players';
import * as shapes from './schema';
import { type Named, namedIn } from './search';
import { plain } from './spelling';

/** Keeps the request line well below the 8192 bytes at which these servers hang up. */
const IDS_PER_REQUEST = 100;

/** What Emby and Jellyfin share. Both descend from one server and differ in routes and details. */
export abstract class MediaBrowserServer implements MediaServer {
  protected readonly http: Http;
  protected version: string | null = null;
  private expected: string | null = null;

  protected constructor(
    protected readonly connection: Connection,
    private readonly kind: 'emby' | 'jellyfin',
    protected readonly dialect: Dialect,
  ) {
    const peek = (path: string) => this.http.peek(path);
    const own = kind === 'jellyfin' ? '/Users/Me' : `/Users/${connection.userId}`;
    const self = () => this.http.json({ path: own, mayRefuse: true });
    this.http = new Http(connection, mannersOf(connection, { kind, peek, self }));
  }

  get traffic() {
    return this.http.traffic;
  }

  get skewMs() {
    return this.http.skewMs;
  }

  abstract capabilities(): Capabilities;
  abstract whoAmI(): Promise<Person>;
  abstract cataloguePage(
    scope: string[] | null,
    known: Library[],
    from: string | null,
  ): Promise<CataloguePage>;
  abstract catalogueMark(scope: string[] | null): Promise<string>;
  abstract findByIds(
    wanted: ExternalIds[],
    scope: string[] | null,
    kind?: CatalogueEntry['kind'],
  ): Promise<CatalogueEntry[]>;
  abstract write(order: WriteOrder): Promise<WrittenState | null>;

  /** Where lists of this user's items are asked for. */
  protected abstract itemsRoute(): Promise<Route>;
  protected abstract viewsRoute(): Promise<Route>;
  /** The user whose positions are read. */
  protected abstract userId(): Promise<string>;
  /** The requests that together make one library's in-progress list (or everybody's). */
  protected abstract progressLists(): Promise<ProgressList[]>;
  /** Names of optional columns, by what is asked. */
  protected abstract readonly fields: string;
  /** A parameter name as this product writes it. */
  protected abstract spelt(name: string): string;

  async identify(): Promise<Identity> {
    const identity = await identify(this.http, this.kind);
    this.version = identity.version;
    return identity;
  }

  useVersion(version: string): void {
    this.version = version;
  }

  expect(serverId: string | null): void {
    this.expected = serverId && plain(serverId);
  }

  async people(): Promise<Person[]> {
    const path = '/Users';
    const answer = expectShape(shapes.users, await this.get(path, {}), path);
    return answer.flatMap((raw) => {
      const user = readRow(shapes.user, raw);
      return user ? [{ userId: this.dialect.itemId(user.Id), userName: user.Name ?? null }] : [];
    });
  }

  async mayWatch(): Promise<void> {
    await this.watcher();
  }

  /**
   * The user as the server knows them. With an API key the positions of one who may not watch can
   * still be read, and must not be.
   */
  protected async watcher(): Promise<shapes.RawUser> {
    const path = `/Users/${encodeURIComponent(await this.userId())}`;
    const answer = await this.get(path, {}).catch((error) => {
      const problem = problemOf(error);
      throw problem.code === 'not-found'
        ? new ProblemError({ ...problem, code: 'user-gone' })
        : error;
    });
    const user = expectShape(shapes.user, answer, '/Users');
    admit(user);
    return user;
  }

  async libraries(): Promise<Library[]> {
    return librariesIn(await this.views(), this.dialect.itemId);
  }

  /**
   * An unknown library id makes these servers answer from all libraries: so a library in scope
   * must be among the `known`, which have to be fresh when there is a scope.
   */
  async inProgress(scope: string[] | null, known: Library[]): Promise<Listing> {
    checkScope(scope, known);
    return readInProgress({
      lists: await this.progressLists(),
      libraryIds: scope ?? [null],
      fields: this.fields,
      dialect: this.dialect,
      get: (path, query, kind) => this.get(path, query, kind),
      check: (raw, path) => this.checkServer(raw, path),
    });
  }

  async lookUp(itemIds: string[], _forWrite = false): Promise<LookedUp> {
    const found: LookedUp = { rows: new Map(), badRows: new Set() };
    const asked = new Set(itemIds);
    for (const raw of await this.rowsByIds(asked)) this.keep(raw, asked, found);
    return found;
  }

  async showIds(showItemIds: string[]): Promise<Map<string, ExternalIds>> {
    const found = new Map<string, ExternalIds>();
    for (const raw of await this.rowsByIds(showItemIds)) {
      const entry = toEntry(raw, this.dialect, null);
      if (entry?.kind === 'show') found.set(entry.itemId, entry.ids);
    }
    return found;
  }

  async episodes(showItemId: string): Promise<ServerRow[]> {
    const path = `/Shows/${encodeURIComponent(showItemId)}/Episodes`;
    const query = {
      userId: await this.userId(),
      fields: this.fields,
      enableImages: false,
      isMissing: false,
    };
    const answer = await this.get(path, query, { answer: 'catalogue' }).catch((error) => {
      if (problemOf(error).code === 'not-found') return { Items: [] };
      throw error;
    });
    const { Items } = expectShape(shapes.items, answer, path);
    return Items.flatMap((raw) => rowIn(toRow(raw, this.dialect, null)));
  }

  async libraryOf(itemId: string): Promise<string | null> {
    const path = `/Items/${encodeURIComponent(itemId)}/Ancestors`;
    return libraryAmong(await this.get(path, { userId: await this.userId() }));
  }

  async search(
    text: string,
    kind: ItemKind,
    scope: string[] | null,
    known: Library[],
  ): Promise<ServerRow[]> {
    const found = await this.named(
      text,
      kind === 'movie' ? 'Movie,Video' : 'Episode',
      scope,
      known,
    );
    return found.flatMap(({ raw, libraryId }) => rowIn(toRow(raw, this.dialect, libraryId)));
  }

  async searchShows(text: string, scope: string[] | null, known: Library[]): Promise<string[]> {
    const found = await this.named(text, 'Series', scope, known);
    return found.flatMap(({ raw }) => idOf(raw, this.dialect) ?? []);
  }

  private async named(text: string, type: Named, scope: string[] | null, known: Library[]) {
    checkScope(scope, known);
    const { path, query } = await this.itemsRoute();
    const columns = { fields: this.fields, enableImages: false };
    return namedIn(scope ?? [null], text, type, async (wanted) => {
      const asked = { ...query, ...columns, ...wanted };
      const answer = await this.get(path, asked, { answer: 'list' });
      const { Items } = expectShape(shapes.items, answer, path);
      for (const raw of Items) this.checkServer(raw, path);
      return Items;
    });
  }

  /** Versions of a title may be missing from the rows, and have a picture all the same. */
  async poster(itemId: string): Promise<Picture | null> {
    const [raw] = await this.rowsByIds([itemId]);
    const read = raw === undefined ? null : toRow(raw, this.dialect, null);
    const showId = read && 'row' in read ? read.row.show?.itemId : null;
    const path = `/Items/${encodeURIComponent(showId ?? itemId)}/Images/Primary`;
    return this.http.picture({ path, query: this.spell({ maxHeight: 180, quality: 80 }) });
  }

  async openPlayers(): Promise<OpenPlayer[]> {
    const path = '/Sessions';
    const answer = await this.get(path, { activeWithinSeconds: 600 });
    const sessions = expectShape(shapes.sessions, answer, path);
    return openPlayersIn(sessions, await this.userId(), this.dialect);
  }

  /** JSON of a read, its parameters spelt as this product writes them. */
  protected get(
    path: string,
    query: Query,
    kind: Pick<Ask, 'answer' | 'allowance'> = {},
  ): Promise<unknown> {
    return this.http.json({ ...kind, path, query: this.spell(query) });
  }

  private spell(query: Query): Query {
    return Object.fromEntries(
      Object.entries(query).map(([name, value]) => [this.spelt(name), value]),
    );
  }

  /** Sorts one row into what was found, if it was asked for. */
  protected keep(raw: unknown, asked: Set<string>, found: LookedUp): void {
    const read = toRow(raw, this.dialect, null);
    if (!read) return;
    if ('row' in read) {
      if (asked.has(read.row.itemId)) found.rows.set(read.row.itemId, read.row);
    } else if (read.bad === null) {
      // Whose row it is cannot be read, so nobody can be said to be missing.
      throw new ProblemError({ code: 'bad-answer', params: { endpoint: '/Items', field: 'Id' } });
    } else if (asked.has(read.bad)) {
      found.badRows.add(read.bad);
    }
  }

  private async rowsByIds(itemIds: Iterable<string>): Promise<unknown[]> {
    const batches = batchesOf(itemIds, IDS_PER_REQUEST);
    if (batches.length === 0) return [];
    const { path, query } = await this.itemsRoute();
    const answers = await inTurns(batches, async (ids) => {
      const columns = { fields: this.fields, enableImages: false };
      const asked = { ...query, ...columns, ids: ids.join(',') };
      const answer = await this.get(path, asked, { answer: 'list' });
      return expectShape(shapes.items, answer, path).Items;
    });
    const rows = answers.flat();
    for (const raw of rows) this.checkServer(raw, '/Items');
    return rows;
  }

  /** Rows name their server: those of another one mean that the address leads elsewhere now. */
  private checkServer(raw: unknown, endpoint: string): void {
    const serverId = readRow(shapes.typed, raw)?.ServerId;
    if (!this.expected || !serverId || plain(serverId) === this.expected) return;
    throw new ProblemError({ code: 'wrong-server', params: { endpoint, field: 'ServerId' } });
  }

  private async views(): Promise<unknown[]> {
    const { path, query } = await this.viewsRoute();
    return expectShape(shapes.items, await this.get(path, query), path).Items;
  }
}

/** Rejects for a user who may not watch. */
export function admit({ Policy }: shapes.RawUser): void {
  if (Policy?.IsDisabled) throw new ProblemError({ code: 'user-disabled' });
  if (Policy?.EnableMediaPlayback === false) throw new ProblemError({ code: 'may-not-watch' });
}
