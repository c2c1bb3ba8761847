import type { Act, Acting, Cell, Conflict, Decision, SkipReason } from '../model/decision';
import { otherSide, type SettledReason, type Side } from '../model/observation';
import { type Change, changeOf, SAME_MOMENT_MS, sameValue } from './changes';
import { type Case, heldUpBy, ignoredBecause, isAt, isMirror, LASTING, type Rules } from './rules';

/**
 * What to do with one item of one pair, and why. Pure and total. The cells are the numbers of
 * docs/how-sync-decides.md; every mode and every pairing of servers is decided here.
 */
export function decide(c: Case, rules: Rules): Decision {
  const decision = cellOf(c, rules);
  const tomb = c.tombstone;
  const back = tomb !== null && isBack(c, tomb.side, rules);
  return back && decision.tombstone === 'keep' ? { ...decision, tombstone: 'drop' } : decision;
}

const PLAIN = {
  tombstone: 'keep',
  skip: null,
  conflict: null,
  asksPlayers: false,
} as const;

const stay = (cell: Cell, skip: SkipReason | null = null): Decision => ({
  ...PLAIN,
  does: 'stay',
  cell,
  skip,
});

/** The baseline becomes both sides as they are. A difference left standing is said once. */
const settle = (cell: Cell, reason: SettledReason, skip: SkipReason | null = null): Decision => ({
  ...PLAIN,
  does: 'settle',
  cell,
  reason,
  tombstone: 'drop',
  skip,
});

const forget = (cell: Cell): Decision => ({ ...PLAIN, does: 'forget', cell, tombstone: 'drop' });

const act = (cell: Cell, what: Act): Acting => ({
  ...PLAIN,
  does: 'act',
  cell,
  act: what,
  asksPlayers: true,
});

/** Is the item of a tombstone definitely back: at a position, or begun again? */
function isBack(c: Case, side: Side, rules: Rules): boolean {
  if (isAt(c[side])) return true;
  return c.baseline !== null && changeOf(c[side], c.baseline[side], rules.deltaMs) === 'restarted';
}

function cellOf(c: Case, rules: Rules): Decision {
  if (c.left.is === 'unknown' || c.right.is === 'unknown') return stay('0', 'unknown');
  const gone = c.left.is === 'gone' || c.right.is === 'gone';
  if (!c.baseline) return gone ? stay('F0') : firstContact(c, rules);
  if (gone) return { ...PLAIN, does: 'forget', cell: '1', skip: 'gone' };

  const left = changeOf(c.left, c.baseline.left, rules.deltaMs);
  const right = changeOf(c.right, c.baseline.right, rules.deltaMs);
  if (left === 'same' && right === 'same') return mirrored(c, rules) ?? unchanged();
  if (hasNone(left) && hasNone(right)) return forget('11');
  if (isMove(left) && isMove(right)) return conflict(c, rules, left, right);
  if (isMove(left)) return against(c, rules, 'left', left, right);
  if (isMove(right)) return against(c, rules, 'right', right, left);
  if (left === 'lost') return putBack(c, rules, 'left');
  if (right === 'lost') return putBack(c, rules, 'right');
  if (isAway(left)) return leave(c, rules, 'left');
  if (isAway(right)) return leave(c, rules, 'right');
  if (within(c, rules)) return settle('3', 'agreed');
  if (left === 'nudged' && right === 'nudged') return conflict(c, rules, left, right);
  return carry(c, rules, left === 'nudged' ? 'left' : 'right');
}

const unchanged = (): Decision => ({ ...stay('2'), tombstone: 'drop' });
const isMove = (change: Change): boolean => change === 'moved' || change === 'restarted';
const isAway = (change: Change): boolean => change === 'finished' || change === 'cleared';
const hasNone = (change: Change): boolean => isAway(change) || change === 'lost';
const within = (c: Case, rules: Rules): boolean =>
  isAt(c.left) && isAt(c.right) && Math.abs(c.left.ms - c.right.ms) < rules.deltaMs;

