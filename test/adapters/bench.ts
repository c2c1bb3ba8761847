import { afterEach, expect } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import type { Problem } from '../../lib/model/problem';
import type { Library, ServerKind } from '../../lib/model/server';
import type { Connection, MediaServer } from '../../lib/servers/port';
import { connect } from '../../lib/servers/registry';
import { type LogEntry, sampleWorld, startServer, type World } from '../servers/index';
import { connectionTo, problemFrom } from './probe';

type Setup<K extends ServerKind> = Parameters<typeof startServer<K>>[0];
type Sim<K extends ServerKind> = Awaited<ReturnType<typeof startServer<K>>>;

/** A simulated server and the adapter under test, connected as one of its users. */
export interface Bench<K extends ServerKind = ServerKind> {
  sim: Sim<K>;
  world: World;
  server: MediaServer;
  /** The libraries as last seen. */
  known: Library[];
  /** A second adapter to the same server. */
  as(user: string, more?: Partial<Connection>): MediaServer;
  /** The in-progress list, whole. */
  list(): Promise<ServerRow[]>;
  /** A fresh look at one item, as before a write. */
  look(itemId: string): Promise<ServerRow>;
  /** Requests seen by the server since the last call. */
  requests(): LogEntry[];
}

const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

/**
 * A server with the films and shows of a world and two users, mia (its owner) and ben, identified
 * and with its libraries known, and with nothing in its log.
 */
export async function bench<K extends ServerKind>(
  kind: K,
  setup: Partial<Setup<K>> = {},
): Promise<Bench<K>> {
  const world = setup.world ?? sampleWorld();
  const users = [
    { name: 'mia', password: 'secret', admin: true },
    { name: 'ben', password: 'other' },
  ];
  const sim = (await startServer<K>({
    kind,
    name: 'attic',
    users,
    ...setup,
    world,
  } as Setup<K>)) as Sim<K>;
  running.push(sim);
  const as = (user: string, more: Partial<Connection> = {}) =>
    connect(
      kind,
      connectionTo(sim.url, {
        token: sim.token(user),
        userId: sim.userId(user),
        userName: user,
        ...more,
      }),
    );
  const server = as('mia');
  await server.identify();
  const known = await server.libraries();
  sim.clearLog();
  return {
    sim,
    world,
    server,
    known,
    as,
    list: async () => (await server.inProgress(null, known)).rows,
    look: async (itemId) => {
      const row = (await server.lookUp([itemId], true)).rows.get(itemId);
      if (!row) throw new Error(`no row for ${itemId}`);
      return row;
    },
    requests: () => sim.log.splice(0),
  };
}

/** All entries of a catalogue, or what is found for every title of the world by its ids. */
export async function findAll({ server, known, world }: Bench, scope: string[] | null = null) {
  if (server.capabilities().finds === 'ids') {
    const titles = [...world.movies, ...world.shows];
    return server.findByIds(
      titles.map(({ ids }) => ids),
      scope,
    );
  }
  const entries = [];
  let from: string | null = null;
  do {
    const page = await server.cataloguePage(scope, known, from);
    entries.push(...page.entries);
    from = page.next;
  } while (from !== null);
  return entries;
}

/** Why the list, or the one library of it that fails, is not to be believed. */
export async function listProblem({ server, known }: Bench): Promise<Problem> {
  const listing = server.inProgress(null, known);
  const { unread } = await listing.catch(() => ({ unread: [] }));
  expect(unread.length).toBeLessThanOrEqual(1);
  return unread[0]?.problem ?? problemFrom(listing);
}
