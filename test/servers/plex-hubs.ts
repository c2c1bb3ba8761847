import type { SimUser } from './people';
import type { PlexServer } from './plex';
import { leaves, type SimItem } from './shelf';

const WEEK_S = 604_800;
const DEFAULT_WEEKS = 16;

interface Entry {
  item: SimItem;
  at: number;
}

const inOrder = (a: SimItem, b: SimItem): number =>
  (a.season ?? 0) - (b.season ?? 0) || (a.episode ?? 0) - (b.episode ?? 0);

/** What a show contributes: the episode in progress, else the next after the last one watched. */
function showEntry(server: PlexServer, user: SimUser, show: SimItem): Entry | null {
  const parts = leaves(show)
    .filter((one) => one.season !== 0)
    .sort(inOrder);
  const view = (item: SimItem) => server.views.shown(user, item);
  let open: Entry | null = null;
  let next: Entry | null = null;
  for (const [n, item] of parts.entries()) {
    const { viewOffset, viewCount, lastViewedAt } = view(item);
    const at = lastViewedAt ?? 0;
    if (viewOffset > 0 && (!open || at > open.at)) open = { item, at };
    const following = parts[n + 1];
    const fresh = following && view(following).viewCount === 0;
    if (viewCount > 0 && fresh && (!next || at > next.at)) next = { item: following, at };
  }
  return open ?? next;
}

/**
 * On Deck and Continue Watching: newest first, one entry per show, next episodes without an
 * offset among them; nothing older than the window. Only Continue Watching hides what a person
 * has taken off it.
 */
export function watching(server: PlexServer, user: SimUser, hidesDismissed: boolean): SimItem[] {
  const oldest = server.now() / 1000 - (server.options.onDeckWindowWeeks ?? DEFAULT_WEEKS) * WEEK_S;
  const entries: Entry[] = [];
  for (const item of server.shelf.items) {
    if (!server.sees(user, item)) continue;
    if (item.kind === 'show') {
      const entry = showEntry(server, user, item);
      if (entry) entries.push(entry);
    }
    const { viewOffset, lastViewedAt } = server.views.shown(user, item);
    if (item.kind === 'movie' && viewOffset > 0) entries.push({ item, at: lastViewedAt ?? 0 });
  }
  return entries
    .filter(({ item, at }) => {
      const dismissed = server.views.shown(user, item).dismissed;
      return at >= oldest && !(hidesDismissed && dismissed);
    })
    .sort((a, b) => b.at - a.at)
    .map(({ item }) => item);
}
