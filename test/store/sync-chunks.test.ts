import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromItems, keysOf, toItems } from '../../lib/store/sync-chunks';

const ITEM_BYTES = 8_192;
const OWNER = '0b8f1a52-7a0e-4b53-9d0c-2b7e7d8e9f10';

const bytesOf = ([key, value]: [string, unknown]): number =>
  Buffer.byteLength(key) + Buffer.byteLength(JSON.stringify(value));

describe('a text in the sync of the browser', () => {
  it('comes out as it went in, in items that are none too large', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.integer({ min: 0, max: 16_000 }).map((length) => 'ü"\\\n'.repeat(length / 4)),
    );
    fc.assert(
      fc.property(text, (one) => {
        const shared = { owner: OWNER, at: 1_790_000_000_000, text: one.toWellFormed() };
        const items = toItems(shared, crypto.randomUUID());
        expect(fromItems(items)).toEqual([shared]);
        for (const item of Object.entries(items)) expect(bytesOf(item)).toBeLessThan(ITEM_BYTES);
      }),
      { numRuns: 25 },
    );
  });

  it('uses nearly all of an item, so that most fits', () => {
    const items = toItems({ owner: OWNER, at: 1, text: 'x'.repeat(60_000) }, 'stamp');
    expect(Object.keys(items)).toHaveLength(11);
  });

  it('is not there before all of it has arrived, nor half old and half new', () => {
    const long = 'long '.repeat(4_000);
    const before = toItems({ owner: 'a', at: 1, text: long }, 'one');
    const after = toItems({ owner: 'a', at: 2, text: `${long}!` }, 'two');
    const [first, ...rest] = Object.keys(after);
    expect(rest.length).toBeGreaterThan(0);
    expect(fromItems({ [first!]: after[first!] })).toEqual([]);
    expect(fromItems({ ...before, [first!]: after[first!] })).toEqual([]);
    expect(fromItems({ ...before, ...after })).toEqual([{ owner: 'a', at: 2, text: `${long}!` }]);
  });

  it('of a shorter version is read past what is left of a longer one', () => {
    const before = toItems({ owner: 'a', at: 1, text: 'x'.repeat(20_000) }, 'one');
    const after = toItems({ owner: 'a', at: 2, text: 'short' }, 'two');
    expect(fromItems({ ...before, ...after })).toEqual([{ owner: 'a', at: 2, text: 'short' }]);
  });

  it('of several browsers is kept apart, and what is strange is passed over', () => {
    const items = {
      ...toItems({ owner: 'a', at: 1, text: 'A' }, 'one'),
      ...toItems({ owner: 'b', at: 2, text: 'B' }, 'two'),
      'settings.c.0': 'text',
      'settings.d.0': { v: 2, stamp: 's', at: 1, n: 0, of: 1, data: '' },
      'settings.e.0': { v: 1, stamp: 's', at: 1, n: 0, of: 1, data: '§' },
      'settings.f.0': { v: 1, stamp: 's', at: 1, n: 0, of: 1e9, data: '' },
      other: 1,
    };
    expect(fromItems(items).map(({ owner, text }) => owner + text)).toEqual(['aA', 'bB']);
    expect(keysOf(items, 'a')).toEqual(['settings.a.0']);
  });
});
