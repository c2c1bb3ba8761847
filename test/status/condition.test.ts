import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../lib/model/problem';
import {
  asksForLibraries,
  asksToSignIn,
  conditionOf,
  problemWith,
} from '../../lib/status/condition';
import { server } from './status-facts';

describe('the problem of a server', () => {
  it('is that nobody signed in, before anything else', () => {
    const problem = { code: 'timeout' as const };
    const nobody = { ...server('attic', { problem }), signedIn: false };
    expect(problemWith(nobody)).toEqual({ code: 'no-token', serverId: 'attic' });
    expect(problemWith({ ...nobody, signedIn: true })).toEqual(problem);
  });

  it('is none where it is well, or was never asked', () => {
    expect(problemWith(server('attic'))).toBeNull();
    expect(problemWith({ id: 'attic', signedIn: true, state: null })).toBeNull();
  });
});

describe('a problem', () => {
  it.each<[ProblemCode, ReturnType<typeof conditionOf>]>([
    ['no-token', 'sign-in'],
    ['signed-out', 'sign-in'],
    ['revoked', 'sign-in'],
    ['user-disabled', 'sign-in'],
    ['wrong-user', 'sign-in'],
    ['user-gone', 'sign-in'],
    ['forbidden', 'needs-you'],
    ['unreachable', 'unreachable'],
    ['unreachable-secure', 'unreachable'],
    ['timeout', 'unreachable'],
    ['permission-missing', 'no-access'],
    ['starting', 'retrying'],
    ['library-missing', 'needs-you'],
    ['library-forbidden', 'needs-you'],
    ['wrong-server', 'needs-you'],
  ])('of code %s makes a server one of: %s', (code, condition) => {
    const problem = { code };
    expect(conditionOf(server('attic', { problem }))).toBe(condition);
    expect(asksToSignIn(problem)).toBe(condition === 'sign-in');
    expect(asksForLibraries(problem)).toBe(code.startsWith('library-'));
  });
});
