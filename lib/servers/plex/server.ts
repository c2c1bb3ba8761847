import type { CatalogueEntry, ExternalIds, ItemKind, ServerRow } from '../../model/item';
import { ProblemError, problemOf } from '../../model/problem';
import type { Capabilities, Identity, Library, OpenPlayer, Person } from '../../model/server';
import { placeAfter, placeAt, readPlace, writePlace } from '../catalogue-place';
import { Http } from '../http';
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
import { LibraryMarks } from './library-marks';
import { LIST_TYPES, readInProgress, sectionPath } from './listing';
import { rowsByIds } from './lookup';
import { mannersOf } from './manners';
import { idOf, type ReadRow, toEntry, toRow, WATCHED_FROM } from './map';
import { Pages } from './pages';
import { openPlayersIn } from './players';
import { writePosition } from './position';
import { posterOf } from './poster';
import { finishLineOf } from './preferences';
import * as shapes from './schema';
import { searchIn, showsIn } from './search';

const CATALOGUE_PAGE = 1000;
const EPISODES_PAGE = 500;

/**
 * Plex. It is read library by library, has no way to remove a position without un-watching, and
 * never says whose token it was given: the user is whoever the connection says.
 */
export class PlexServer implements MediaServer {
  private readonly http: Http;
  private readonly pages: Pages;
  private expected: string | null = null;
  /** From which share of its runtime on a video counts as watched here. */
  private watchedFrom = WATCHED_FROM;

  constructor(private readonly connection: Connection) {
    const confirm = () => this.http.json({ path: '/' });
    this.http = new Http(connection, mannersOf(connection, confirm));
    this.pages = new Pages(this.http, new LibraryMarks(() => this.confirm()));
  }

  get traffic() {
    return this.http.traffic;
  }

  get skewMs() {
    return this.http.skewMs;
  }

  identify(): Promise<Identity> {
    return identify(this.http);
  }

  capabilities(): Capabilities {
    return {
      writes: true,
      clears: false,
      answersWrites: false,
      carriesFlags: false,
      keepsTime: false,
      holdsBoth: true,
      listsByLibrary: true,
      finds: 'index',
      floorMs: 60_000,
      ceiling: this.watchedFrom,
    };
  }

  useVersion(): void {
    // Nothing that is asked here hangs on the version.
  }

  async finishLine(): Promise<number | null> {
    const share = await finishLineOf(this.http);
    this.useFinishLine(share);
    return share;
  }

  useFinishLine(share: number | null): void {
    this.watchedFrom = share ?? WATCHED_FROM;
  }

  private get ways() {
    return { http: this.http, marks: this.pages.marks };
  }

  private readonly row = (raw: unknown, libraryId: string | null): ReadRow =>
    toRow(raw, libraryId, this.watchedFrom);

  expect(serverId: string | null): void {
    this.expected = serverId;
  }

  /** Rejects with `wrong-server` when another server than the expected one answers. */
  private async confirm(): Promise<void> {
    if (this.expected === null) return;
    const { serverId, name } = await this.identify();
    if (serverId === this.expected) return;
    throw new ProblemError({ code: 'wrong-server', params: { found: name } });
  }

  async whoAmI(): Promise<Person> {
    const answer = await this.http.json({ path: '/' }).catch((error) => {
      const problem = problemOf(error);
      throw problem.code === 'forbidden'
        ? new ProblemError({ ...problem, code: 'signed-out' })
        : error;
    });
    const { machineIdentifier, friendlyName } = expectShape(
      shapes.root,
      answer,
      '/',
    ).MediaContainer;
    if (this.expected && machineIdentifier && machineIdentifier !== this.expected) {
      const params = { endpoint: '/', field: 'machineIdentifier' };
      throw new ProblemError({ code: 'wrong-server', params });
    }
    // The name that the answer holds is the owner's, whoever asks.
    const { userId, userName } = this.connection;
    return { userId, userName, ...(friendlyName && { serverName: friendlyName }) };
  }

  /** A Plex token always belongs to somebody. */
  people(): Promise<Person[]> {
    return Promise.resolve([]);
  }

  async libraries(): Promise<Library[]> {
    return (await this.sections()).flatMap(({ key, type, title, uuid }) => {
      if (type !== 'movie' && type !== 'show') return [];
      const holds = type === 'show' ? 'episode' : 'movie';
      return [{ id: key, name: title ?? '', holds, ...(uuid != null && { mark: uuid }) }];
    });
  }

  async inProgress(scope: string[] | null, known: Library[]): Promise<Listing> {
    const libraries = await this.inScope(scope, known);
    this.pages.marks.learn(libraries);
    return readInProgress(this.pages, libraries, this.row);
  }

  async lookUp(itemIds: string[], forWrite = false): Promise<LookedUp> {
    const found: LookedUp = { rows: new Map(), badRows: new Set() };
    const asked = new Set(itemIds);
    for (const raw of await rowsByIds(this.ways, asked, forWrite)) {
      const read = this.row(raw, null);
      if (!read) continue;
      if ('bad' in read) {
        // Whose row it is cannot be read, so nobody can be said to be missing.
        if (read.bad === null) {
          const params = { endpoint: '/library/metadata', field: 'ratingKey' };
          throw new ProblemError({ code: 'bad-answer', params });
        }
        if (asked.has(read.bad)) found.badRows.add(read.bad);
      } else if (asked.has(read.row.itemId)) {
        found.rows.set(read.row.itemId, read.row);
      }
    }
    return found;
  }

