import type { Store } from './port';

export const OPTIONS_KEY = 'options';
export const SCHEDULE_KEY = 'schedule';
export const PROGRESS_KEY = 'progress';
export const PAUSE_KEY = 'pause';
export const LANGUAGE_KEY = 'language';
export const DEVICE_IDS_KEY = 'deviceIds';
/** Which memory this is. */
export const MARK_KEY = 'mark';
export const MEMORY_NOTE_KEY = 'memoryNote';

/** A single value, by its key. */
export async function getMeta<V>(from: Store, key: string): Promise<V | undefined> {
  return (await from.get('meta', key))?.value as V | undefined;
}

export const setMeta = (to: Store, key: string, value: unknown): Promise<void> =>
  to.commit({ puts: { meta: [{ key, value }] } });
