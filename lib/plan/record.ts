import { type Said, SIDES } from '../model/observation';
import type { Track } from '../model/records';
import type { Activity } from '../model/run';
import { type Item, rowsOf, type SeenItem, type ServerSights } from '../model/sight';
import type { Decided } from './acts';
import { lineBehind } from './finish-line';
import { saidOf } from './seen';

/** The run that records. */
export interface RunContext {
  runId: string;
  pairId: string;
  /** Epoch ms of its start. */
  startedAt: number;
  sides: ServerSights;
}

/** What decisions leave behind, apart from writes. */
export interface Recorded {
  tracks: Track[];
  forgetTracks: { pairId: string; key: string }[];
  activity: Activity[];
}

/** The track of an item, a new one where it has none. Its baseline is as before. */
export function trackOf(item: Item, run: RunContext): Track {
  const copies: Record<string, string[]> = {};
  const missing: Record<string, string[]> = {};
  for (const side of SIDES) {
    const { serverId } = run.sides[side];
    copies[serverId] = [...item.copies[side]].sort();
    const gone = item.missing?.[side] ?? item.track?.missing?.[serverId] ?? [];
    if (gone.length > 0) missing[serverId] = gone;
  }
  const known: Track = item.track ?? {
    pairId: run.pairId,
    key: item.key,
    title: item.title,
    identity: item.identity,
    copies,
    said: null,
    reason: 'agreed',
    settledAt: run.startedAt,
    tombstone: null,
    settingsChanged: false,
    failures: 0,
    restsUntil: 0,
    runtimeMs: null,
  };
  const { missing: _, ...rest } = known;
  const more = Object.keys(missing).length > 0 ? { missing } : {};
  return { ...rest, identity: item.identity, copies, ...more };
}

/** The baseline becomes both sides as they are. */
export function settledTrack(item: SeenItem, run: RunContext, reason: Track['reason']): Track {
  const { left, right } = run.sides;
  const { problem: _, ...track } = trackOf(item, run);
  return {
    ...track,
    said: {
      [left.serverId]: saidOf(item.seen.left),
      [right.serverId]: saidOf(item.seen.right),
    },
    reason,
    settledAt: run.startedAt,
    tombstone: null,
    settingsChanged: false,
    failures: 0,
    restsUntil: 0,
    runtimeMs: runtimeOf(item) ?? item.track?.runtimeMs ?? null,
  };
}

/** All that a run remembers of its decisions before it writes: agreements, tombstones, drops. */
export function recordDecisions(decided: Decided[], run: RunContext): Recorded {
  const recorded: Recorded = { tracks: [], forgetTracks: [], activity: [] };
  for (const one of decided) recordOne(one, run, recorded);
  return recorded;
}

function recordOne({ item, decision }: Decided, run: RunContext, recorded: Recorded): void {
  if (leavesSkip({ item, decision })) recorded.activity.push(skipActivity({ item, decision }, run));
  if (decision.skip === 'ignored') return;
  const tombstone = tombstoneAfter({ item, decision }, run);
  if (decision.does === 'forget') {
    if (tombstone && item.track) {
      recorded.tracks.push({ ...trackOf(item, run), said: null, tombstone });
    } else if (item.track) recorded.forgetTracks.push({ pairId: run.pairId, key: item.key });
    return;
  }
  if (decision.does === 'settle') {
    recorded.tracks.push(settledTrack(item, run, decision.reason));
    return;
  }
  if (!item.track) return;
  const track = keptTrack({ item, decision }, run);
  const emptied = track.said === null && track.tombstone === null;
  if (emptied && decision.does !== 'act')
    recorded.forgetTracks.push({ pairId: run.pairId, key: item.key });
  else if (JSON.stringify(track) !== JSON.stringify(item.track)) recorded.tracks.push(track);
}

/** Does it leave a row? Only what was settled so: the rest waits, and every run meets it again. */
export const leavesSkip = ({ decision }: Decided): boolean =>
  decision.skip !== null && (decision.skip === 'ignored' || decision.does === 'settle');

/** The track as it is after a decision that keeps the baseline. */
export function keptTrack({ item, decision }: Decided, run: RunContext): Track {
  const track = trackOf(item, run);
  const seenBoth = decision.cell !== '0';
  return {
    ...track,
    tombstone: tombstoneAfter({ item, decision }, run),
    settingsChanged: track.settingsChanged && !seenBoth,
  };
}

function tombstoneAfter({ item, decision }: Decided, run: RunContext): Track['tombstone'] {
  if (decision.tombstone === 'keep') return item.track?.tombstone ?? null;
  if (decision.tombstone === 'drop') return null;
  const { side, ms, at } = decision.tombstone;
  return { serverId: run.sides[side].serverId, ms, at };
}

function skipActivity({ item, decision }: Decided, run: RunContext): Activity {
  const { left, right } = item.seen;
  return {
    activityId: `${run.runId}:${item.key}:skip`,
    runId: run.runId,
    pairId: run.pairId,
    at: run.startedAt,
    kind: 'skip',
    title: item.title,
    serverId: run.sides.right.serverId,
    fromServerId: run.sides.left.serverId,
    fromMs: right.ms,
    toMs: left.ms,
    rule: null,
    cell: decision.cell,
    reason: decision.skip,
    ...lineBehind({ item, decision }),
    conflict: conflictRecord({ item, decision }),
    undo: null,
    undoneAt: null,
    confirmed: null,
    ...detailsOf(item, run),
  };
}

export const runtimeOf = ({ seen }: SeenItem): number | null =>
  seen.left.runtimeMs ?? seen.right.runtimeMs;

/** What a row of the history says when it is opened. */
export function detailsOf(
  item: SeenItem,
  run: RunContext,
): Pick<Activity, 'runtimeMs' | 'key' | 'items' | 'stood'> {
  const items: Record<string, string> = {};
  const stood: Record<string, Said> = {};
  for (const side of SIDES) {
    const id = run.sides[side].serverId;
    const copy = rowsOf(item, side)[0]?.itemId ?? [...item.copies[side]][0];
    if (copy) items[id] = copy;
    stood[id] = saidOf(item.seen[side]);
  }
  return { runtimeMs: runtimeOf(item), key: item.key, items, stood };
}

export function conflictRecord({ item, decision }: Decided): Activity['conflict'] {
  if (!decision.conflict) return null;
  const { left, right } = item.seen;
  return {
    ...decision.conflict,
    leftMs: left.ms,
    rightMs: right.ms,
    leftTime: left.time,
    rightTime: right.time,
  };
}
