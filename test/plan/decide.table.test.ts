import { describe, expect, it } from 'vitest';
import type { Act, Decision } from '../../lib/model/decision';
import type { Side } from '../../lib/model/observation';
import { decide } from '../../lib/plan/decide';
import type { Rules } from '../../lib/plan/rules';
import { flipped, MIN, RULES } from '../support/cases';
import type { Expected, Row } from './cell-row';
import { CLASHES } from './cells-clashes';
import { EDGES, EDGES_ONE_WAY } from './cells-edges';
import { LOST, LOST_ONE_WAY } from './cells-lost';
import { MOVES } from './cells-moves';
import { ONE_WAY } from './cells-one-way';

const TWO_WAY = [...MOVES, ...CLASHES, ...LOST, ...EDGES];

function expected(row: Row) {
  const want = row.expect;
  return {
    cell: row.cell,
    tombstone: want.tombstone ?? (want.write ? 'drop' : 'keep'),
    skip: want.skip ?? null,
    conflict: want.conflict ?? null,
    asksPlayers: want.asks ?? false,
  };
}

/** What becomes of the baseline, before anything is confirmed. */
function baselineAfter(decision: Decision): Expected['baseline'] {
  if (decision.does === 'settle') return decision.reason;
  return decision.does === 'forget' ? 'forget' : 'keep';
}

function doneBy({ expect: { write, clear, baseline = 'keep' } }: Row): Decision['does'] {
  if (write || clear) return 'act';
  if (baseline === 'forget') return 'forget';
  return baseline === 'keep' ? 'stay' : 'settle';
}

function actOf(row: Row): Partial<Act> | null {
  const { write, clear } = row.expect;
  if (write) return { kind: 'write', to: write[0], toMs: Math.round(write[1] * MIN) };
  return clear ? { kind: 'clear', to: clear, toMs: 0 } : null;
}

const other = (side: Side): Side => (side === 'left' ? 'right' : 'left');

/** What is expected of a row when the two servers change places. */
function flippedRow(row: Row): Row {
  const { write, clear, conflict, tombstone } = row.expect;
  const flippedExpect: Expected = { ...row.expect };
  if (write) flippedExpect.write = [other(write[0]), write[1]];
  if (clear) flippedExpect.clear = other(clear);
  if (conflict) flippedExpect.conflict = { ...conflict, winner: other(conflict.winner) };
  if (tombstone && typeof tombstone === 'object') {
    flippedExpect.tombstone = { ...tombstone, side: other(tombstone.side) };
  }
  return { ...row, given: flipped(row.given), expect: flippedExpect };
}

function check(row: Row, rules: Rules): void {
  const decision = decide(row.given, rules);
  expect(decision).toMatchObject(expected(row));
  expect(decision.does).toBe(doneBy(row));
  expect(baselineAfter(decision)).toBe(row.expect.baseline ?? 'keep');
  const act = actOf(row);
  const decided = decision.does === 'act' ? decision.act : null;
  if (act) expect(decided).toMatchObject(act);
  else expect(decided).toBeNull();
}

describe('two-way', () => {
  it.each(TWO_WAY)('$cell: $says', (row) => {
    check(row, { ...RULES, ...row.rules });
  });
  it.each(TWO_WAY)('$cell, sides swapped: $says', (row) => {
    check(flippedRow(row), { ...RULES, ...row.rules });
  });
});

describe('one-way', () => {
  it.each([...ONE_WAY, ...LOST_ONE_WAY, ...EDGES_ONE_WAY])('$cell: $says', (row) => {
    check(row, { ...RULES, mode: 'one-way', ...row.rules });
  });
});
