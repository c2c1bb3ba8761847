import { otherSide, SIDES, type Side } from '../model/observation';
import { type Problem, problemOf } from '../model/problem';
import { rowsOf, type Sight } from '../model/sight';
import type { Intended } from '../plan/acts';
import { idTokens } from '../plan/identity';
import type { Rules } from '../plan/rules';
import { isInScope } from '../plan/scope';
import { type Reading, type Ready, stillHolds } from '../plan/still-holds';
import { type Contact, stumble } from './contact';
import type { Ends } from './contacts';
import { locate } from './locate';
import { lookUpAll } from './look-up';
import type { EnginePorts } from './ports';

/**
 * A single change to a server that does not answer its writes: its origin is not read again when
 * its list was read less than this ago. Only so does one change cost at most five requests beyond
 * the lists: two for players, one look, the write, and the read back.
 */
const FRESH_MS = 1_000;

/** What the second look stands on. */
export interface Planned {
  acts: readonly Intended[];
  items: Sight['items'];
  rules: Rules;
}

/** What a second look comes to. */
export interface Looked {
  ready: Ready[];
  changed: Intended[];
  /** Acts whose title the server failed for, and what it said. */
  failed: { act: Intended; problem: Problem | undefined }[];
}

/** `bad`: copies that could not be read. */
type Readings = Record<Side, (Reading & { bad: ReadonlySet<string> }) | null>;

/** Reads targets and origins again before they are written. What changed is left for the next run. */
export class SecondLook {
  private readonly owners: Record<Side, Map<string, Set<string>>>;
  private readonly listed: Record<Side, Set<string>>;
  private readings: Readings = { left: null, right: null };
  private readonly wasSilent: Record<Side, boolean>;

  constructor(
    private readonly ports: EnginePorts,
    private readonly planned: Planned,
    private readonly ends: Ends,
  ) {
    const { items } = planned;
    this.owners = { left: ownersOf(items, 'left'), right: ownersOf(items, 'right') };
    this.listed = { left: listedIn(ends.left), right: listedIn(ends.right) };
    this.wasSilent = { left: !!ends.left.sight.problem, right: !!ends.right.sight.problem };
  }

  /** Looks at some of the acts, batched. */
  async at(acts: readonly Intended[]): Promise<Looked> {
    const [left, right] = await Promise.all(SIDES.map((side) => this.readAgain(acts, side)));
    this.readings = { left: left!, right: right! };
    return this.judged(acts, this.readings);
  }

  /** Looks at the copies to write of an act looked at before, as they are at this moment. */
  async atTargetsOf(one: Ready): Promise<Looked> {
    const side = one.decision.act.to;
    const reading = await this.read(side, new Set(one.targets.map((row) => row.itemId)));
    return this.judged([one], { ...this.readings, [side]: reading });
  }

  private judged(acts: readonly Intended[], readings: Readings): Looked {
    const sides = { left: this.ends.left.sight, right: this.ends.right.sight };
    const now = { ...this.planned.rules, now: this.ports.now() };
    const looked: Looked = { ready: [], changed: [], failed: [] };
    for (const one of acts) {
      const of = this.owners[one.decision.act.to];
      const isTaken = (itemId: string) => of.has(itemId) && !of.get(itemId)!.has(one.item.key);
      const targets = stillHolds(one, readings, sides, now, isTaken);
      const failure = this.failureOf(one, readings);
      if (failure) looked.failed.push(failure);
      else if (targets) looked.ready.push({ ...one, targets });
      else looked.changed.push(one);
    }
    return looked;
  }

  /** Did a server fail for a copy of this title? */
  private failureOf(act: Intended, readings: Readings): Looked['failed'][number] | null {
    for (const side of SIDES) {
      const bad = [...act.item.copies[side]].find((id) => readings[side]?.bad.has(id));
      if (bad) return { act, problem: this.ends[side].sight.failing.get(bad) };
    }
    return null;
  }

  private async readAgain(acts: readonly Intended[], side: Side): Promise<Readings[Side]> {
    const contact = this.ends[side];
    const single =
      this.planned.acts.length === 1 && !this.ends[otherSide(side)].sight.can.answersWrites;
    const listFresh = single && this.ports.now() - contact.sight.readAt < FRESH_MS;
    const isListed = ({ item }: Intended) =>
      rowsOf(item, side).every((row) => this.listed[side].has(row.itemId));
    const isFresh = (one: Intended) => listFresh && isListed(one);
    const mine = acts.filter((one) => one.decision.act.to === side);
    const met = mine.filter((one) => !one.item.track && isListed(one));
    const asked = new Set<string>();
    const found = await this.attempt(side, async () => {
      for (const id of await targetIds(this.ports, { mine, met }, side, contact)) asked.add(id);
      for (const one of acts) {
        if (one.from !== side || isFresh(one)) continue;
        for (const id of one.item.copies[side]) asked.add(id);
      }
      return lookUpAll(contact, asked, true);
    });
    return found && { asked, ...found };
  }

  private async read(side: Side, asked: ReadonlySet<string>): Promise<Readings[Side]> {
    const found = await this.attempt(side, () => lookUpAll(this.ends[side], asked, true));
    return found && { asked, ...found };
  }

  /** A server that only failed at writing can still tell what it shows of an origin. */
  private async attempt<T>(side: Side, work: () => Promise<T>): Promise<T | null> {
    if (this.wasSilent[side]) return null;
    try {
      return await work();
    } catch (thrown) {
      const contact = this.ends[side];
      this.wasSilent[side] = true;
      if (!contact.sight.problem) {
        stumble(this.ports, contact, problemOf(thrown, contact.sight.serverId));
      }
      return null;
    }
  }
}

/** Keys of the titles that know a copy, by its item id. */
function ownersOf(items: Sight['items'], side: Side): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>();
  for (const { key, copies } of items) {
    for (const id of copies[side]) owners.set(id, (owners.get(id) ?? new Set()).add(key));
  }
  return owners;
}

const listedIn = ({ sight }: Contact): Set<string> =>
  new Set(sight.listed.map((row) => row.itemId));

/**
 * Every copy to write of the acts on a side (`mine`): those known of their titles, those in the catalogue
 * kept of the server, and, at first contact of what both servers list (`met`), those looked for now.
 */
async function targetIds(
  ports: EnginePorts,
  { mine, met }: { mine: readonly Intended[]; met: readonly Intended[] },
  side: Side,
  contact: Contact,
): Promise<string[]> {
  const { sight, remembered } = contact;
  const ids = mine.flatMap((one) => [...one.item.copies[side]]);
  const known = ids.filter((id) => isInScope(sight, id));
  const films = mine.filter((one) => one.item.identity.kind === 'movie');
  if (sight.can.finds === 'index' && remembered.state.catalogueMark) {
    const tokens = films.flatMap((one) => idTokens('movie', one.item.identity.ids));
    const found = await ports.store.catalogueFind(sight.serverId, tokens);
    known.push(...found.map((entry) => entry.itemId));
  }
  const located = await locate(
    ports,
    contact,
    met.map((one) => one.item.identity),
  );
  return [...known, ...[...located.values()].flat()];
}
