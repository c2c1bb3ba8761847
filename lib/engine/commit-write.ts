import type { ServerRow } from '../model/item';
import type { WriteEntry } from '../model/records';
import { lookAfterWrite } from '../plan/copy-look';
import { finishedBy, finishedByUs } from '../plan/finish-line';
import { confirm, confirmedBy } from '../plan/journal';
import { type Contact, noteFinished, setLook, takeLooks } from './contact';
import { noteWritten } from './contacts';
import type { EnginePorts } from './ports';

/**
 * Commits one confirmed write in one transaction: the baseline with the server's own values and the
 * origin's time, what we left on each copy, the history; and the journal entry ends. Where the server
 * took it for the end, its finish line is learnt with it.
 */
export async function commitWrite(
  ports: EnginePorts,
  target: Contact,
  entry: WriteEntry,
  rows: ServerRow[],
): Promise<void> {
  const finished = finishedBy(entry, rows);
  for (const row of rows) {
    const look = target.sight.looks.get(row.itemId);
    const after = lookAfterWrite(look, row, entry.serverId, entry.time);
    setLook(target, finished && row.positionMs === 0 ? finishedByUs(after) : after);
  }
  if (finished) noteFinished(target, entry.toMs, finished, ports.now());
  noteWritten(target, rows);
  await ports.store.commit({
    ...confirm(entry, confirmedBy(entry, finished ?? rows[0]!)),
    looks: takeLooks([target]),
    serverStates: finished ? [target.remembered.state] : [],
  });
}
