import { describe, expect, it } from 'vitest';
import {
  type Going,
  type Happening,
  NOT_BEGUN,
  next,
} from '../../components/options/servers/going';
import type { SignInProgress } from '../../lib/model/signin';

const code = { is: 'waiting', code: '1234', url: null, expiresAt: 9 } as const;
const choose: SignInProgress = { is: 'choose', people: [], servers: [] };
const signIn = { token: 'tok', userId: 'u1', userName: 'mia' };

const all = (...happenings: Happening[]): Going => happenings.reduce(next, NOT_BEGUN);
const waiting = all({ is: 'begun' }, { is: 'told', turn: 1, progress: code });

describe('a sign-in that goes on elsewhere', () => {
  it('waits once it is begun and has its code', () => {
    expect(waiting).toEqual({ turn: 1, progress: code, pinOf: null, tab: null });
  });

  it.each(['begun', 'stopped'] as const)(
    'is another turn once it is %s, with nothing left',
    (is) => {
      const asked = next(waiting, { is: 'pin-asked', personId: 'p' });
      expect(next(asked, { is })).toEqual({ turn: 2, progress: null, pinOf: null, tab: null });
    },
  );

  const answers: Happening[] = [
    { is: 'told', turn: 1, progress: choose },
    { is: 'refused', turn: 1, code: 'sign-in-over' },
    { is: 'server-found', turn: 1 },
  ];

  it.each(answers)('takes no answer of an earlier turn: $is', (late) => {
    const again = all({ is: 'begun' }, { is: 'begun' }, { is: 'told', turn: 2, progress: code });
    expect(next(again, late)).toBe(again);
  });

  it('is over where it was waited for too long, and only then', () => {
    const refused = (what: 'sign-in-over' | 'unreachable') =>
      next(waiting, { is: 'refused', turn: 1, code: what }).progress;
    expect(refused('sign-in-over')).toEqual({ is: 'expired' });
    expect(refused('unreachable')).toEqual(code);
  });

  it('keeps its tab while it waits, and is done with it after the yes', () => {
    const open = next(waiting, { is: 'tab-opened', tab: 7 });
    expect(next(open, { is: 'told', turn: 1, progress: code }).tab).toBe(7);
    expect(next(open, { is: 'told', turn: 1, progress: choose }).tab).toBeNull();
    const yes = { is: 'told', turn: 1, progress: { is: 'signed-in', signIn } } as const;
    expect(next(open, yes)).toEqual({ turn: 1, progress: null, pinOf: null, tab: null });
  });

  it('keeps a tab that was opened before it was to be waited for', () => {
    const open = all({ is: 'begun' }, { is: 'tab-opened', tab: 7 });
    expect(next(open, { is: 'told', turn: 1, progress: code }).tab).toBe(7);
  });

  it('asks for one PIN at a time, until that is over', () => {
    const choosing = next(waiting, { is: 'told', turn: 1, progress: choose });
    const asked = next(choosing, { is: 'pin-asked', personId: 'ben' });
    expect(asked).toEqual({ ...choosing, pinOf: 'ben' });
    expect(next(asked, { is: 'pin-asked', personId: 'mia' }).pinOf).toBe('mia');
    expect(next(asked, { is: 'pin-over' })).toEqual(choosing);
  });

  it('is at its end once the chosen server is found', () => {
    const choosing = next(waiting, { is: 'told', turn: 1, progress: choose });
    expect(next(choosing, { is: 'server-found', turn: 1 }).progress).toBeNull();
  });
});
