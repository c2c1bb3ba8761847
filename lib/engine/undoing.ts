import type { ServerRow } from '../model/item';
import type { Said } from '../model/observation';
import type { Look, Track, UndoEntry } from '../model/records';
import type { Activity, UndoRecord } from '../model/run';
import { sameValue } from '../plan/changes';
import { lookAfterWrite } from '../plan/copy-look';
import { byHand } from '../plan/run-record';
import { saidOf, seenOf } from '../plan/seen';
import { allShow } from '../plan/still-holds';
import { type Contact, setLook } from './contact';
import { noteWritten } from './contacts';
import { nameRows } from './look-up';
import type { EnginePorts } from './ports';

/** A write or clear that is being undone. */
export interface Undoing {
  activity: Activity;
  record: UndoRecord;
  /** The server that was written to. */
  contact: Contact;
}

type Copy = UndoRecord['copies'][number];

/** The copies as they are now; those that are gone are missing. */
export async function readCopies({ contact, record }: Undoing): Promise<ServerRow[]> {
  const ids = record.copies.map((copy) => copy.itemId);
  const { rows } = await contact.given.server.lookUp(ids, true);
  await nameRows(contact, [...rows.values()]);
  return ids.flatMap((id) => rows.get(id) ?? []);
}

const rowOf = (rows: readonly ServerRow[], { itemId }: Copy): ServerRow | undefined =>
  rows.find((row) => row.itemId === itemId);

/** Is the old position back? */
export const showsOld =
  (rows: readonly ServerRow[]) =>
  (copy: Copy): boolean => {
    const row = rowOf(rows, copy);
    return row !== undefined && sameValue(row.positionMs, copy.ms);
  };

/** Does what was written still stand there? */
export const showsNew =
  ({ activity }: Undoing, rows: readonly ServerRow[]) =>
  (copy: Copy): boolean => {
    const row = rowOf(rows, copy);
    return row !== undefined && allShow([row], activity.toMs);
  };

/** Writes the old position onto every copy that is not back yet; says so after each. */
export async function writeBack(
  { contact, record }: Undoing,
  rows: readonly ServerRow[],
  wrote: () => void,
): Promise<void> {
  for (const copy of record.copies) {
    const row = rowOf(rows, copy);
    if (!row || showsOld(rows)(copy)) continue;
    await contact.given.server.write({ row, positionMs: copy.ms, playedAt: copy.stamp });
    wrote();
  }
}

/** What becomes true with a confirmed undo, in one transaction; and its entry ends. */
export async function commitUndo(
  ports: EnginePorts,
  undoing: Undoing,
  rows: ServerRow[],
  entry: UndoEntry,
): Promise<Activity> {
  const { activity, contact } = undoing;
  const { can: capabilities, skewMs, serverId } = contact.sight;
  const now = ports.now();
  const looks = leaveLooks(undoing, rows);
  const copies = rows.map((row, n) => ({ row, look: looks[n]!, playing: 'no' as const }));
  const said = saidOf(seenOf(copies, null, { capabilities, skewMs, now }));
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
  const tracks = await ports.store.tracksOfCopy(serverId, rows[0]!.itemId);
  await ports.store.commit({
    looks,
    tracks: settled(undoing, tracks, said),
    activity: [{ ...activity, undoneAt: now }, undone],
    runs: [byHand(undone.runId, activity.pairId, now)],
    endJournal: [entry.id],
  });
  return undone;
}

/** What stands on these copies is what was there before we wrote, and no news; their looks. */
export function leaveLooks({ activity, record, contact }: Undoing, rows: ServerRow[]): Look[] {
  const { looks, serverId } = contact.sight;
  noteWritten(contact, rows);
  return rows.map((row) => {
    const time = record.copies.find((copy) => copy.itemId === row.itemId)?.time ?? null;
    const left = lookAfterWrite(looks.get(row.itemId), row, serverId, time);
    const look = { ...left, undone: { ms: activity.toMs, old: row.positionMs } };
    setLook(contact, look);
    return look;
  });
}

/** In every pair that knows the copy, what stands there is settled. */
function settled({ activity, record, contact }: Undoing, known: Track[], said: Said): Track[] {
  const { serverId } = contact.sight;
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
