import type { OpenPlayer } from '../../model/server';
import type { Dialect } from './map';
import type { RawSession } from './schema';
import { plain } from './spelling';

/**
 * What this user has open, alone or watching along. From Jellyfin 12 on, a player of another
 * version of a title names the title, and the version as its media source: both count as open.
 */
export function openPlayersIn(
  sessions: RawSession[],
  userId: string,
  dialect: Dialect,
): OpenPlayer[] {
  const ours = plain(userId);
  const players = new Map<string, OpenPlayer>();
  for (const { UserId, AdditionalUsers, NowPlayingItem, PlayState } of sessions) {
    const users = [UserId, ...(AdditionalUsers ?? []).map((user) => user.UserId)];
    if (!users.some((id) => id && plain(id) === ours)) continue;
    const paused = PlayState?.IsPaused ?? false;
    for (const id of [NowPlayingItem?.Id, NowPlayingItem && PlayState?.MediaSourceId]) {
      if (!id) continue;
      const itemId = dialect.itemId(id);
      const other = players.get(itemId);
      players.set(itemId, { itemId, paused: paused && (other?.paused ?? true) });
    }
  }
  return [...players.values()];
}
