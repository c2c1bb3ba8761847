import type { ServerRow } from '../model/item';
import type { Said } from '../model/observation';
import { ProblemError, problemOf } from '../model/problem';
import type { Look, Track } from '../model/records';
import type { Activity, UndoRecord } from '../model/run';
import { sameValue } from '../plan/changes';
import { lookAfterWrite } from '../plan/copy-look';
import { mayHaveArrived } from '../plan/failures';
import { identityOf, likeness } from '../plan/identity';
import { isOpen } from '../plan/observe';
import { byHand } from '../plan/run-record';
import { saidOf, seenOf } from '../plan/seen';
import { allShow } from '../plan/still-holds';
import { type Contact, readPlayers } from './contact';
import { nameRows } from './look-up';
import { openContact } from './open';
import type { EnginePorts } from './ports';

/** A server may take a moment to show what it took (ms before each look). */
const LOOKS = [0, 500, 1_500];

interface Undoing {
  activity: Activity;
  record: UndoRecord;
  contact: Contact;
}

/**
 * Undoes one write or clear: the old position goes back onto every copy that still shows what
 * was written. What was undone is settled: no pair of this browser writes it again while the old
 * position stands. Rejects with a ProblemError and leaves everything as it was when it cannot be
 * done. The outcome is remembered before the write, so that a worker that dies in between, or an
 * answer that gets lost, leaves either an undone write or, in the next run, two sides in agreement.
 */
export async function undo(ports: EnginePorts, activityId: string): Promise<Activity> {
  const undoing = await prepare(ports, activityId);
  const { contact, activity } = undoing;
  const rows = await readCopies(undoing);
  refuse(undoing, rows);
  await refuseOpen(undoing, rows);
  const before = rows.flatMap((row) => contact.sight.looks.get(row.itemId) ?? []);
  const tracks = await ports.store.tracksOfCopy(contact.sight.serverId, rows[0]!.itemId);
  await ports.store.commit({
    tracks: settled(undoing, tracks, expectedSaid(undoing)),
    looks: before.map((look) => undoneLook(undoing, look)),
  });
  try {
    for (const copy of undoing.record.copies) {
      const row = rows.find((one) => one.itemId === copy.itemId)!;
      await contact.given.server.write({ row, positionMs: copy.ms, playedAt: copy.stamp });
    }
    return await remember(ports, undoing, tracks, await readBack(ports, undoing));
  } catch (thrown) {
    if (mayHaveArrived(problemOf(thrown))) throw thrown;
    const forgetTracks = tracks.some((t) => t.pairId === activity.pairId)
      ? []
      : [{ pairId: activity.pairId, key: undoing.record.track?.key ?? '' }];
    await ports.store.commit({ forgetTracks, tracks, looks: before });
    throw thrown;
  }
}

async function prepare(ports: EnginePorts, activityId: string): Promise<Undoing> {
  const activity = await ports.store.activity(activityId);
  if (!activity) throw new ProblemError({ code: 'unknown-activity' });
  if (!activity.undo || activity.undoneAt !== null) throw new ProblemError({ code: 'cannot-undo' });
  const settings = await ports.store.settings();
  const server = settings.servers.find((one) => one.id === activity.serverId);
  if (!server) throw new ProblemError({ code: 'unknown-server' });
  const contact = await openContact(ports, server, false);
  const { problem } = contact.sight;
  if (problem) throw new ProblemError(problem);
  return { activity, record: activity.undo, contact };
}

async function readCopies({ contact, record }: Undoing): Promise<ServerRow[]> {
  const ids = record.copies.map((copy) => copy.itemId);
  const { rows } = await contact.given.server.lookUp(ids, true);
  await nameRows(contact, [...rows.values()]);
  return ids.flatMap((id) => rows.get(id) ?? []);
}

function refuse({ activity, record, contact }: Undoing, rows: ServerRow[]): void {
  const { serverId, toMs } = activity;
  if (rows.some((row) => !isOf(record, row))) throw new ProblemError({ code: 'cannot-undo' });
  if (rows.length < record.copies.length || !allShow(rows, toMs)) {
    throw new ProblemError({ code: 'undo-moved', serverId });
  }
  if (record.copies.some((copy) => copy.ms === 0) && !contact.sight.can.clears) {
    throw new ProblemError({ code: 'cannot-clear', serverId });
  }
}

