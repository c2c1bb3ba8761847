import { ProblemError } from '../model/problem';

/** Where the reading of a catalogue stands, as the next call is told it. */
export interface Place {
  /** The library that is read; null for all in one. */
  libraryId: string | null;
  start: number;
  /** How many there are in it, as its first page said; null where it did not. */
  said: number | null;
  /** The first title of the page before: a page that begins with it again is the same page. */
  first: string | null;
}

/** No library is larger. */
const MOST_TITLES = 1_000_000;
/** So many pages may come beyond what the first one said. */
const PAGES_BEYOND = 2;

export const placeAt = (libraryId: string | null): Place => ({
  libraryId,
  start: 0,
  said: null,
  first: null,
});

export const writePlace = (place: Place): string => JSON.stringify(place);

/** Null where the text is no place: then the reading begins. */
export function readPlace(text: string | null): Place | null {
  try {
    const read: unknown = JSON.parse(text ?? '');
    return typeof read === 'object' ? (read as Place | null) : null;
  } catch {
    return null;
  }
}

/** A page of a catalogue as it came. */
export interface Came {
  rows: number;
  /** How many there are, as this page says. */
  said: number | null;
  first: string | null;
  /** How far this page is from the next one. */
  step: number;
  /** How many rows were asked for: a full page is never the last one, whatever the total says. */
  size: number;
}

/**
 * Where the reading of a library goes on after a page; null behind its last one. Rejects with
 * `list-incomplete` when pages repeat and when there are many more than the first one said, and with
 * `answer-too-large` for more than any library has.
 */
export function placeAfter(place: Place, came: Came, endpoint: string): Place | null {
  const said = place.said ?? came.said;
  const start = place.start + came.step;
  if ((said ?? start) > MOST_TITLES) {
    throw new ProblemError({ code: 'answer-too-large', params: { endpoint } });
  }
  if (came.first !== null && came.first === place.first) {
    // Without a total, the same answer may come whatever page is asked for.
    if (said === null) return null;
    throw new ProblemError({ code: 'list-incomplete', params: { endpoint, field: 'repeated' } });
  }
  const more = said === null ? came.rows > 0 : start < said || came.rows >= came.size;
  if (!more) return null;
  if (said !== null && start > said + PAGES_BEYOND * came.size) {
    throw new ProblemError({ code: 'list-incomplete', params: { endpoint, field: 'total' } });
  }
  return { libraryId: place.libraryId, start, said, first: came.first };
}
