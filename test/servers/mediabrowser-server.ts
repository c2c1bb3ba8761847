import { empty, Refusal, type SimReply, type SimRequest } from './http';
import { credentials } from './mediabrowser-auth';
import { dataKeys, TICKS_PER_MS, UserData, type UserRecord } from './mediabrowser-data';
import { type Dialect, dialectOf } from './mediabrowser-dialect';
import { Params } from './mediabrowser-params';
import { DEFAULT_LIMITS, Playback, type ResumeLimits } from './mediabrowser-playback';
import { maySee } from './mediabrowser-query';
import { type BoundRoute, type Call, type Caller, type Match, match } from './mediabrowser-router';
import type { RowHost } from './mediabrowser-rows';
import { people, Sessions } from './mediabrowser-sessions';
import { plainStamp, serverStamp } from './mediabrowser-stamps';
import type { SimUser, TokenRecord } from './people';
import type { SimPlayer } from './player';
import { SimServer } from './server';
import type { ServerSetup, TitleState } from './setup';
import type { IdMaker, SimItem } from './shelf';
import type { Title } from './world';

export interface MediaBrowserOptions {
  /** The administrator's limits for playback reports. */
  limits?: Partial<ResumeLimits>;
  /** Provider names in odd spellings, with a collection's id among them. */
  oddProviderKeys?: boolean;
  /** The server's time zone, for dates that were sent with an offset. */
  utcOffsetMinutes?: number;
  /** Show announced episodes in episode lists. */
  showsMissing?: boolean;
}

interface Make {
  product: 'jellyfin' | 'emby';
  version: string;
  shared: (dialect: Dialect) => boolean;
  ids: (serverId: string) => IdMaker;
}

const REQUEST_LINE_LIMIT = 8192;
const HEADER_LIMIT = 32 * 1024;

/** What Jellyfin and Emby, grown from one root, have in common. */
export abstract class MediaBrowserServer extends SimServer implements RowHost {
  readonly dialect: Dialect;
  readonly data: UserData;
  readonly playback: Playback;
  readonly sessions: Sessions;
  readonly limits: ResumeLimits;
  /** Libraries that a user has taken off the home page. */
  readonly latestExcludes = new Map<SimUser, Set<string>>();

  constructor(setup: ServerSetup, make: Make) {
    super(make.product, setup, { version: make.version, splitsFiles: false, ids: make.ids });
    const options: MediaBrowserOptions = setup.options ?? {};
    this.dialect = dialectOf(make.product, this.version);
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.data = new UserData(this.dialect, make.shared(this.dialect));
    this.playback = new Playback(this.dialect, this.data, this.limits);
    this.sessions = new Sessions(this);
  }

  abstract readonly options: MediaBrowserOptions;
  protected abstract readonly routes: BoundRoute[];
  /** An item id as it stands in a path or a body, in the form in which the server keeps it. */
  abstract idOf(text: string | undefined): string;
  abstract notFound(what?: string): SimReply;
  abstract refused(): SimReply;
  abstract unauthorized(): SimReply;
  /** To a user outside the hours of the access schedule. */
  abstract tooLate(): SimReply;
  /** The user that a request is about; null when it is about nobody. */
  abstract userOf(call: Call, named: string | null): SimUser | null;

  get oddProviderKeys(): boolean {
    return this.options.oddProviderKeys ?? false;
  }

  get legacyAuthorization(): boolean {
    return this.dialect.legacyAuthorization;
  }

  override async start(): Promise<void> {
    if (!this.running) this.data.restart(this.shelf.byId);
    await super.start();
  }

  /** An administrator's key: all rights, no user. */
  apiKey(name = 'Key'): string {
    const device = { client: name, device: name, deviceId: this.serverId, version: this.version };
    return this.people.issue(null, device).token;
  }

  /** Takes a library off the home page of a user ("latest" and "continue watching"). */
  excludeFromHome(library: string, user?: string): void {
    const owner = this.people.named(user);
    const set = this.latestExcludes.get(owner) ?? new Set<string>();
    this.latestExcludes.set(owner, set.add(this.shelf.library(library).id));
  }

  /** Another file of the same film: an item of its own, behind the first. Answers its id. */
  addVersion(title: Title, details: { runtimeMs?: number } = {}): string {
    const primary = this.shelf.copy(title);
    const { runtimeMs = primary.runtimeMs } = details;
    const made = this.shelf.add(title, primary.library, this.now(), { primary, runtimeMs });
    primary.versions.push(made);
    return made.id;
  }

  /** The metadata provider, or a person, gives a title other external ids. */
  changeIds(title: Title, ids: Title['ids']): void {
    this.relabel(title, { ids });
  }

  /** Puts a user outside, or back inside, the hours of the access schedule. */
  setOutsideHours(user: string | undefined, outside: boolean): void {
    this.people.named(user).outsideHours = outside;
  }

  override backup(): () => void {
    return this.data.backup();
  }

  protected override relabelled(item: SimItem, change: () => void): void {
    this.data.idsChange(item, change);
  }

  /** Saves a title's metadata anew: nothing but its save date changes. */
  refreshMetadata(title: Title): void {
    for (const item of this.shelf.copies(title)) this.shelf.touch(item, this.now());
  }

  /** Where a playing item's progress is kept: with the version that plays, or with the first. */
  progressItem(playing: { item: SimItem; mediaSourceId: string }): SimItem {
    if (!this.dialect.versionsApart) return playing.item;
    const version = this.shelf.byId.get(playing.mediaSourceId);
    return version && (version.primary ?? version) === playing.item ? version : playing.item;
  }

