import { type Said, SIDES, type Side } from '../model/observation';
import type { Look, Track } from '../model/records';
import type { Activity } from '../model/run';
import { saidOf } from '../plan/seen';
import type { Batch } from '../store/batch';
import type { Contact } from './contact';
import type { Decided } from './deliberate';
import { type Item, rowsOf, type SeenItem } from './item';

/** The run that records. */
export interface RunContext {
  runId: string;
  pairId: string;
  now: number;
  contacts: Record<Side, Contact>;
}

/** The track of an item, a new one where it has none. Its baseline is as before. */
export function trackOf(item: Item, run: RunContext): Track {
  const copies: Record<string, string[]> = {};
  for (const side of SIDES) {
    copies[run.contacts[side].settings.id] = [...item.copies[side]].sort();
  }
  const known: Track = item.track ?? {
    pairId: run.pairId,
    key: item.key,
    title: item.title,
    identity: item.identity,
    copies,
    said: null,
    reason: 'agreed',
    settledAt: run.now,
    tombstone: null,
    settingsChanged: false,
    failures: 0,
    restsUntil: 0,
    runtimeMs: null,
  };
  return { ...known, identity: item.identity, copies };
}

/** The baseline becomes both sides as they are. */
export function settledTrack(item: SeenItem, run: RunContext, reason: Track['reason']): Track {
  const { left, right } = run.contacts;
  return {
    ...trackOf(item, run),
    said: {
      [left.settings.id]: saidOf(item.seen.left),
      [right.settings.id]: saidOf(item.seen.right),
    },
    reason,
    settledAt: run.now,
    tombstone: null,
    settingsChanged: false,
    failures: 0,
    restsUntil: 0,
    runtimeMs: runtimeOf(item) ?? item.track?.runtimeMs ?? null,
  };
}

/** All that a run remembers before it writes: agreements, tombstones, drops, looks. */
export function recordDecisions(decided: Decided[], run: RunContext) {
  const batch = {
    tracks: [] as Track[],
    forgetTracks: [] as { pairId: string; key: string }[],
    activity: [] as Activity[],
    looks: takeLooks(run.contacts),
  };
  for (const one of decided) recordOne(one, run, batch);
  return batch;
}

function recordOne(
  { item, decision }: Decided,
  run: RunContext,
  batch: Required<Pick<Batch, 'tracks' | 'forgetTracks' | 'activity'>>,
): void {
  if (leavesSkip({ item, decision })) batch.activity.push(skipActivity({ item, decision }, run));
  if (decision.skip === 'ignored') return;
  const tombstone = tombstoneAfter({ item, decision }, run);
  if (decision.baseline === 'forget') {
    if (tombstone && item.track) {
      batch.tracks.push({ ...trackOf(item, run), said: null, tombstone });
    } else if (item.track) batch.forgetTracks.push({ pairId: run.pairId, key: item.key });
    return;
  }
  if (decision.baseline !== 'keep') {
    batch.tracks.push(settledTrack(item, run, decision.baseline));
    return;
  }
  if (!item.track) return;
  const track = keptTrack({ item, decision }, run);
  const emptied = track.said === null && track.tombstone === null;
  if (emptied && !decision.act) batch.forgetTracks.push({ pairId: run.pairId, key: item.key });
  else if (JSON.stringify(track) !== JSON.stringify(item.track)) batch.tracks.push(track);
}

/** Does it leave a row? Only what was settled so: the rest waits, and every run meets it again. */
export const leavesSkip = ({ decision }: Decided): boolean =>
  decision.skip !== null &&
  (decision.skip === 'ignored' || (decision.baseline !== 'keep' && decision.baseline !== 'forget'));

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
  return { serverId: run.contacts[side].settings.id, ms, at };
}

/** Looks that changed since they were last taken. */
export function takeLooks(contacts: Record<Side, Contact>): Look[] {
  const looks = SIDES.flatMap((side) => [...contacts[side].changedLooks.values()]);
  for (const side of SIDES) contacts[side].changedLooks.clear();
  return looks;
}

function skipActivity({ item, decision }: Decided, run: RunContext): Activity {
  const { left, right } = item.seen;
  return {
    activityId: `${run.runId}:${item.key}:skip`,
    runId: run.runId,
    pairId: run.pairId,
    at: run.now,
    kind: 'skip',
    title: item.title,
    serverId: run.contacts.right.settings.id,
    fromServerId: run.contacts.left.settings.id,
    fromMs: right.ms,
    toMs: left.ms,
    rule: null,
    cell: decision.cell,
    reason: decision.skip,
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
    const { id } = run.contacts[side].settings;
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
