import type { ServerKind } from '../../lib/model/server';
import type { SimReply, SimRequest } from './http';
import { Listener } from './listener';
import { type LogInProxy, proxyReply } from './log-in-proxy';
import { hex, People, type SimUser } from './people';
import { SimPlayer } from './player';
import {
  DEFAULT_LIBRARIES,
  type LibrarySetup,
  type PlayerOptions,
  type PlayOptions,
  type ServerSetup,
  type TitleState,
  type Whose,
} from './setup';
import { type IdMaker, leaves, Shelf, type SimItem, type SimLibrary } from './shelf';
import type { Title, World } from './world';

/** What a server does while it starts; `refused` closes every connection at once. */
export type Phase = 'refused' | 'starting-setup' | 'loading' | 'ready';

interface Frame {
  version: string;
  splitsFiles: boolean;
  ids: (serverId: string) => IdMaker;
}

const FIRST_ADDED = Date.UTC(2024, 0, 1);
const MINUTE = 60_000;

/**
 * One simulated media server: the library, the people, what a person does with a player, and
 * real HTTP on the loopback address. Products derive from it.
 */
export abstract class SimServer extends Listener {
  readonly world: World;
  readonly name: string;
  readonly serverId: string;
  readonly shelf: Shelf;
  readonly people: People;
  /** Replace it to stop the time; `now` adds the skew. */
  clock: () => number = Date.now;
  /** How far this server's clock is ahead of ours. */
  clockSkewMs = 0;
  version: string;
  phase: Phase = 'ready';
  /** Titles without a poster. */
  readonly posterless = new Set<Title>();
  /** A reverse proxy before this server. */
  proxy: LogInProxy | null;
  protected readonly players = new Set<SimPlayer>();
  private playersMade = 0;

  constructor(
    readonly kind: ServerKind,
    setup: ServerSetup,
    frame: Frame,
  ) {
    super(setup.port ?? 0, setup.basePath ?? '', setup.tls);
    this.world = setup.world;
    this.name = setup.name;
    this.proxy = setup.proxy ?? null;
    this.version = setup.version ?? frame.version;
    this.serverId = setup.serverId ?? hex(setup.kind, setup.name);
    const ids = frame.ids(this.serverId);
    this.shelf = new Shelf(ids.item, frame.splitsFiles);
    const users = setup.users ?? [{ name: 'mia', password: 'secret', admin: true }];
    this.watch.name = `${this.name} (${setup.kind})`;
    const onIssue = this.watch.issued.bind(this.watch);
    this.people = new People(this.serverId, users, ids.user, onIssue);
    this.fill(setup.libraries ?? DEFAULT_LIBRARIES, ids);
  }

  now(): number {
    return this.clock() + this.clockSkewMs;
  }

  token(user?: string): string {
    return this.people.tokenOf(this.people.named(user));
  }

  userId(user?: string): string {
    return this.people.named(user).id;
  }

  libraryId(name: string): string {
    return this.shelf.library(name).id;
  }

  /** This server's ids of every copy of a title. */
  itemIds(title: Title): string[] {
    return this.shelf.copies(title).map((item) => item.id);
  }

  /** Ends all tokens of a user; `token()` then gives a new one. */
  revokeToken(user?: string): void {
    this.people.revokeAll(this.people.named(user));
  }

  setPhase(phase: Phase): void {
    this.phase = phase;
  }

  /** Disabling a user ends all tokens; they stay dead after enabling again. */
  setUserDisabled(user: string | undefined, disabled: boolean): void {
    const found = this.people.named(user);
    found.disabled = disabled;
    if (disabled) this.people.revokeAll(found);
  }

