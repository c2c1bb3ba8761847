import type { ExternalIds, ServerRow } from '../../lib/model/item';
import { type Problem, ProblemError } from '../../lib/model/problem';
import type { Capabilities, OpenPlayer } from '../../lib/model/server';
import type { MediaServer } from '../../lib/servers/port';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** How a server behaves, apart from what it holds. */
export interface Manners {
  capabilities: Capabilities;
  /** A write stamps the server's "now", whatever time it carries. */
  stampsNow: boolean;
}

const BASE: Capabilities = {
  writes: true,
  clears: true,
  answersWrites: true,
  carriesFlags: false,
  keepsTime: true,
  holdsBoth: true,
  listsByLibrary: false,
  finds: 'index',
  floorMs: 0,
  ceiling: null,
};

export const MANNERS: Record<'plex' | 'emby' | 'jellyfin', Manners> = {
  jellyfin: { capabilities: BASE, stampsNow: false },
  emby: {
    capabilities: { ...BASE, finds: 'ids', answersWrites: false, carriesFlags: true },
    stampsNow: false,
  },
  plex: {
    capabilities: {
      ...BASE,
      clears: false,
      answersWrites: false,
      keepsTime: false,
      floorMs: MINUTE,
      ceiling: 0.87,
    },
    stampsNow: true,
  },
};

/** One film on one memory server. */
export interface Film {
  row: ServerRow;
  present: boolean;
}

/**
 * A media server in memory, for the engine's own tests. It keeps the rules of the port, nothing of
 * any product's HTTP: that is what the simulated servers are for.
 */
export class MemoryServer implements MediaServer {
  readonly traffic = { requests: 0, bytes: 0 };
  readonly films = new Map<string, Film>();
  readonly players: OpenPlayer[] = [];
  readonly writes: { title: string; positionMs: number }[] = [];
  /** Server clock minus ours. */
  skew = 0;
  serverId: string;
  userId = 'mia';
  down: Problem | null = null;
  halfList = false;
  playersHidden = false;
  /** Problems that the next writes meet, in order; null lets one through. */
  writeFaults: (Problem | null)[] = [];
  ignoresWrites = false;
  /** Called before each request. */
  onRequest: (what: string) => void = () => {};
  /** Called for each write that is taken. */
  onWrite: (title: string, positionMs: number) => void = () => {};
  private nextId = 1;

  constructor(
    readonly name: string,
    readonly manners: Manners,
    private readonly clock: () => number,
  ) {
    this.serverId = `server-${name}`;
  }

  get skewMs(): number {
    return Math.abs(this.skew) < 2_000 ? 0 : this.skew;
  }

  // What a person does.

  add(
    film: { ids: ExternalIds; title: string; runtimeMs?: number | null },
    more: Partial<ServerRow> = {},
  ): string {
    const itemId = `${this.name}-${this.nextId++}`;
    const { runtimeMs = 2 * HOUR } = film;
    this.films.set(itemId, {
      present: true,
      row: { ...blankRow(itemId, film.title, film.ids, runtimeMs), ...more },
    });
    return itemId;
  }

  at(title: string): ServerRow {
    const film = [...this.films.values()].find((one) => one.row.title === title && one.present);
    if (!film) throw new Error(`no ${title} on ${this.name}`);
    return film.row;
  }

  play(title: string, positionMs: number, at = this.clock()): void {
    Object.assign(this.at(title), { positionMs, lastPlayedAt: at + this.skew });
  }

  finish(title: string, at = this.clock()): void {
    const row = this.at(title);
    const playCount = (row.playCount ?? 0) + 1;
    Object.assign(row, { positionMs: 0, watched: true, playCount, lastPlayedAt: at + this.skew });
  }

  /** The position goes, as a "remove from Continue Watching" does it. */
  clear(title: string): void {
    this.at(title).positionMs = 0;
  }

  unwatch(title: string): void {
    Object.assign(this.at(title), {
      positionMs: 0,
      watched: false,
      playCount: 0,
      lastPlayedAt: null,
    });
  }

  restart(title: string, at = this.clock()): void {
    Object.assign(this.at(title), { positionMs: 0, watched: false, lastPlayedAt: at + this.skew });
  }

  remove(title: string): void {
    for (const film of this.films.values()) if (film.row.title === title) film.present = false;
  }

  giveBack(title: string): void {
    for (const film of this.films.values()) if (film.row.title === title) film.present = true;
  }

