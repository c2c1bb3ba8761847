import { DEVICE_IDS_KEY, getMeta, setMeta } from './meta';
import type { Store } from './port';

/** The random device ids by server entry. */
export const deviceIds = async (store: Store): Promise<Record<string, string>> =>
  (await getMeta<Record<string, string>>(store, DEVICE_IDS_KEY)) ?? {};

/**
 * The device id of a server entry: made before the first request, whether the entry is saved or not,
 * and kept even when it is removed, until the settings are forgotten as a whole.
 */
export function ensureDeviceId(store: Store, serverId: string): Promise<string> {
  return store.atomic(['meta'], async (inside) => {
    const known = await deviceIds(inside);
    if (Object.hasOwn(known, serverId)) return known[serverId]!;
    const made = crypto.randomUUID();
    await setMeta(inside, DEVICE_IDS_KEY, { ...known, [serverId]: made });
    return made;
  });
}
