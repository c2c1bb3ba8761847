import { runRound } from '../../lib/engine/rounds';
import type { ServerKind } from '../../lib/model/server';
import { bigWorld, type LogEntry, type SimServer, type Title, type World } from '../servers';
import { HttpHousehold } from '../support/http-household';

const MINUTE = 60_000;
const EPISODES_PER_SHOW = 10;

/** What one server was asked in one run. */
export interface Cost {
  requests: number;
  /** Of bodies received, as they came over the wire. */
  bytes: number;
  /** Method and path of each. */
  asked: string[];
}

export type Sides<T> = Record<'source' | 'target', T>;
export type Costs = Record<'first' | 'quiet' | 'change', Sides<Cost>>;

export interface Scene {
  source: ServerKind;
  target: ServerKind;
  /** Of the target; the simulated product's own default without it. */
  version?: string;
}

/** A world of that many films and episodes, half of each. */
export const libraryOf = (items: number): World =>
  bigWorld(items / 2, {
    shows: items / 2 / EPISODES_PER_SHOW,
    episodesPerShow: EPISODES_PER_SHOW,
  });

/** The target of a pair, beside a source of another kind that makes its costs visible. */
export const SCENES: (Scene & { name: string })[] = [
  { name: 'Plex', source: 'jellyfin', target: 'plex' },
  { name: 'Emby', source: 'jellyfin', target: 'emby' },
  { name: 'Jellyfin', source: 'emby', target: 'jellyfin' },
  { name: 'Jellyfin 12', source: 'emby', target: 'jellyfin', version: '12.0.0' },
];

/**
 * Runs a two-way pair for the first time, again without a change, and with one change; and counts
 * what each server was asked. Half of the titles are in progress on each side, half of those are
 * episodes, each of another show as far as there are shows. Throws unless the runs do their work.
 */
export async function costsOf(scene: Scene, world: World, titles: number): Promise<Costs> {
  const home = new HttpHousehold(world);
  try {
    const source = await home.server('source', scene.source);
    const { version } = scene;
    const target = await home.server('target', scene.target, version ? { version } : {});
    home.pair('source', 'target');
    const [here, there] = inProgress(world, titles);
    for (const [index, title] of here.entries()) playAt(source, title, index);
    for (const [index, title] of there.entries()) playAt(target, title, index);

    const sides = { source, target };
    const first = await counted(home, sides, titles);
    const quiet = await counted(home, sides, 0);
    home.ahead += MINUTE;
    source.play(here[0]!, 25 * MINUTE);
    const change = await counted(home, sides, 1);
    return { first, quiet, change };
  } finally {
    await home.stop();
  }
}

export const playAt = (server: SimServer, title: Title, index: number): void =>
  server.play(title, (5 + (index % 20)) * MINUTE, { at: server.now() - (index + 10) * MINUTE });

/** The first films, and one episode of each show in turn; alternately for the two sides. */
export function inProgress(world: World, count: number): [Title[], Title[]] {
  const { movies, shows } = world;
  const episodes = Array.from({ length: count / 2 }, (_, index) => {
    const show = shows[index % shows.length]!;
    return show.episodes[Math.floor(index / shows.length)]!;
  });
  const titles = [...movies.slice(0, count / 2), ...episodes];
  const side = (rest: number) => titles.filter((_, index) => index % 2 === rest);
  return [side(0), side(1)];
}

async function counted(
  home: HttpHousehold,
  sides: Sides<SimServer>,
  written: number,
): Promise<Sides<Cost>> {
  home.requests();
  // The clock stands still during a run: how fast this computer is must not change the counts.
  const now = home.ports.now();
  const [summary] = await runRound({ ...home.ports, now: () => now }, 'person');
  if (summary?.written !== written || summary.outcome !== 'done') {
    throw new Error(`expected ${written} positions written, got ${JSON.stringify(summary)}`);
  }
  return { source: costOf(sides.source.log), target: costOf(sides.target.log) };
}

const costOf = (log: LogEntry[]): Cost => ({
  requests: log.length,
  bytes: log.reduce((sum, entry) => sum + entry.bytes, 0),
  asked: log.map(({ method, path }) => `${method} ${path}`),
});

/**
 * What a run may cost, as promised. A first run makes sure of each title on both servers: one request for
 * each show.
 */
export const LIMITS = {
  /** Where a write carries what else is held of a copy, each has a look of its own before it. */
  first: (kind: ServerKind, version?: string): number =>
    kind === 'plex' ? 260 : kind === 'emby' || version?.startsWith('12.') ? 330 : 225,
  /** Of a first run, from both servers. */
  bytes: 6_000_000,
  /** Of both servers, beyond their lists. */
  change: 5,
};

/** Requests for the lists of one server: all that a run without a change may ask. */
export function listsOf(kind: ServerKind, version?: string): number {
  const libraries = 2;
  if (kind === 'plex') return libraries;
  return version?.startsWith('12.') ? 2 : 1;
}