  /** The file is renamed: another id, the same title and state. */
  rename(title: string): void {
    const row = this.at(title);
    this.films.delete(row.itemId);
    row.itemId = `${this.name}-${this.nextId++}`;
    row.stateKey = row.itemId;
    this.films.set(row.itemId, { present: true, row });
  }

  /** As a run meets it: the same server, requests counted from zero. */
  fresh(): MemoryServer {
    this.traffic.requests = 0;
    return this;
  }

  // The port.

  private request(what: string): void {
    this.traffic.requests += 1;
    this.onRequest(what);
    if (this.down) throw new ProblemError(this.down);
  }

  private visible(): ServerRow[] {
    return [...this.films.values()].filter((f) => f.present).map((f) => structuredClone(f.row));
  }

  async identify() {
    this.request('identify');
    const { serverId, name } = this;
    return { product: 'jellyfin' as const, serverId, name, version: '10.11.11' };
  }
  capabilities = () => this.manners.capabilities;
  useVersion = () => {};
  async whoAmI() {
    this.request('whoAmI');
    return { userId: this.userId, userName: this.userId };
  }
  people = async () => [];
  async libraries() {
    this.request('libraries');
    return [{ id: 'films', name: 'Films', holds: 'movie' as const }];
  }
  async inProgress() {
    this.request('list');
    if (this.halfList) throw new ProblemError({ code: 'list-incomplete' });
    const rows = this.visible().filter((row) => row.positionMs > 0);
    return { rows, unread: [], badRows: [] };
  }
  async lookUp(itemIds: string[]) {
    this.request('lookUp');
    const rows = this.visible().filter((row) => itemIds.includes(row.itemId));
    return { rows: new Map(rows.map((row) => [row.itemId, row])), badRows: new Set<string>() };
  }
  showIds = async () => new Map<string, ExternalIds>();
  async cataloguePage() {
    this.request('catalogue');
    return { entries: this.entries(), next: null };
  }
  async catalogueMark() {
    this.request('mark');
    return this.visible()
      .map((row) => row.itemId)
      .join();
  }
  async findByIds() {
    this.request('find');
    return this.entries();
  }
  private entries() {
    return this.visible().map(({ itemId, ids, libraryId, show, title }) =>
      show
        ? { itemId: show.itemId, kind: 'show' as const, ids: show.ids ?? {}, title, libraryId }
        : { itemId, kind: 'movie' as const, ids, libraryId },
    );
  }
  async episodes(show: string) {
    this.request('episodes');
    return this.visible().filter((row) => row.show?.itemId === show);
  }
  async search(text: string) {
    this.request('search');
    return this.visible().filter((row) => row.title.toLowerCase().includes(text.toLowerCase()));
  }
  searchShows = async () => [];
  poster = async () => null;
  async openPlayers() {
    this.request('players');
    if (this.playersHidden) throw new ProblemError({ code: 'forbidden' });
    return [...this.players];
  }
  async write({ row, positionMs, playedAt }: Parameters<MediaServer['write']>[0]) {
    this.request('write');
    const fault = this.writeFaults.shift() ?? null;
    if (fault) throw new ProblemError(fault);
    const film = this.films.get(row.itemId);
    if (!film?.present) throw new ProblemError({ code: 'not-found' });
    if (this.ignoresWrites) return null;
    this.writes.push({ title: row.title, positionMs });
    this.onWrite(row.title, positionMs);
    film.row.positionMs = positionMs;
    if (this.manners.stampsNow) film.row.lastPlayedAt = this.clock() + this.skew;
    else if (playedAt !== null && positionMs > 0) film.row.lastPlayedAt = playedAt;
    if (!this.manners.capabilities.answersWrites) return null;
    const { watched, playCount, lastPlayedAt } = film.row;
    return { positionMs, watched, playCount, lastPlayedAt };
  }
}

function blankRow(
  itemId: string,
  title: string,
  ids: ExternalIds,
  runtimeMs: number | null,
): ServerRow {
  return {
    itemId,
    kind: 'movie',
    title,
    year: null,
    episodeTitle: null,
    season: null,
    episode: null,
    episodeEnd: null,
    airDate: null,
    ids,
    show: null,
    libraryId: 'films',
    stateKey: itemId,
    runtimeMs,
    positionMs: 0,
    watched: false,
    playCount: 0,
    favourite: false,
    lastPlayedAt: null,
    finishLineMs: null,
  };
}
