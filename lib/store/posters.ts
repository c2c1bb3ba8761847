import type { Poster } from '../model/records';
import type { PlayheadDb } from './db';

export const POSTERS_KEPT = 300;
export const POSTER_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;
const NONE_HOLDS_MS = 60 * 60_000;

/** What is kept of a title's poster and still counts; undefined: it has to be asked for. */
export async function keptPoster(
  from: PlayheadDb,
  { serverId, itemId }: Pick<Poster, 'serverId' | 'itemId'>,
  now: number,
): Promise<Poster | undefined> {
  const kept = await from.posters.get([serverId, itemId]);
  const holds = kept?.dataUrl ? POSTER_DAYS * DAY_MS : NONE_HOLDS_MS;
  return kept && now - kept.at < holds ? kept : undefined;
}

/** Keeps a poster, or that there is none; what is too old or too much goes, the oldest first. */
export function keepPoster(to: PlayheadDb, poster: Poster): Promise<void> {
  const { posters } = to;
  return to.transaction('rw', posters, async () => {
    await posters.put(poster);
    await posters
      .where('at')
      .belowOrEqual(poster.at - POSTER_DAYS * DAY_MS)
      .delete();
    const over = (await posters.count()) - POSTERS_KEPT;
    if (over > 0) {
      await posters.bulkDelete(await posters.orderBy('at').limit(over).primaryKeys());
    }
  });
}
