import { type ProblemCode, ProblemError } from '../model/problem';

/** What an error of IndexedDB or of its driver looks like; `inner` is what it was caused by. */
interface Failure {
  name?: string;
  inner?: unknown;
}

/** The database could not be opened, or was closed under what was asked of it. */
const NOT_OPEN = ['DatabaseClosedError', 'OpenFailedError', 'MissingAPIError'];
/** The browser gives no database at all. */
const REFUSED = ['MissingAPIError', 'InvalidStateError', 'SecurityError', 'NotAllowedError'];
/** The disk does not give back what was stored, or does not take it. */
const DAMAGED = ['UnknownError', 'NotReadableError', 'AbortError'];

/**
 * Why the memory fails, by a stable code: a ProblemError. What is no failure of a database is answered
 * as it is. `opening`: it was being opened.
 */
export function memoryFailure(thrown: unknown, opening = false): unknown {
  const chain = causesOf(thrown);
  const problem = chain.find((one) => one instanceof ProblemError);
  if (problem) return problem;
  const code = codeOf(
    chain.map(({ name }) => name ?? ''),
    opening,
  );
  return code === null ? thrown : new ProblemError({ code });
}

function codeOf(names: string[], opening: boolean): ProblemCode | null {
  const is = (known: string[]) => names.some((name) => known.includes(name));
  if (is(['QuotaExceededError'])) return 'memory-full';
  if (is(['VersionError'])) return 'memory-newer';
  const [first, ...causes] = names;
  const notOpen = opening || NOT_OPEN.includes(first ?? '');
  if (!notOpen) return is(DAMAGED) ? 'memory-damaged' : null;
  if (is(REFUSED)) return 'memory-refused';
  // Closed while something was asked of it: it is opened again by the next one who asks.
  return opening || causes.length > 0 ? 'memory-damaged' : 'interrupted';
}

/** An error and what it was caused by, the outermost first. */
function causesOf(thrown: unknown): Failure[] {
  const chain: Failure[] = [];
  let one = thrown;
  while (typeof one === 'object' && one !== null && chain.length < 10) {
    chain.push(one as Failure);
    one = (one as Failure).inner;
  }
  return chain;
}
