import type { Decision } from '../model/decision';
import { SIDES } from '../model/observation';
import type { Ignored, TitleIdentity } from '../model/records';
import type { Item, LeftOut, ServerSights } from '../model/sight';
import type { Assembled } from './assemble';
import { isMatchable } from './group';
import { likeness } from './identity';

/** A title as a run meets it: its identity, and the ids of its copies by Playhead's server id. */
export interface Met {
  identity: TitleIdentity;
  copies: Record<string, Iterable<string>>;
}

/**
 * The entry by which the person took this title out of the pair, if there is one. Ids of databases
 * decide where both have some; else the server's own ids of its copies.
 */
export function ignoredAs(title: Met, ignored: readonly Ignored[]): Ignored | undefined {
  return ignored.find((entry) => {
    const comparable = entry.identity && isMatchable(entry.identity) && isMatchable(title.identity);
    if (comparable) return likeness(entry.identity!, title.identity) === 'same';
    return Object.entries(title.copies).some(([serverId, ids]) =>
      [...ids].some((id) => entry.copies[serverId]?.includes(id)),
    );
  });
}

/** Nothing is written, cleared or settled. Said by the first run that meets it, not by the rest. */
export const IGNORED: Decision = {
  does: 'stay',
  cell: 'I',
  tombstone: 'keep',
  skip: 'ignored',
  conflict: null,
  asksPlayers: false,
};

/** Takes out what the person ignores: of that nothing is asked, decided or listed. */
export function withoutIgnored(
  assembled: Assembled,
  ignored: readonly Ignored[],
  sides: ServerSights,
): { rest: Assembled; leftOut: LeftOut[] } {
  const { items, oneSided, unmatched } = assembled;
  const entryFor = ({ identity, copies }: Pick<Item, 'identity' | 'copies'>) => {
    const byServer = Object.fromEntries(
      SIDES.map((side) => [sides[side].serverId, copies[side]] as const),
    );
    return ignoredAs({ identity, copies: byServer }, ignored);
  };
  const out = items.flatMap((item) => {
    const entry = entryFor(item);
    return entry ? [{ item, entry }] : [];
  });
  const gone = new Set(out.map(({ item }) => item));
  const rest: Assembled = {
    ...assembled,
    items: items.filter((item) => !gone.has(item)),
    met: assembled.met.filter((item) => !gone.has(item)),
    oneSided: oneSided.filter(({ item }) => !entryFor(item)),
    unmatched: unmatched.filter(({ side, group: { identity, rows } }) => {
      const copies = { [sides[side].serverId]: rows.map((row) => row.itemId) };
      return !ignoredAs({ identity, copies }, ignored);
    }),
  };
  return { rest, leftOut: out.filter(({ entry }) => !entry.noted) };
}
