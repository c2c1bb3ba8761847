import { SIDES, type Side } from '../model/observation';
import { ProblemError } from '../model/problem';
import type { Ignored } from '../model/records';
import { IGNORED, ignoredAs } from '../plan/ignored';
import type { Assembled } from './assemble';
import type { Contact } from './contact';
import type { Decided } from './deliberate';
import type { Item } from './item';
import { seenItem } from './observe';
import { asOld } from './pair-state';
import type { EnginePorts } from './ports';

export interface Apart {
  /** What the run is about. */
  assembled: Assembled;
  /** What it is told to leave alone and has not said so yet. */
  unsaid: { item: Item; entry: Ignored }[];
}

/** Takes out what the person ignores: of that nothing is asked, decided or listed. */
export function withoutIgnored(
  { items, oneSided, unmatched }: Assembled,
  ignored: Ignored[],
  contacts: Record<Side, Contact>,
): Apart {
  const serverOf = (side: Side) => contacts[side].settings.id;
  const entryFor = ({ identity, copies }: Pick<Item, 'identity' | 'copies'>) => {
    const byServer = Object.fromEntries(SIDES.map((side) => [serverOf(side), copies[side]]));
    return ignoredAs({ identity, copies: byServer }, ignored);
  };
  const left = items.flatMap((item) => {
    const entry = entryFor(item);
    return entry ? [{ item, entry }] : [];
  });
  const out = new Set(left.map(({ item }) => item));
  return {
    assembled: {
      items: items.filter((item) => !out.has(item)),
      oneSided: oneSided.filter(({ item }) => !entryFor(item)),
      unmatched: unmatched.filter(({ side, group: { identity, rows } }) => {
        const copies = { [serverOf(side)]: rows.map((row) => row.itemId) };
        return !ignoredAs({ identity, copies }, ignored);
      }),
    },
    unsaid: left.filter(({ entry }) => !entry.noted),
  };
}

/** What is said once of each: where it stood when it was first left alone. */
export const sayIgnored = (
  ports: EnginePorts,
  unsaid: Apart['unsaid'],
  contacts: Record<Side, Contact>,
): Decided[] =>
  unsaid.map(({ item }) => ({ item: seenItem(ports, item, contacts), decision: IGNORED }));

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
