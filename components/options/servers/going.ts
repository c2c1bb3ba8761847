import type { ProblemCode } from '../../../lib/model/problem';
import type { SignInProgress } from '../../../lib/model/signin';

/** A sign-in that goes on elsewhere, as far as the page knows. */
export interface Going {
  /** Raised as one is begun or stopped: an answer to what was asked before is nobody's. */
  turn: number;
  /** Null while none goes on. */
  progress: Exclude<SignInProgress, { is: 'signed-in' }> | null;
  /** Whose PIN is asked for; null when nobody's is. */
  pinOf: string | null;
  /** The tab in which yes is said; null once it has done its work. */
  tab: number | null;
}

export const NOT_BEGUN: Going = { turn: 0, progress: null, pinOf: null, tab: null };

/** What happens to it. `turn`: the one in which it was asked. */
export type Happening =
  | { is: 'begun' | 'stopped' }
  | { is: 'tab-opened'; tab: number }
  | { is: 'told'; turn: number; progress: SignInProgress }
  | { is: 'refused'; turn: number; code: ProblemCode }
  | { is: 'pin-asked'; personId: string }
  | { is: 'pin-over' }
  | { is: 'server-found'; turn: number };

/** How it stands after that. Answers of an earlier turn change nothing. */
export function next(going: Going, what: Happening): Going {
  if ('turn' in what && what.turn !== going.turn) return going;
  switch (what.is) {
    case 'begun':
    case 'stopped':
      return { ...going, turn: going.turn + 1, progress: null, pinOf: null };
    case 'tab-opened':
      return { ...going, tab: what.tab };
    case 'told':
      return told(going, what.progress);
    case 'refused':
      // A sign-in that is over is begun again; what else was refused can be tried once more.
      return what.code === 'sign-in-over' ? { ...going, progress: { is: 'expired' } } : going;
    case 'pin-asked':
      return { ...going, pinOf: what.personId };
    case 'pin-over':
      return { ...going, pinOf: null };
    case 'server-found':
      return { ...going, progress: null };
  }
}

/** With the yes, nothing goes on elsewhere any more: what fails from there on can be begun again. */
function told(going: Going, progress: SignInProgress): Going {
  const waited = going.progress?.is === 'waiting';
  return {
    ...going,
    progress: progress.is === 'signed-in' ? null : progress,
    tab: waited && progress.is !== 'waiting' ? null : going.tab,
  };
}
