import { browser } from 'wxt/browser';
import { originPattern } from '../model/origin';

/** May Playhead talk to this address? */
export async function isAllowed(address: string): Promise<boolean> {
  const pattern = originPattern(address);
  return pattern !== null && browser.permissions.contains({ origins: [pattern] });
}

/**
 * Asks the browser for the origins of these addresses. Call it in a click, before anything is
 * awaited: browsers show the question only then.
 */
export function askFor(addresses: string[]): Promise<boolean> {
  const patterns = addresses.map(originPattern).filter((pattern) => pattern !== null);
  const origins = [...new Set(patterns)];
  if (origins.length === 0) return Promise.resolve(false);
  return browser.permissions.request({ origins }).catch(() => false);
}

/** Calls back whenever access to an address was given or taken away. Returns how to stop. */
export function onAccessChange(changed: () => void): () => void {
  browser.permissions.onAdded.addListener(changed);
  browser.permissions.onRemoved.addListener(changed);
  return () => {
    browser.permissions.onAdded.removeListener(changed);
    browser.permissions.onRemoved.removeListener(changed);
  };
}
