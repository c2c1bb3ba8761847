import type { SimUser } from './people';
import type { SimItem } from './shelf';

/** What a player tells its server. */
export interface PlayerHost {
  playerReports(player: SimPlayer, event: 'progress' | 'stop'): void;
  playerVanishes(player: SimPlayer): void;
}

interface Opened {
  id: string;
  item: SimItem;
  user: SimUser;
  others: SimUser[];
  device: string;
  positionMs: number;
  paused: boolean;
  openedAt: number;
}

/** An open player in somebody's living room. Its position moves only by `advance`. */
export class SimPlayer {
  readonly id: string;
  readonly item: SimItem;
  readonly user: SimUser;
  readonly others: SimUser[];
  readonly device: string;
  readonly openedAt: number;
  positionMs: number;
  paused: boolean;
  private open = true;

  constructor(
    private readonly host: PlayerHost,
    opened: Opened,
  ) {
    this.id = opened.id;
    this.item = opened.item;
    this.user = opened.user;
    this.others = opened.others;
    this.device = opened.device;
    this.openedAt = opened.openedAt;
    this.positionMs = opened.positionMs;
    this.paused = opened.paused;
  }

  /** The film runs on; the server hears of it with the next report. */
  advance(ms: number): void {
    this.positionMs += ms;
  }

  /** The report that a real player sends every ten seconds or so. */
  report(): void {
    if (this.open) this.host.playerReports(this, 'progress');
  }

  pause(): void {
    this.paused = true;
    this.report();
  }

  resume(): void {
    this.paused = false;
    this.report();
  }

  /** Stops, with a last report of the position. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    this.host.playerReports(this, 'stop');
  }

  /** Stops as some players do: its last report says 0, wherever it was. */
  closeAtStart(): void {
    this.positionMs = 0;
    this.close();
  }

  /** Loses its power: the server hears nothing more. */
  vanish(): void {
    if (!this.open) return;
    this.open = false;
    this.host.playerVanishes(this);
  }
}
