import type { ServerRow } from '../model/item';
import type { Seen, Side } from '../model/observation';
import type { TitleIdentity, Track } from '../model/records';

/**
 * How much is known of one side: rows read in this run, gone, unknown, or not asked (nothing
 * suggests that it changed since the baseline).
 */
export type Knowledge =
  | { is: 'rows'; rows: ServerRow[] }
  | { is: 'gone' }
  | { is: 'unknown' }
  | { is: 'not-asked' };

/** One title in one run of one pair. */
export interface Item {
  key: string;
  title: string;
  identity: TitleIdentity;
  track: Track | null;
  known: Record<Side, Knowledge>;
  /** Item ids of all copies that are known: listed, remembered, or found while looking. */
  copies: Record<Side, Set<string>>;
}

export interface SeenItem extends Item {
  seen: Record<Side, Seen>;
}

export const rowsOf = (item: Item, side: Side): ServerRow[] => {
  const known = item.known[side];
  return known.is === 'rows' ? known.rows : [];
};