  async showIds(showItemIds: string[]): Promise<Map<string, ExternalIds>> {
    const found = new Map<string, ExternalIds>();
    for (const raw of await rowsByIds(this.ways, showItemIds, false)) {
      const entry = toEntry(raw, null);
      if (entry?.kind === 'show') found.set(entry.itemId, entry.ids);
    }
    return found;
  }

  async cataloguePage(
    scope: string[] | null,
    known: Library[],
    from: string | null,
  ): Promise<CataloguePage> {
    const libraries = await this.inScope(scope, known);
    const begin = libraries[0]?.id;
    const place = readPlace(from) ?? (begin === undefined ? null : placeAt(begin));
    const at = libraries.findIndex(({ id }) => id === place?.libraryId);
    const library = libraries[at];
    if (!place || !library) return { entries: [], next: null };
    const { start } = place;
    const type = library.holds === 'episode' ? LIST_TYPES.show : LIST_TYPES.movie;
    const query = { type, includeGuids: 1 };
    const path = sectionPath(library.id);
    const ask = () =>
      this.pages
        .page(path, query, start, CATALOGUE_PAGE, { answer: 'catalogue' })
        .catch((error) => {
          const problem = problemOf(error);
          if (problem.code !== 'not-found') throw error;
          throw new ProblemError({ ...problem, code: 'library-missing' });
        });
    let page = await ask();
    // A page that lacks rows is asked for once more; then they count.
    const none = page.rows.length === 0 && start < (page.total ?? 0);
    if (none || page.rows.length < page.size) page = await ask();
    const { rows, total } = page;
    const entries = rows.flatMap((raw) => toEntry(raw, library.id) ?? []);
    const first = idOf(rows[0]);
    const came = { rows: rows.length, said: total, first, step: rows.length, size: CATALOGUE_PAGE };
    const after = rows.length === 0 ? null : placeAfter(place, came, path);
    const following = libraries[at + 1];
    const next = after ?? (following ? placeAt(following.id) : null);
    return { entries, next: next && writePlace(next) };
  }

  async catalogueMark(scope: string[] | null): Promise<string> {
    const sections = (await this.sections()).filter(
      ({ key, type }) => /^(movie|show)$/.test(type) && (!scope || scope.includes(key)),
    );
    return sections
      .map((one) => [one.key, one.contentChangedAt, one.updatedAt, one.scannedAt].join(':'))
      .sort()
      .join(' ');
  }

  findByIds(): Promise<CatalogueEntry[]> {
    return Promise.resolve([]);
  }

  async episodes(showItemId: string): Promise<ServerRow[]> {
    const path = `/library/metadata/${encodeURIComponent(showItemId)}/allLeaves`;
    const whole = await this.pages
      .whole(path, { includeGuids: 1 }, EPISODES_PAGE, { answer: 'catalogue' })
      .catch((error) => {
        if (problemOf(error).code === 'not-found') return { rows: [], libraryId: null };
        throw error;
      });
    return whole.rows.flatMap((raw) => {
      const read = this.row(raw, whole.libraryId);
      return read && 'row' in read ? [read.row] : [];
    });
  }

  async search(
    text: string,
    kind: ItemKind,
    scope: string[] | null,
    known: Library[],
  ): Promise<ServerRow[]> {
    return searchIn(this.pages, await this.holding(kind, scope, known), text, this.row);
  }

  async searchShows(text: string, scope: string[] | null, known: Library[]): Promise<string[]> {
    return showsIn(this.pages, await this.holding('episode', scope, known), text);
  }

  private async holding(kind: ItemKind, scope: string[] | null, known: Library[]) {
    const libraries = await this.inScope(scope, known);
    return libraries.filter(({ holds }) => holds === kind);
  }

  poster(itemId: string): Promise<Picture | null> {
    return posterOf(this.ways, itemId);
  }

  /** Only the server's owner is told who plays what; others are refused (`forbidden`). */
  async openPlayers(): Promise<OpenPlayer[]> {
    const path = '/status/sessions';
    const told = await this.http.json({ path, mayRefuse: true });
    const answer = expectShape(shapes.sessions, told, path);
    return openPlayersIn(answer.MediaContainer.Metadata ?? [], this.connection);
  }

  write(order: WriteOrder): Promise<WrittenState | null> {
    return writePosition(this.http, order);
  }

  /** The libraries to read; asked for when none are known. */
  private async inScope(scope: string[] | null, known: Library[]): Promise<Library[]> {
    const all = known.length > 0 ? known : await this.libraries();
    if (!scope) return all;
    checkScope(scope, all);
    return all.filter((library) => scope.includes(library.id));
  }

  private async sections() {
    const path = '/library/sections';
    const answer = expectShape(shapes.sections, await this.http.json({ path }), path);
    return (answer.MediaContainer.Directory ?? []).flatMap(
      (raw) => readRow(shapes.section, raw) ?? [],
    );
  }
}
