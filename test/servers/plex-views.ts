import { ID_SOURCES, idsFrom } from '../../lib/model/item';
import { hex, type SimUser } from './people';
import type { SimItem } from './shelf';

/** What a server knows of one account and one guid. Never changed in place. */
export interface ViewState {
  /** Milliseconds; 0 when there is none. */
  readonly viewOffset: number;
  readonly viewCount: number;
  /** Epoch seconds by the server's clock. */
  readonly lastViewedAt: number | null;
  /** Taken off Continue Watching by hand; new progress brings it back. */
  readonly dismissed: boolean;
  readonly favourite: boolean;
}

export const UNSEEN: ViewState = {
  viewOffset: 0,
  viewCount: 0,
  lastViewedAt: null,
  dismissed: false,
  favourite: false,
};

interface Kept {
  now: ViewState;
  before: ViewState;
  /** Until then, by real time, reads still show what was before. */
  visibleAt: number;
}

export const seconds = (ms: number): number => Math.floor(ms / 1000);

const known = (item: SimItem): boolean => {
  const { title } = item;
  const ids = title.kind === 'episode' ? { ...title.show?.ids, ...title.ids } : title.ids;
  return Object.keys(ids).length > 0;
};

const plexId = (key: string): string => hex('plex.tv', key).slice(0, 24);

function place(item: SimItem): string {
  const { kind, season, episode } = item;
  if (kind === 'season') return `/${season ?? 0}`;
  return kind === 'episode' ? `/${season ?? 0}/${episode ?? 0}` : '';
}

/** The guid of the old agents: the ids of film or show in the guid itself, then the numbers. */
function legacyGuid(item: SimItem): string | null {
  const owner = item.kind === 'movie' ? item.title : (item.show ?? item).title;
  const [imdb, tmdb, tvdb] = ID_SOURCES.map((source) => idsFrom(owner.ids, source)[0]);
  const agent = 'com.plexapp.agents';
  if (item.kind === 'movie') {
    if (imdb) return `${agent}.imdb://${imdb}?lang=en`;
    return tmdb ? `${agent}.themoviedb://${tmdb}?lang=en` : null;
  }
  if (tvdb) return `${agent}.thetvdb://${tvdb}${place(item)}?lang=en`;
  return tmdb ? `${agent}.themoviedb://${tmdb}${place(item)}?lang=en` : null;
}

/** The primary guid: the same for one title on every server, unless it was never matched. */
export function guidOf(item: SimItem, legacy: boolean): string {
  if (item.library.holds === 'video') {
    return legacy
      ? `com.plexapp.agents.none://${hex(item.id)}?lang=xn`
      : `tv.plex.agents.none://${hex(item.id)}`;
  }
  const agents = (item.show ?? item).agentGuid;
  if (agents !== null) return `${agents}${place(item)}?lang=en`;
  if (!known(item)) return `local://${item.id}`;
  if (legacy) return legacyGuid(item) ?? `local://${item.id}`;
  const part = item.part > 0 ? `|${(item.title.episode ?? 0) + item.part}` : '';
  const season = item.kind === 'season' ? `|season ${item.season}` : '';
  return `plex://${item.kind}/${plexId(item.title.key + part + season)}`;
}

/**
 * View states by account and guid: copies of one title in several libraries share theirs.
 * Whether editions do is not certain, so that can be switched.
 */
export class Views {
  private readonly states = new Map<SimUser, Map<string, Kept>>();

  constructor(
    private readonly guid: (item: SimItem) => string,
    private readonly settings: () => { apartEditions: boolean; delayMs: number },
  ) {}

  /** What is stored. */
  truth(user: SimUser, item: SimItem): ViewState {
    return this.states.get(user)?.get(this.key(item))?.now ?? UNSEEN;
  }

  /** What a read shows, which may lag behind a write. */
  shown(user: SimUser, item: SimItem): ViewState {
    const kept = this.states.get(user)?.get(this.key(item));
    if (!kept) return UNSEEN;
    return kept.visibleAt > Date.now() ? kept.before : kept.now;
  }

  write(user: SimUser, item: SimItem, patch: Partial<ViewState>, delayed = true): void {
    const table = this.states.get(user) ?? new Map<string, Kept>();
    this.states.set(user, table);
    const now = { ...this.truth(user, item), ...patch };
    const { delayMs } = this.settings();
    const visibleAt = delayed && delayMs > 0 ? Date.now() + delayMs : 0;
    table.set(this.key(item), { now, before: this.shown(user, item), visibleAt });
  }

  /** Keeps all states as they are now; the answer puts them back. */
  backup(): () => void {
    const kept = [...this.states].map(([user, table]) => [user, new Map(table)] as const);
    return () => {
      this.states.clear();
      for (const [user, table] of kept) this.states.set(user, new Map(table));
    };
  }

  private key(item: SimItem): string {
    const apart = item.edition !== null && this.settings().apartEditions;
    return apart ? `${this.guid(item)}#${item.edition}` : this.guid(item);
  }
}
