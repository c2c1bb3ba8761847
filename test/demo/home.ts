import { isDeepStrictEqual } from 'node:util';
import type { SettingsFile } from '../../lib/model/settings';
import { type SimServer, sampleWorld, startServer, type Title, type World } from '../servers';
import { position, sayPosition, sayTitle } from './words';

const HOUR = 60 * 60_000;

/** Playhead's ids of the three servers, in the order in which tables show them. */
export const IDS = ['attic', 'cellar', 'den'] as const;
export type ServerId = (typeof IDS)[number];
export type Positions = Record<ServerId, number>;

/** Three servers of one household, with the same films and shows. */
export interface Home {
  world: World;
  servers: Record<ServerId, SimServer>;
  /** What somebody is in the middle of somewhere. */
  titles: Title[];
}

/** Something did not happen as the demo says it does. */
export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}

/** Ends the demo unless `actual` is what was expected. */
export function check(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  const [wanted, got] = [JSON.stringify(expected), JSON.stringify(actual)];
  throw new Unexpected(`${what}\n  expected ${wanted}\n  but it is ${got}`);
}

export async function openHome(): Promise<Home> {
  const world = sampleWorld();
  const [attic, cellar, den] = await Promise.all([
    startServer({ kind: 'jellyfin', name: 'Attic', world }),
    startServer({ kind: 'emby', name: 'Cellar', world }),
    startServer({ kind: 'plex', name: 'Den', world }),
  ]);
  const begun: [SimServer, Title, string, number][] = [
    [attic, world.find('Back to the Future'), '31:12', 3],
    [den, world.find('The Matrix'), '48:05', 26],
    [cellar, world.find('Spirited Away'), '1:04:30', 5],
    [den, world.episodeOf('Breaking Bad', 1, 2), '12:40', 28],
    [attic, world.episodeOf('Game of Thrones', 1, 3), '22:10', 50],
    [cellar, world.episodeOf('The Office', 1, 5), '9:30', 2],
  ];
  for (const [server, title, where, hoursAgo] of begun) {
    server.play(title, position(where), { at: Date.now() - hoursAgo * HOUR });
  }
  return { world, servers: { attic, cellar, den }, titles: begun.map(([, title]) => title) };
}

export const nameOf = (home: Home, id: string): string => home.servers[id as ServerId]?.name ?? id;

/** What each server itself holds of a title. */
export const positionsOf = ({ servers }: Home, title: Title): Positions => ({
  attic: servers.attic.state(title).positionMs,
  cellar: servers.cellar.state(title).positionMs,
  den: servers.den.state(title).positionMs,
});

/** What the servers hold of everything that is in progress, by title. */
export const snapshot = (home: Home): Map<Title, Positions> =>
  new Map(home.titles.map((title) => [title, positionsOf(home, title)]));

export const everywhere = (ms: number): Positions => ({ attic: ms, cellar: ms, den: ms });

/** Requests that were more than looking, since the last call. */
export function writesSince(home: Home): number {
  const servers = Object.values(home.servers);
  const count = servers.flatMap(({ log }) => log).filter(({ method }) => method !== 'GET').length;
  for (const server of servers) server.clearLog();
  return count;
}

/** What no run may ever do: mark something watched, or make a server fail. */
export function checkUntouched({ servers, titles }: Home): void {
  for (const server of Object.values(servers)) {
    const watched = titles.filter((title) => server.state(title).watched).map(sayTitle);
    check(`Nothing is marked watched on ${server.name}`, watched, []);
    check(`${server.name} answers without a fault`, server.crashes, []);
  }
}

/** One row a title: what each server holds. */
export const rowsOf = (positions: Map<Title, Positions>): string[][] =>
  [...positions].map(([title, at]) => [sayTitle(title), ...IDS.map((id) => sayPosition(at[id]))]);

/** A settings file for the three servers, each paired with both others. */
export function settingsOf({ servers }: Home): SettingsFile {
  const pair = (source: ServerId, target: ServerId) => ({
    id: `${source}-${target}`,
    source,
    target,
    mode: 'two-way',
    enabled: true,
  });
  return {
    format: 'playhead-settings',
    version: 1,
    servers: IDS.map((id) => ({
      id,
      kind: servers[id].kind,
      name: servers[id].name,
      address: servers[id].url,
      token: servers[id].token(),
      userId: servers[id].userId(),
      userName: 'mia',
      libraries: null,
    })),
    pairs: [pair('attic', 'cellar'), pair('attic', 'den'), pair('cellar', 'den')],
    // No run but those of the story, until it has been told.
    options: { intervalMinutes: 1440 },
  };
}
