import { isWebClient, type SimReply, type SimRequest, webClient } from './http';
import { hex, type SimUser } from './people';
import type { SimPlayer } from './player';
import { failure, option } from './plex-http';
import { PlexPlayback, type TimelineReport } from './plex-playback';
import { identity, PLEX_ROUTES } from './plex-routes';
import { loosened, type Row, xmlOf } from './plex-rows';
import { guidOf, seconds, Views } from './plex-views';
import { SimServer } from './server';
import type { ServerSetup, TitleState } from './setup';
import type { SimItem, SimLibrary } from './shelf';
import type { Title } from './world';

export interface PlexOptions {
  /** Numbers as text and ids as numbers. */
  looseTypes?: boolean;
  /** Timeline answers tell the stored state. */
  richTimelineAnswer?: boolean;
  /** The in-progress filter is one of those that this server ignores. */
  ignoreViewOffsetFilter?: boolean;
  /** Pages are never larger than this. */
  forcePageSize?: number;
  /** Every page is the first one. */
  repeatPage?: boolean;
  /** For so long a read still shows what was before a write. */
  visibleDelayMs?: number;
  /** Timeline reports are answered with this code, and nothing is stored. */
  terminationCode?: number;
  /** Listings do not carry the random id of their library. */
  bareListings?: boolean;
  /** Does not know how to take something off Continue Watching. */
  oldServer?: boolean;
  /** Libraries of the old agents: all, or those named. */
  legacyAgent?: boolean | string[];
  /** Percent at which a video counts as watched; 90. */
  playedThreshold?: number;
  /** A lone report beyond the finish line marks the title as watched; current servers ignore it. */
  watchedByLoneReport?: boolean;
  /** 0 threshold, 1 final credits, 2 first credits, 3 the earliest of threshold and credits. */
  playedAtBehaviour?: 0 | 1 | 2 | 3;
  /** Positions up to here are ignored; 60000. */
  minimumProgressMs?: number;
  /** Plain http is refused. */
  httpRequired?: boolean;
  /** Editions of a film have view states of their own. */
  apartEditions?: boolean;
  /** Whether details of several items at once carry markers; they do by default. */
  markersInBatch?: boolean;
  /** How others than administrators are turned away. */
  adminOnlyStatus?: 401 | 403;
  onDeckWindowWeeks?: number;
}

/** The number of a plex.tv account, the same on every server. */
export const accountId = (name: string): number =>
  1_000_000 + (Number.parseInt(hex(name).slice(0, 6), 16) % 9e6);

/** Short decimal ids for items and libraries; accounts have the same number on every server. */
function ids(serverId: string) {
  const base = 100 + (Number.parseInt(hex(serverId).slice(0, 4), 16) % 900) * 100;
  let items = 0;
  return {
    item: () => {
      items += 1;
      return String(base + items);
    },
    library: (_name: string, index: number) => String(1 + index),
    user: (name: string) => String(accountId(name)),
  };
}

/** A simulated Plex Media Server. */
export class PlexServer extends SimServer {
  readonly options: PlexOptions;
  readonly views: Views;
  readonly playback: PlexPlayback;
  /** Shows whose seasons are hidden: their episodes do not name a season. */
  readonly flattened = new Set<SimItem>();

  constructor(setup: ServerSetup<'plex', PlexOptions>) {
    super('plex', setup, { version: '1.43.2.10001-a1b2c3d4e', splitsFiles: true, ids });
    this.options = setup.options ?? {};
    this.views = new Views(
      (item) => this.guid(item),
      () => ({
        apartEditions: this.options.apartEditions ?? false,
        delayMs: this.options.visibleDelayMs ?? 0,
      }),
    );
    this.playback = new PlexPlayback(this);
  }

  guid(item: SimItem): string {
    return guidOf(item, this.isLegacy(item));
  }

  isLegacy(item: SimItem): boolean {
    return this.isLegacyLibrary(item.library) || (item.show ?? item).agentGuid !== null;
  }

  /** An old agent's guid of a film or show, without numbers and language: `…hama://tvdb4-70`. */
  setAgentGuid(title: Title, guid: string): void {
    for (const item of this.shelf.copies(title)) item.agentGuid = guid;
  }

  override backup(): () => void {
    return this.views.backup();
  }

  isLegacyLibrary(library: SimLibrary): boolean {
    const { legacyAgent } = this.options;
    return Array.isArray(legacyAgent) ? legacyAgent.includes(library.name) : Boolean(legacyAgent);
  }

  sees(user: SimUser, item: SimItem): boolean {
    return !item.library.hiddenFrom.has(user.name) && !item.hiddenFrom.has(user.name);
  }

  /** Where the credits of a title begin; null takes the marker away. */
  setCreditsMarker(title: Title, ms: number | null): void {
    for (const item of this.shelf.copies(title)) item.creditsMs = ms;
  }

  /** An item of its own with the same guid. Answers its id. */
  addEdition(title: Title, edition: string, details: { runtimeMs?: number } = {}): string {
    const first = this.shelf.copy(title);
    const { runtimeMs = first.runtimeMs } = details;
    return this.shelf.add(title, first.library, this.now(), { edition, runtimeMs }).id;
  }

  /** Another file of the same film: one item, one position. */
  addVersion(title: Title, details: { runtimeMs?: number } = {}): void {
    const primary = this.shelf.copy(title);
    const { runtimeMs = primary.runtimeMs } = details;
    const made = this.shelf.add(title, primary.library, this.now(), { primary, runtimeMs });
    primary.versions.push(made);
  }

