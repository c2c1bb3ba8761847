import type { Problem, ProblemCode } from '../model/problem';

/** After these nothing was written. Anything else leaves open whether the write arrived. */
const NOT_WRITTEN: ProblemCode[] = [
  'refused',
  'forbidden',
  'signed-out',
  'cannot-clear',
  'not-taken',
  'out-of-time',
  'busy',
  'starting',
  'ip-filtered',
];

/** These are said by a server as a whole; anything else may be the matter of one title. */
const OF_THE_SERVER: ProblemCode[] = [
  'out-of-time',
  'unreachable',
  'unreachable-secure',
  'busy',
  'starting',
  'signed-out',
  'revoked',
  'no-token',
  'user-disabled',
  'may-not-watch',
  'user-gone',
  'outside-hours',
  'ip-filtered',
  'permission-missing',
  'wrong-server',
  'wrong-user',
  'wrong-product',
];

/** Is it no use to ask the server for another title after this? */
export const concernsServer = ({ code }: Problem): boolean => OF_THE_SERVER.includes(code);

/** So many different titles that fail in a row are the server's matter all the same. */
export const TOO_MANY_IN_A_ROW = 3;

/** Can a write that failed so have arrived all the same? */
export const mayHaveArrived = ({ code }: Problem): boolean => !NOT_WRITTEN.includes(code);
