import { Refusal, type SimReply } from './http';

const TITLES: Record<number, [string, string]> = {
  400: ['15.5.1', 'One or more validation errors occurred.'],
  404: ['15.5.5', 'Not Found'],
  415: ['15.5.16', 'Unsupported Media Type'],
};

/** The problem object that Jellyfin answers where a value or a thing is wrong. */
export function problem(status: 400 | 404 | 415, errors?: Record<string, string[]>): SimReply {
  const [section, title] = TITLES[status] ?? ['', ''];
  const json = {
    type: `https://tools.ietf.org/html/rfc9110#section-${section}`,
    title,
    status,
    ...(errors ? { errors } : {}),
    traceId: '00-5b1e9c0a7d2f4e6381a94c7d20b6f513-3f0c8a5e7b92d146-00',
  };
  return { status, json };
}

/** All that Jellyfin says of a refused or failed action outside its development mode. */
export const processingError = (status: number): SimReply => ({
  status,
  text: 'Error processing request.',
  type: 'text/plain',
});

export const invalid = (name: string, value: unknown): Refusal =>
  new Refusal(problem(400, { [name]: [`The value '${String(value)}' is not valid.`] }));

/**
 * Query parameters: names without regard to case, lists by comma or by repetition, unknown names
 * never looked at.
 */
export class Params {
  private readonly values = new Map<string, string[]>();

  constructor(query: URLSearchParams) {
    for (const [name, value] of query) {
      const key = name.toLowerCase();
      const known = this.values.get(key);
      if (known) known.push(value);
      else this.values.set(key, [value]);
    }
  }

  has(name: string): boolean {
    return this.values.has(name.toLowerCase());
  }

  text(name: string): string | null {
    return this.values.get(name.toLowerCase())?.[0] || null;
  }

  list(name: string): string[] {
    const all = this.values.get(name.toLowerCase()) ?? [];
    return all.flatMap((value) => value.split(',')).filter((value) => value !== '');
  }

  /** Lower-cased members, for enumerations. */
  words(name: string): string[] {
    return this.list(name).map((word) => word.trim().toLowerCase());
  }

  flag(name: string): boolean | null {
    const value = this.text(name);
    if (value === null) return null;
    if (/^true$/i.test(value)) return true;
    if (/^false$/i.test(value)) return false;
    throw invalid(name, value);
  }

  int(name: string): number | null {
    const value = this.text(name);
    if (value === null) return null;
    if (!/^-?\d+$/.test(value)) throw invalid(name, value);
    return Number(value);
  }

  date(name: string): number | null {
    const value = this.text(name);
    if (value === null) return null;
    const ms = parseDate(value);
    if (ms === null) throw invalid(name, value);
    return ms;
  }
}

/** ISO 8601, UTC where no zone is named, or the old `yyyyMMddHHmmss`. */
export function parseDate(value: string): number | null {
  const old = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(value);
  if (old) {
    const [y = 0, mo = 1, d = 1, h = 0, mi = 0, s = 0] = old.slice(1).map(Number);
    return Date.UTC(y, mo - 1, d, h, mi, s);
  }
  if (!/^\d{4}-\d\d-\d\d/.test(value)) return null;
  const zoned = /(z|[+-]\d\d:?\d\d)$/i.test(value);
  const full = value.includes('T') || value.includes(' ') ? value : `${value}T00:00:00`;
  const ms = Date.parse(zoned ? full : `${full}Z`);
  return Number.isNaN(ms) ? null : ms;
}

const GUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** Jellyfin takes its ids with and without dashes, in either case. Null when it is none. */
export const plainGuid = (text: string): string | null =>
  GUID.test(text) ? text.replaceAll('-', '').toLowerCase() : null;

export const dashed = (id: string): string =>
  [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-');
