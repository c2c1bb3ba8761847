import type { CatalogueEntry, ExternalIds, ItemKind, ServerRow } from '../model/item';
import { ProblemError, problemOf } from '../model/problem';
import type { Capabilities, Identity, Library, OpenPlayer, Person } from '../model/server';
import type { Picture } from './pictures';
import type {
  CataloguePage,
  Listing,
  LookedUp,
  MediaServer,
  WriteOrder,
  WrittenState,
} from './port';

/** A server whose every failure is a problem that names it: `id` is Playhead's own for it. */
export class NamedServer implements MediaServer {
  constructor(
    private readonly server: MediaServer,
    private readonly id: string,
  ) {}

  get traffic(): MediaServer['traffic'] {
    return this.server.traffic;
  }

  get skewMs(): number {
    return this.server.skewMs;
  }

  capabilities(): Capabilities {
    return this.server.capabilities();
  }

  useVersion(version: string): void {
    this.server.useVersion(version);
  }

  expect(serverId: string | null): void {
    this.server.expect?.(serverId);
  }

  identify(): Promise<Identity> {
    return this.named(this.server.identify());
  }

  whoAmI(): Promise<Person> {
    return this.named(this.server.whoAmI());
  }

  people(): Promise<Person[]> {
    return this.named(this.server.people());
  }

  libraries(): Promise<Library[]> {
    return this.named(this.server.libraries());
  }

  inProgress(scope: string[] | null, known: Library[]): Promise<Listing> {
    return this.named(this.server.inProgress(scope, known));
  }

  lookUp(itemIds: string[], forWrite?: boolean): Promise<LookedUp> {
    return this.named(this.server.lookUp(itemIds, forWrite));
  }

  showIds(showItemIds: string[]): Promise<Map<string, ExternalIds>> {
    return this.named(this.server.showIds(showItemIds));
  }

  cataloguePage(
    scope: string[] | null,
    known: Library[],
    from: string | null,
  ): Promise<CataloguePage> {
    return this.named(this.server.cataloguePage(scope, known, from));
  }

  catalogueMark(scope: string[] | null): Promise<string> {
    return this.named(this.server.catalogueMark(scope));
  }

  findByIds(wanted: ExternalIds[], scope: string[] | null): Promise<CatalogueEntry[]> {
    return this.named(this.server.findByIds(wanted, scope));
  }

  episodes(showItemId: string): Promise<ServerRow[]> {
    return this.named(this.server.episodes(showItemId));
  }

  search(
    text: string,
    kind: ItemKind,
    scope: string[] | null,
    known: Library[],
  ): Promise<ServerRow[]> {
    return this.named(this.server.search(text, kind, scope, known));
  }

  searchShows(text: string, scope: string[] | null, known: Library[]): Promise<string[]> {
    return this.named(this.server.searchShows(text, scope, known));
  }

  poster(itemId: string): Promise<Picture | null> {
    return this.named(this.server.poster(itemId));
  }

  openPlayers(): Promise<OpenPlayer[]> {
    return this.named(this.server.openPlayers());
  }

  write(order: WriteOrder): Promise<WrittenState | null> {
    return this.named(this.server.write(order));
  }

  private async named<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (thrown) {
      throw new ProblemError(problemOf(thrown, this.id));
    }
  }
}
