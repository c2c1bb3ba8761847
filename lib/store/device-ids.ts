import { DEVICE_IDS_KEY, getMeta, setMeta } from './meta';
import type { Store } from './port';

/** The random device ids by server entry. */
export const deviceIds = async (store: Store): Promise<Record<string, string>> =>
  (await getMeta<Record<string, string>>(store, DEVICE_IDS_KEY)) ?? {};

/** The next request of a server entry is of a device that the server does not know. */
export function renewDeviceId(store: Store, serverId: string): Promise<void> {
  return store.atomic(['meta'], async (inside) => {
    const { [serverId]: _, ...others } = await deviceIds(inside);
    await setMeta(inside, DEVICE_IDS_KEY, others);
  });
}

/** As `renewDeviceId`, for all servers. */
export const renewDeviceIds = (store: Store): Promise<void> => setMeta(store, DEVICE_IDS_KEY, {});

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
