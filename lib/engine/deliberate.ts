import type { Decision } from '../model/decision';
import { otherSide, type Side } from '../model/observation';
import type { Rule } from '../model/run';
import type { Options, Pair } from '../model/settings';
import { decide } from '../plan/decide';
import type { Weighed } from '../plan/guard';
import { actionHash } from '../plan/hash';
import type { Case, Rules } from '../plan/rules';
import { type Contact, readPlayers } from './contact';
import type { Item, SeenItem } from './item';
import { seenItem } from './observe';
import type { EnginePorts } from './ports';

export interface Decided {
  item: SeenItem;
  decision: Decision;
}

/** One write or clear that the plan intends. */
export interface Intended extends Decided {
  act: NonNullable<Decision['act']>;
  from: Side;
  rule: Rule;
  weighed: Weighed;
}

export const rulesOf = (pair: Pair, options: Options, now: number): Rules => ({
  mode: pair.mode,
  addUpdate: pair.addUpdate,
  remove: pair.remove,
  rewatch: pair.rewatch,
  removeMode: options.oneWayRemoveMode,
  minimumMs: pair.guardrails.minimumSeconds * 1000,
  deltaMs: pair.guardrails.deltaSeconds * 1000,
  maximumShare: pair.guardrails.maximumPercent / 100,
  tombstoneMs: options.tombstoneDays * 24 * 60 * 60_000,
  now,
});

/**
 * Decides every item. Open players are asked for only when an answer hangs on them; then all items
 * are decided once more with what the servers said.
 */
export async function deliberate(
  ports: EnginePorts,
  items: Item[],
  contacts: Record<Side, Contact>,
  rules: Rules,
): Promise<Decided[]> {
  const first = decideAll(ports, items, contacts, rules);
  if (!first.some(({ decision }) => decision.asksPlayers)) return first;
  await Promise.all([readPlayers(contacts.left), readPlayers(contacts.right)]);
  return decideAll(ports, items, contacts, rules);
}

function decideAll(
  ports: EnginePorts,
  items: Item[],
  contacts: Record<Side, Contact>,
  rules: Rules,
): Decided[] {
  return items.filter(hasSomethingToDecide).map((item) => {
    const seen = seenItem(ports, item, contacts);
    return { item: seen, decision: decide(caseOf(seen, contacts), rules) };
  });
}

/** A block without a sight of the item on either side waits silently. */
const hasSomethingToDecide = (item: Item): boolean =>
  item.track?.said != null || item.known.left.is === 'rows' || item.known.right.is === 'rows';

export function caseOf(item: SeenItem, contacts: Record<Side, Contact>): Case {
  const { track } = item;
  const [left, right] = [contacts.left.settings.id, contacts.right.settings.id];
  const said = track?.said;
  const tomb = track?.tombstone;
  return {
    left: item.seen.left,
    right: item.seen.right,
    baseline:
      said?.[left] && said[right]
        ? { left: said[left], right: said[right], reason: track!.reason }
        : null,
    tombstone: tomb
      ? { side: tomb.serverId === left ? 'left' : 'right', ms: tomb.ms, at: tomb.at }
      : null,
    settingsChanged: track?.settingsChanged ?? false,
  };
}

/** The acts of a plan, oldest first, so that the row keeps its order where a server stamps "now". */
export function intendedOf(decided: Decided[], contacts: Record<Side, Contact>): Intended[] {
  const intended: Intended[] = [];
  for (const { item, decision } of decided) {
    const { act } = decision;
    if (!act) continue;
    const from = otherSide(act.to);
    const serverId = contacts[act.to].settings.id;
    const hash = actionHash({ ...act, serverId, item: item.key });
    const weighed: Weighed = {
      serverId,
      fromServerId: contacts[from].settings.id,
      hash,
      tracked: item.track?.said != null,
      backward: act.toMs < act.fromMs,
    };
    intended.push({ item, decision, act, from, rule: ruleOf(item, decision, from), weighed });
  }
  const watched = ({ item, from }: Intended) => item.seen[from].watchedAt ?? 0;
  return intended.sort((a, b) => watched(a) - watched(b));
}

function ruleOf(item: SeenItem, decision: Decision, from: Side): Rule {
  if (decision.act?.kind === 'write') return decision.conflict?.rule ?? 'moved';
  const said = item.track?.said;
  const wasThere = said && Object.values(said).every((one) => one.is === 'at');
  if (!wasThere) return 'mirror';
  return item.seen[from].is === 'finished' ? 'finished' : 'cleared';
}

/** By server: how many items of the pair are settled at a position there. */
export function trackedCounts(items: Item[], contacts: Record<Side, Contact>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const contact of [contacts.left, contacts.right]) {
    const id = contact.settings.id;
    counts.set(id, items.filter((item) => item.track?.said?.[id]?.is === 'at').length);
  }
  return counts;
}
