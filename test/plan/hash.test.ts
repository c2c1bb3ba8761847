import { describe, expect, it } from 'vitest';
import { actionHash, fingerprint, planHash } from '../../lib/plan/hash';

describe('a fingerprint', () => {
  it.each([
    ['', '488bdcb81aee8d83'],
    ['a', '501c2ba782c97901'],
    ['ab', '4f6c04978a846752'],
    ['ba', 'c0854e8e1a8f2469'],
    ['Größe 你好', '29b33c87ec4142a9'],
  ])('of "%s" is the same in every browser and every version', (text, print) => {
    expect(fingerprint(text)).toBe(print);
  });

  it('has sixteen digits, also where a half of it begins with a nought', () => {
    expect(fingerprint('188')).toBe('04d15e7205fe2281');
  });
});

describe('the fingerprint of a plan', () => {
  it('is that of its actions, and tells one plan from another', () => {
    const one = actionHash({ kind: 'write', serverId: 'cellar', item: 'heat', fromMs: 1, toMs: 2 });
    expect(one).toBe('96f19730edbb47f0');
    expect(planHash([one, 'b'])).not.toBe(planHash([one]));
    expect(planHash(['b', 'a'])).toBe('e4077999f8bd030e');
    expect(planHash(['a', 'bc'])).not.toBe(planHash(['ab', 'c']));
  });

  it('leaves the actions in their order', () => {
    const hashes = ['b', 'a'];
    planHash(hashes);
    expect(hashes).toEqual(['b', 'a']);
  });
});
