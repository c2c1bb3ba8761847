import { describe, expect, it } from 'vitest';
import { unusual, type Weighed, waitsFrom } from '../../lib/plan/guard';
import { actionHash, planHash } from '../../lib/plan/hash';

const action = (n: number, more: Partial<Weighed> = {}): Weighed => ({
  serverId: 'right',
  fromServerId: 'left',
  hash: `h${n}`,
  tracked: true,
  backward: false,
  ...more,
});
const many = (count: number, more: Partial<Weighed> = {}) =>
  Array.from({ length: count }, (_, n) => action(n, more));
const tracked = (count: number) =>
  new Map([
    ['left', count],
    ['right', count],
  ]);
const judge = (actions: Weighed[], of: number, previewed: number | null = null) =>
  unusual(actions, tracked(of), previewed);

describe('a plan is held', () => {
  it('when at least 5 and more than 20 % of the tracked items would be cleared or moved back', () => {
    const cleared = many(5, { backward: true });
    expect(judge(cleared, 24)).toMatchObject({ reason: 'many-cleared', count: 5, of: 24 });
    expect(judge(cleared, 25)).toBeNull();
    expect(judge(many(4, { backward: true }), 6)).toBeNull();
  });

  it('when every one of 5 or more tracked items changed at once', () => {
    expect(judge(many(5), 5)).toMatchObject({ reason: 'all-changed', serverId: 'left' });
    expect(judge(many(4), 4)).toBeNull();
    expect(judge(many(5), 6)).toBeNull();
  });

  it('when a first run would write more than its preview showed, plus 5 or 20 %', () => {
    const fresh = { tracked: false };
    expect(judge(many(15, fresh), 0, 10)).toBeNull();
    expect(judge(many(16, fresh), 0, 10)).toMatchObject({ reason: 'more-than-previewed' });
    expect(judge(many(120, fresh), 0, 100)).toBeNull();
    expect(judge(many(121, fresh), 0, 100)).toMatchObject({ count: 121, of: 100 });
    expect(judge(many(121, fresh), 0)).toBeNull();
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
          backward: true,
        }));
      const tracked = new Map([['cellar', of]]);
      expect(unusual(cleared(waitsFrom(of)), tracked, null)?.reason).toBe('many-cleared');
      expect(unusual(cleared(waitsFrom(of) - 1), tracked, null)).toBeNull();
    }
  });
});
