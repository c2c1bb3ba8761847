import { ProblemError } from '../model/problem';
import type { Ignored } from '../model/records';
import { ignoredAs } from '../plan/ignored';
import { asOld } from '../plan/pair-state';
import type { EnginePorts } from './ports';

/** A title as a page names it: by the key of its track, else by its copies. */
export interface Titled {
  pairId: string;
  title: string;
  key: string | null;
  items: Record<string, string>;
}

/** Takes a title out of a pair: from now on nothing of it is written or cleared there. */
export async function ignoreTitle(ports: EnginePorts, titled: Titled): Promise<void> {
  const { store } = ports;
  const { pairId, title, key, items } = titled;
  const { pairs } = await store.settings();
  if (!pairs.some((pair) => pair.id === pairId)) throw new ProblemError({ code: 'unknown-pair' });
  const track = (await store.tracks(pairId)).find((one) => one.key === key);
  const listed = (await store.unmatched(pairId)).filter(
    (one) => items[one.serverId] === one.itemId,
  );
  const copies = Object.entries(items).map(([serverId, itemId]) => [serverId, [itemId]]);
  const entry: Ignored = {
    pairId,
    id: ports.newId(),
    title,
    identity: track?.identity ?? listed[0]?.identity ?? null,
    copies: track?.copies ?? Object.fromEntries(copies),
    at: ports.now(),
    noted: false,
  };
  await store.commit({ ignored: [entry], forgetUnmatched: listed });
}

/**
 * Takes a title back into its pair. Its baseline is as it was, and old: nothing is cleared from it
 * until a run has seen both sides.
 */
export async function stopIgnoring(ports: EnginePorts, pairId: string, id: string): Promise<void> {
  const { store } = ports;
  const all = await store.ignored(pairId);
  const entry = all.find((one) => one.id === id);
  if (!entry) return;
  const tracks = (await store.tracks(pairId)).filter((track) => ignoredAs(track, [entry]));
  await store.commit({
    forgetIgnored: [entry],
    tracks: asOld(tracks),
  });
}
