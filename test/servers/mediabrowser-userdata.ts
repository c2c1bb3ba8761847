import { Refusal } from './http';
import type { UserRecord } from './mediabrowser-data';
import type { Dialect } from './mediabrowser-dialect';
import { problem } from './mediabrowser-params';
import { sentStamp } from './mediabrowser-stamps';

type Patch = { -readonly [K in keyof UserRecord]?: UserRecord[K] };

const wrong = (name: string): Refusal =>
  new Refusal(problem(400, { [`$.${name}`]: ['The JSON value could not be converted.'] }));

/** Numbers may come as strings. */
function number(name: string, value: unknown): number {
  const given = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof given !== 'number' || !Number.isFinite(given)) throw wrong(name);
  return given;
}

function boolean(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw wrong(name);
  return value;
}

/**
 * The parts of a user data body that have an effect: names in any case, null and unknown names
 * ignored, no limit applied to any value.
 */
export function readPatch(body: unknown, dialect: Dialect, utcOffsetMinutes: number): Patch {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrong('');
  const patch: Patch = {};
  for (const [name, value] of Object.entries(body)) {
    if (value === null) continue;
    switch (name.toLowerCase()) {
      case 'playbackpositionticks':
        patch.ticks = Math.trunc(number(name, value));
        break;
      case 'playcount':
        patch.playCount = number(name, value);
        break;
      case 'isfavorite':
        patch.favourite = boolean(name, value);
        break;
      case 'played':
        patch.played = boolean(name, value);
        break;
      case 'likes':
        patch.likes = boolean(name, value);
        break;
      case 'rating':
        patch.rating = number(name, value);
        break;
      case 'lastplayeddate': {
        if (value === '') break;
        const stamp =
          typeof value === 'string' ? sentStamp(dialect, value, utcOffsetMinutes) : null;
        if (!stamp) throw wrong(name);
        patch.lastPlayed = stamp;
        break;
      }
    }
  }
  return patch;
}
