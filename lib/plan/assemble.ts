import { otherSide, SIDES, type Side } from '../model/observation';
import type { Look, Track } from '../model/records';
import type { UnmatchedReason } from '../model/run';
import type { Item, ServerSights } from '../model/sight';
import { inheritedLooks } from './copy-look';
import { States, whyEntangled } from './entangled';
import { type Group, groupCopies, isMatchable, TitleIndex } from './group';
import { likeness, mergeIdentity, tokensOf } from './identity';
import { goOnWhereAgreed, isRenumbered, takeRenumbered } from './renumbered';
import { sameCut } from './rules';

export interface Assembled {
  items: Item[];
  /** In progress on both sides, with no baseline yet: to be made sure of. */
  met: Item[];
  /** In progress on one side only, with no baseline: to be looked for on the other. */
  oneSided: { item: Item; side: Side }[];
  unmatched: { side: Side; group: Group; reason: UnmatchedReason }[];
  /** What was known of copies that are now seen under another id. */
  inherited: Record<Side, Look[]>;
}

/**
 * Sorts what both servers list into items: by the copies a track knows, else by external ids.
 * Nothing is asked of a server here.
 */
export function assemble(tracks: readonly Track[], sides: ServerSights): Assembled {
  const items = new Map<string, Item>();
  const trackItems = tracks.map((track) => itemOf(track, sides));
  for (const item of trackItems) items.set(item.key, item);
  const byIdentity = new TitleIndex(trackItems);
  const byCopy = copiesOf(trackItems);

  const loose: Record<Side, Group[]> = { left: [], right: [] };
  const inherited: Record<Side, Look[]> = { left: [], right: [] };
  const unmatched: Assembled['unmatched'] = [];
  for (const side of SIDES) {
    const states = new States(sides[side].listed);
    for (const group of groupCopies(sides[side].listed)) {
      const mixed = group.rows.some((row) => states.sharedWith(row).length > 0);
      const known = group.rows.map((row) => byCopy[side].get(row.itemId)).find(Boolean);
      if (known && isRenumbered(known.identity, group.identity)) {
        takeRenumbered(known, side, group.rows);
        continue;
      }
      const item = trackedAs(group, side, byCopy, byIdentity);
      if (!item && known && !isMatchable(group.identity)) {
        // A server that has no ids for a title at the moment says nothing about it.
        known.known[side] = { is: 'unknown' };
      } else if (item) {
        inherited[side].push(...inheritedLooks(sides[side], group.rows, item.copies[side]));
        addRows(item, side, group);
        if (mixed) item.entangled = true;
      } else if (mixed) unmatched.push({ side, group, reason: whyEntangled(group) });
      else loose[side].push(group);
    }
  }
  goOnWhereAgreed(trackItems);
  const rest = pairUp(loose, items);
  unmatched.push(...rest.unmatched);
  return { ...rest, unmatched, inherited, items: [...items.values()] };
}

/** A tracked title of which this run has read nothing yet. */
export function itemOf(track: Track, sides: ServerSights): Item {
  const copies = (side: Side) => new Set(track.copies[sides[side].serverId]);
  return {
    key: track.key,
    title: track.title,
    identity: track.identity,
    track,
    known: { left: { is: 'not-asked' }, right: { is: 'not-asked' } },
    copies: { left: copies('left'), right: copies('right') },
  };
}

function copiesOf(items: Item[]): Record<Side, Map<string, Item>> {
  const maps = { left: new Map<string, Item>(), right: new Map<string, Item>() };
  for (const item of items) {
    for (const side of SIDES) for (const id of item.copies[side]) maps[side].set(id, item);
  }
  return maps;
}

function trackedAs(
  group: Group,
  side: Side,
  byCopy: Record<Side, Map<string, Item>>,
  byIdentity: TitleIndex<Item>,
): Item | null {
  for (const row of group.rows) {
    const item = byCopy[side].get(row.itemId);
    if (item && likeness(item.identity, group.identity) === 'same') return item;
  }
  const found = byIdentity.find(group.identity);
  return 'match' in found && !found.match.renumbered ? found.match : null;
}

type Loose = Pick<Assembled, 'oneSided' | 'unmatched' | 'met'>;

export function addRows(item: Item, side: Side, group: Group): void {
  const known = item.known[side];
  const rows = known.is === 'rows' ? [...known.rows, ...group.rows] : group.rows;
  item.known[side] = { is: 'rows', rows };
  item.identity = mergeIdentity(item.identity, group.identity);
  for (const row of group.rows) item.copies[side].add(row.itemId);
}

function pairUp(loose: Record<Side, Group[]>, items: Map<string, Item>): Loose {
  const rest: Loose = { oneSided: [], unmatched: [], met: [] };
  const right = new TitleIndex(loose.right);
  const left = new TitleIndex(loose.left);
  const taken = new Set<Group>();
  for (const side of SIDES) {
    const [own, others] = side === 'left' ? [left, right] : [right, left];
    for (const group of loose[side]) {
      if (taken.has(group)) continue;
      if (!isMatchable(group.identity)) {
        rest.unmatched.push({ side, group, reason: 'no-ids' });
        continue;
      }
      const found = others.find(group.identity);
      if ('match' in found && hasOne(own, found.match)) {
        taken.add(found.match);
        const reason = cutsApart(group, found.match);
        if (reason) {
          rest.unmatched.push({ side, group, reason });
          continue;
        }
        const item = newItem(group, items);
        items.set(item.key, item);
        addRows(item, side, group);
        addRows(item, otherSide(side), found.match);
        rest.met.push(item);
      } else if ('none' in found && found.none === 'not-there') {
        const item = newItem(group, items);
        addRows(item, side, group);
        rest.oneSided.push({ item, side });
      } else {
        rest.unmatched.push({ side, group, reason: 'none' in found ? found.none : 'ambiguous' });
      }
    }
  }
  return rest;
}

/** Is one title alone the same? Two that are alike are so both ways. */
const hasOne = (index: TitleIndex<Group>, { identity }: Group): boolean =>
  'match' in index.find(identity);

function cutsApart(a: Group, b: Group): UnmatchedReason | null {
  const runtimes = (group: Group) => group.rows.flatMap((row) => row.runtimeMs ?? []);
  const [xs, ys] = [runtimes(a), runtimes(b)];
  if (xs.length === 0 || ys.length === 0) return 'no-runtime';
  return xs.some((x) => ys.some((y) => sameCut(x, y))) ? null : 'other-cut';
}

function newItem(group: Group, taken: Map<string, Item>): Item {
  const base = tokensOf(group.identity)[0]!;
  return {
    key: taken.has(base) ? `${base}#${group.rows[0]!.itemId}` : base,
    title: group.title,
    identity: group.identity,
    track: null,
    known: { left: { is: 'not-asked' }, right: { is: 'not-asked' } },
    copies: { left: new Set(), right: new Set() },
  };
}
