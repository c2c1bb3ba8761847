import type { ServerRow } from '../model/item';
import type { HandMatch } from '../model/records';
import { isMatchable } from './group';
import { identityOf, likeness } from './identity';

/**
 * The match by hand that a row belongs to, if there is one. Ids of databases decide where both have
 * some, so that a copy under a new id still belongs; else the server's own id.
 */
export function handOf(
  row: ServerRow,
  serverId: string,
  matches: readonly HandMatch[],
): HandMatch | undefined {
  const own = identityOf({ ...row, hand: undefined });
  return matches.find(({ kind, sides }) => {
    const side = sides[serverId];
    if (!side || kind !== row.kind) return false;
    if (isMatchable(own) && isMatchable(side.identity)) {
      return likeness(own, side.identity) === 'same';
    }
    return side.itemIds.includes(row.itemId);
  });
}
