import type { ServerView } from '../../../lib/store/read';

/** The page of a title in its server's own web client; null where the server is not known enough. */
export function openOn(server: ServerView | undefined, itemId: string): string | null {
  const serverId = server?.state?.boundServerId;
  if (!server || !serverId) return null;
  const [item, own] = [encodeURIComponent(itemId), encodeURIComponent(serverId)];
  switch (server.kind) {
    case 'jellyfin':
      return `${server.address}/web/#/details?id=${item}`;
    case 'emby':
      return `${server.address}/web/index.html#!/item?id=${item}&serverId=${own}`;
    case 'plex': {
      const key = encodeURIComponent(`/library/metadata/${itemId}`);
      return `${server.address}/web/index.html#!/server/${own}/details?key=${key}`;
    }
  }
}