  /** An item that the user may see, or the answer for one that is not there. */
  itemFor(id: string, user: SimUser | null): SimItem {
    const item = this.shelf.byId.get(id);
    if (!item || !maySee(user, item)) throw new Refusal(this.notFound());
    return item;
  }

  issueToken(user: SimUser, sent: Caller['sent']): TokenRecord {
    const deviceId = sent.deviceId ?? '';
    for (const [token, record] of this.people.tokens) {
      // a device has one token per user: signing in again ends the earlier one
      if (record.deviceId === deviceId && record.user === user) this.people.tokens.delete(token);
    }
    return this.people.issue(user, {
      client: sent.client ?? '',
      device: sent.device ?? '',
      deviceId,
      version: sent.version ?? '',
    });
  }

  /** Early answers of the product: start-up, prefixes. Null lets the request through. */
  protected abstract gate(req: SimRequest): SimReply | null;

  protected override answer(req: SimRequest): SimReply {
    const closed = { Connection: 'close' };
    if (req.requestLineBytes > REQUEST_LINE_LIMIT) {
      return { status: 414, headers: closed, bare: true };
    }
    const headerBytes = Object.entries(req.headers).reduce(
      (n, [k, v]) => n + k.length + v.length,
      0,
    );
    if (headerBytes > HEADER_LIMIT) return { status: 431, headers: closed, bare: true };
    if (!req.headersAreUtf8) return { status: 400, headers: closed, bare: true };
    this.sessions.sweep();
    const early = this.gate(req);
    if (early) return early;
    const found = this.routeOf(req);
    if (found.found === 'nothing') return empty(404);
    if (found.found === 'other-method') return empty(405);
    const caller = this.caller(req);
    if (!found.route.open && !caller.record) return this.unauthorized();
    if (!found.route.open && caller.user?.outsideHours) return this.tooLate();
    if (this.dialect.product === 'emby') this.sessions.heard(caller);
    const call = { req, params: new Params(req.query), path: found.path, caller };
    return found.route.run(call);
  }

  protected routeOf(req: SimRequest): Match {
    const path = this.dialect.embyPrefix
      ? req.path.replace(/^\/(emby|mediabrowser)(?=\/)/i, '')
      : req.path;
    return match(this.routes, req.method, path);
  }

  /** Whose token a request carries. */
  protected caller(req: SimRequest): Caller {
    const sent = credentials(req, this.dialect, this.legacyAuthorization);
    const record = sent.token ? (this.people.tokens.get(sent.token) ?? null) : null;
    const usable = record && !record.user?.disabled ? record : null;
    const user = usable?.user ?? null;
    return { record: usable, user, admin: usable !== null && (user === null || user.admin), sent };
  }

  protected override stateOf(item: SimItem, user: SimUser): TitleState {
    const record = this.data.truth(user, item);
    return {
      positionMs: record.ticks / TICKS_PER_MS,
      watched: record.played,
      playCount: record.playCount,
      lastPlayedAt: record.lastPlayed?.ms ?? null,
      favourite: record.favourite,
    };
  }

  protected override patch(item: SimItem, user: SimUser, patch: Partial<TitleState>): void {
    const before = this.data.truth(user, item);
    const { lastPlayedAt: at } = patch;
    const stamp = at === undefined ? before.lastPlayed : at === null ? null : plainStamp(at);
    const record: UserRecord = {
      ...before,
      ticks: patch.positionMs === undefined ? before.ticks : patch.positionMs * TICKS_PER_MS,
      played: patch.watched ?? before.played,
      playCount: patch.playCount ?? before.playCount,
      favourite: patch.favourite ?? before.favourite,
      lastPlayed: stamp,
    };
    this.data.write(user, item, record);
  }

  protected override played(
    item: SimItem,
    user: SimUser,
    positionMs: number,
    at: number,
    thresholds: boolean,
  ): void {
    this.playback.started(user, item, at);
    const ticks = positionMs * TICKS_PER_MS;
    if (thresholds) this.playback.moved(user, item, ticks);
    else this.data.write(user, item, { ...this.data.truth(user, item), ticks });
  }

  protected override finished(item: SimItem, user: SimUser, at: number): void {
    this.playback.started(user, item, at);
    const before = this.data.truth(user, item);
    this.data.write(user, item, { ...before, ticks: 0, played: true });
  }

  protected override cleared(item: SimItem, user: SimUser): void {
    this.data.write(user, item, { ...this.data.truth(user, item), ticks: 0 });
  }

  protected override unwatched(item: SimItem, user: SimUser): void {
    this.playback.unmarked(user, item);
  }

  protected override reported(player: SimPlayer, event: 'start' | 'progress' | 'stop'): void {
    const session = this.sessions.playedBy(player);
    const item = this.dialect.versionsApart ? player.item : (player.item.primary ?? player.item);
    for (const user of people(session)) {
      if (event === 'start') this.playback.started(user, item, player.openedAt);
      else this.playback.moved(user, item, player.positionMs * TICKS_PER_MS);
    }
    if (event === 'stop') this.sessions.end(session);
  }

  protected override vanished(player: SimPlayer): void {
    this.sessions.orphan(player);
  }

  protected override itemRemoved(item: SimItem): void {
    this.data.park(item);
  }

  protected override itemAdded(item: SimItem): void {
    this.data.unpark(item);
  }

  private oldId = '';

  protected override beforeNewId(item: SimItem): void {
    this.oldId = item.id;
  }

  protected override afterNewId(item: SimItem): void {
    this.data.itemMoves(item, this.oldId);
  }

  /** The keys under which a title's user data may be kept, best first. */
  keysOf(title: Title): string[] {
    return dataKeys(this.shelf.copy(title));
  }

  stamp(ms: number) {
    return serverStamp(this.dialect, ms);
  }
}
