import { i18n } from '#i18n';
import type { Activity } from '../lib/model/run';
import type { ServerView } from '../lib/store/read';

/** How the person calls a server, by Playhead's id of it. */
export const nameOf = (servers: Pick<ServerView, 'id' | 'name'>[], serverId: string): string =>
  servers.find((server) => server.id === serverId)?.name ?? i18n.t('common.removedServer');

/** "from Attic to Cellar". */
export function sayWhere(row: Activity, servers: ServerView[]): string {
  const [from, to] = [nameOf(servers, row.fromServerId), nameOf(servers, row.serverId)];
  if (row.kind === 'clear') return i18n.t('popup.clearedOn', [to, from]);
  if (row.kind === 'undo') return i18n.t('popup.undoneOn', [to]);
  return i18n.t('popup.fromTo', [from, to]);
}
