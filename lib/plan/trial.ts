import type { Unmatched } from '../model/records';
import type { Item } from '../model/sight';

interface Matched {
  items: Item[];
  unmatched: Unmatched[];
  resolved: Unmatched[];
}

/** While a few titles are tried, the others are left alone: not decided, not settled, not counted. */
export function onTrial(matched: Matched, trial: readonly string[] | null): Matched {
  if (trial === null) return matched;
  const tried = new Set(trial);
  return { ...matched, items: matched.items.filter((item) => tried.has(item.key)), unmatched: [] };
}
