import { describe, expect, it } from 'vitest';
import type { Acting } from '../../lib/model/decision';
import type { ServerRow } from '../../lib/model/item';
import type { Side } from '../../lib/model/observation';
import type { ServerSights } from '../../lib/model/sight';
import { intend } from '../../lib/plan/acts';
import { seenItem } from '../../lib/plan/observe';
import { allShow, type Reading, stillHolds } from '../../lib/plan/still-holds';
import { MIN, NOW, RULES, RUNTIME } from '../support/cases';
import { copy, item, rows, SIGHTS, sight } from './sights';

const film = (itemId: string, minutes: number, more: Partial<ServerRow> = {}) =>
  copy(itemId, { ids: { imdb: 'heat' }, positionMs: minutes * MIN, lastPlayedAt: NOW, ...more });

const WHY = { tombstone: 'drop', skip: null, conflict: null, asksPlayers: true } as const;
const write: Acting = {
  ...{ ...WHY, does: 'act', cell: '6h' },
  act: { kind: 'write', to: 'right', fromMs: 10 * MIN, toMs: 20 * MIN, time: NOW },
};
const clear: Acting = {
  ...{ ...write, cell: '10k' },
  act: { kind: 'clear', to: 'right', fromMs: 10 * MIN, toMs: 0, time: NOW },
};

interface World {
  decision: Acting;
  /** What the plan was made from; the first row of each side by default. */
  attic: ServerRow[];
  cellar: ServerRow[];
  /** What the second look shows; what the plan was made from by default. */
  now: Partial<Record<Side, ServerRow[]>>;
  /** Ids that the second look asked for; all that were planned by default. */
  asked: Partial<Record<Side, string[]>>;
  silent: Side;
  sides: ServerSights;
  taken: string[];
}
const ATTIC = film('a-heat', 20);
const CELLAR = film('c-heat', 10);

/** The copies that are written after the second look, or null where the act holds no more. */
function written(world: Partial<World> = {}): string[] | null {
  const { attic = [ATTIC], cellar = [CELLAR], sides = SIGHTS, decision = write } = world;
  const planned = { left: attic, right: cellar };
  const known = { left: rows(...attic), right: rows(...cellar) };
  const copies = (side: Side) => new Set(planned[side].map((row) => row.itemId));
  const one = item('heat', { known, copies: { left: copies('left'), right: copies('right') } });
  const reading = (side: Side): Reading | null => {
    if (world.silent === side) return null;
    const shown = world.now?.[side] ?? planned[side];
    const asked = world.asked?.[side] ?? planned[side].map((row) => row.itemId);
    return { asked: new Set(asked), rows: new Map(shown.map((row) => [row.itemId, row])) };
  };
  const intended = intend({ item: seenItem(one, sides, NOW), decision }, sides);
  const fresh = { left: reading('left'), right: reading('right') };
  const isTaken = (itemId: string) => (world.taken ?? []).includes(itemId);
  const targets = stillHolds(intended, fresh, sides, RULES, isTaken);
  return targets?.map((row) => row.itemId) ?? null;
}

describe('an act after a second look', () => {
  it('holds where both sides are as they were', () => {
    expect(written()).toEqual(['c-heat']);
    expect(written({ attic: [film('a-heat', 0)], decision: clear })).toEqual(['c-heat']);
  });

  it('holds where a position is read a little differently', () => {
    const almost = { left: [film('a-heat', 20 + 2 / 60)], right: [film('c-heat', 10 - 2 / 60)] };
    expect(written({ now: almost })).toEqual(['c-heat']);
  });

  it.each<[string, Side, ServerRow[]]>([
    ['the origin moved on', 'left', [film('a-heat', 21)]],
    ['the origin lost its position', 'left', [film('a-heat', 0)]],
    ['the origin was watched meanwhile', 'left', [film('a-heat', 20, { watched: true })]],
    ['the origin is gone', 'left', []],
    ['the origin is another film now', 'left', [film('a-heat', 20, { ids: { imdb: 'x' } })]],
    ['the target moved', 'right', [film('c-heat', 11)]],
    ['the target lost its position', 'right', [film('c-heat', 0)]],
    ['the target was watched', 'right', [film('c-heat', 10, { watched: true })]],
    ['the target is gone', 'right', []],
    ['the target is another film now', 'right', [film('c-heat', 10, { ids: { imdb: 'x' } })]],
  ])('holds no more where %s', (_, side, now) => {
    expect(written({ now: { [side]: now } })).toBeNull();
  });

  it('holds no more where one of several copies is missing, or another film', () => {
    const cellar = [CELLAR, film('d-heat', 5)];
    expect(written({ cellar })).toEqual(['c-heat', 'd-heat']);
    expect(written({ cellar, now: { right: [CELLAR] } })).toBeNull();
    const half = { asked: { right: ['c-heat'] }, now: { right: [CELLAR] } };
    expect(written({ cellar, ...half })).toBeNull();
    const other = film('d-heat', 5, { ids: { imdb: 'x' } });
    expect(written({ cellar, now: { right: [CELLAR, other] } })).toBeNull();
  });

  it.each(['left', 'right'] as const)('does not hold where the %s does not answer', (silent) => {
    expect(written({ silent })).toBeNull();
  });

  it('stands on what was planned where an origin was not asked again', () => {
    expect(written({ asked: { left: [] }, now: { left: [] } })).toEqual(['c-heat']);
  });

  it('is left for later where a player opened on a copy', () => {
    const playing = (itemId: string, how: 'playing' | 'paused') => ({
      ...SIGHTS,
      right: sight('cellar', { players: new Map([[itemId, how]]) }),
    });
    expect(written({ sides: playing('c-heat', 'paused') })).toBeNull();
    const now = { right: [CELLAR, film('d-heat', 0)] };
    expect(written({ now, sides: playing('d-heat', 'playing') })).toBeNull();
    expect(written({ now, sides: playing('other', 'playing') })).toEqual(['c-heat', 'd-heat']);
  });

  it('is left where the position is ignored by what the target says now', () => {
    const line = film('c-heat', 10, { finishLineMs: 15 * MIN });
    expect(written({ now: { right: [line] } })).toBeNull();
    const away = { attic: [film('a-heat', 0)], decision: clear };
    expect(written({ ...away, now: { right: [line] } })).toEqual(['c-heat']);
    const cut = film('c-heat', 10, { runtimeMs: RUNTIME / 2 });
    expect(written({ now: { right: [cut] } })).toBeNull();
  });
});

