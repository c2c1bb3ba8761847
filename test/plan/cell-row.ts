import type { Cell, Decision } from '../../lib/model/decision';
import type { SettledReason, Side, Tombstone } from '../../lib/model/observation';
import type { Case, Rules } from '../../lib/plan/rules';
import { at, both, caseOf, MIN, NOW, none } from '../support/cases';

export interface Expected {
  write?: [Side, number];
  clear?: Side;
  baseline?: 'keep' | 'forget' | SettledReason;
  tombstone?: Decision['tombstone'];
  skip?: Decision['skip'];
  conflict?: Decision['conflict'];
  asks?: boolean;
}

/** One numbered cell of docs/how-sync-decides.md, tried out. */
export interface Row {
  cell: Cell;
  says: string;
  given: Case;
  rules?: Partial<Rules>;
  expect: Expected;
}

export const tomb = (minutes: number, ago = 10, side: Side = 'left'): Tombstone => ({
  side,
  ms: minutes * MIN,
  at: NOW - ago * MIN,
});
export const fresh = { side: 'left', ms: 20 * MIN, at: NOW } as const;
export const left20 = caseOf({ left: at(20, 5), right: at(10), baseline: both(10) });
export const cleared = caseOf({ left: none(), right: at(20, 600), baseline: both(20) });
export const ripe = { ...cleared, tombstone: tomb(20) };
