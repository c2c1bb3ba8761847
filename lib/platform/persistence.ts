/**
 * Whether the browser may throw stored data away when the disk is short of space. Only pages can ask
 * it not to.
 */
export async function isPersisted(): Promise<boolean | null> {
  return (await navigator.storage?.persisted?.().catch(() => null)) ?? null;
}

/** Asks the browser to keep it. Call it in a click: some browsers put the question to the person. */
export async function askToPersist(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}

/** Asks where the browser answers by itself, without a question to the person. */
export async function persistQuietly(): Promise<void> {
  if (!import.meta.env.FIREFOX && (await isPersisted()) === false) await askToPersist();
}
