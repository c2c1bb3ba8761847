import type { RawRow } from '../mediabrowser/schema';

/**
 * The key under which Jellyfin up to 10.10 reads a position: copies with the same first key share
 * it. A film's is its tmdb id, else its imdb id; an episode's is made of its show's id, which its
 * row does not carry, so the key that the server itself names is taken.
 */
export function sharedKey(raw: RawRow, itemId: string): string {
  if (raw.Type === 'Episode') return raw.UserData.Key ? `episode:${raw.UserData.Key}` : itemId;
  const first = provider(raw, 'tmdb') ?? provider(raw, 'imdb');
  return first ? `movie:${first}` : itemId;
}

function provider({ ProviderIds }: RawRow, source: string): string | null {
  for (const [name, id] of Object.entries(ProviderIds ?? {})) {
    if (name.toLowerCase() === source && typeof id === 'string' && id) return id;
  }
  return null;
}
