import type { ServerRow } from '../model/item';
import type { TitleIdentity } from '../model/records';
import { holdsSeveralFiles } from './copies';
import {
  displayTitle,
  identityOf,
  type Likeness,
  likeness,
  mergeIdentity,
  tokensOf,
} from './identity';

/** All copies of one title on one server. */
export interface Group {
  identity: TitleIdentity;
  title: string;
  rows: ServerRow[];
}

/** Gathers the copies of each title on one server. Rows without ids, and several files under one number, stay alone. */
export function groupCopies(rows: readonly ServerRow[]): Group[] {
  const groups: Group[] = [];
  const byToken = new Map<string, Set<Group>>();
  for (const row of rows) {
    const identity = identityOf(row);
    const tokens = tokensOf(identity);
    const found = candidates(byToken, tokens).find(
      (g) => likeness(g.identity, identity) === 'same' && fitsInto(g, row),
    );
    const group = found ?? { identity, title: displayTitle(row), rows: [] };
    group.rows.push(row);
    if (found) found.identity = mergeIdentity(found.identity, identity);
    else groups.push(group);
    for (const token of tokens) addTo(byToken, token, group);
  }
  return groups;
}

/** A copy of what is in the group; or another cut of it in another library. */
const fitsInto = (group: Group, row: ServerRow): boolean =>
  row.hand !== undefined || !holdsSeveralFiles([...group.rows, row]);

function candidates<T>(byToken: Map<string, Set<T>>, tokens: string[]): T[] {
  return [...new Set(tokens.flatMap((token) => [...(byToken.get(token) ?? [])]))];
}

function addTo<T>(map: Map<string, Set<T>>, token: string, value: T): void {
  map.set(token, (map.get(token) ?? new Set()).add(value));
}

/** Things with an identity, findable by any of their ids. */
export class TitleIndex<T extends { identity: TitleIdentity }> {
  private readonly byToken = new Map<string, Set<T>>();

  constructor(things: Iterable<T>) {
    for (const thing of things) {
      for (const token of tokensOf(thing.identity)) addTo(this.byToken, token, thing);
    }
  }

  /** The one thing that is this title, or why there is none. */
  find(identity: TitleIdentity): { match: T } | { none: NoMatch } {
    const found = candidates(this.byToken, tokensOf(identity));
    const like = found.map((thing) => ({ thing, how: likeness(thing.identity, identity) }));
    const same = like.filter((l) => l.how === 'same');
    if (same.length === 1) return { match: same[0]!.thing };
    if (same.length > 1) return { none: 'ambiguous' };
    return { none: whyNone(like.map((l) => l.how)) };
  }
}

export type NoMatch =
  | 'not-there'
  | 'conflicting-ids'
  | 'ambiguous'
  | 'other-range'
  | 'numbers-differ'
  | 'other-numbering';

/** Why none of the titles that come near is the one. */
export function whyNone(near: Likeness[]): NoMatch {
  if (near.includes('conflict')) return 'conflicting-ids';
  const why = (['numbers-differ', 'other-numbering', 'other-range'] as const).find((one) =>
    near.includes(one),
  );
  return why ?? 'not-there';
}

/** Can this title be matched at all: an id of its own, or its show's id with both numbers? */
export const isMatchable = (identity: TitleIdentity): boolean => tokensOf(identity).length > 0;

/**
 * One row for each state that a server keeps. Copies that share one may be shown from different
 * moments (Jellyfin up to 10.10 keeps an old look per copy): the newest stamp counts, and of equal
 * ones the watched.
 */
export function oneForEachState(rows: ServerRow[]): ServerRow[] {
  const states = new Map<string, ServerRow>();
  for (const row of rows) {
    const other = states.get(row.stateKey);
    if (!other || isLater(row, other)) states.set(row.stateKey, row);
  }
  return [...states.values()];
}

function isLater(row: ServerRow, other: ServerRow): boolean {
  const [a, b] = [row.lastPlayedAt ?? 0, other.lastPlayedAt ?? 0];
  return a === b ? row.watched && !other.watched : a > b;
}
