import { otherSide, SIDES, type Side } from '../model/observation';
import type { Ignored, Track, Unmatched } from '../model/records';
import type { Pair } from '../model/settings';
import { type Item, rowsOf, type ServerSight, type Sight } from '../model/sight';
import { type Assembled, assemble } from '../plan/assemble';
import { openNow, wentWithOthers } from '../plan/copy-look';
import { type Group, groupCopies } from '../plan/group';
import { withoutIgnored } from '../plan/ignored';
import { hangsOnPlayers } from '../plan/judge';
import { notListedLately, resolvedOf, toLookFor } from '../plan/partners';
import { goOnWhereAgreed } from '../plan/renumbered';
import type { Rules } from '../plan/rules';
import { sendAwayStrangers } from '../plan/strangers';
import { onTrial } from '../plan/trial';
import { frozen, readPlayers, setLook, takeInherited } from './contact';
import type { Ends } from './contacts';
import { askForAbsent, type Doubt, findPartners, makeSure } from './inquire';
import type { EnginePorts } from './ports';

/** What a pair brings to a look at its servers. */
export interface Wanted {
  pair: Pair;
  tracks: readonly Track[];
  ignored: readonly Ignored[];
  /** Keys of the titles that are tried; null for all. */
  trial: readonly string[] | null;
  rules: Rules;
  /** Started by the schedule: what was not found a while ago is not looked for again yet. */
  patient: boolean;
  /** Epoch ms at which the run began. */
  startedAt: number;
}

/**
 * Reads all that a decision hangs on: what the lists show, the other side of what only one of them
 * shows, what left a list, and, where an answer hangs on it, who plays what. Writes nothing.
 */
export async function look(ports: EnginePorts, wanted: Wanted, ends: Ends): Promise<Sight> {
  const sides = { left: ends.left.sight, right: ends.right.sight };
  const assembled = assemble(wanted.tracks, sides);
  for (const side of SIDES) takeInherited(ends[side], assembled.inherited[side]);
  const { rest, leftOut } = withoutIgnored(assembled, wanted.ignored, sides);
  const matched = await findOtherSides(ports, wanted, rest, ends);
  const { items, unmatched, resolved } = onTrial(matched, wanted.trial);
  await askForAbsent(ports, items, ends, wanted.rules);
  goOnWhereAgreed(items);
  for (const { side, row } of sendAwayStrangers(items, sides)) {
    unmatched.push(noted(wanted, sides[side], groupCopies([row])[0]!, { reason: 'several-files' }));
  }
  noteLosses(ends);

  const seen = () => ({
    now: ports.now(),
    left: frozen(ends.left),
    right: frozen(ends.right),
    ...{ items, unmatched, resolved, leftOut },
  });
  const first = seen();
  if (!hangsOnPlayers(first, wanted.rules)) return first;
  await Promise.all([readPlayers(ends.left), readPlayers(ends.right)]);
  for (const side of SIDES) for (const one of openNow(sides[side])) setLook(ends[side], one);
  return seen();
}

/** What went from a server together with titles that went back in time was not cleared there. */
function noteLosses(ends: Ends): void {
  for (const side of SIDES) {
    for (const one of wentWithOthers(ends[side].sight)) setLook(ends[side], one);
  }
}

interface Matched {
  items: Item[];
  unmatched: Unmatched[];
  resolved: Unmatched[];
}

type Noted = Pick<Group, 'title' | 'identity' | 'rows'>;

/** What one side says that a title is. */
const alone = (item: Item, side: Side): Noted => groupCopies(rowsOf(item, side))[0]!;

/** A title without a safe partner, as it is listed. */
function noted(
  { pair, startedAt }: Pick<Wanted, 'pair' | 'startedAt'>,
  { serverId }: ServerSight,
  { title, identity, rows }: Noted,
  doubt: Doubt,
): Unmatched {
  const { itemId, runtimeMs } = rows[0]!;
  const where = { pairId: pair.id, serverId, itemId };
  return { ...where, title, identity, runtimeMs, ...doubt, checkedAt: startedAt };
}

/**
 * Finds the other side of what only one server lists, and makes sure of every title that is met for
 * the first time. What cannot be matched is listed once.
 */
async function findOtherSides(
  ports: EnginePorts,
  wanted: Wanted,
  assembled: Assembled,
  ends: Ends,
): Promise<Matched> {
  const { pair, startedAt, patient } = wanted;
  const known = await ports.store.unmatched(pair.id);
  const listed = (side: Side, one: Noted, doubt: Doubt) =>
    noted(wanted, ends[side].sight, one, doubt);
  const unmatched: Unmatched[] = assembled.unmatched.map(({ side, group, reason }) =>
    listed(side, group, { reason }),
  );
  const manner = { now: startedAt, patient };
  const servers = { left: ends.left.sight.serverId, right: ends.right.sight.serverId };
  const met = notListedLately(assembled.met, servers, known, manner);
  unmatched.push(...met.still);
  const looked = await Promise.all(
    SIDES.map(async (side) => {
      const mine = assembled.oneSided.filter((one) => one.side === side).map((one) => one.item);
      const { serverId } = ends[side].sight;
      const { fresh, still } = toLookFor(mine, side, serverId, known, { ...manner, pair });
      const other = otherSide(side);
      const partners = await findPartners(ports, fresh, other, ends[other]);
      return { side, still, ...partners };
    }),
  );
  // What both servers list and is no match after all is two titles, each without the other.
  const found = new Map(met.fresh.map((item): [Item, readonly Side[]] => [item, SIDES]));
  for (const one of looked) {
    unmatched.push(...one.still);
    for (const item of one.found) found.set(item, [one.side]);
    for (const { item, doubt } of one.missing) {
      unmatched.push(listed(one.side, { ...item, rows: rowsOf(item, one.side) }, doubt));
    }
  }
  const doubts = await makeSure(ports, [...found.keys()], ends);
  for (const [item, doubt] of doubts) {
    const sides = found.get(item)!;
    // What could not be read may be one title all the same.
    const where = doubt.reason === 'unreadable' ? sides.slice(0, 1) : sides;
    for (const side of where) unmatched.push(listed(side, alone(item, side), doubt));
  }
  const safe = [...found.keys()].filter((item) => !doubts.has(item));
  const items = [...assembled.items.filter((item) => !assembled.met.includes(item)), ...safe];
  const silent = SIDES.some((side) => ends[side].sight.problem !== null);
  return { items, unmatched, resolved: resolvedOf(known, unmatched, silent) };
}
