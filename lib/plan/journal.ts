import type { ServerRow } from '../model/item';
import type { Said } from '../model/observation';
import type { Track, WriteEntry } from '../model/records';
import type { Activity } from '../model/run';
import { rowsOf } from '../model/sight';
import { displayTitle, plainTitle } from './identity';
import { conflictRecord, detailsOf, type RunContext, settledTrack } from './record';
import { saidOf, timeOf } from './seen';
import type { Ready } from './still-holds';

/** An intended write as it is put down before it is sent, under its own random id. */
export function entryOf(one: Ready, run: RunContext, id: string): WriteEntry {
  const { item, from, targets } = one;
  const { act } = one.decision;
  return {
    id,
    runId: run.runId,
    pairId: run.pairId,
    kind: act.kind,
    serverId: run.sides[act.to].serverId,
    fromServerId: run.sides[from].serverId,
    itemIds: targets.map((row) => row.itemId),
    toMs: act.toMs,
    time: act.time,
    origin: saidOf(item.seen[from]),
    track: settledTrack(item, run, 'agreed'),
    activity: activityOf(one, id, run),
  };
}

/** What a confirmed write says of its target: the server's own values, the origin's time. */
export function confirmedBy(entry: WriteEntry, row: ServerRow): Said {
  return {
    is: row.positionMs > 0 ? 'at' : row.watched ? 'finished' : 'none',
    ms: row.positionMs,
    stamp: row.lastPlayedAt,
    time: entry.time,
  };
}

/** What becomes true with a confirmed write: the baseline, the history; and the entry ends. */
export function confirm(entry: WriteEntry, target: Said) {
  const cleared = entry.kind === 'clear';
  // The server took it for the end: that is left so, and there is no way back.
  const finished = !cleared && target.is === 'finished';
  const track: Track = {
    ...entry.track,
    ...(finished && { reason: 'watched' }),
    said: { [entry.fromServerId]: entry.origin, [entry.serverId]: target },
  };
  return {
    tracks: cleared ? [] : [track],
    forgetTracks: cleared ? [{ pairId: track.pairId, key: track.key }] : [],
    activity: [{ ...entry.activity, ...(finished && { undo: null }), confirmed: target }],
    endJournal: [entry.id],
  };
}

function activityOf(one: Ready, id: string, run: RunContext): Activity {
  const { item, decision, from, rule } = one;
  const { act } = decision;
  return {
    activityId: id,
    runId: run.runId,
    pairId: run.pairId,
    at: run.startedAt,
    kind: act.kind,
    title: item.title,
    ...otherTitle(one, run),
    serverId: run.sides[act.to].serverId,
    fromServerId: run.sides[from].serverId,
    fromMs: act.fromMs,
    toMs: act.toMs,
    rule,
    cell: decision.cell,
    reason: null,
    conflict: conflictRecord(one),
    undo: undoOf(one, run),
    undoneAt: null,
    confirmed: null,
    ...detailsOf(item, run),
  };
}

/** The target's own title, or else the origin's, where it is another one than the item's. */
function otherTitle({ item, from, targets, decision }: Ready, run: RunContext) {
  const [target] = targets;
  const [origin] = rowsOf(item, from);
  for (const [side, row] of [[decision.act.to, target] as const, [from, origin] as const]) {
    const title = row && displayTitle(row);
    if (title && plainTitle(title) !== plainTitle(item.title)) {
      return { otherTitle: { serverId: run.sides[side].serverId, title } };
    }
  }
  return {};
}

/** How a write is undone; null where the server cannot go back to no position. */
function undoOf(one: Ready, run: RunContext): Activity['undo'] {
  const { can, skewMs, looks } = run.sides[one.decision.act.to];
  if (!can.clears && one.targets.some((row) => row.positionMs === 0)) return null;
  return {
    track: settledTrack(one.item, run, 'undone'),
    copies: one.targets.map((row) => {
      const look = looks.get(row.itemId);
      const time = look ? timeOf(look, { skewMs, now: run.startedAt }) : null;
      return { itemId: row.itemId, ms: row.positionMs, stamp: row.lastPlayedAt, time };
    }),
  };
}
