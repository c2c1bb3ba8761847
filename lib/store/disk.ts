/** Bytes that Playhead takes on this computer's disk, as the browser says; null where it doesn't. */
export async function diskUse(): Promise<number | null> {
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  return estimate?.usage ?? null;
}
