import { SIDES } from '../model/observation';
import { finishedBy, untouchedSince } from '../plan/finish-line';
import { allShow } from '../plan/still-holds';
import { commitWrite } from './commit-write';
import { attempt, noteLook } from './contact';
import type { Ends } from './contacts';
import { lookUpRows } from './look-up';
import type { EnginePorts } from './ports';

/**
 * Writes that an earlier run sent and never confirmed. Where the target now shows the value, the
 * write is ours and is committed, also where the server took it for the end, with the origin's
 * observation and time from the journal, before
 * anything is decided. Otherwise the entry is dropped. Where the target cannot be read, it stays.
 */
export async function recover(ports: EnginePorts, ends: Ends): Promise<void> {
  const entries = await ports.store.journal();
  for (const side of SIDES) {
    const contact = ends[side];
    const mine = entries.filter((entry) => entry.serverId === contact.sight.serverId);
    if (mine.length === 0) continue;
    await attempt(ports, contact, async () => {
      const ids = mine.flatMap((entry) => entry.itemIds);
      const { rows, bad } = await lookUpRows(contact, ids, true);
      for (const entry of mine) {
        if (entry.itemIds.some((id) => bad.has(id))) continue;
        const now = entry.itemIds.flatMap((id) => rows.get(id) ?? []);
        const whole = now.length === entry.itemIds.length;
        const row = finishedBy(entry, now);
        const finished = row !== null && untouchedSince(entry, row, contact.sight.skewMs);
        if (whole && (finished || allShow(now, entry.toMs)))
          await commitWrite(ports, contact, entry, now);
        else await ports.store.commit({ endJournal: [entry.id] });
      }
      for (const row of rows.values()) noteLook(contact, row);
    });
  }
}
