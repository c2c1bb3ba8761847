import { runRound } from '../../lib/engine/rounds';
import type { MediaServer } from '../../lib/servers/port';
import type { Household } from '../support/household';
import { type MemoryServer, MINUTE } from '../support/memory-server';
import type { Engine } from './engine';

/** The same server, but for what is given. */
const but = (server: MemoryServer, other: Partial<MediaServer>): MemoryServer =>
  Object.assign(Object.create(server), other);

/** The real engine on servers that are the same but for what is given. */
export const onServers =
  (change: (server: MemoryServer) => Partial<MediaServer>): Engine =>
  (home) => {
    const connect: Household['ports']['connect'] = (settings) => {
      const server = home.servers.get(settings.id)!.fresh();
      return but(server, change(server));
    };
    return runRound({ ...home.ports, connect }, 'person');
  };

/** The real engine, and then somebody meddles with what it remembered. */
const afterwards =
  (meddle: (home: Household) => void): Engine =>
  async (home) => {
    const summaries = await home.run();
    if (!home.store.dead) meddle(home);
    return summaries;
  };

const broken: Engine = (home) => {
  const newId = () => {
    throw new TypeError('broken');
  };
  return runRound({ ...home.ports, newId }, 'person');
};

const idle: Engine = async ({ now, store }) =>
  store.kept.pairs.map(({ id }) => ({
    pairId: id,
    outcome: 'done' as const,
    ...{ written: 0, cleared: 0, skipped: 0, conflicts: 0, unmatched: 0, requests: 0 },
    ...{ startedAt: now, finishedAt: now },
  }));

/** Time runs backwards in what the servers say. */
const older = onServers((server) => ({
  inProgress: async () => {
    const list = await server.inProgress();
    return { ...list, rows: list.rows.map((row) => turned(server, row)) };
  },
  lookUp: async (itemIds: string[]) => {
    const found = await server.lookUp(itemIds);
    const rows = [...found.rows].map(([id, row]) => [id, turned(server, row)] as const);
    return { ...found, rows: new Map(rows) };
  },
}));

const BEGIN = Date.UTC(2026, 10, 1, 12);
const turned = <Row extends { lastPlayedAt: number | null }>(
  server: MemoryServer,
  row: Row,
): Row =>
  row.lastPlayedAt === null
    ? row
    : { ...row, lastPlayedAt: 2 * (BEGIN + server.skew) - row.lastPlayedAt };

/** Each pair runs twice on the strength of one look at the lists. */
const hasty: Engine = async (home) => {
  const lists = new Map<string, ReturnType<MemoryServer['inProgress']>>();
  const looking = onServers((server) => ({
    inProgress: () => {
      const list = lists.get(server.name) ?? server.inProgress();
      lists.set(server.name, list);
      return list;
    },
  }));
  await looking(home);
  return looking(home);
};

const forgetful = afterwards(({ store }) => {
  for (const track of store.trackRows.values()) track.tombstone = null;
});

const careless = onServers(() => ({ openPlayers: async () => [] }));

const marking = onServers((server) => ({
  write: async (wanted: Parameters<MediaServer['write']>[0]) => {
    const said = await server.write(wanted);
    server.films.get(wanted.row.itemId)!.row.watched = true;
    return said;
  },
}));

const silent = afterwards(({ store }) => store.activityRows.clear());

const headstrong: Engine = (home) => {
  const settings = async () => {
    const kept = structuredClone(home.store.kept);
    for (const pair of kept.pairs) Object.assign(pair, { addUpdate: true, remove: true });
    return kept;
  };
  Object.assign(home.store, { settings });
  return home.run();
};

/** Says what it wrote a minute too far. */
const sloppy = onServers((server) => ({
  write: (wanted: Parameters<MediaServer['write']>[0]) =>
    server.write({ ...wanted, positionMs: wanted.positionMs && wanted.positionMs + MINUTE }),
}));

/** Engines that each break one promise, and what is said of them then. */
export const BROKEN: { does: string; engine: Engine; found: RegExp }[] = [
  { does: 'breaks in every run', engine: broken, found: /broke: TypeError/ },
  { does: 'does nothing', engine: idle, found: /did not reach/ },
  { does: 'copies the older', engine: older, found: /lost/ },
  { does: 'clears on one look', engine: hasty, found: /cleared on one look/ },
  { does: 'forgets the tombstone', engine: forgetful, found: /apart, settled as agreed/ },
  { does: 'ignores players', engine: careless, found: /written where a player is open/ },
  { does: 'marks watched what it writes', engine: marking, found: /watched state touched/ },
  { does: 'keeps no history', engine: silent, found: /is not in the activity/ },
  { does: 'heeds no switch', engine: headstrong, found: /though that is switched off/ },
  { does: 'writes another position', engine: sloppy, found: /is not in the activity/ },
];
