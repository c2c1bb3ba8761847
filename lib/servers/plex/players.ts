import type { OpenPlayer, Person } from '../../model/server';
import type { RawSession } from './schema';

/**
 * The owner's id on the server itself, whatever the account's id is. Only the owner is told of
 * players, so it is always us.
 */
const OWNER = '1';

/** What this user has open. Where it cannot be told whose a player is, it counts as ours. */
export function openPlayersIn(sessions: RawSession[], person: Person): OpenPlayer[] {
  const players = new Map<string, OpenPlayer>();
  for (const { ratingKey, User, Player } of sessions) {
    if (!ratingKey || isOther(User, person)) continue;
    const paused = Player?.state === 'paused';
    const other = players.get(ratingKey);
    players.set(ratingKey, { itemId: ratingKey, paused: paused && (other?.paused ?? true) });
  }
  return [...players.values()];
}

function isOther(user: RawSession['User'], { userId, userName }: Person): boolean {
  if (user?.id && (user.id === userId || user.id === OWNER)) return false;
  if (user?.id && userId) return true;
  return Boolean(user?.title && userName && user.title !== userName);
}
