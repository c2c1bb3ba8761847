import { getMeta, MEMORY_NOTE_KEY, setMeta } from './meta';
import type { Store } from './port';

/** What became of the memory, until the person has read it. */
export type MemoryNote =
  /** It was lost; servers and pairs came back without sign-ins. `at` in epoch ms. */
  | { is: 'restored'; at: number }
  /** So many entries could not be read, and are gone. */
  | { is: 'unread'; count: number; at: number };

export const memoryNote = async (store: Store): Promise<MemoryNote | null> =>
  (await getMeta<MemoryNote>(store, MEMORY_NOTE_KEY)) ?? null;

/** Notes what became of the memory. A loss of all of it is not passed over for one of a few entries. */
export async function noteMemory(store: Store, note: MemoryNote): Promise<void> {
  const before = await memoryNote(store);
  if (note.is === 'restored' || !before) return setMeta(store, MEMORY_NOTE_KEY, note);
  if (before.is === 'restored') return;
  await setMeta(store, MEMORY_NOTE_KEY, { ...note, count: before.count + note.count });
}

export const forgetNote = (store: Store): Promise<void> => setMeta(store, MEMORY_NOTE_KEY, null);
