import { isSilent, needsYou, type Problem, type ProblemCode } from '../model/problem';
import type { ServerFacts } from './facts';

/** What a sign-in helps against: with a new token, or as a user who may. */
const SIGN_IN: ProblemCode[] = [
  'no-token',
  'signed-out',
  'revoked',
  'user-disabled',
  'wrong-user',
  'user-gone',
];
const LIBRARIES: ProblemCode[] = ['library-missing', 'library-forbidden'];

/** What is wrong with a server, as far as is known. */
export function problemWith(server: ServerFacts): Problem | null {
  if (!server.signedIn) return { code: 'no-token', serverId: server.id };
  return server.state?.problem ?? null;
}

export const asksToSignIn = ({ code }: Problem): boolean => SIGN_IN.includes(code);

/** What was chosen to be read is no longer all there. */
export const asksForLibraries = ({ code }: Problem): boolean => LIBRARIES.includes(code);

/** How one server is, in a word. */
export type Condition =
  | 'connected'
  | 'unchecked'
  | 'sign-in'
  | 'no-access'
  | 'unreachable'
  | 'retrying'
  | 'needs-you';

export function conditionOf(server: ServerFacts): Condition {
  const problem = problemWith(server);
  if (!problem) return server.state?.okAt ? 'connected' : 'unchecked';
  if (problem.code === 'permission-missing') return 'no-access';
  if (asksToSignIn(problem)) return 'sign-in';
  if (isSilent(problem)) return 'unreachable';
  return needsYou(problem) ? 'needs-you' : 'retrying';
}
