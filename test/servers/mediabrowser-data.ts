import { type ExternalIds, type IdSource, idsFrom } from '../../lib/model/item';
import type { Dialect } from './mediabrowser-dialect';
import type { SimUser } from './people';
import type { SimItem } from './shelf';

/** A time as the server keeps it, and the very text in which it answers it. */
export interface Stamp {
  ms: number;
  text: string;
}

/** What a server knows of one user and one item. Never changed in place. */
export interface UserRecord {
  readonly ticks: number;
  readonly played: boolean;
  readonly playCount: number;
  readonly lastPlayed: Stamp | null;
  readonly favourite: boolean;
  readonly likes: boolean | null;
  readonly rating: number | null;
}

export const TICKS_PER_MS = 10_000;

export const BLANK: UserRecord = {
  ticks: 0,
  played: false,
  playCount: 0,
  lastPlayed: null,
  favourite: false,
  likes: null,
  rating: null,
};

const three = (n: number): string => String(n).padStart(3, '0');

/**
 * The keys of an item's user data, best first: a film's ids; an episode's series ids with season
 * and number (never the series' Tmdb id); always the item's own id at the end.
 */
export function dataKeys(item: SimItem): string[] {
  const idsOf = (ids: ExternalIds, ...sources: IdSource[]) =>
    sources.flatMap((source) => idsFrom(ids, source).slice(0, 1));
  if (item.kind === 'movie') return [...idsOf(item.ids, 'tmdb', 'imdb'), item.id];
  if (item.kind !== 'episode') return [...idsOf(item.ids, 'tvdb', 'imdb'), item.id];
  if (item.season === null || item.episode === null || !item.show) return [item.id];
  const series = idsOf(item.show.ids, 'tvdb', 'imdb');
  const number = `${three(item.season)}${three(item.episode)}`;
  return [...(series.length > 0 ? series : [item.show.id]).map((key) => key + number), item.id];
}

type Side = Map<string, UserRecord>;

/** User data of all users, kept and cached the way the version does it. */
export class UserData {
  private readonly tables = new Map<SimUser, Side>();
  /** Records per item as last read or written; other copies' writes pass them by. */
  private readonly cached = new Map<SimUser, Side>();
  /** Old records that single reads and partial writes still see after a folder was marked. */
  private readonly stale = new Map<SimUser, Side>();
  /** Records left behind under keys that the item no longer has. */
  private readonly former = new Map<SimUser, Map<string, Map<string, UserRecord>>>();
  private readonly parked = new Map<SimUser, Side>();
  private readonly unlisted = new Map<SimUser, Set<string>>();

  constructor(
    private readonly dialect: Dialect,
    private readonly shared: boolean,
  ) {}

  /** What is stored. */
  truth(user: SimUser, item: SimItem): UserRecord {
    return this.tables.get(user)?.get(this.place(item)) ?? BLANK;
  }

  /** What a row of a list says. */
  listed(user: SimUser, item: SimItem): UserRecord {
    if (!this.dialect.cachesPerItem) return this.truth(user, item);
    const cache = side(this.cached, user);
    const known = cache.get(item.id);
    if (known) return known;
    const found = this.truth(user, item);
    cache.set(item.id, found);
    return found;
  }

  /** What a read of the single item says, and what a partial write starts from. */
  single(user: SimUser, item: SimItem): UserRecord {
    return this.stale.get(user)?.get(item.id) ?? this.listed(user, item);
  }

  write(user: SimUser, item: SimItem, record: UserRecord): UserRecord {
    side(this.tables, user).set(this.place(item), record);
    if (this.dialect.cachesPerItem) side(this.cached, user).set(item.id, record);
    this.stale.get(user)?.delete(item.id);
    const former = this.former.get(user)?.get(item.id);
    if (former && this.dialect.losesAfterIdChange === 'row') {
      side2(this.unlisted, user).add(item.id);
    }
    return record;
  }

  /** Stores, but leaves single reads with what they would have said before. */
  writeBehind(user: SimUser, item: SimItem, record: UserRecord): void {
    const before = this.single(user, item);
    this.write(user, item, record);
    if (this.dialect.staleAfterFolderMark) side(this.stale, user).set(item.id, before);
  }

