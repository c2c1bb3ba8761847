import type { Decision } from '../model/decision';
import type { Ignored, TitleIdentity } from '../model/records';
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
  cell: 'I',
  act: null,
  baseline: 'keep',
  tombstone: 'keep',
  skip: 'ignored',
  conflict: null,
  asksPlayers: false,
};
