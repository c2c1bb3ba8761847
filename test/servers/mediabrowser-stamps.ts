import type { Stamp } from './mediabrowser-data';
import type { Dialect } from './mediabrowser-dialect';
import { parseDate } from './mediabrowser-params';

const HOUR_MINUTES = 60;
const MINUTE = 60_000;
/** What a server's own clock reads below the millisecond. */
const BELOW_MS = '0417';

const whole = (ms: number): boolean => ms % 1000 === 0;
const two = (n: number): string => String(n).padStart(2, '0');

/** A time taken from the server's clock: seven decimals on Jellyfin, whole seconds on Emby. */
export function serverStamp(dialect: Dialect, ms: number): Stamp {
  if (dialect.product === 'emby') return plainStamp(ms - (ms % 1000));
  return { ms, text: new Date(ms).toISOString().replace('Z', `${BELOW_MS}Z`) };
}

/** No fraction is written with seven zeros; else the fraction loses its trailing zeros. */
export function plainStamp(ms: number): Stamp {
  const iso = new Date(ms).toISOString();
  if (whole(ms)) return { ms, text: iso.replace('.000Z', '.0000000Z') };
  return { ms, text: iso.replace(/0+Z$/, 'Z') };
}

/**
 * A date sent by a client. A date with an offset is stored right but answered in the server's
 * local time: with a fraction together with that zone, without one as if it were UTC.
 */
export function sentStamp(dialect: Dialect, text: string, utcOffsetMinutes: number): Stamp | null {
  const ms = parseDate(text);
  if (ms === null) return null;
  if (dialect.product === 'emby') return plainStamp(ms - (ms % 1000));
  const utc = /z$/i.test(text) || !/[+-]\d\d:?\d\d$/.test(text);
  if (utc) return plainStamp(ms);
  // up to 10.10 the local time itself is stored, and read back as if it were UTC
  if (dialect.cachesPerItem) return plainStamp(ms + utcOffsetMinutes * MINUTE);
  const local = plainStamp(ms + utcOffsetMinutes * MINUTE).text;
  if (whole(ms)) return { ms, text: local };
  const size = Math.abs(utcOffsetMinutes);
  const sign = utcOffsetMinutes < 0 ? '-' : '+';
  const zone = `${sign}${two(Math.floor(size / HOUR_MINUTES))}:${two(size % HOUR_MINUTES)}`;
  return { ms, text: local.replace('Z', zone) };
}
