import { Memory } from '../store/memory';
import { ScratchStore } from '../store/scratch';

/**
 * A memory that reads what is remembered and remembers nothing. What a preview has to read of a
 * catalogue stays aside, and is gone with it.
 */
export const previewStore = (memory: Memory): Memory => new Memory(new ScratchStore(memory.store));
