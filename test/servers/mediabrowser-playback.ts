import { type Stamp, TICKS_PER_MS, type UserData, type UserRecord } from './mediabrowser-data';
import type { Dialect } from './mediabrowser-dialect';
import { runtimeTicks } from './mediabrowser-rows';
import { serverStamp } from './mediabrowser-stamps';
import type { SimUser } from './people';
import { leaves, type SimItem } from './shelf';

/** The administrator's limits; only playback reports go through them. */
export interface ResumeLimits {
  MinResumePct: number;
  MaxResumePct: number;
  MinResumeDurationSeconds: number;
}

export const DEFAULT_LIMITS: ResumeLimits = {
  MinResumePct: 5,
  MaxResumePct: 90,
  MinResumeDurationSeconds: 300,
};

const PERCENT = 100;
const TICKS_PER_SECOND = 1000 * TICKS_PER_MS;

/** What playback and marking do to user data. */
export class Playback {
  /** Emby: items that somebody took off the Resume row; a new playback brings them back. */
  readonly hidden = new Map<SimUser, Set<string>>();

  constructor(
    private readonly dialect: Dialect,
    private readonly data: UserData,
    readonly limits: ResumeLimits,
  ) {}

  /** Start report: counts a play, stamps "now", and (before 12.0) makes the item unwatched. */
  started(user: SimUser, item: SimItem, at: number): void {
    const before = this.data.truth(user, item);
    this.hidden.get(user)?.delete(item.id);
    this.data.write(user, item, {
      ...before,
      played: this.dialect.startUnwatches ? false : before.played,
      playCount: before.playCount + 1,
      lastPlayed: serverStamp(this.dialect, at),
    });
  }

  /** Progress or stop report with a position; never touches the date. */
  moved(user: SimUser, item: SimItem, ticks: number): void {
    const { position, played } = this.limited(item, ticks);
    const before = this.data.truth(user, item);
    const record = { ...before, ticks: position, played: played || before.played };
    this.data.write(user, item, record);
    if (played) this.spread(user, item);
  }

  /** Stop report without a position: watched to the end. */
  ended(user: SimUser, item: SimItem): void {
    const before = this.data.truth(user, item);
    this.data.write(user, item, {
      ...before,
      ticks: 0,
      played: true,
      playCount: before.playCount + 1,
    });
    this.spread(user, item);
  }

  /** Mark watched: keeps an older date unless a new one is given. */
  marked(user: SimUser, item: SimItem, date: Stamp | null, at: number): void {
    const keeps = this.dialect.writesUserData;
    this.each(user, item, (before) => ({
      ...before,
      ticks: 0,
      played: true,
      playCount: Math.max(before.playCount + (date ? 1 : 0), 1),
      lastPlayed: date ?? (keeps ? before.lastPlayed : null) ?? serverStamp(this.dialect, at),
    }));
    if (item.kind === 'movie') this.spread(user, item);
  }

  /** Mark unwatched: position, count and date are gone; rating and likes stay. */
  unmarked(user: SimUser, item: SimItem): void {
    this.each(user, item, (before) => ({
      ...before,
      ticks: 0,
      played: false,
      playCount: 0,
      lastPlayed: null,
    }));
  }

  /** The rules for "too early", "finished", "too short" and "of unknown length". */
  private limited(item: SimItem, ticks: number): { position: number; played: boolean } {
    const runtime = runtimeTicks(item);
    if (!runtime) return { position: 0, played: true };
    const share = (ticks / runtime) * PERCENT;
    if (share < this.limits.MinResumePct) return { position: 0, played: false };
    const nearEnd = this.dialect.keptBy === 'item' ? runtime - TICKS_PER_SECOND : runtime;
    if (share > this.limits.MaxResumePct || ticks >= nearEnd) return { position: 0, played: true };
    if (runtime < this.limits.MinResumeDurationSeconds * TICKS_PER_SECOND) {
      return { position: 0, played: true };
    }
    return { position: ticks, played: false };
  }

  private each(user: SimUser, item: SimItem, change: (before: UserRecord) => UserRecord): void {
    const folder = item.kind === 'show' || item.kind === 'season';
    if (!folder) {
      this.data.write(user, item, change(this.data.truth(user, item)));
      return;
    }
    for (const leaf of leaves(item)) {
      if (leaf.missing) continue;
      this.data.writeBehind(user, leaf, change(this.data.truth(user, leaf)));
    }
  }

  /** 12.0: finishing one version makes all versions of the film watched, without a position. */
  private spread(user: SimUser, item: SimItem): void {
    if (!this.dialect.versionsApart) return;
    const first = item.primary ?? item;
    for (const other of [first, ...first.versions]) {
      if (other === item) continue;
      const before = this.data.truth(user, other);
      this.data.write(user, other, { ...before, ticks: 0, played: true });
    }
  }
}