/** A real move of one side against whatever the other did. */
function against(c: Case, rules: Rules, mover: Side, move: Change, other: Change): Decision {
  if (other === 'same' || other === 'nudged' || other === 'lost') return carry(c, rules, mover);
  const away = otherSide(mover);
  if (other === 'finished') return movedAgainstFinished(c, rules, mover, away);
  const news = !c[away].had.some((ms) => sameValue(ms, c[mover].ms));
  if (move === 'moved' && !news) return settle('9', 'left-alone', 'already-there');
  return carry(c, rules, mover);
}

function movedAgainstFinished(c: Case, rules: Rules, mover: Side, finished: Side): Decision {
  const [moved, done] = [c[mover].time, c[finished].time];
  if (moved !== null && done !== null && done > moved) return leave(c, rules, finished);
  if (rules.rewatch && rules.mode === 'two-way') return carry(c, rules, mover);
  return settle('8', 'watched', 'watched');
}

/** Cell 7: both sides moved. */
function conflict(c: Case, rules: Rules, left: Change | null, right: Change | null): Decision {
  if (within(c, rules)) return settle('7a', 'agreed');
  const restarted = left === 'restarted' ? 'left' : right === 'restarted' ? 'right' : null;
  if (left === 'restarted' && right === 'restarted') return settle('7b', 'restart', 'restart');
  if (restarted) {
    const mover = otherSide(restarted);
    if (!olderThan(c[restarted].time, c[mover].time)) return settle('7b', 'restart', 'restart');
    return carry(c, rules, mover);
  }
  const { winner, rule } = winnerOf(c);
  const recorded: Conflict = { winner, rule };
  if (rules.mode === 'one-way' && winner === 'right') {
    return { ...settle('O1', 'left-alone', 'left-alone'), conflict: recorded };
  }
  const carried = carry(c, rules, winner, true);
  return {
    ...carried,
    cell: carried.does === 'act' ? '7c' : carried.cell,
    conflict: recorded,
  };
}

/** The newest change; the higher position when a time is missing or equal. */
function winnerOf(c: Case): Conflict {
  const [left, right] = [c.left.time, c.right.time];
  if (left !== null && right !== null && Math.abs(left - right) > SAME_MOMENT_MS) {
    return { winner: left > right ? 'left' : 'right', rule: 'newest' };
  }
  return { winner: c.left.ms >= c.right.ms ? 'left' : 'right', rule: 'higher' };
}

/** Cell 6: one side moved, and its position goes onto the other, unless. */
function carry(c: Case, rules: Rules, mover: Side, decided = false): Decision {
  const to = otherSide(mover);
  const [from, target] = [c[mover], c[to]];
  const first = c.baseline === null;
  if (rules.mode === 'one-way' && mover === 'right') return leftAlone(c);
  const isNoNews = from.ours || from.back;
  if (!decided && isNoNews && isAt(target) && olderThan(from.time, target.time)) {
    return conflict(c, rules, null, null);
  }
  if (!rules.addUpdate) return stay('6b', 'add-update-off');
  if (!target.can.write) {
    return first ? settle('6b', 'left-alone', 'read-only') : stay('6b', 'read-only');
  }
  const ignored = ignoredBecause(from.ms, from, target, rules);
  if (ignored) return first ? settle('6d', 'ignored', ignored) : stay('6d', ignored);
  const heldUp = heldUpBy(from, target, rules);
  if (heldUp) return { ...stay('6c', heldUp), asksPlayers: true };
  return { ...place(c, rules, mover, to), asksPlayers: true };
}

function place(c: Case, rules: Rules, mover: Side, to: Side): Decision {
  const [from, target] = [c[mover], c[to]];
  if (within(c, rules)) return settle('6e', 'agreed');
  if (target.is === 'finished' && !rules.rewatch) return settle('6f', 'watched', 'watched');
  if (target.is === 'finished' && !target.can.holdBoth) {
    return settle('6f', 'watched', 'cannot-hold-both');
  }
  if (target.undoneMs !== null && target.undoneMs > 0 && sameValue(target.undoneMs, from.ms)) {
    return settle('6g', 'undone', 'undone');
  }
  const write = { kind: 'write', to, fromMs: target.ms, toMs: from.ms, time: from.time } as const;
  return { ...act('6h', write), tombstone: 'drop' };
}

const olderThan = (a: number | null, b: number | null): boolean =>
  a !== null && b !== null && a < b;

