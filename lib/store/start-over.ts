import { DEVICE_IDS_KEY, LANGUAGE_KEY, OPTIONS_KEY, PAUSE_KEY, type PlayheadDb } from './db';
import { BROWSER_SYNC_KEY, NOTICES_KEY, POSTERS_KEY } from './preferences';

/** Tables that hold what the person has set or said. Everything else was learnt. */
const SETTINGS = ['servers', 'pairs', 'meta', 'ignored', 'handMatches'];
/** Single values that the person set, or that belong to the settings. */
const KEPT_VALUES = [
  OPTIONS_KEY,
  LANGUAGE_KEY,
  DEVICE_IDS_KEY,
  PAUSE_KEY,
  BROWSER_SYNC_KEY,
  NOTICES_KEY,
  POSTERS_KEY,
];

/**
 * Forgets everything that was learnt, on wish the settings too, in one transaction. Pairs that stay
 * have no consent any more: they begin with a preview.
 */
export async function startOver(db: PlayheadDb, withSettings: boolean): Promise<void> {
  await db.transaction('rw', db.tables, async () => {
    const learnt = db.tables.filter((table) => withSettings || !SETTINGS.includes(table.name));
    for (const table of learnt) await table.clear();
    if (!withSettings) await db.meta.where('key').noneOf(KEPT_VALUES).delete();
  });
}
