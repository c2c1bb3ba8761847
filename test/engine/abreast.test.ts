import { describe, expect, it } from 'vitest';
import { abreast } from '../../lib/engine/abreast';

/** Work that is over when it is told so. */
function told() {
  const begun: number[] = [];
  const ends = new Map<number, { done: () => void; fail: (error: Error) => void }>();
  const work = (n: number): Promise<number> => {
    begun.push(n);
    return new Promise((done, fail) => {
      ends.set(n, { done: () => done(n * 10), fail });
    });
  };
  const settle = () => new Promise((done) => setImmediate(done));
  return { begun, ends, work, settle };
}

describe('work abreast', () => {
  it('is begun for so many at a time, and answered in order', async () => {
    const { begun, ends, work, settle } = told();
    const all = abreast([1, 2, 3, 4], 2, work);
    await settle();
    expect(begun).toEqual([1, 2]);
    ends.get(2)!.done();
    await settle();
    expect(begun).toEqual([1, 2, 3]);
    ends.get(3)!.done();
    await settle();
    ends.get(4)!.done();
    ends.get(1)!.done();
    expect(await all).toEqual([10, 20, 30, 40]);
  });

  it('rejects as the first that does, once what was begun is over', async () => {
    const { begun, ends, work, settle } = told();
    let over = false;
    const all = abreast([1, 2, 3], 2, work).finally(() => {
      over = true;
    });
    all.catch(() => {});
    await settle();
    ends.get(2)!.fail(new Error('second'));
    await settle();
    expect([begun, over]).toEqual([[1, 2], false]);
    ends.get(1)!.fail(new Error('first'));
    await expect(all).rejects.toThrow('second');
    expect(begun).toEqual([1, 2]);
  });

  it('answers nothing with nothing', async () => {
    expect(await abreast([], 4, async () => 1)).toEqual([]);
  });
});
