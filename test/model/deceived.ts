import { approveHold } from '../../lib/engine/rounds';
import type { ServerRow } from '../../lib/model/item';
import type { MediaServer } from '../../lib/servers/port';
import type { MemoryServer } from '../support/memory-server';
import { onServers } from './broken';
import type { Engine } from './engine';

type See = (row: ServerRow) => ServerRow;

/** Rows as the engine sees them, and no server is otherwise. */
const seeing = (seeOf: (server: MemoryServer) => See): Engine =>
  onServers((server) => {
    const see = seeOf(server);
    return {
      inProgress: async () => {
        const list = await server.inProgress();
        return { ...list, rows: list.rows.map(see) };
      },
      lookUp: async (itemIds: string[]) => {
        const { rows, ...found } = await server.lookUp(itemIds);
        return { ...found, rows: new Map([...rows].map(([id, row]) => [id, see(row)])) };
      },
      episodes: async (show: string) => (await server.episodes(show)).map(see),
    };
  });

const stamps = new WeakMap<MemoryServer, Map<string, number>>();

/** No last-played is ever older than it was seen before. */
const undated = seeing((server) => {
  const known = stamps.get(server) ?? new Map<string, number>();
  stamps.set(server, known);
  return (row) => {
    if (row.lastPlayedAt === null) return row;
    const lastPlayedAt = Math.max(row.lastPlayedAt, known.get(row.itemId) ?? 0);
    known.set(row.itemId, lastPlayedAt);
    return { ...row, lastPlayedAt };
  };
});

/** Whatever has no position has no date and no count either, as after *mark unplayed*. */
const traceless = seeing(() => (row) => {
  const gone = row.positionMs === 0 && !row.watched;
  return gone ? { ...row, lastPlayedAt: null, playCount: 0 } : row;
});

const unnumbered = seeing(
  () => (row) => (row.kind === 'episode' ? { ...row, season: 1, episode: 1 } : row),
);

/** A file keeps its id for ever, whatever is put in its place. */
const fileless = onServers((server): Partial<MediaServer> => {
  const idOf = ({ title }: ServerRow): string => `${server.name} ${title}`;
  const see: See = (row) => ({ ...row, itemId: idOf(row), stateKey: idOf(row) });
  const rows = () => [...server.films.values()].filter((one) => one.present).map(({ row }) => row);
  const real = (id: string): string => rows().find((row) => idOf(row) === id)?.itemId ?? id;
  const unreal = (id: string): string => {
    const row = rows().find(({ itemId }) => itemId === id);
    return row ? idOf(row) : id;
  };
  const found = <One extends { itemId: string }>(entries: One[]): One[] =>
    entries.map((one) => ({ ...one, itemId: unreal(one.itemId) }));
  return {
    inProgress: async () => {
      const list = await server.inProgress();
      return { ...list, rows: list.rows.map(see) };
    },
    lookUp: async (itemIds) => {
      const { rows: seen, ...more } = await server.lookUp(itemIds.map(real));
      return { ...more, rows: new Map([...seen.values()].map((row) => [idOf(row), see(row)])) };
    },
    episodes: async (show) => (await server.episodes(show)).map(see),
    findByIds: async () => found(await server.findByIds()),
    cataloguePage: async () => {
      const page = await server.cataloguePage();
      return { ...page, entries: found(page.entries) };
    },
    openPlayers: async () => found(await server.openPlayers()),
    write: (wanted) =>
      server.write({ ...wanted, row: { ...wanted.row, itemId: real(wanted.row.itemId) } }),
  };
});

/** Whatever waits for the person is done at once. */
const approving: Engine = async (home) => {
  const summaries = await home.run();
  for (const { pairId, hold } of [...home.store.pairStateRows.values()]) {
    if (!hold || home.store.doomed) continue;
    summaries.push(...(await approveHold(home.ports, pairId, hold.planHash)));
  }
  return summaries;
};

const UNDONE = /undone by what s\d forgot/;

/** Engines that do not look at what tells a server that forgot from a person who cleared. */
export const DECEIVED: { does: string; engine: Engine; found: RegExp }[] = [
  { does: 'takes a new file for the old one', engine: fileless, found: UNDONE },
  { does: 'takes what a backup brings for new', engine: undated, found: UNDONE },
  { does: 'takes a stop at nothing for a clear', engine: traceless, found: UNDONE },
  {
    does: 'goes by a title whatever its number',
    engine: unnumbered,
    found: /count it differently/,
  },
  { does: 'asks nobody', engine: approving, found: /nobody approved of so many/ },
];
