/**
 * Everything that can go wrong, by a stable code. The sentence for each code is in the locale file
 * (`problem_<code>`): what happened, what it means for the positions, the one thing to do.
 */
export const PROBLEM_CODES = {
  // the server cannot be reached or is not ready: tried again by itself
  unreachable: 'retry',
  'unreachable-secure': 'retry',
  timeout: 'retry',
  'out-of-time': 'retry',
  busy: 'retry',
  starting: 'retry',
  'server-error': 'retry',
  'list-incomplete': 'retry',
  'answer-too-large': 'retry',
  'outside-hours': 'retry',
  interrupted: 'retry',
  // the answer is not what the server's documentation says
  'not-json': 'needs-you',
  'bad-answer': 'needs-you',
  redirected: 'needs-you',
  'login-page': 'needs-you',
  'no-media-server': 'needs-you',
  'wrong-path': 'needs-you',
  'ip-filtered': 'needs-you',
  'wrong-product': 'needs-you',
  'wrong-server': 'needs-you',
  'wrong-user': 'needs-you',
  'user-gone': 'needs-you',
  // access
  'no-token': 'needs-you',
  'signed-out': 'needs-you',
  revoked: 'needs-you',
  'user-disabled': 'needs-you',
  'may-not-watch': 'needs-you',
  forbidden: 'needs-you',
  'permission-missing': 'needs-you',
  'library-missing': 'needs-you',
  'library-forbidden': 'needs-you',
  'library-unread': 'retry',
  'too-old': 'needs-you',
  // one write
  'not-found': 'retry',
  'not-taken': 'retry',
  refused: 'retry',
  'cannot-clear': 'needs-you',
  // signing in
  'pin-wrong': 'needs-you',
  'local-password': 'needs-you',
  'quick-connect-off': 'needs-you',
  'sign-in-over': 'needs-you',
  'no-session': 'needs-you',
  // Playhead's own memory
  'memory-full': 'needs-you',
  'memory-newer': 'needs-you',
  'memory-blocked': 'needs-you',
  'memory-refused': 'needs-you',
  'memory-damaged': 'needs-you',
  // commands and settings
  'settings-invalid': 'needs-you',
  'settings-version': 'needs-you',
  'wrong-passphrase': 'needs-you',
  'browser-sync-failed': 'retry',
  'offer-gone': 'needs-you',
  'bad-address': 'needs-you',
  'same-server': 'needs-you',
  'duplicate-pair': 'needs-you',
  'unknown-command': 'needs-you',
  'bad-command': 'needs-you',
  'not-allowed': 'needs-you',
  'unknown-pair': 'needs-you',
  'unknown-server': 'needs-you',
  'unknown-activity': 'needs-you',
  'pair-disabled': 'needs-you',
  'preview-first': 'needs-you',
  'hold-changed': 'needs-you',
  'cannot-undo': 'needs-you',
  'undo-moved': 'needs-you',
  'cannot-choose': 'needs-you',
  'cannot-match': 'needs-you',
  'player-open': 'needs-you',
  unexpected: 'retry',
} as const satisfies Record<string, 'retry' | 'needs-you'>;

export type ProblemCode = keyof typeof PROBLEM_CODES;

/** A failure as a value. `params` fill the sentence and never hold a token or a title. */
export interface Problem {
  code: ProblemCode;
  /** Playhead's id of the server concerned. */
  serverId?: string;
  params?: Record<string, string>;
  /** How long the server asked to be left alone, in milliseconds. */
  retryAfterMs?: number;
}

/** The only thing a server adapter may reject with. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
    this.name = 'ProblemError';
  }
}

/**
 * Any thrown thing as a Problem. What nobody foresaw becomes `unexpected`, with its name only: what
 * else it says may hold anything, a token as well.
 */
export function problemOf(thrown: unknown, serverId?: string): Problem {
  const problem: Problem =
    thrown instanceof ProblemError
      ? thrown.problem
      : { code: 'unexpected', params: { detail: thrown instanceof Error ? thrown.name : '?' } };
  return serverId && !problem.serverId ? { ...problem, serverId } : problem;
}

/** Does this problem go away by itself, or does it need the person? */
export const needsYou = (problem: Problem): boolean => PROBLEM_CODES[problem.code] === 'needs-you';

/** Playhead's own memory is what fails, not a server. */
export const isOfMemory = ({ code }: Problem): boolean => code.startsWith('memory-');

const SILENT: ProblemCode[] = ['unreachable', 'unreachable-secure', 'timeout'];

/** Nothing at all came back. */
export const isSilent = (problem: Problem | null): boolean =>
  problem !== null && SILENT.includes(problem.code);

/** A problem in words, as a command answers with it. */
export interface SpokenProblem {
  code: ProblemCode;
  message: string;
  serverId?: string;
  /** Where the server seems to answer instead. */
  address?: string;
  /** What answers there, where it is another product. */
  product?: string;
}