  setPreferenceAccess(user: string | undefined, allowed: boolean): void {
    this.people.named(user).preferenceAccess = allowed;
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

  /** Adds a copy to a library and answers its id. */
  addTitle(title: Title, library: string): string {
    const item = this.shelf.add(title, this.shelf.library(library), this.now());
    for (const leaf of leaves(item)) this.itemAdded(leaf);
    return item.id;
  }

  deleteTitle(title: Title): void {
    for (const item of [...this.shelf.copies(title)]) {
      for (const leaf of leaves(item)) this.itemRemoved(leaf);
      this.shelf.remove(item);
    }
  }

  /** A renamed or replaced file: new ids, the same title; state follows as the product does it. */
  rename(title: Title): void {
    for (const item of this.shelf.copies(title)) {
      this.beforeNewId(item);
      this.shelf.rename(item, this.now());
      this.afterNewId(item);
    }
  }

  /** A playback that ended at a position. */
  play(title: Title, positionMs: number, options: PlayOptions = {}): void {
    const at = options.at ?? this.now();
    const user = this.people.named(options.user);
    this.played(this.copy(title, options), user, positionMs, at, options.thresholds ?? false);
  }

  /** Watched to the end. */
  finish(title: Title, options: PlayOptions = {}): void {
    const user = this.people.named(options.user);
    this.finished(this.copy(title, options), user, options.at ?? this.now());
  }

  /** Sets state as it is given, without any rule. */
  setState(title: Title, patch: Partial<TitleState>, whose: Whose = {}): void {
    this.patch(this.copy(title, whose), this.people.named(whose.user), patch);
  }

  /** The position is removed by the product's own means. */
  clear(title: Title, whose: Whose = {}): void {
    this.cleared(this.copy(title, whose), this.people.named(whose.user));
  }

  markUnwatched(title: Title, whose: Whose = {}): void {
    this.unwatched(this.copy(title, whose), this.people.named(whose.user));
  }

  state(title: Title, whose: Whose = {}): TitleState {
    return this.stateOf(this.copy(title, whose), this.people.named(whose.user));
  }

  /** Somebody opens a title on a device; the player lives until it is closed. */
  openPlayer(title: Title, options: PlayerOptions = {}): SimPlayer {
    const user = this.people.named(options.user);
    const item = this.copy(title, options);
    this.playersMade += 1;
    const player = new SimPlayer(this, {
      id: hex(this.serverId, 'player', this.playersMade),
      item,
      user,
      others: (options.with ?? []).map((name) => this.people.named(name)),
      device: options.device ?? 'Living Room TV',
      positionMs: options.positionMs ?? this.stateOf(item, user).positionMs,
      paused: options.paused ?? false,
      openedAt: this.now(),
    });
    this.players.add(player);
    this.reported(player, 'start');
    return player;
  }

  closePlayers(): void {
    for (const player of [...this.players]) player.close();
  }

  /** Called by players. */
  playerReports(player: SimPlayer, event: 'progress' | 'stop'): void {
    if (event === 'stop') this.players.delete(player);
    this.reported(player, event);
  }

  /** Called by a player whose device lost its power: no further report, no goodbye. */
  playerVanishes(player: SimPlayer): void {
    this.players.delete(player);
    this.vanished(player);
  }

  protected override front(req: SimRequest): SimReply | null {
    return this.proxy && proxyReply(this.proxy, req);
  }

  protected copy(title: Title, whose: Whose): SimItem {
    return this.shelf.copy(title, whose.copy);
  }

  protected abstract override answer(req: SimRequest): SimReply | Promise<SimReply>;
  protected abstract stateOf(item: SimItem, user: SimUser): TitleState;
  protected abstract patch(item: SimItem, user: SimUser, patch: Partial<TitleState>): void;
  protected abstract played(
    item: SimItem,
    user: SimUser,
    positionMs: number,
    at: number,
    thresholds: boolean,
  ): void;
  protected abstract finished(item: SimItem, user: SimUser, at: number): void;
  protected abstract cleared(item: SimItem, user: SimUser): void;
  protected abstract unwatched(item: SimItem, user: SimUser): void;
  protected abstract reported(player: SimPlayer, event: 'start' | 'progress' | 'stop'): void;
  protected abstract vanished(player: SimPlayer): void;
  protected itemAdded(_item: SimItem): void {}
  protected itemRemoved(_item: SimItem): void {}
  protected beforeNewId(_item: SimItem): void {}
  protected afterNewId(_item: SimItem): void {}

  private fill(setups: LibrarySetup[], ids: IdMaker): void {
    for (const setup of setups) {
      const all = setup.holds === 'movie' ? this.world.movies : this.world.shows;
      this.makeLibrary(
        setup,
        FIRST_ADDED,
        setup.titles ?? (setup.holds === 'music' ? [] : all),
        ids,
      );
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
