import type { ServerRow } from '../model/item';
import { SIDES } from '../model/observation';
import type { UndoEntry, WriteEntry } from '../model/records';
import { finishedBy, untouchedSince } from '../plan/finish-line';
import { allShow } from '../plan/still-holds';
import { commitWrite } from './commit-write';
import { attempt, type Contact, noteLook } from './contact';
import type { Ends } from './contacts';
import { lookUpRows } from './look-up';
import type { EnginePorts } from './ports';
import { commitUndo, leaveLooks, readCopies, showsNew, showsOld, writeBack } from './undoing';

/**
 * Writes and undos that were sent and never confirmed. Where the target now shows the value, it is
 * ours and is committed, also where the server took it for the end, with what the journal or the
 * history says of it, before anything is decided. Otherwise the entry is dropped. Where the target
 * cannot be read, it stays.
 */
export async function recover(ports: EnginePorts, ends: Ends): Promise<void> {
  const entries = await ports.store.journal();
  for (const side of SIDES) {
    const contact = ends[side];
    const mine = entries.filter((entry) => entry.serverId === contact.sight.serverId);
    const undos = mine.filter((entry) => entry.kind === 'undo');
    const writes = mine.filter((entry) => entry.kind !== 'undo');
    for (const entry of undos) await attempt(ports, contact, () => endUndo(ports, contact, entry));
    if (writes.length > 0) await attempt(ports, contact, () => endWrites(ports, contact, writes));
  }
}

async function endWrites(
  ports: EnginePorts,
  contact: Contact,
  entries: WriteEntry[],
): Promise<void> {
  const ids = entries.flatMap((entry) => entry.itemIds);
  const { rows, bad } = await lookUpRows(contact, ids, true);
  for (const entry of entries) {
    if (entry.itemIds.some((id) => bad.has(id))) continue;
    const now = entry.itemIds.flatMap((id) => rows.get(id) ?? []);
    const whole = now.length === entry.itemIds.length;
    const row = finishedBy(entry, now);
    const finished = row !== null && untouchedSince(entry, row, contact.sight.skewMs);
    const ours = whole && (finished || allShow(now, entry.toMs));
    if (ours) await commitWrite(ports, contact, entry, now);
    else await ports.store.commit({ endJournal: [entry.id] });
  }
  for (const row of rows.values()) noteLook(contact, row);
}

/**
 * An undo of which one copy is back is carried to its end; of which none is back, it did not happen.
 * A copy that somebody played since stays as it is.
 */
async function endUndo(ports: EnginePorts, contact: Contact, entry: UndoEntry): Promise<void> {
  const activity = await ports.store.activity(entry.activityId);
  const drop = () => ports.store.commit({ endJournal: [entry.id] });
  if (!activity?.undo || activity.undoneAt !== null) return drop();
  const undoing = { activity, record: activity.undo, contact };
  const { copies } = undoing.record;
  let rows: ServerRow[] = await readCopies(undoing);
  const back = copies.filter(showsOld(rows));
  if (back.length === 0) return drop();
  const open = copies.filter(showsNew(undoing, rows));
  if (back.length + open.length < copies.length) {
    const isBack = (row: ServerRow) => back.some((copy) => copy.itemId === row.itemId);
    const looks = leaveLooks(undoing, rows.filter(isBack));
    return ports.store.commit({ looks, endJournal: [entry.id] });
  }
  if (open.length > 0) {
    await writeBack(undoing, rows, () => {});
    rows = await readCopies(undoing);
    if (!copies.every(showsOld(rows))) return;
  }
  await commitUndo(ports, undoing, rows, entry);
}