/** An id may stand for another title by now. What was matched by hand has no other identity. */
function isOf({ track, identity = track?.identity }: UndoRecord, row: ServerRow): boolean {
  return !identity || Boolean(identity.hand) || likeness(identityOf(row), identity) === 'same';
}

/** A player that is open would write over it at its next report. */
async function refuseOpen({ contact }: Undoing, rows: ServerRow[]): Promise<void> {
  await readPlayers(contact);
  const open = rows.some((row) => isOpen(contact.sight, row.itemId));
  if (open) throw new ProblemError({ code: 'player-open', serverId: contact.sight.serverId });
}

/** Looks until the old position is back on every copy. */
async function readBack(ports: EnginePorts, undoing: Undoing): Promise<ServerRow[]> {
  for (const pause of LOOKS) {
    if (pause > 0) await ports.sleep(pause);
    const rows = await readCopies(undoing);
    const back = undoing.record.copies.every((copy) => {
      const row = rows.find((one) => one.itemId === copy.itemId);
      return row !== undefined && sameValue(row.positionMs, copy.ms);
    });
    if (back) return rows;
  }
  throw new ProblemError({ code: 'not-taken', serverId: undoing.activity.serverId });
}

const undoneLook = ({ activity, record }: Undoing, look: Look): Look => {
  const old = record.copies.find((copy) => copy.itemId === look.itemId)?.ms ?? 0;
  return { ...look, undone: { ms: activity.toMs, old } };
};

function expectedSaid({ record }: Undoing): Said {
  const best = record.copies.reduce((a, b) => ((b.time ?? 0) > (a.time ?? 0) ? b : a));
  const is = best.ms > 0 ? 'at' : 'none';
  return { is, ms: best.ms, stamp: best.stamp, time: best.time };
}

/** In every pair that knows the copy, what stands there is settled. */
function settled({ activity, record, contact }: Undoing, known: Track[], said: Said): Track[] {
  const serverId = contact.sight.serverId;
  const asUndone = (track: Track): Track => ({
    ...track,
    said: { ...track.said, [serverId]: said },
    reason: 'undone',
    tombstone: null,
  });
  const tracks = known.filter((track) => track.said !== null).map(asUndone);
  const missing = !tracks.some((track) => track.pairId === activity.pairId);
  return missing && record.track ? [...tracks, asUndone(record.track)] : tracks;
}

async function remember(
  ports: EnginePorts,
  undoing: Undoing,
  tracks: Track[],
  rows: ServerRow[],
): Promise<Activity> {
  const { activity, record, contact } = undoing;
  const looks = rows.map((row) => {
    const time = record.copies.find((copy) => copy.itemId === row.itemId)?.time ?? null;
    const look = lookAfterWrite(
      contact.sight.looks.get(row.itemId),
      row,
      contact.sight.serverId,
      time,
    );
    return { ...look, undone: { ms: activity.toMs, old: row.positionMs } };
  });
  const now = ports.now();
  const { can: capabilities, skewMs } = contact.sight;
  const vantage = { capabilities, skewMs, now };
  const copies = rows.map((row, index) => ({
    row,
    look: looks[index]!,
    playing: 'no' as const,
  }));
  const said = saidOf(seenOf(copies, null, vantage));
  const undone: Activity = {
    ...activity,
    activityId: ports.newId(),
    runId: ports.newId(),
    at: now,
    kind: 'undo',
    fromMs: activity.toMs,
    toMs: activity.fromMs,
    rule: 'undo',
    cell: null,
    conflict: null,
    undo: null,
    stood: null,
    confirmed: said,
  };
  await ports.store.commit({
    looks,
    tracks: settled(undoing, tracks, said),
    activity: [{ ...activity, undoneAt: now }, undone],
    runs: [byHand(undone.runId, activity.pairId, now)],
  });
  return undone;
}
