import { ID_SOURCES, idsFrom } from '../../lib/model/item';
import type { Fault } from './faults';
import { Listener } from './listener';
import { hex, People } from './people';
import { DEFAULT_LIBRARIES, type LibrarySetup, type ServerSetup } from './setup';
import { type IdMaker, type Label, leaves, Shelf, type SimItem, type SimLibrary } from './shelf';
import { type Failing, faultOf } from './title-faults';
import type { Title, World } from './world';

export interface Frame {
  version: string;
  splitsFiles: boolean;
  ids: (serverId: string) => IdMaker;
}

const FIRST_ADDED = Date.UTC(2024, 0, 1);
const MINUTE = 60_000;

/** What a server holds and for whom, and what may happen to it: files come, go and are mistaken. */
export abstract class Stock extends Listener {
  readonly world: World;
  readonly name: string;
  readonly serverId: string;
  readonly shelf: Shelf;
  readonly people: People;
  version: string;

  constructor(setup: ServerSetup, frame: Frame) {
    super(setup.port ?? 0, setup.basePath ?? '', setup.tls);
    this.world = setup.world;
    this.name = setup.name;
    this.version = setup.version ?? frame.version;
    this.serverId = setup.serverId ?? hex(setup.kind, setup.name);
    const ids = frame.ids(this.serverId);
    this.shelf = new Shelf(ids.item, frame.splitsFiles);
    const users = setup.users ?? [{ name: 'mia', password: 'secret', admin: true }];
    const onIssue = this.watch.issued.bind(this.watch);
    this.people = new People(this.serverId, users, ids.user, onIssue);
    this.fill(setup.libraries ?? DEFAULT_LIBRARIES, ids);
  }

  libraryId(name: string): string {
    return this.shelf.library(name).id;
  }

  /** This server's ids of every copy of a title. */
  itemIds(title: Title): string[] {
    return this.shelf.copies(title).map((item) => item.id);
  }

  setLibraryHidden(library: string, user: string | undefined, hidden = true): void {
    const from = this.shelf.library(library).hiddenFrom;
    const { name } = this.people.named(user);
    if (hidden) from.add(name);
    else from.delete(name);
  }

  /** Hides single items (a rating limit, a label) while their library stays visible. */
  setTitleHidden(title: Title, user: string | undefined, hidden = true): void {
    const { name } = this.people.named(user);
    for (const item of this.shelf.copies(title)) {
      if (hidden) item.hiddenFrom.add(name);
      else item.hiddenFrom.delete(name);
    }
  }

  addLibrary(setup: LibrarySetup): void {
    this.makeLibrary(setup, this.now(), setup.titles ?? []);
  }

  removeLibrary(name: string): void {
    const library = this.shelf.library(name);
    for (const item of [...this.shelf.items]) {
      if (item.library === library && item.parent === null) this.shelf.remove(item);
    }
    this.shelf.libraries.splice(this.shelf.libraries.indexOf(library), 1);
  }

  /**
   * Adds a copy to a library and answers its id. With a label it is what the server believes of that
   * file: another cut, a part, another number.
   */
  addTitle(title: Title, library: string, label: Label = {}): string {
    const item = this.shelf.add(title, this.shelf.library(library), this.now(), label);
    for (const leaf of leaves(item)) this.itemAdded(leaf);
    return item.id;
  }

  deleteTitle(title: Title): void {
    for (const item of [...this.shelf.copies(title)]) {
      for (const leaf of leaves(item)) this.itemRemoved(leaf);
      this.shelf.remove(item);
    }
  }

  /** From now on the server takes the copies of a title (or one of them) for something else. */
  relabel(title: Title, label: Label, copy?: number): void {
    const copies = this.shelf.copies(title);
    for (const item of copy === undefined ? copies : [this.shelf.copy(title, copy)]) {
      this.relabelled(item, () => this.shelf.relabel(item, label, this.now()));
    }
  }

  /** Another file in the place of each copy: new ids, and none of the state kept by them. */
  replaceFile(title: Title): void {
    for (const item of this.shelf.copies(title)) this.shelf.rename(item, this.now());
  }

  /** One title fails, alone or with whatever is asked along with it, until the fault is removed. */
  failFor(title: Title, failing: Failing): Fault {
    const outside = ID_SOURCES.flatMap((source) =>
      idsFrom(title.ids, source).map((id) => `${source}.${id}`.toLowerCase()),
    );
    return this.fault(faultOf(() => this.itemIds(title), outside, failing));
  }

  /** A renamed file: new ids, the same title; state follows as the product does it. */
  rename(title: Title): void {
    for (const item of this.shelf.copies(title)) {
      this.beforeNewId(item);
      this.shelf.rename(item, this.now());
      this.afterNewId(item);
    }
  }

  protected relabelled(_item: SimItem, change: () => void): void {
    change();
  }
  protected itemAdded(_item: SimItem): void {}
  protected itemRemoved(_item: SimItem): void {}
  protected beforeNewId(_item: SimItem): void {}
  protected afterNewId(_item: SimItem): void {}

  private fill(setups: LibrarySetup[], ids: IdMaker): void {
    for (const setup of setups) {
      this.makeLibrary(setup, FIRST_ADDED, setup.titles ?? this.world.held(setup.holds), ids);
    }
    this.libraryIds = ids;
  }

  private libraryIds: IdMaker | null = null;

  private makeLibrary(
    setup: LibrarySetup,
    at: number,
    titles: Title[],
    ids = this.libraryIds,
  ): SimLibrary {
    const index = this.shelf.libraries.length;
    const library: SimLibrary = {
      id: setup.id ?? ids?.library(setup.name, index) ?? setup.name,
      name: setup.name,
      holds: setup.holds === 'episode' ? 'show' : setup.holds,
      hiddenFrom: new Set(setup.hiddenFrom),
      changes: 0,
    };
    this.shelf.libraries.push(library);
    titles.forEach((title, n) => {
      this.shelf.add(title, library, at + n * MINUTE);
    });
    return library;
  }
}
