import type { ServerKind } from '../../lib/model/server';
import type { SimReply, SimRequest } from './http';
import { type LogInProxy, proxyReply } from './log-in-proxy';
import { hex, type SimUser } from './people';
import { SimPlayer } from './player';
import type { PlayerOptions, PlayOptions, ServerSetup, TitleState, Whose } from './setup';
import type { SimItem } from './shelf';
import { type Frame, Stock } from './stock';
import type { Title } from './world';

/** What a server does while it starts; `refused` closes every connection at once. */
export type Phase = 'refused' | 'starting-setup' | 'loading' | 'ready';

/**
 * One simulated media server: the library, the people, what a person does with a player, and
 * real HTTP on the loopback address. Products derive from it.
 */
export abstract class SimServer extends Stock {
  /** Replace it to stop the time; `now` adds the skew. */
  clock: () => number = Date.now;
  /** How far this server's clock is ahead of ours. */
  clockSkewMs = 0;
  /** How far the dates of what is played lie ahead of this server's own clock. */
  stampsAheadMs = 0;
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
    super(setup, frame);
    this.proxy = setup.proxy ?? null;
    this.watch.name = `${this.name} (${setup.kind})`;
  }

  now(): number {
    return this.clock() + this.clockSkewMs;
  }

  /** What stands as "last played" on what is played now. */
  stampTime(): number {
    return this.now() + this.stampsAheadMs;
  }

  token(user?: string): string {
    return this.people.tokenOf(this.people.named(user));
  }

  userId(user?: string): string {
    return this.people.named(user).id;
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

  /** Lets a user play things, or not any more; their tokens stay good. */
  setMayPlay(user: string | undefined, allowed: boolean): void {
    this.people.named(user).mayPlay = allowed;
  }

  setPreferenceAccess(user: string | undefined, allowed: boolean): void {
    this.people.named(user).preferenceAccess = allowed;
  }

  /** Keeps everybody's state as it is now; the answer restores it. */
  abstract backup(): () => void;

  /** A playback that ended at a position. */
  play(title: Title, positionMs: number, options: PlayOptions = {}): void {
    const at = options.at ?? this.stampTime();
    const user = this.people.named(options.user);
    this.played(this.copy(title, options), user, positionMs, at, options.thresholds ?? false);
  }

  /** Watched to the end. */
  finish(title: Title, options: PlayOptions = {}): void {
    const user = this.people.named(options.user);
    this.finished(this.copy(title, options), user, options.at ?? this.stampTime());
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
      openedAt: this.stampTime(),
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
}
