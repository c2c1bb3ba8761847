import { describe, expect, it } from 'vitest';
import type { Said, Seen } from '../../lib/model/observation';
import { type Change, changeOf, sameValue } from '../../lib/plan/changes';
import {
  at,
  finished,
  gone,
  MIN,
  none,
  played,
  saidAt,
  saidFinished,
  saidNone,
  unknown,
} from '../support/cases';

const DELTA = 30_000;
const SECOND = 1 / 60;
const MOMENT = 5 * MIN;
/** Settled with a stamp of 5 minutes, and seen with a stamp of so many ms more. */
const since = (more: number): [Seen, Said] => [none({ stamp: MOMENT + more }), saidNone(MOMENT)];

describe('a side that is at a position', () => {
  it.each<[string, Seen, Said, Change]>([
    ['where there was none', at(20), saidNone(), 'moved'],
    ['where there was none, by less than delta', at(SECOND), saidNone(), 'moved'],
    ['where it was finished', at(20), saidFinished(), 'moved'],
    ['delta further', at(20.5), saidAt(20), 'moved'],
    ['delta back', at(19.5), saidAt(20), 'moved'],
    ['less than delta further', at(20 + 29 * SECOND), saidAt(20), 'nudged'],
    ['just over two seconds further', at(20, 60, { ms: 20 * MIN + 2_001 }), saidAt(20), 'nudged'],
    ['two seconds further', at(20, 60, { ms: 20 * MIN + 2_000 }), saidAt(20), 'same'],
    ['as it was, played again', at(20, 1), saidAt(20), 'same'],
  ])('%s: %s', (_, seen, said, change) => {
    expect(changeOf(seen, said, DELTA)).toBe(change);
  });
});

describe('a side that is at none', () => {
  it.each<[string, Seen, Said, Change]>([
    ['is unknown', unknown(), saidAt(20), 'unknown'],
    ['is unknown, whatever it was', unknown(), saidNone(), 'unknown'],
    ['is gone', gone(), saidAt(20), 'gone'],
    ['was finished', finished(), saidAt(20), 'finished'],
    ['is finished as it was', finished(), saidFinished(), 'same'],
    ['was cleared', none(), saidAt(20), 'cleared'],
    ['was lost', none({ lost: 'back' }), saidAt(20), 'lost'],
    ['had none', none(), saidNone(), 'same'],
    ['had none, and lost nothing', none({ lost: 'back' }), saidNone(), 'same'],
    ['was un-watched', none(), saidFinished(), 'same'],
    ['was begun again', played(5), saidAt(20), 'restarted'],
    ['was begun again, after no stamp', played(5), saidNone(null), 'restarted'],
    ['was cleared by us', played(5, { ours: true }), saidAt(20), 'cleared'],
    ['has lost its stamp', none(), saidAt(20), 'cleared'],
  ])('%s', (_, seen, said, change) => {
    expect(changeOf(seen, said, DELTA)).toBe(change);
  });

  it('was begun again when it was played more than a moment later', () => {
    expect(changeOf(...since(1_000), DELTA)).toBe('same');
    expect(changeOf(...since(1_001), DELTA)).toBe('restarted');
    expect(changeOf(...since(-1_000), DELTA)).toBe('same');
  });
});

it('two readings up to two seconds apart are of one position', () => {
  expect(sameValue(5_000, 7_000)).toBe(true);
  expect(sameValue(7_000, 5_000)).toBe(true);
  expect(sameValue(5_000, 7_001)).toBe(false);
});
