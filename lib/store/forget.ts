import { dropCatalogue } from './catalogue';
import type { Store } from './port';
import type { TableName } from './tables';

const OF_SERVER = [
  ...['looks', 'serverStates', 'catalogues', 'cataloguePages', 'catalogueShards'],
  ...['episodes', 'journal', 'posters', 'activity'],
] as TableName[];
const OF_PAIR: TableName[] = [
  ...(['tracks', 'journal', 'unmatched', 'ignored'] as const),
  ...(['handMatches', 'activity'] as const),
];

/** Everything known of a server goes, but for its settings and the history. */
export function forgetServer(store: Store, serverId: string): Promise<void> {
  return store.atomic(OF_SERVER, async (inside) => {
    const journal = (await inside.list('journal')).filter((one) => one.serverId === serverId);
    // Its ids may mean other titles, or another user's positions, from now on.
    const rows = (await inside.list('activity')).filter(
      (row) => row.serverId === serverId && row.undo !== null,
    );
    const ofServer = [{ equals: [serverId] }];
    await dropCatalogue(inside, serverId);
    await inside.commit({
      drops: {
        looks: ofServer,
        serverStates: [serverId],
        episodes: ofServer,
        posters: ofServer,
        journal: journal.map(({ id }) => id),
      },
      puts: { activity: rows.map((row) => ({ ...row, undo: null })) },
    });
  });
}

/** Everything known of a pair goes, but for its settings, its state and the history. */
export function forgetPair(store: Store, pairId: string): Promise<void> {
  return store.atomic(OF_PAIR, async (inside) => {
    const history = await inside.list('activity', { by: 'byPair', equals: [pairId] });
    // To undo something later must not bring back what was forgotten.
    const rows = history.flatMap((row) => {
      if (!row.undo?.track) return [];
      const { track, copies } = row.undo;
      return [{ ...row, undo: { track: null, identity: track.identity, copies } }];
    });
    const ofPair = [{ equals: [pairId] }];
    const listed = [{ by: 'byPair' as const, equals: [pairId] }];
    await inside.commit({
      drops: {
        ...{ tracks: ofPair, unmatched: ofPair, ignored: ofPair },
        ...{ journal: listed, handMatches: listed },
      },
      puts: { activity: rows },
    });
  });
}
