import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES, type Problem, type ProblemCode } from '../../lib/model/problem';
import { concernsServer, mayHaveArrived, TOO_MANY_IN_A_ROW } from '../../lib/plan/failures';

const CODES = Object.keys(PROBLEM_CODES) as ProblemCode[];
const those = (are: (problem: Problem) => boolean) => CODES.filter((code) => are({ code }));

describe('a write that failed', () => {
  it('may have arrived, unless the server said that it took nothing', () => {
    expect(those((problem) => !mayHaveArrived(problem)).sort()).toEqual([
      ...['busy', 'cannot-clear', 'forbidden', 'ip-filtered', 'not-taken'],
      ...['out-of-time', 'refused', 'signed-out', 'starting'],
    ]);
  });
});

describe('a failure', () => {
  it('is the matter of the whole server where that is silent or lets nobody in', () => {
    expect(those(concernsServer).sort()).toEqual([
      ...['busy', 'ip-filtered', 'may-not-watch', 'no-token', 'out-of-time', 'outside-hours'],
      ...['permission-missing', 'revoked', 'signed-out', 'starting', 'unreachable'],
      ...['unreachable-secure', 'user-disabled', 'user-gone'],
      ...['wrong-product', 'wrong-server', 'wrong-user'],
    ]);
  });

  it('of three titles in a row is that of the server', () => {
    expect(TOO_MANY_IN_A_ROW).toBe(3);
  });
});
