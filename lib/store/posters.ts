import type { Poster } from '../model/records';
import type { Store } from './port';

export const POSTERS_KEPT = 300;
export const POSTER_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;
const NONE_HOLDS_MS = 60 * 60_000;

/** What is kept of a title's poster and still counts; undefined: it has to be asked for. */
export async function keptPoster(
  from: Store,
  { serverId, itemId }: Pick<Poster, 'serverId' | 'itemId'>,
  now: number,
): Promise<Poster | undefined> {
  const kept = await from.get('posters', [serverId, itemId]);
  const holds = kept?.dataUrl ? POSTER_DAYS * DAY_MS : NONE_HOLDS_MS;
  return kept && now - kept.at < holds ? kept : undefined;
}

/** Keeps a poster, or that there is none; what is too old or too much goes, the oldest first. */
export function keepPoster(to: Store, poster: Poster): Promise<void> {
  return to.atomic(['posters'], async (inside) => {
    const old = { by: 'byTime', below: poster.at - POSTER_DAYS * DAY_MS + 1 } as const;
    await inside.commit({ puts: { posters: [poster] } });
    await inside.commit({ drops: { posters: [old] } });
    const over = (await inside.count('posters')) - POSTERS_KEPT;
    if (over > 0) await inside.commit({ drops: { posters: [{ by: 'byTime', limit: over }] } });
  });
}
