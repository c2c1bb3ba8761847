import { DEVICE_IDS_KEY, LANGUAGE_KEY, MARK_KEY, OPTIONS_KEY, PAUSE_KEY } from './meta';
import type { Store } from './port';
import { BROWSER_SYNC_KEY, NOTICES_KEY, POSTERS_KEY } from './preferences';
import { TABLE_NAMES, type TableName } from './tables';

/** Tables that hold what the person has set or said. Everything else was learnt. */
const SETTINGS: TableName[] = ['servers', 'pairs', 'meta', 'ignored', 'handMatches'];
/** Single values that the person set, or that belong to the settings. */
const KEPT_VALUES = [
  OPTIONS_KEY,
  LANGUAGE_KEY,
  DEVICE_IDS_KEY,
  MARK_KEY,
  PAUSE_KEY,
  BROWSER_SYNC_KEY,
  NOTICES_KEY,
  POSTERS_KEY,
];

/**
 * Forgets everything that was learnt, on wish the settings too, in one step. Pairs that stay have no
 * consent any more: they begin with a preview.
 */
export async function startOver(store: Store, withSettings: boolean): Promise<void> {
  await store.atomic(TABLE_NAMES, async (inside) => {
    const learnt = TABLE_NAMES.filter((table) => withSettings || !SETTINGS.includes(table));
    await inside.commit({ drops: Object.fromEntries(learnt.map((table) => [table, [{}]])) });
    if (withSettings) return;
    const values = (await inside.list('meta')).map(({ key }) => key);
    await inside.commit({ drops: { meta: values.filter((key) => !KEPT_VALUES.includes(key)) } });
  });
}
