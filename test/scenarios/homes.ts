import { afterEach } from 'vitest';
import type { Activity } from '../../lib/model/run';
import type { ServerKind } from '../../lib/model/server';
import { DEFAULT_GUARDRAILS, type Guardrails, type Pair } from '../../lib/model/settings';
import { sampleWorld, type startServer, type Title, type World } from '../servers';
import { Household, type Kind } from '../support/household';
import { HttpHousehold } from '../support/http-household';
import { MINUTE } from '../support/memory-server';
import type { MemoryStore } from '../support/memory-store';

export { HOUR, MINUTE } from '../support/memory-server';
export const DAY = 24 * 60 * MINUTE;
export const KINDS: ServerKind[] = ['plex', 'emby', 'jellyfin'];
/** Servers whose positions can be removed. */
export const CLEARABLE = ['emby', 'jellyfin'] as const;

type Setup<K extends ServerKind> = Partial<Parameters<typeof startServer<K>>[0]>;
export type Sim<K extends ServerKind> = Awaited<ReturnType<typeof startServer<K>>>;

interface Wishes<L extends ServerKind, R extends ServerKind> {
  world?: World;
  pair?: Partial<Pair>;
  left?: Setup<L>;
  right?: Setup<R>;
}

const running: HttpHousehold[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((home) => home.stop()));
});

export function httpHome(world: World = sampleWorld()): HttpHousehold {
  const home = new HttpHousehold(world);
  running.push(home);
  return home;
}

/** Two simulated servers, `attic` (left, source) and `cellar` (right, target), and their pair. */
export async function overHttp<L extends ServerKind, R extends ServerKind>(
  left: L,
  right: R,
  wishes: Wishes<L, R> = {},
) {
  const home = httpHome(wishes.world);
  const attic = (await home.server('attic', left, wishes.left as object)) as Sim<L>;
  const cellar = (await home.server('cellar', right, wishes.right as object)) as Sim<R>;
  const pair = home.pair('attic', 'cellar', wishes.pair);
  const film = home.world.movies[0] as Title;
  return { home, attic, cellar, pair, film };
}

export interface MemoryWishes {
  pair?: Partial<Pair>;
  titles?: string[];
}

/** Two servers in memory that both have `Heat` (or the titles given), and their pair. */
export function inMemory(left: Kind = 'jellyfin', right: Kind = 'emby', wishes: MemoryWishes = {}) {
  const home = new Household();
  const attic = home.server('attic', left);
  const cellar = home.server('cellar', right);
  for (const title of wishes.titles ?? ['Heat']) home.film(title);
  const pair = home.pair('attic', 'cellar', wishes.pair);
  return { home, attic, cellar, pair };
}

/** Both servers agree on these titles, and the run that found it out is over. */
export async function inAgreement(
  titles: string[],
  wishes: MemoryWishes & { kinds?: [Kind, Kind] } = {},
) {
  const [left, right] = wishes.kinds ?? ['jellyfin', 'emby'];
  const made = inMemory(left, right, { ...wishes, titles });
  const { home, attic, cellar } = made;
  titles.forEach((title, n) => {
    for (const server of [attic, cellar]) {
      server.play(title, (20 + n) * MINUTE, home.now - 60 * MINUTE);
    }
  });
  await home.run();
  home.wait(5 * MINUTE);
  return made;
}

export const guardrails = (more: Partial<Guardrails>): { guardrails: Guardrails } => ({
  guardrails: { ...DEFAULT_GUARDRAILS, ...more },
});

export const history = (store: MemoryStore): Activity[] => [...store.activityRows.values()];

/** The newest row of a kind. */
export function last(store: MemoryStore, kind: Activity['kind']): string {
  const row = history(store).filter((one) => one.kind === kind);
  if (row.length === 0) throw new Error(`no ${kind} in the history`);
  return row.at(-1)!.activityId;
}

/** All that the store remembers, for comparing before and after. */
export const remembered = (store: MemoryStore) =>
  structuredClone({
    tracks: store.trackRows,
    looks: store.lookRows,
    journal: store.journalRows,
    activity: store.activityRows,
    servers: store.serverStateRows,
    pairs: store.pairStateRows,
    unmatched: store.unmatchedRows,
    catalogue: store.catalogueRows,
    pages: store.pageRows,
    shards: store.shardRows,
    episodes: store.episodeRows,
  });

/** Titles called A, B, C, … */
export const letters = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => String.fromCharCode(65 + n));
