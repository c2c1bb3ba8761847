import type { CatalogueRow, ShowEpisodes } from '../model/records';
import { idTokens } from '../plan/identity';
import type { Store } from '../store/port';

/**
 * A store that reads what is remembered and remembers nothing. What a preview has to read of a
 * catalogue stays in memory, and is gone with it.
 */
export function previewStore(store: Store): Store {
  const catalogues = new Map<string, CatalogueRow[]>();
  const shows = new Map<string, ShowEpisodes>();
  const nothing = async () => {};
  return {
    settings: () => store.settings(),
    tracks: (pairId) => store.tracks(pairId),
    looks: (serverId) => store.looks(serverId),
    journal: () => store.journal(),
    serverState: (serverId) => store.serverState(serverId),
    pairState: (pairId) => store.pairState(pairId),
    unmatched: (pairId) => store.unmatched(pairId),
    handMatches: (pairId) => store.handMatches(pairId),
    ignored: (pairId) => store.ignored(pairId),
    activity: (activityId) => store.activity(activityId),
    lastRun: (pairId) => store.lastRun(pairId),
    tracksOfCopy: (serverId, itemId) => store.tracksOfCopy(serverId, itemId),
    commit: nothing,
    forgetServer: nothing,
    forgetPair: nothing,
    async catalogueFind(serverId, tokens) {
      const read = catalogues.get(serverId);
      if (!read) return store.catalogueFind(serverId, tokens);
      const wanted = new Set(tokens);
      return read.filter((row) => idTokens(row.kind, row.ids).some((token) => wanted.has(token)));
    },
    async catalogueReplace(serverId, rows) {
      catalogues.set(serverId, rows);
    },
    async episodes(serverId, showItemId) {
      return shows.get(`${serverId} ${showItemId}`) ?? store.episodes(serverId, showItemId);
    },
    async saveEpisodes(episodes) {
      shows.set(`${episodes.serverId} ${episodes.showItemId}`, episodes);
    },
  };
}
