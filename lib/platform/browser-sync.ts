import { browser } from 'wxt/browser';
import { fromItems, keysOf, type Shared, toItems } from '../store/sync-chunks';

/** What the browsers of this profile have put into its sync. */
export async function readShared(): Promise<Shared[]> {
  return fromItems(await browser.storage.sync.get(null));
}

/** Puts a text there, in the place of what this browser had there before. Rejects when it is full. */
export async function share(shared: Shared): Promise<void> {
  const { sync } = browser.storage;
  const before = keysOf(await sync.get(null), shared.owner);
  const items = toItems(shared, crypto.randomUUID());
  await sync.set(items);
  const left = before.filter((key) => !(key in items));
  if (left.length > 0) await sync.remove(left);
}

/** Takes away what a browser has put there. */
export async function unshare(owner: string): Promise<void> {
  const { sync } = browser.storage;
  const keys = keysOf(await sync.get(null), owner);
  if (keys.length > 0) await sync.remove(keys);
}

/** Calls back when something there has changed. Returns how to stop. */
export function onSharedChange(changed: () => void): () => void {
  const listener = (_: unknown, area: string) => {
    if (area === 'sync') changed();
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
