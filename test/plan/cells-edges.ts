import {
  at,
  both,
  caseOf,
  finished,
  gone,
  MIN,
  NOW,
  none,
  played,
  saidAt,
  saidNone,
  settled,
} from '../support/cases';
import { cleared, fresh, left20, type Row, ripe, tomb } from './cell-row';

const readOnly = { ...at(1).can, write: false };
const SECOND = 1 / 60;

/** Two-way, where one cell ends and the next begins: times that are equal or missing, delta itself. */
export const EDGES: Row[] = [
  {
    cell: '6h',
    says: 'two positions that a nudge puts delta apart are not in agreement (4)',
    given: caseOf({
      left: at(20.25, 5),
      right: at(19.75),
      baseline: settled(saidAt(20), saidAt(19.75)),
    }),
    expect: { write: ['right', 20.25], asks: true },
  },
  {
    cell: '7c',
    says: 'two nudges that add up to delta are a conflict (4)',
    given: caseOf({ left: at(19.75, 6), right: at(20.25, 5), baseline: both(20) }),
    expect: {
      write: ['left', 20.25],
      conflict: { winner: 'right', rule: 'newest' },
      asks: true,
    },
  },
  {
    cell: '6b',
    says: 'a server that takes no positions gets none, and the change stays pending',
    given: { ...left20, right: at(10, 60, { can: readOnly }) },
    expect: { skip: 'read-only', baseline: 'keep' },
  },
  {
    cell: '6b',
    says: 'first contact, a server that takes no positions: settled',
    given: caseOf({ left: at(20), right: none({ can: readOnly }) }),
    expect: { skip: 'read-only', baseline: 'left-alone', tombstone: 'drop' },
  },
  {
    cell: '6g',
    says: 'what was undone is that value within two seconds, however small',
    given: caseOf({ left: at(0, 5, { ms: 1 }), right: none({ undoneMs: 1 }) }),
    rules: { minimumMs: 0 },
    expect: { baseline: 'undone', tombstone: 'drop', skip: 'undone', asks: true },
  },
  {
    cell: '6h',
    says: 'another value than the one that was undone is written',
    given: { ...left20, right: at(10, 60, { undoneMs: 30 * MIN }) },
    expect: { write: ['right', 20], asks: true },
  },
  {
    cell: '6h',
    says: 'a clear that was undone forbids no position, however near the beginning',
    given: caseOf({ left: at(SECOND, 5), right: none({ undoneMs: 0 }) }),
    rules: { minimumMs: 0 },
    expect: { write: ['right', SECOND], asks: true },
  },
  {
    cell: '7b',
    says: 'a restart as old as the move is settled',
    given: caseOf({ left: played(5), right: at(30, 5), baseline: both(20) }),
    expect: { baseline: 'restart', tombstone: 'drop', skip: 'restart' },
  },
  {
    cell: '7b',
    says: 'a restart without a time is settled',
    given: caseOf({ left: played(6, { time: null }), right: at(30, 5), baseline: both(20) }),
    expect: { baseline: 'restart', tombstone: 'drop', skip: 'restart' },
  },
  {
    cell: '6b',
    says: 'with Add / Update off a conflict is recorded, and stays pending (7c)',
    given: caseOf({ left: at(15, 5), right: at(30, 6), baseline: both(20) }),
    rules: { addUpdate: false },
    expect: { skip: 'add-update-off', conflict: { winner: 'left', rule: 'newest' } },
  },
  {
    cell: '7c',
    says: 'of two changes one second apart the higher wins',
    given: caseOf({
      left: at(15, 5, { time: NOW - 5 * MIN + 1_000 }),
      right: at(30, 5),
      baseline: both(20),
    }),
    expect: {
      write: ['left', 30],
      conflict: { winner: 'right', rule: 'higher' },
      asks: true,
    },
  },
  {
    cell: '8',
    says: 'a move of unknown time against a finish is settled',
    given: caseOf({ left: at(30, null), right: finished(5), baseline: both(20) }),
    expect: { baseline: 'watched', tombstone: 'drop', skip: 'watched' },
  },
  {
    cell: '8',
    says: 'a finish as old as the move is not later',
    given: caseOf({ left: at(30, 5), right: finished(5), baseline: both(20) }),
    expect: { baseline: 'watched', tombstone: 'drop', skip: 'watched' },
  },
  {
    cell: '10b',
    says: 'two that were delta apart did not agree',
    given: caseOf({
      left: none(),
      right: at(20.5, 600),
      baseline: settled(saidAt(20), saidAt(20.5), 'left-alone'),
    }),
    expect: { baseline: 'difference', tombstone: 'drop', skip: 'difference' },
  },
  {
    cell: '10b',
    says: 'none and a position near the beginning did not agree',
    given: caseOf({
      left: finished(5),
      right: at(10 * SECOND, 600),
      baseline: settled(saidNone(), saidAt(10 * SECOND), 'left-alone'),
    }),
    expect: { baseline: 'difference', tombstone: 'drop', skip: 'difference' },
  },
  {
    cell: '10f',
    says: "the other side's tombstone is none of this one's",
    given: { ...cleared, tombstone: tomb(20, 10, 'right') },
    expect: { tombstone: fresh, skip: 'first-look' },
  },
  {
    cell: '10k',
    says: 'a tombstone holds to the end of its last day',
    given: { ...ripe, tombstone: tomb(20, 30 * 24 * 60) },
    expect: { clear: 'right', asks: true },
  },
  {
    cell: 'F0',
    says: 'first contact with a title that is gone on one side: nothing',
    given: caseOf({ left: at(20), right: gone() }),
    expect: {},
  },
  {
    cell: '6h',
    says: 'first contact, a position of unknown time is copied, whenever the other was played',
    given: caseOf({ left: at(20, null), right: played(5) }),
    expect: { write: ['right', 20], asks: true },
  },
  {
    cell: '6h',
    says: 'first contact, the other side was played at that very time: copied',
    given: caseOf({ left: at(20, 30), right: played(30) }),
    expect: { write: ['right', 20], asks: true },
  },
];

/** One-way, the same. */
export const EDGES_ONE_WAY: Row[] = [
  {
    cell: '6h',
    says: 'first contact, only the source has a position: copied',
    given: caseOf({ left: at(20), right: none() }),
    expect: { write: ['right', 20], asks: true },
  },
  {
    cell: 'O2',
    says: 'first contact, only the target has a position, and the source was played later',
    given: caseOf({ left: played(5), right: at(40, 60) }),
    expect: { baseline: 'left-alone', tombstone: 'drop', skip: 'left-alone' },
  },
  ...(['parked', 'remove-off', 'expired'] as const).map(
    (reason): Row => ({
      cell: '2',
      says: `mirror: never what was settled as ${reason}`,
      given: caseOf({
        left: none(),
        right: at(20),
        baseline: settled(saidNone(), saidAt(20), reason),
      }),
      rules: { removeMode: 'mirror' },
      expect: { tombstone: 'drop' },
    }),
  ),
];
