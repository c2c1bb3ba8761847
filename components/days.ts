import { dateFormat } from '../lib/words/dates';

/** "Nov 24, 2026, 7:54 PM". */
export const dayAndTime = (at: number): string =>
  dateFormat({ dateStyle: 'medium', timeStyle: 'short' }).format(at);

/** "Tuesday, November 24". */
export const dayOf = (at: number): string =>
  dateFormat({ weekday: 'long', day: 'numeric', month: 'long' }).format(at);

/** "Nov 24". */
export const shortDay = (at: number): string =>
  dateFormat({ day: 'numeric', month: 'short' }).format(at);

/** "7:54 – 9:12 PM"; with the days where they differ. */
export const timeSpan = (from: number, until: number): string =>
  dateFormat({ timeStyle: 'short' }).formatRange(from, until);