describe('the copies that are written', () => {
  const also = (row: ServerRow, world: Partial<World> = {}) =>
    written({ ...world, now: { right: [CELLAR, row] } });

  it('are those that were found meanwhile too, unless they are another title’s', () => {
    expect(also(film('d', 0))).toEqual(['c-heat', 'd']);
    expect(also(film('d', 0), { taken: ['d'] })).toEqual(['c-heat']);
    expect(also(film('d', 0, { ids: { imdb: 'x' } }))).toEqual(['c-heat']);
  });

  it('are not several files under one number, nor another cut', () => {
    expect(also(film('d', 0, { runtimeMs: RUNTIME + 3_000 }))).toEqual(['c-heat']);
    const kids = { libraryId: 'kids' };
    expect(also(film('d', 0, { ...kids, runtimeMs: RUNTIME + 3_000 }))).toEqual(['c-heat', 'd']);
    expect(also(film('d', 0, { ...kids, runtimeMs: RUNTIME / 2 }))).toEqual(['c-heat']);
    const two = [CELLAR, film('e-heat', 5, { runtimeMs: RUNTIME + 2_000 })];
    // As long as the one within two seconds, but not as the other.
    const third = film('d', 0, { runtimeMs: RUNTIME + 3_000 });
    expect(written({ cellar: two, now: { right: [...two, third] } })).toEqual(['c-heat', 'e-heat']);
  });

  it('are one for each state that the server keeps', () => {
    const shared = film('d', 10, { stateKey: 'c-heat', lastPlayedAt: NOW - 1 });
    expect(also(shared)).toEqual(['c-heat']);
  });

  it('are not watched ones, unless the title is watched there and seen again', () => {
    const done = { watched: true };
    expect(also(film('d', 0, done))).toEqual(['c-heat']);
    expect(also(film('d', 1 / MIN, done))).toEqual(['c-heat', 'd']);
    const watched = [film('c-heat', 0, done)];
    expect(written({ cellar: watched })).toEqual(['c-heat']);
  });

  it('of a clear are those that have a position', () => {
    const away = { attic: [film('a-heat', 0)], decision: clear };
    expect(also(film('d', 0), away)).toEqual(['c-heat']);
    expect(also(film('d', 1 / MIN), away)).toEqual(['c-heat', 'd']);
    expect(written({ ...away, cellar: [film('c-heat', 0)] })).toBeNull();
  });

  it('are as long as the origin; where it does not say, as the target', () => {
    const attic = [film('a-heat', 0, { runtimeMs: null })];
    expect(written({ attic, decision: clear })).toEqual(['c-heat']);
    const other = [film('a-heat', 0, { runtimeMs: RUNTIME / 2 })];
    expect(written({ attic: other, decision: clear })).toBeNull();
  });
});

describe('copies that were written', () => {
  const show = (ms: number, ...minutes: number[]) =>
    allShow(
      minutes.map((at) => film('c', at)),
      ms,
    );

  it('show the value when all of them do', () => {
    expect(show(20 * MIN, 20)).toBe(true);
    expect(show(20 * MIN, 20, 20 + 2 / 60)).toBe(true);
    expect(show(20 * MIN, 20, 21)).toBe(false);
    expect(show(20 * MIN, 20 - 3 / 60)).toBe(false);
    expect(show(20 * MIN)).toBe(false);
  });

  it('are cleared only at nothing at all', () => {
    expect(show(0, 0, 0)).toBe(true);
    expect(show(0, 0, 1 / 60)).toBe(false);
  });
});
