import { describe, expect, it } from 'vitest';
import type { ServerRow } from '../../lib/model/item';
import type { Playing, Said } from '../../lib/model/observation';
import type { Knowledge, ServerSight } from '../../lib/model/sight';
import { isOpen, seenItem, seenSide } from '../../lib/plan/observe';
import { unseen } from '../../lib/plan/seen';
import { track } from '../store/rows';
import { MIN, NOW, RUNTIME, saidAt, saidFinished } from '../support/cases';
import { look } from './rows';
import { copy, item, SIGHTS, sight } from './sights';

const rows = (...read: ServerRow[]): Knowledge => ({ is: 'rows', rows: read });
const standing = (itemId: string, minutes: number, more: Partial<ServerRow> = {}) =>
  copy(itemId, { positionMs: minutes * MIN, lastPlayedAt: NOW - MIN, ...more });

/** What the attic says of a film, the cellar of which it knows so much. */
const says = (
  left: Knowledge,
  more: { said?: Said; right?: Knowledge; attic?: Partial<ServerSight>; copies?: string[] } = {},
) => {
  const { said, right = { is: 'unknown' }, attic, copies = ['a'] } = more;
  const known = said ? { ...track('heat'), said: { attic: said } } : null;
  const one = item('heat', {
    track: known,
    known: { left, right },
    copies: { left: new Set(copies), right: new Set() },
  });
  return seenSide(one, 'left', sight('attic', attic), NOW);
};
const can = sight('attic').can;

describe('one side of an item', () => {
  it('of which nothing is known is unknown, or gone', () => {
    expect(says({ is: 'unknown' }, { said: saidAt(20) })).toEqual(unseen('unknown', can));
    expect(says({ is: 'gone' }, { said: saidAt(20) })).toEqual(unseen('gone', can));
  });

  it('of which nobody asked is as it was settled', () => {
    const time = NOW - 600 * MIN;
    expect(says({ is: 'not-asked' }, { said: saidAt(20) })).toEqual({
      ...unseen('unknown', can),
      ...{ is: 'at', ms: 20 * MIN, watched: false, stamp: time, time, watchedAt: time },
    });
    const away = says({ is: 'not-asked' }, { said: saidFinished() });
    expect(away).toMatchObject({ is: 'finished', watched: true });
    expect(says({ is: 'not-asked' })).toEqual(unseen('unknown', can));
  });

  it('that was read is as its rows say, by what is known of their copies', () => {
    const looks = new Map([
      ['a', look({ ms: 20 * MIN, stamp: NOW - MIN, bound: NOW - 30_000, had: [7] })],
    ]);
    expect(says(rows(standing('a', 20)), { attic: { looks } })).toMatchObject({
      ...{ is: 'at', ms: 20 * MIN, time: NOW - 30_000, had: [7], lost: null },
    });
    expect(says(rows(standing('a', 20)))).toMatchObject({ time: NOW - MIN, had: [20 * MIN] });
  });

  it('is read by the clock of its server, unless that runs ahead', () => {
    const one = rows(standing('a', 20));
    expect(says(one, { attic: { skewMs: 5_000 } }).time).toBe(NOW - MIN - 5_000);
    expect(says(one, { attic: { timesAhead: true } }).time).toBeNull();
    expect(says(one, { attic: { can: { ...can, writes: false } } }).can.write).toBe(false);
  });

  it('reads one row for each state that the server keeps', () => {
    const shared = { stateKey: 'same' };
    const one = rows(
      standing('a', 20, { ...shared, lastPlayedAt: NOW }),
      standing('b', 30, { ...shared, lastPlayedAt: NOW - 9 }),
    );
    expect(says(one)).toMatchObject({ ms: 20 * MIN, had: [20 * MIN] });
  });

  it('counts the copies that it did not read: an older position of one of them says nothing', () => {
    const said = saidAt(40, NOW);
    expect(says(rows(standing('a', 20)), { said }).is).toBe('at');
    expect(says(rows(standing('a', 20)), { said, copies: ['a', 'b'] }).is).toBe('unknown');
    const two = rows(standing('a', 20), standing('b', 0, { lastPlayedAt: null }));
    expect(says(two, { said, copies: ['a'] }).is).toBe('unknown');
  });
});

describe('copies of another cut', () => {
  const long = standing('long', 30, { runtimeMs: 2 * RUNTIME, lastPlayedAt: NOW });
  const usual = standing('a', 20);
  const other = copy('c');
  const ms = (left: Knowledge, right?: Knowledge) => says(left, { right }).ms / MIN;

  it('do not speak for the item, where one of the same cut does', () => {
    expect(ms(rows(long, usual), rows(other))).toBe(20);
    expect(ms(rows(long, usual), rows({ ...other, runtimeMs: 2 * RUNTIME }))).toBe(30);
    const both = rows(other, { ...other, itemId: 'c2', runtimeMs: 2 * RUNTIME });
    expect(ms(rows(long, usual), both)).toBe(30);
    const third = rows(other, { ...other, itemId: 'c3', runtimeMs: 3 * RUNTIME });
    expect(ms(rows(long, usual), third)).toBe(20);
  });

  it('speak where there is nothing else, or nothing to compare them with', () => {
    expect(ms(rows(long), rows(other))).toBe(30);
    expect(ms(rows(long, { ...usual, runtimeMs: 1 }), rows(other))).toBe(30);
    expect(ms(rows(long, usual))).toBe(30);
    expect(ms(rows(long, usual), rows())).toBe(30);
  });
});

describe('an item', () => {
  it('is seen on both sides', () => {
    const known = { left: rows(standing('a', 20)), right: rows(standing('c', 10)) };
    const one = item('heat', { known });
    const { seen, ...rest } = seenItem(one, SIGHTS, NOW);
    expect(rest).toEqual(one);
    expect([seen.left.ms, seen.right.ms]).toEqual([20 * MIN, 10 * MIN]);
  });
});

describe('the player of a copy', () => {
  const players = new Map<string, Playing>([
    ['a', 'playing'],
    ['b', 'paused'],
  ]);
  it.each<[ServerSight['players'], string, Playing, boolean]>([
    [null, 'a', 'no', false],
    ['unreadable', 'a', 'unreadable', false],
    [players, 'a', 'playing', true],
    [players, 'b', 'paused', true],
    [players, 'c', 'no', false],
  ])('of %o, %s: %s', (read, itemId, playing, open) => {
    const attic = { players: read };
    expect(says(rows(standing(itemId, 20)), { attic }).playing).toBe(playing);
    expect(isOpen(sight('attic', attic), itemId)).toBe(open);
  });
});
