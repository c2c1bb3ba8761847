import {
  at,
  both,
  caseOf,
  finished,
  flipped,
  gone,
  MIN,
  NOW,
  none,
  saidAt,
  saidNone,
  settled,
} from '../support/cases';
import { cleared, fresh, left20, type Row, ripe, tomb } from './cell-row';

/** One-way: cells O1, O2 and what holds of the others. */
export const ONE_WAY: Row[] = [
  {
    cell: '6h',
    says: 'the source moves the target',
    given: left20,
    expect: { write: ['right', 20], asks: true },
  },
  {
    cell: 'O2',
    says: 'what only the target did is left alone',
    given: flipped(left20),
    expect: { baseline: 'left-alone', tombstone: 'drop', skip: 'left-alone' },
  },
  {
    cell: 'O2',
    says: 'a target that cleared is left alone',
    given: flipped(cleared),
    expect: { baseline: 'left-alone', tombstone: 'drop', skip: 'left-alone' },
  },
  {
    cell: 'O2',
    says: 'a target that cleared what only it had is forgotten',
    given: caseOf({
      left: none(),
      right: none(),
      baseline: settled(saidNone(), saidAt(20), 'left-alone'),
    }),
    expect: { baseline: 'forget', tombstone: 'drop' },
  },
  {
    cell: '6h',
    says: "the source's next change wins whatever the clocks say",
    given: caseOf({
      left: at(30, 500),
      right: at(50, 100),
      baseline: settled(saidAt(20), saidAt(50, NOW - 100 * MIN), 'left-alone'),
    }),
    expect: { write: ['right', 30], asks: true },
  },
  {
    cell: 'O1',
    says: 'both moved and the target is newer: left alone, recorded',
    given: caseOf({ left: at(30, 6), right: at(40, 5), baseline: both(20) }),
    expect: {
      baseline: 'left-alone',
      tombstone: 'drop',
      skip: 'left-alone',
      conflict: { winner: 'right', rule: 'newest' },
    },
  },
  {
    cell: 'O1',
    says: 'first contact, the target is newer: left alone',
    given: caseOf({ left: at(30, 6), right: at(40, 5) }),
    expect: {
      baseline: 'left-alone',
      tombstone: 'drop',
      skip: 'left-alone',
      conflict: { winner: 'right', rule: 'newest' },
    },
  },
  {
    cell: 'O2',
    says: 'first contact, only the target has a position: left alone',
    given: caseOf({ left: none(), right: at(40, 5) }),
    expect: { baseline: 'left-alone', tombstone: 'drop', skip: 'left-alone' },
  },
  {
    cell: '10k',
    says: 'what left the source is cleared on the target',
    given: ripe,
    expect: { clear: 'right', tombstone: 'keep', asks: true },
  },
  {
    cell: '8',
    says: 'source finished before the target moved: settled',
    given: caseOf({ left: finished(6), right: at(30, 5), baseline: both(20) }),
    expect: { baseline: 'watched', tombstone: 'drop', skip: 'watched' },
  },
  {
    cell: '10f',
    says: 'source finished after the target moved: the clear starts',
    given: caseOf({ left: finished(5), right: at(20, 6), baseline: both(10) }),
    expect: { tombstone: fresh, skip: 'first-look' },
  },
  {
    cell: '8',
    says: 'source moved, target finished: settled, even with Rewatch on',
    given: caseOf({ left: at(30, 5), right: finished(6), baseline: both(20) }),
    rules: { rewatch: true },
    expect: { baseline: 'watched', tombstone: 'drop', skip: 'watched' },
  },
  {
    cell: '2',
    says: 'source deletes: what never left the source is not cleared',
    given: caseOf({
      left: none(),
      right: at(20),
      baseline: settled(saidNone(), saidAt(20), 'left-alone'),
    }),
    expect: { tombstone: 'drop' },
  },
  {
    cell: '10f',
    says: 'mirror: what only the target has is noted',
    given: caseOf({
      left: none(),
      right: at(20),
      baseline: settled(saidNone(), saidAt(20), 'left-alone'),
    }),
    rules: { removeMode: 'mirror' },
    expect: { tombstone: fresh, skip: 'first-look' },
  },
  {
    cell: '10k',
    says: 'mirror: and cleared in the next run',
    given: caseOf({
      left: none(),
      right: at(20),
      baseline: settled(saidNone(), saidAt(20), 'left-alone'),
      tombstone: tomb(20),
    }),
    rules: { removeMode: 'mirror' },
    expect: { clear: 'right', asks: true },
  },
  {
    cell: '2',
    says: 'mirror: never what was undone',
    given: caseOf({
      left: none(),
      right: at(20),
      baseline: settled(saidNone(), saidAt(20), 'undone'),
    }),
    rules: { removeMode: 'mirror' },
    expect: { tombstone: 'drop' },
  },
  {
    cell: '2',
    says: 'mirror: never what a write of ours finished on the source',
    given: caseOf({
      left: finished(5, { finishedByUs: true }),
      right: at(20),
      baseline: settled(saidNone(), saidAt(20), 'left-alone'),
    }),
    rules: { removeMode: 'mirror' },
    expect: { tombstone: 'drop' },
  },
  {
    cell: '1',
    says: 'mirror: never what the source does not have',
    given: caseOf({ left: gone(), right: at(20), baseline: settled(saidNone(), saidAt(20)) }),
    rules: { removeMode: 'mirror' },
    expect: { baseline: 'forget', skip: 'gone' },
  },
];