/** One-way: what only the target did stays as it is. */
function leftAlone(c: Case): Decision {
  if (c.baseline && !isAt(c.left) && !isAt(c.right)) return forget('O2');
  return settle('O2', 'left-alone', 'left-alone');
}

/** Cell 10: one side is finished or cleared, the other still stands. */
function leave(c: Case, rules: Rules, away: Side): Decision {
  const other = otherSide(away);
  if (rules.mode === 'one-way' && away === 'right') return leftAlone(c);
  if (!isAt(c[other])) return forget('10a');
  if (!agreed(c, rules)) return settle('10b', 'difference', 'difference');
  return ripen(c, rules, away);
}

/** Cell 12: one side has lost what the two agreed on. The other's word goes back onto it. */
function putBack(c: Case, rules: Rules, loser: Side): Decision {
  const other = otherSide(loser);
  if (!isAt(c[other])) return forget('10a');
  if (!agreed(c, rules)) return settle('10b', 'difference', 'difference');
  if (rules.mode === 'one-way' && loser === 'left') return settle('12a', 'lost', 'lost');
  if (c.tombstone?.side === loser) return settle('12b', 'lost', 'lost-after-clear');
  const carried = carry(c, rules, other);
  return carried.does === 'act' ? { ...carried, cell: '12c' } : carried;
}

/** Only what agreed is ever cleared. */
function agreed(c: Case, rules: Rules): boolean {
  const settled = c.baseline!;
  if (settled.left.is !== 'at' || settled.right.is !== 'at') return false;
  return Math.abs(settled.left.ms - settled.right.ms) < rules.deltaMs;
}

/** Cells 10c to 10k: a clear takes two runs. */
function ripen(c: Case, rules: Rules, away: Side): Decision {
  const to = otherSide(away);
  const target = c[to];
  if (c.settingsChanged) return settle('10c', 'settings', 'settings');
  if (target.undoneMs === 0) return settle('10d', 'undone', 'undone');
  if (!rules.remove) return settle('10e', 'remove-off', 'remove-off');
  const noted = { side: away, ms: target.ms, at: rules.now };
  const tomb = c.tombstone?.side === away ? c.tombstone : null;
  if (!tomb) return { ...stay('10f', 'first-look'), tombstone: noted };
  if (rules.now - tomb.at > rules.tombstoneMs) return settle('10g', 'expired', 'expired');
  if (!sameValue(tomb.ms, target.ms)) return { ...stay('10h', 'moved-since'), tombstone: noted };
  if (!target.can.clear || !target.can.write) return settle('10i', 'parked', 'cannot-clear');
  const heldUp = heldUpBy(null, target, rules);
  if (heldUp) return { ...stay('10j', heldUp), asksPlayers: true };
  return act('10k', { kind: 'clear', to, fromMs: target.ms, toMs: 0, time: c[away].time });
}

/** Mirror: what is in progress on the target only, while the source has the title, is cleared. */
function mirrored(c: Case, rules: Rules): Decision | null {
  if (!isMirror(rules) || !isAt(c.right) || isAt(c.left)) return null;
  if (c.left.finishedByUs) return null;
  return LASTING.includes(c.baseline!.reason) ? null : ripen(c, rules, 'left');
}

/** No baseline yet: merge only; nothing can be cleared. */
function firstContact(c: Case, rules: Rules): Decision {
  if (isAt(c.left) && isAt(c.right)) return conflictAtFirst(c, rules);
  if (!isAt(c.left) && !isAt(c.right)) return stay('F0');
  const mover: Side = isAt(c.left) ? 'left' : 'right';
  const away = otherSide(mover);
  if (rules.mode === 'one-way' && mover === 'right') return leftAlone(c);
  if (olderThan(c[mover].time, c[away].time)) return settle('F2', 'left-alone', 'played-later');
  const block = c.tombstone;
  if (block?.side === away && sameValue(block.ms, c[mover].ms)) {
    return settle('F3', 'left-alone', 'blocked');
  }
  return carry(c, rules, mover);
}

function conflictAtFirst(c: Case, rules: Rules): Decision {
  const decision = conflict(c, rules, null, null);
  return decision.cell === '7a' ? { ...decision, cell: 'F1' } : decision;
}
