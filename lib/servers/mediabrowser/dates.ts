/**
 * A date as these servers spell it, in epoch ms: without a fraction, with up to seven decimals,
 * with `Z`, with an offset, or without any zone, which means UTC. Null for none, for nonsense and
 * for the year 1, which is "never".
 */
export function parseDate(text: string | null | undefined): number | null {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(
    text?.trim() ?? '',
  );
  if (!parts) return null;
  const [, day, time = '00:00:00', fraction = '.0', zone = 'Z'] = parts;
  const at = Date.parse(`${day}T${time}${fraction.slice(0, 4)}${zone.toUpperCase()}`);
  return Number.isNaN(at) || at < 0 ? null : at;
}

/** The day of a date, `yyyy-mm-dd`, as written. */
export const dayOf = (text: string | null | undefined): string | null =>
  /^(?!0001)\d{4}-\d\d-\d\d/.exec(text ?? '')?.[0] ?? null;
