import type { ServerRow } from '../model/item';
import { ProblemError, problemOf } from '../model/problem';
import type { UndoEntry } from '../model/records';
import type { Activity } from '../model/run';
import { mayHaveArrived } from '../plan/failures';
import { identityOf, likeness } from '../plan/identity';
import { isOpen } from '../plan/observe';
import { readPlayers } from './contact';
import { openContact } from './open';
import type { EnginePorts } from './ports';
import { commitUndo, readCopies, showsNew, showsOld, type Undoing, writeBack } from './undoing';

/** A server may take a moment to show what it took (ms before each look). */
const LOOKS = [0, 500, 1_500];

/**
 * Undoes one write or clear: the old position goes back onto every copy that still shows what
 * was written, with the last-played that stood there, where the server keeps one. What was undone is
 * settled: no pair of this browser writes it again while the old position stands. Journaled like a
 * write: where the worker dies or an answer gets lost, the next run, or the next press of the button,
 * finds out what became of it. Rejects with a ProblemError and leaves everything as it was when it
 * cannot be done.
 */
export async function undo(ports: EnginePorts, activityId: string): Promise<Activity> {
  const undoing = await prepare(ports, activityId);
  await readPlayers(undoing.contact);
  const rows = await readCopies(undoing);
  const begun = await begunBefore(ports, undoing);
  const isBack = begun.length > 0 && rows.length > 0 && undoing.record.copies.every(showsOld(rows));
  if (!isBack) refuse(undoing, rows, begun.length > 0);
  const entry = entryOf(undoing, ports.newId());
  await ports.store.commit({ journal: [entry], endJournal: begun.map(({ id }) => id) });
  let sent = false;
  try {
    await writeBack(undoing, rows, () => {
      sent = true;
    });
    return await commitUndo(ports, undoing, await readBack(ports, undoing), entry);
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (!sent && !mayHaveArrived(problem)) await ports.store.commit({ endJournal: [entry.id] });
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

/** The same undo, begun by a worker that died. */
async function begunBefore(ports: EnginePorts, { activity }: Undoing): Promise<UndoEntry[]> {
  const entries = await ports.store.journal();
  return entries.filter(
    (one): one is UndoEntry => one.kind === 'undo' && one.activityId === activity.activityId,
  );
}

const entryOf = ({ activity, record }: Undoing, id: string): UndoEntry => ({
  id,
  kind: 'undo',
  pairId: activity.pairId,
  serverId: activity.serverId,
  activityId: activity.activityId,
  itemIds: record.copies.map((copy) => copy.itemId),
});

/** `halfDone`: some copies may be back already. */
function refuse(undoing: Undoing, rows: ServerRow[], halfDone: boolean): void {
  const { record, contact, activity } = undoing;
  const { serverId } = activity;
  if (rows.some((row) => !isOf(undoing, row))) throw new ProblemError({ code: 'cannot-undo' });
  const stands = (copy: (typeof record.copies)[number]) =>
    showsNew(undoing, rows)(copy) || (halfDone && showsOld(rows)(copy));
  if (!record.copies.every(stands)) throw new ProblemError({ code: 'undo-moved', serverId });
  if (record.copies.some((copy) => copy.ms === 0) && !contact.sight.can.clears) {
    throw new ProblemError({ code: 'cannot-clear', serverId });
  }
  // A player that is open would write over it at its next report.
  if (rows.some((row) => isOpen(contact.sight, row.itemId))) {
    throw new ProblemError({ code: 'player-open', serverId });
  }
}

/** An id may stand for another title by now. What was matched by hand has no other identity. */
function isOf({ record: { track, identity = track?.identity } }: Undoing, row: ServerRow): boolean {
  return !identity || Boolean(identity.hand) || likeness(identityOf(row), identity) === 'same';
}

/** Looks until the old position is back on every copy. */
async function readBack(ports: EnginePorts, undoing: Undoing): Promise<ServerRow[]> {
  for (const pause of LOOKS) {
    if (pause > 0) await ports.sleep(pause);
    const rows = await readCopies(undoing);
    if (undoing.record.copies.every(showsOld(rows))) return rows;
  }
  throw new ProblemError({ code: 'not-taken', serverId: undoing.activity.serverId });
}
