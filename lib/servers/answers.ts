import { type Problem, type ProblemCode, ProblemError } from '../model/problem';

/** A whole answer, body included, whatever its status. */
export interface Answer {
  status: number;
  contentType: string;
  text: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** It asks for a sign-in of HTTP's own, as proxies do and media servers don't. */
  challenged: boolean;
  retryAfter: string | null;
  /** A word of the product's own for why it refuses. */
  errorCode: string | null;
  /** The server's clock as it wrote the answer, if it says. */
  date: string | null;
}

const STATUS_CODES: Record<number, ProblemCode> = {
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  429: 'busy',
  503: 'starting',
};

/**
 * An unsuccessful answer as a Problem. `endpoint` is the path without query.
 */
export function statusProblem(answer: Answer, endpoint: string, now: number): Problem {
  const { status } = answer;
  const code = STATUS_CODES[status] ?? (status >= 500 ? 'server-error' : 'refused');
  const params: Record<string, string> = { endpoint, status: String(status) };
  const said = sentenceIn(answer);
  if (said) params.said = said;
  const problem: Problem = { code, params };
  if (status === 429 || status === 503) {
    const wait = retryAfterMs(answer.retryAfter, answer.date, now);
    if (wait !== null) problem.retryAfterMs = wait;
  }
  return problem;
}

const LONGEST_SENTENCE = 120;

/** What an unsuccessful answer says in words, on one line and no longer than a sentence; or "". */
function sentenceIn(answer: Answer): string {
  if (isWebPage(answer)) return '';
  // Characters that show nothing, or turn the direction of what follows.
  const line = wordsIn(answer.text)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return line.length > LONGEST_SENTENCE ? `${line.slice(0, LONGEST_SENTENCE - 1)}…` : line;
}

/** Some answers are text, some a JSON string, some an object with a title or a message. */
function wordsIn(text: string): string {
  if (!/^\s*["{]/.test(text)) return text;
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'string') return read;
    const { title, message } = read as Record<string, unknown>;
    const words = [title, message].find((one) => typeof one === 'string');
    return String(words ?? '');
  } catch {
    return '';
  }
}

const HOUR_MS = 60 * 60_000;
/** Nobody means to be left alone for longer than this: what says so is garbled. */
const DAY_MS = 24 * HOUR_MS;

/**
 * `Retry-After` in milliseconds, an hour at most: seconds (leading zeros allowed), or a date, which is
 * compared with the server's own clock where it is known. Null for what is missing, unreadable, past,
 * or further away than a day: then the usual pause has to do.
 */
export function retryAfterMs(
  header: string | null,
  date: string | null,
  now: number,
): number | null {
  const text = header?.trim();
  if (!text) return null;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : untilDate(text, date, now);
  return wait >= 0 && wait <= DAY_MS ? Math.min(wait, HOUR_MS) : null;
}

/** Milliseconds until a date, as the server's own clock counts; not a number for what is no date. */
function untilDate(text: string, date: string | null, now: number): number {
  const serverNow = date ? Date.parse(date) : Number.NaN;
  return Date.parse(text) - (Number.isNaN(serverNow) ? now : serverNow);
}

/**
 * Server clock minus ours, from a `Date` header. The header has whole seconds, so the answer is
 * rounded to them and counts as 0 within two. Null when the header is missing or unreadable.
 */
export function skewFrom(date: string | null, now: number): number | null {
  const server = date ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(server)) return null;
  const skew = Math.round((server + 500 - now) / 1000) * 1000;
  return Math.abs(skew) <= 2000 ? 0 : skew;
}

/** The `detail` of a `not-json` problem whose body says it is JSON and breaks off or is garbled. */
export const CUT_OFF = 'cut-off';

export const isWebPage = ({ contentType }: Answer): boolean => /html/i.test(contentType);

/** What a page that asks somebody to sign in says of itself, or what asks for it. */
const SIGN_IN =
  /type\s*=\s*["']?password|\b(?:log|sign)[\s_-]?(?:in|on)\b|\bsso\b|\boauth|authelia|authentik/i;
const READ_OF_PAGE = 50_000;

/** What a web page is that came in place of an answer. */
export const pageCode = ({ text }: Answer): 'login-page' | 'no-media-server' =>
  SIGN_IN.test(text.slice(0, READ_OF_PAGE)) ? 'login-page' : 'no-media-server';

/**
 * The JSON of an answer. Rejects with `login-page` or `no-media-server` for a web page, with
 * `wrong-path` for one that a redirect led to (`movedTo`), and with `not-json` for nothing or anything
 * unparsable.
 */
export function jsonOf(answer: Answer, endpoint: string, movedTo: string | null = null): unknown {
  if (isWebPage(answer)) {
    throw movedTo === null
      ? new ProblemError({ code: pageCode(answer), params: { endpoint } })
      : new ProblemError({ code: 'wrong-path', params: { endpoint, to: pageOf(movedTo) } });
  }
  const notJson = (detail: string) =>
    new ProblemError({ code: 'not-json', params: { endpoint, detail } });
  if (!/json/i.test(answer.contentType)) throw notJson(kindOf(answer));
  try {
    return parsed(answer.text);
  } catch {
    throw notJson(CUT_OFF);
  }
}

const LONGEST_KIND = 60;

/** What an answer says it is, as far as anybody would read it. */
const kindOf = ({ contentType }: Answer): string =>
  contentType.split(';')[0]!.trim().slice(0, LONGEST_KIND) || 'none';

/**
 * JSON can spell halves of characters, which no address and no request can hold: they become the
 * character that stands for an unreadable one.
 */
function parsed(text: string): unknown {
  if (!HALVES.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value));
}

const HALVES = /\\ud[89a-f]/i;

/** An address without what a page may have put behind it. */
function pageOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}
