import { SIDES } from '../model/observation';
import { problemOf } from '../model/problem';
import { commitWrite, shows } from './apply';
import { nameShows, noteLook, stumble } from './contact';
import type { EnginePorts } from './ports';
import type { RunContext } from './record';

/**
 * Writes that an earlier run sent and never confirmed. Where the target now shows the value, the
 * write is ours and is committed, with the origin's observation and time from the journal, before
 * anything is decided. Otherwise the entry is dropped. Where the target cannot be read, it stays.
 */
export async function recover(ports: EnginePorts, run: RunContext): Promise<void> {
  const entries = await ports.store.journal();
  for (const side of SIDES) {
    const contact = run.contacts[side];
    const mine = entries.filter((entry) => entry.serverId === contact.settings.id);
    if (mine.length === 0 || contact.problem) continue;
    try {
      const ids = mine.flatMap((entry) => entry.itemIds);
      const { rows, badRows } = await contact.server.lookUp([...new Set(ids)], true);
      await nameShows(contact, [...rows.values()]);
      for (const entry of mine) {
        if (entry.itemIds.some((id) => badRows.has(id))) continue;
        const now = entry.itemIds.flatMap((id) => rows.get(id) ?? []);
        const ours = now.length === entry.itemIds.length && shows(now, entry.toMs);
        if (ours) await commitWrite(ports, run, contact, entry, now);
        else await ports.store.commit({ endJournal: [entry.id] });
      }
      for (const row of rows.values()) noteLook(contact, row);
    } catch (thrown) {
      stumble(ports, contact, problemOf(thrown, contact.settings.id));
    }
  }
}