  /** Other external ids, or none while a fresh item is still being matched; the guid stays. */
  changeIds(title: Title, external: Title['ids']): void {
    this.relabel(title, { ids: external });
  }

  hideSeasons(show: Title): void {
    for (const item of this.shelf.copies(show)) this.flattened.add(item);
  }

  /** Takes a title off Continue Watching, as a person does. */
  dismiss(title: Title, user?: string): void {
    this.views.write(this.people.named(user), this.shelf.copy(title), { dismissed: true }, false);
  }

  /** Is the device behind a session one that has merely nothing to say? */
  playsStill(session: string): boolean {
    return [...this.players].some((player) => sessionOf(player) === session);
  }

  protected override answer(req: SimRequest): SimReply {
    const refused = this.phase === 'refused' || (this.options.httpRequired && !req.secure);
    if (refused) return { status: 0, drop: true };
    const open = req.path === '/identity';
    if (this.phase === 'starting-setup' && open) return identity(this, { startState: 'starting' });
    if (this.phase !== 'ready') return failure(503, 'Service Unavailable');
    if (!req.underBase) return failure(404, 'Not Found');
    if (req.method === 'OPTIONS') return { status: 200 };
    if (open) return identity(this);
    if (isWebClient(req)) return webClient('Plex');
    const user = this.people.tokens.get(option(req, 'X-Plex-Token') ?? '')?.user;
    if (!user || user.disabled) return failure(401, 'Unauthorized');
    for (const [methods, pattern, handler] of PLEX_ROUTES) {
      const hit = pattern.exec(req.path);
      if (!hit || !methods.split('|').includes(req.method)) continue;
      const path = hit.slice(1).map((part) => decodeURIComponent(part ?? ''));
      return handler(this, { req, user, path });
    }
    return failure(404, 'Not Found');
  }

  protected override speaksBoth(): boolean {
    return true;
  }

  protected override crashed(): SimReply {
    return failure(500, 'Internal Server Error');
  }

  /** XML, unless JSON was asked for. */
  protected override render(reply: SimReply, req: SimRequest) {
    const { json } = reply;
    if (json === undefined) return super.render(reply, req);
    if (/json/.test(req.headers.accept ?? '')) {
      const value = this.options.looseTypes ? loosened(json) : json;
      return super.render({ ...reply, json: value, type: 'application/json' }, req);
    }
    const content = (json as { MediaContainer?: Row }).MediaContainer ?? {};
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n${xmlOf('MediaContainer', content)}\n`;
    return { body: Buffer.from(text), type: 'text/xml;charset=utf-8' };
  }

  /** Only Plex's own web app may read answers. */
  protected override commonHeaders(req: SimRequest): Record<string, string> {
    const common = { 'X-Plex-Protocol': '1.0' };
    if (req.headers.origin === undefined) return common;
    return { ...common, 'Access-Control-Allow-Origin': 'https://app.plex.tv' };
  }

  protected override stateOf(item: SimItem, user: SimUser): TitleState {
    const view = this.views.truth(user, item);
    return {
      positionMs: view.viewOffset,
      watched: view.viewCount > 0,
      playCount: view.viewCount,
      lastPlayedAt: view.lastViewedAt === null ? null : view.lastViewedAt * 1000,
      favourite: view.favourite,
    };
  }

  protected override patch(item: SimItem, user: SimUser, patch: Partial<TitleState>): void {
    const before = this.views.truth(user, item);
    const counted = patch.playCount ?? before.viewCount;
    const viewCount = patch.watched === undefined ? counted : patch.watched ? counted || 1 : 0;
    const at = patch.lastPlayedAt;
    const lastViewedAt = at === undefined ? before.lastViewedAt : at === null ? null : seconds(at);
    const viewOffset = patch.positionMs ?? before.viewOffset;
    const favourite = patch.favourite ?? before.favourite;
    const next = { viewOffset, viewCount, lastViewedAt, favourite };
    this.views.write(user, item, next, false);
  }

  protected override played(
    item: SimItem,
    user: SimUser,
    positionMs: number,
    at: number,
    thresholds: boolean,
  ): void {
    const line = this.playback.finishLine(item);
    if (thresholds && line !== null && positionMs >= line) {
      this.playback.scrobble(user, item, at);
    } else if (!thresholds || positionMs > (this.options.minimumProgressMs ?? 60_000)) {
      const next = { viewOffset: positionMs, lastViewedAt: seconds(at), dismissed: false };
      this.views.write(user, item, next, false);
    }
  }

  protected override finished(item: SimItem, user: SimUser, at: number): void {
    this.playback.scrobble(user, item, at);
  }

  protected override cleared(item: SimItem, user: SimUser): void {
    this.playback.unscrobble(user, item);
  }

  protected override unwatched(item: SimItem, user: SimUser): void {
    this.playback.unscrobble(user, item);
  }

  protected override reported(player: SimPlayer, event: 'start' | 'progress' | 'stop'): void {
    const running: TimelineReport['state'] = player.paused ? 'paused' : 'playing';
    this.playback.report({
      user: player.user,
      item: player.item,
      state: event === 'stop' ? 'stopped' : running,
      time: player.positionMs,
      session: sessionOf(player),
      device: player.device,
      product: 'Plex for TV',
    });
  }

  protected override vanished(): void {
    // nothing is stored any more, but the session lingers
  }
}

const sessionOf = (player: SimPlayer): string => `device-${player.id}|`;
