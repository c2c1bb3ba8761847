/** The last moment that a date can name, in ms from either side of 1970. */
const FURTHEST_MS = 8.64e15;

/** Plex's seconds in epoch ms; null for none, for 0, which is "never", and for what no date can name. */
export function timeOf(seconds: number | null | undefined): number | null {
  if (!seconds || !(seconds > 0) || seconds * 1000 > FURTHEST_MS) return null;
  return seconds * 1000;
}
