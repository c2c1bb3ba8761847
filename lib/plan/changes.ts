import type { Said, Seen } from '../model/observation';

/** One side compared with what it said when the two were last settled. */
export type Change =
  | 'moved'
  | 'restarted'
  | 'nudged'
  | 'same'
  | 'finished'
  | 'cleared'
  | 'lost'
  | 'gone'
  | 'unknown';

/** Two readings of one position within this many ms are the same reading. */
export const SAME_MS = 2_000;
/** Servers round their stamps; two within this many ms are one moment. */
export const SAME_MOMENT_MS = 1_000;

export const sameValue = (a: number, b: number): boolean => Math.abs(a - b) <= SAME_MS;

/**
 * The change of one side against its own baseline. Compares with the settled value, never with the
 * last look, so that small steps add up; a newer stamp on the same position is no change.
 */
export function changeOf(seen: Seen, said: Said, deltaMs: number): Change {
  if (seen.is === 'unknown' || seen.is === 'gone') return seen.is;
  if (seen.is === 'at') {
    if (said.is !== 'at') return 'moved';
    const distance = Math.abs(seen.ms - said.ms);
    if (distance >= deltaMs) return 'moved';
    return distance > SAME_MS ? 'nudged' : 'same';
  }
  if (seen.is === 'finished') {
    return said.is === 'finished' || seen.finishedByUs ? 'same' : 'finished';
  }
  if (playedSince(seen, said) && !seen.ours) return 'restarted';
  if (said.is !== 'at') return 'same';
  return seen.lost ? 'lost' : 'cleared';
}

/** Begun again below the server's own minimum: no position, yet last played moved on. */
function playedSince(seen: Seen, said: Said): boolean {
  if (seen.stamp === null) return false;
  return said.stamp === null || seen.stamp > said.stamp + SAME_MOMENT_MS;
}
