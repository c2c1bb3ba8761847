import { TICKS_PER_MS } from './mediabrowser-data';
import type { Caller } from './mediabrowser-router';
import { itemRow } from './mediabrowser-rows';
import type { MediaBrowserServer } from './mediabrowser-server';
import { hex, type SimUser, type TokenRecord } from './people';
import type { SimPlayer } from './player';
import type { SimItem } from './shelf';

interface Playing {
  item: SimItem;
  ticks: number;
  paused: boolean;
  mediaSourceId: string;
  reportedAt: number;
  /** Set while a player of the simulation keeps the session alive. */
  player: SimPlayer | null;
}

export interface Session {
  id: string;
  user: SimUser | null;
  others: SimUser[];
  client: string;
  device: string;
  deviceId: string;
  version: string;
  lastActivity: number;
  lastCheckIn: number;
  playing: Playing | null;
}

const NEVER = '0001-01-01T00:00:00.0000000Z';
const IDLE_MS = 5 * 60_000;

const iso = (ms: number): string => new Date(ms).toISOString().replace('Z', '0012Z');

/** The sessions of a server: one per device and client, playing or not. */
export class Sessions {
  private readonly all = new Map<string, Session>();
  private lastSweep = 0;

  constructor(private readonly server: MediaBrowserServer) {}

  /** The session of a token's device, made when it is not there yet. */
  of(record: TokenRecord): Session {
    const id = hex(this.server.serverId, record.client, record.deviceId, record.user?.id ?? '');
    const known = this.all.get(id);
    const session: Session = known ?? {
      id,
      user: record.user,
      others: [],
      client: record.client,
      device: record.device,
      deviceId: record.deviceId,
      version: record.version,
      lastActivity: 0,
      lastCheckIn: 0,
      playing: null,
    };
    session.lastActivity = this.server.now();
    this.all.set(id, session);
    return session;
  }

  /** Whoever asks with a token, and says from which device, has a session there. */
  heard({ record, user, sent }: Caller): void {
    const { deviceId, client, device } = sent;
    if (record && deviceId && client)
      this.of({ ...record, user, deviceId, client, device: device ?? '' });
  }

  report(session: Session, item: SimItem, ticks: number, paused: boolean, source: string): void {
    const now = this.server.now();
    session.lastActivity = now;
    session.lastCheckIn = now;
    const fresh = { item, ticks, paused, mediaSourceId: source, reportedAt: now, player: null };
    session.playing = { ...fresh, player: session.playing?.player ?? null };
  }

  end(session: Session): void {
    session.playing = null;
    session.lastActivity = this.server.now();
  }

  ofPlayer(player: SimPlayer): Session {
    const session = this.of({
      token: '',
      user: player.user,
      client: 'TV App',
      device: player.device,
      deviceId: `device-${player.id}`,
      version: '1',
    });
    session.others = player.others;
    return session;
  }

  playedBy(player: SimPlayer): Session {
    const session = this.ofPlayer(player);
    const { item } = player;
    const ticks = player.positionMs * TICKS_PER_MS;
    this.report(session, item.primary ?? item, ticks, player.paused, item.id);
    if (session.playing) session.playing.player = player;
    return session;
  }

  /** The device is gone: from now on the server advances the position by itself. */
  orphan(player: SimPlayer): void {
    const { playing } = this.ofPlayer(player);
    if (playing) playing.player = null;
  }

  /** What one caller is shown: everything, or own sessions and those without a user. */
  visible(user: SimUser | null, everything: boolean): Session[] {
    return [...this.all.values()].filter(
      (session) => everything || !session.user || people(session).includes(user as SimUser),
    );
  }

  isPlaying(user: SimUser, item: SimItem): boolean {
    return [...this.all.values()].some(
      ({ user: owner, playing }) =>
        owner === user && (playing?.item === item || playing?.mediaSourceId === item.id),
    );
  }

  drop(record: TokenRecord): void {
    for (const [id, session] of this.all) {
      if (session.deviceId === record.deviceId && session.user === record.user) this.all.delete(id);
    }
  }

  /**
   * Every five minutes the server stops players that it has not heard of for more than five, at
   * the position to which it has advanced them meanwhile.
   */
  sweep(): void {
    const tick = Math.floor(this.server.now() / IDLE_MS) * IDLE_MS;
    if (tick <= this.lastSweep) return;
    this.lastSweep = tick;
    for (const session of this.all.values()) {
      const { playing } = session;
      if (!playing || playing.player || tick - session.lastCheckIn <= IDLE_MS) continue;
      const ticks = advanced(playing, tick);
      session.playing = null;
      for (const user of people(session)) {
        this.server.playback.moved(user, this.server.progressItem(playing), ticks);
      }
    }
  }

  row(session: Session): Record<string, unknown> {
    const { dialect, serverId } = this.server;
    const { playing, user } = session;
    const now = playing ? this.nowPlaying(playing) : {};
    const checkIn = session.lastCheckIn === 0 ? NEVER : iso(session.lastCheckIn);
    return {
      PlayState: playing
        ? playState(playing, this.server.now())
        : { CanSeek: false, IsPaused: false },
      AdditionalUsers: session.others.map((other) => ({ UserId: other.id, UserName: other.name })),
      RemoteEndPoint: '127.0.0.1',
      PlayableMediaTypes: [],
      Id: session.id,
      ...(user ? { UserId: user.id, UserName: user.name } : {}),
      Client: session.client,
      LastActivityDate: iso(session.lastActivity),
      ...(dialect.product === 'jellyfin' ? { LastPlaybackCheckIn: checkIn } : {}),
      DeviceName: session.device,
      ...now,
      DeviceId: session.deviceId,
      ApplicationVersion: session.version,
      ...(dialect.product === 'jellyfin' ? { IsActive: true, HasCustomDeviceName: false } : {}),
      SupportsRemoteControl: false,
      NowPlayingQueue: [],
      ServerId: serverId,
      SupportedCommands: [],
    };
  }

  private nowPlaying({ item }: Playing): Record<string, unknown> {
    const wish = { fields: new Set(['providerids', 'parentid']), userData: false, single: false };
    return { NowPlayingItem: itemRow(this.server, item, null, wish) };
  }
}

export const people = (session: Session): SimUser[] =>
  session.user ? [session.user, ...session.others] : session.others;

/** Between reports the server lets the position run on, a second per second. */
function advanced(playing: Playing, now: number): number {
  if (playing.player) return playing.player.positionMs * TICKS_PER_MS;
  if (playing.paused) return playing.ticks;
  return playing.ticks + Math.max(0, now - playing.reportedAt) * TICKS_PER_MS;
}

const playState = (playing: Playing, now: number): Record<string, unknown> => ({
  PositionTicks: advanced(playing, now),
  CanSeek: true,
  IsPaused: playing.paused,
  IsMuted: false,
  MediaSourceId: playing.mediaSourceId,
  PlayMethod: 'DirectPlay',
  RepeatMode: 'RepeatNone',
  PlaybackOrder: 'Default',
});
