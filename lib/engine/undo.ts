import type { ServerRow } from '../model/item';
import { ProblemError } from '../model/problem';
import type { Track } from '../model/records';
import type { Activity } from '../model/run';
import { sameValue } from '../plan/changes';
import { lookAfterWrite } from '../plan/look';
import { saidOf, seenOf } from '../plan/seen';
import { shows } from './apply';
import { type Contact, nameShows, openContact, setLook } from './contact';
import type { EnginePorts } from './ports';

/**
 * Takes back one write or clear: the old position goes back onto every copy that still shows what
 * was written. What was undone is settled: no pair of this browser writes it again while the old
 * position stands. Rejects with a ProblemError and changes nothing when it cannot be done.
 */
export async function undo(ports: EnginePorts, activityId: string): Promise<Activity> {
  const activity = await ports.store.activity(activityId);
  if (!activity) throw new ProblemError({ code: 'unknown-activity' });
  if (!activity.undo || activity.undoneAt !== null) throw new ProblemError({ code: 'cannot-undo' });
  const settings = await ports.store.settings();
  const server = settings.servers.find((one) => one.id === activity.serverId);
  if (!server) throw new ProblemError({ code: 'unknown-server' });

  const contact = await openContact(ports, server, false);
  if (contact.problem) throw new ProblemError(contact.problem);
  const rows = await readCopies(contact, activity);
  await writeBack(ports, contact, activity, rows);
  return remember(ports, contact, activity, await readCopies(contact, activity));
}

async function readCopies(contact: Contact, activity: Activity): Promise<ServerRow[]> {
  const ids = activity.undo!.copies.map((copy) => copy.itemId);
  const { rows } = await contact.server.lookUp(ids, true);
  await nameShows(contact, [...rows.values()]);
  return ids.flatMap((id) => rows.get(id) ?? []);
}

async function writeBack(
  ports: EnginePorts,
  contact: Contact,
  activity: Activity,
  rows: ServerRow[],
): Promise<void> {
  const { serverId, toMs } = activity;
  if (!shows(rows, toMs)) throw new ProblemError({ code: 'undo-moved', serverId });
  for (const copy of activity.undo!.copies) {
    if (copy.ms === 0 && !contact.can.clears) {
      throw new ProblemError({ code: 'cannot-clear', serverId });
    }
    const row = rows.find((one) => one.itemId === copy.itemId)!;
    await contact.server.write({ row, positionMs: copy.ms, playedAt: copy.stamp });
  }
  await confirm(ports, contact, activity);
}

async function confirm(ports: EnginePorts, contact: Contact, activity: Activity): Promise<void> {
  for (const pause of [0, 500, 1_500]) {
    if (pause > 0) await ports.sleep(pause);
    const rows = await readCopies(contact, activity);
    const back = activity.undo!.copies.every((copy) => {
      const row = rows.find((one) => one.itemId === copy.itemId);
      return row && sameValue(row.positionMs, copy.ms);
    });
    if (back) return;
  }
  throw new ProblemError({ code: 'not-taken', serverId: activity.serverId });
}

async function remember(
  ports: EnginePorts,
  contact: Contact,
  activity: Activity,
  rows: ServerRow[],
): Promise<Activity> {
  const serverId = contact.settings.id;
  for (const row of rows) {
    const old = activity.undo!.copies.find((copy) => copy.itemId === row.itemId);
    const look = lookAfterWrite(contact.looks.get(row.itemId), row, serverId, old?.time ?? null);
    setLook(contact, { ...look, undone: { ms: activity.toMs, old: row.positionMs } });
  }
  const now = ports.now();
  const undoneRow: Activity = {
    ...activity,
    activityId: ports.newId(),
    at: now,
    kind: 'undo',
    fromMs: activity.toMs,
    toMs: activity.fromMs,
    rule: 'undo',
    cell: null,
    conflict: null,
    undo: null,
  };
  await ports.store.commit({
    looks: [...contact.changedLooks.values()],
    tracks: await settledTracks(ports, contact, activity, rows),
    activity: [{ ...activity, undoneAt: now }, undoneRow],
  });
  return undoneRow;
}

/** In every pair that knows the copy, what stands there now is settled. */
async function settledTracks(
  ports: EnginePorts,
  contact: Contact,
  activity: Activity,
  rows: ServerRow[],
): Promise<Track[]> {
  const serverId = contact.settings.id;
  const vantage = {
    capabilities: contact.can,
    skewMs: contact.state.skewMs,
    now: ports.now(),
  };
  const copies = rows.map((row) => ({
    row,
    look: contact.looks.get(row.itemId)!,
    playing: 'no' as const,
  }));
  const said = saidOf(seenOf(copies, null, vantage));
  const tracks = await ports.store.tracksOfCopy(serverId, rows[0]!.itemId);
  const known = tracks
    .filter((track) => track.said !== null)
    .map((track) => ({
      ...track,
      said: { ...track.said, [serverId]: said },
      reason: 'undone' as const,
      tombstone: null,
    }));
  const { track } = activity.undo!;
  if (!track || known.some((one) => one.pairId === activity.pairId)) return known;
  const restored: Track = {
    ...track,
    said: { ...track.said, [serverId]: said },
    reason: 'undone',
    tombstone: null,
  };
  return [...known, restored];
}
