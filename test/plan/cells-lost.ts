import {
  at,
  both,
  caseOf,
  finished,
  MIN,
  none,
  saidAt,
  saidFinished,
  saidNone,
  settled,
} from '../support/cases';
import { type Row, tomb } from './cell-row';

const lost = (more: Parameters<typeof none>[0] = {}) => none({ lost: 'back', ...more });
/** The left side has lost the 20 minutes on which both agreed. */
const left20lost = caseOf({ left: lost(), right: at(20, 600), baseline: both(20) });

/** Two-way, one side has lost what both agreed on: cell 12. */
export const LOST: Row[] = [
  {
    cell: '12c',
    says: 'what one side lost is put back',
    given: left20lost,
    expect: { write: ['left', 20], asks: true },
  },
  {
    cell: '12c',
    says: 'what one side lost is put back as far as the other was nudged',
    given: { ...left20lost, right: at(20.25, 5) },
    expect: { write: ['left', 20.25], asks: true },
  },
  {
    cell: '12b',
    says: 'what was lost after it had been cleared there is not put back',
    given: { ...left20lost, tombstone: tomb(20) },
    expect: { baseline: 'lost', tombstone: 'drop', skip: 'lost-after-clear' },
  },
  {
    cell: '12c',
    says: "the other side's tombstone, whose item is back, is no reason against it",
    given: { ...left20lost, tombstone: tomb(20, 10, 'right') },
    expect: { write: ['left', 20], asks: true },
  },
  {
    cell: '6b',
    says: 'with Add / Update off what was lost is not put back, and waits',
    given: left20lost,
    rules: { addUpdate: false },
    expect: { skip: 'add-update-off' },
  },
  {
    cell: '6d',
    says: 'a position that the loser does not take is not put back',
    given: { ...left20lost, left: lost({ can: { ...at(1).can, floorMs: 30 * MIN } }) },
    expect: { skip: 'target-floor' },
  },
  {
    cell: '10a',
    says: 'what was lost where the other side had none is forgotten',
    given: caseOf({
      left: lost(),
      right: none(),
      baseline: settled(saidAt(20), saidNone(), 'left-alone'),
    }),
    expect: { baseline: 'forget', tombstone: 'drop' },
  },
  {
    cell: '10a',
    says: 'what was lost where the other side was finished before is forgotten',
    given: caseOf({
      left: lost(),
      right: finished(600),
      baseline: settled(saidAt(20), saidFinished(), 'watched'),
    }),
    expect: { baseline: 'forget', tombstone: 'drop' },
  },
  {
    cell: '10b',
    says: 'what was lost where the two differed is left as it is',
    given: caseOf({
      left: lost(),
      right: at(40, 600),
      baseline: settled(saidAt(20), saidAt(40), 'left-alone'),
    }),
    expect: { baseline: 'difference', tombstone: 'drop', skip: 'difference' },
  },
  {
    cell: '11',
    says: 'what one side lost and the other cleared is forgotten',
    given: { ...left20lost, right: none() },
    expect: { baseline: 'forget', tombstone: 'drop' },
  },
  {
    cell: '11',
    says: 'what both sides lost is forgotten',
    given: { ...left20lost, right: lost() },
    expect: { baseline: 'forget', tombstone: 'drop' },
  },
  {
    cell: '6h',
    says: 'a move goes onto a side that lost its position, though it was there before',
    given: { ...left20lost, left: lost({ had: [30 * MIN] }), right: at(30, 5) },
    expect: { write: ['left', 30], asks: true },
  },
];

/** One-way, the same. */
export const LOST_ONE_WAY: Row[] = [
  {
    cell: '12a',
    says: 'what the source lost is not put back onto it',
    given: left20lost,
    expect: { baseline: 'lost', tombstone: 'drop', skip: 'lost' },
  },
  {
    cell: '12c',
    says: 'what the target lost is put back',
    given: caseOf({ left: at(20, 600), right: lost(), baseline: both(20) }),
    expect: { write: ['right', 20], asks: true },
  },
];