  /** Stores; an old record that single reads see stays the old one. */
  writeAside(user: SimUser, item: SimItem, record: UserRecord): UserRecord {
    if (!this.stale.get(user)?.has(item.id)) return this.write(user, item, record);
    this.writeBehind(user, item, record);
    return record;
  }

  /** Does the in-progress filter find this item? It does not ask whether it was watched. */
  inProgress(user: SimUser, item: SimItem): boolean {
    if (this.unlisted.get(user)?.has(item.id)) return false;
    if (this.truth(user, item).ticks > 0) return true;
    if (this.dialect.losesAfterIdChange !== 'ghost') return false;
    const former = this.former.get(user)?.get(item.id);
    return former !== undefined && [...former.values()].some((record) => record.ticks > 0);
  }

  /** A restart forgets the caches; where ids had changed, 10.11 reads an older row again. */
  restart(items: Map<string, SimItem>): void {
    this.cached.clear();
    this.stale.clear();
    if (this.dialect.losesAfterIdChange !== 'row') return;
    for (const [user, lost] of this.unlisted) {
      for (const id of lost) {
        const item = items.get(id);
        const older = [...(this.former.get(user)?.get(id)?.values() ?? [])][0];
        if (item && older) side(this.tables, user).set(this.place(item), older);
      }
    }
  }

  /** Keeps what is stored now; the answer puts it back, as after a restart on a restored database. */
  backup(): () => void {
    const kept = [...this.tables].map(([user, table]) => [user, new Map(table)] as const);
    return () => {
      this.tables.clear();
      for (const [user, table] of kept) this.tables.set(user, new Map(table));
      for (const later of [this.cached, this.stale, this.former, this.parked, this.unlisted]) {
        later.clear();
      }
    };
  }

  /** The item's keys, made of its ids and numbers, are about to become others. */
  idsChange(item: SimItem, change: () => void): void {
    const oldKey = dataKeys(item)[0] ?? item.id;
    change();
    const newKey = dataKeys(item)[0] ?? item.id;
    if (this.dialect.losesAfterIdChange === 'nothing' || oldKey === newKey) return;
    for (const [user, table] of this.tables) {
      const record = table.get(this.place(item));
      if (!record) continue;
      const perItem = this.former.get(user) ?? new Map<string, Map<string, UserRecord>>();
      this.former.set(user, perItem);
      const rows = perItem.get(item.id) ?? new Map<string, UserRecord>();
      perItem.set(item.id, rows);
      rows.set(oldKey, record);
      const returning = rows.get(newKey);
      if (returning && this.dialect.losesAfterIdChange === 'ghost') {
        table.set(this.place(item), returning);
      }
    }
  }

  /**
   * The item gets a new id. State follows where the title has ids to know it by; what was kept
   * under the bare item id is lost.
   */
  itemMoves(item: SimItem, oldId: string): void {
    for (const table of this.tables.values()) {
      const record = table.get(oldId);
      table.delete(oldId);
      if (record && dataKeys(item).length > 1) table.set(this.place(item), record);
    }
    for (const table of [...this.cached.values(), ...this.stale.values()]) table.delete(oldId);
  }

  /** What was kept with a deleted item waits under its best key for an item with the same key. */
  park(item: SimItem): void {
    const [best] = dataKeys(item);
    if (this.shared || best === undefined) return;
    for (const [user, table] of this.tables) {
      const record = table.get(item.id);
      if (record && best !== item.id) side(this.parked, user).set(best, record);
      table.delete(item.id);
    }
  }

  unpark(item: SimItem): void {
    const [best] = dataKeys(item);
    for (const [user, parked] of this.parked) {
      const record = parked.get(best ?? '');
      if (!record) continue;
      side(this.tables, user).set(item.id, record);
      parked.delete(best ?? '');
    }
  }

  private place(item: SimItem): string {
    return this.shared ? (dataKeys(item)[0] ?? item.id) : item.id;
  }
}

function side(all: Map<SimUser, Side>, user: SimUser): Side {
  const known = all.get(user);
  if (known) return known;
  const made: Side = new Map();
  all.set(user, made);
  return made;
}

function side2(all: Map<SimUser, Set<string>>, user: SimUser): Set<string> {
  const known = all.get(user) ?? new Set<string>();
  all.set(user, known);
  return known;
}
