import { describe, expect, it } from 'vitest';
import { type Scale, unusual, type Weighed, waitsFrom } from '../../lib/plan/guard';
import { actionHash, planHash } from '../../lib/plan/hash';

const action = (n: number, more: Partial<Weighed> = {}): Weighed => ({
  serverId: 'right',
  fromServerId: 'left',
  hash: `h${n}`,
  tracked: true,
  strange: null,
  undated: false,
  ...more,
});
const many = (count: number, more: Partial<Weighed> = {}) =>
  Array.from({ length: count }, (_, n) => action(n, more));
const tracked = (count: number) =>
  new Map([
    ['left', count],
    ['right', count],
  ]);
const judge = (actions: Weighed[], of: number, more: Partial<Scale> = {}) =>
  unusual(actions, { tracked: tracked(of), previewed: null, hasRun: true, ...more });

describe('a plan is held', () => {
  it('when at least 3 and more than 20 % of the tracked items would be cleared or moved back', () => {
    const backward = { strange: 'backward' } as const;
    const held = { reason: 'many-cleared', serverId: 'right', count: 3, of: 14 };
    expect(judge(many(3, backward), 14)).toEqual(held);
    expect(judge(many(3, backward), 15)).toBeNull();
    expect(judge(many(2, backward), 2)).toBeNull();
    expect(judge(many(3, backward), 3)).toMatchObject({ count: 3, of: 3 });
  });

  it('when as many would be put back onto a server that seems to have gone back in time', () => {
    const back = many(3, { strange: 'went-back' });
    expect(judge(back, 4)).toMatchObject({ reason: 'went-back', serverId: 'right', count: 3 });
    expect(judge([...back.slice(1), action(9, { strange: 'backward' })], 4)?.reason).toBe(
      'went-back',
    );
  });

  it('counts each server on its own, and only what is tracked', () => {
    const mixed = [
      ...many(2, { strange: 'backward' }),
      action(7, { strange: 'backward', serverId: 'left' }),
      action(8, { strange: 'backward', tracked: false }),
    ];
    expect(judge(mixed, 4)).toBeNull();
  });

  it('when 80 % of 5 or more tracked items changed at once, without a date of their own', () => {
    const undated = { undated: true };
    expect(judge(many(4, undated), 5)).toMatchObject({ reason: 'all-changed', serverId: 'left' });
    expect(judge(many(3, undated), 5)).toBeNull();
    expect(judge(many(4, undated), 4)).toBeNull();
    expect(judge([...many(3, undated), ...many(2)], 5)).toBeNull();
  });

  it('when a first run would write more than its preview showed, plus 5 or 20 %', () => {
    const fresh = { tracked: false };
    const first = (previewed: number | null) => ({ previewed, hasRun: false });
    expect(judge(many(15, fresh), 0, first(10))).toBeNull();
    expect(judge(many(16, fresh), 0, first(10))).toMatchObject({ reason: 'more-than-previewed' });
    expect(judge(many(120, fresh), 0, first(100))).toBeNull();
    expect(judge(many(121, fresh), 0, first(100))).toMatchObject({ count: 121, of: 100 });
    expect(judge(many(121, fresh), 0, first(null))).toBeNull();
    const mixed = [action(1, { ...fresh, serverId: 'left' }), ...many(15, fresh)];
    expect(judge(mixed, 0, first(10))).toMatchObject({ serverId: 'left' });
  });

  it('when after the first run more than 15 and 20 % of the tracked are new at once', () => {
    const fresh = { tracked: false };
    expect(judge(many(15, fresh), 6)).toBeNull();
    const held = { reason: 'many-new', serverId: 'left', count: 16, of: 15 };
    expect(judge(many(16, fresh), 6)).toEqual(held);
    expect(judge(many(20, fresh), 100)).toBeNull();
    expect(judge(many(21, fresh), 100)).toMatchObject({ count: 21, of: 20 });
    expect(judge([...many(15, fresh), action(99)], 6)).toBeNull();
    const both = [...many(15, fresh), ...many(15, { ...fresh, fromServerId: 'right' })];
    expect(judge(both, 6)).toBeNull();
  });
});

describe('the fingerprint of a plan', () => {
  const base = { kind: 'write', serverId: 's', item: 'i', fromMs: 1, toMs: 2 };
  it('does not depend on the order of its actions', () => {
    expect(planHash(['a', 'b'])).toBe(planHash(['b', 'a']));
  });
  it.each([{ kind: 'clear' }, { serverId: 't' }, { item: 'j' }, { fromMs: 3 }, { toMs: 3 }])(
    'changes with %j',
    (change) => {
      expect(actionHash({ ...base, ...change })).not.toBe(actionHash(base));
    },
  );
});

describe('the number that is shown', () => {
  it('is the first at which clears wait, whatever is tracked', () => {
    for (let of = 5; of <= 200; of++) {
      const cleared = (count: number) =>
        Array.from({ length: count }, (_, index) => ({
          serverId: 'cellar',
          fromServerId: 'attic',
          hash: String(index),
          tracked: true,
          strange: 'backward' as const,
          undated: false,
        }));
      const scale = { tracked: new Map([['cellar', of]]), previewed: null, hasRun: true };
      expect(unusual(cleared(waitsFrom(of)), scale)?.reason).toBe('many-cleared');
      expect(unusual(cleared(waitsFrom(of) - 1), scale)).toBeNull();
    }
  });
});
