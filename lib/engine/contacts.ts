import type { ServerRow } from '../model/item';
import { SIDES, type Side } from '../model/observation';
import { Patience } from '../model/patience';
import { ProblemError } from '../model/problem';
import type { Pair, Settings } from '../model/settings';
import { type Contact, requestsOf } from './contact';
import { handFor } from './look-up';
import { openContact } from './open';
import type { EnginePorts } from './ports';

/** A list that was read longer ago (ms) is read again, also within one round. */
const LIST_HOLDS_MS = 60_000;

/** A round waits for one server for so long, and what is left then is the next round's. */
const ROUND_MS = 3 * 60_000;

export type Ends = Record<Side, Contact>;

/** Ports by which one server keeps what it is asked for waiting for so long, and no longer. */
export function inOneRound(ports: EnginePorts): EnginePorts {
  const patience = new Patience(ports.roundMs ?? ROUND_MS);
  return { ...ports, connect: (settings, userId) => ports.connect(settings, userId, patience) };
}

/** The servers of one round: each is read once, however many pairs run over it. */
export class Contacts {
  private readonly open = new Map<string, Contact>();
  private readonly portsOf = new Map<string, EnginePorts>();

  constructor(
    private readonly ports: EnginePorts,
    private readonly settings: Settings,
    /** Servers that just failed are left alone for a while. */
    private readonly patient: boolean,
  ) {}

  /** Both ends of a pair, side by side. */
  async endsOf(pair: Pair): Promise<Ends> {
    const [left, right] = await Promise.all([
      this.contactFor(pair, pair.source),
      this.contactFor(pair, pair.target),
    ]);
    return { left, right };
  }

  private async contactFor(pair: Pair, serverId: string): Promise<Contact> {
    const hands = await this.ports.store.handMatches(pair.id);
    const known = this.open.get(serverId);
    if (known && this.holds(known)) {
      known.given.hands = hands;
      joinAgain(known);
      return known;
    }
    const settings = this.settings.servers.find((server) => server.id === serverId)!;
    const ports = this.portsOf.get(serverId) ?? inOneRound(this.ports);
    this.portsOf.set(serverId, ports);
    const contact = await openContact(ports, settings, this.patient, hands);
    this.open.set(serverId, contact);
    return contact;
  }

  private holds({ sight }: Contact): boolean {
    return sight.problem !== null || this.ports.now() - sight.readAt < LIST_HOLDS_MS;
  }
}

/** Both ends of a pair for something that the person does by hand. Rejects where one is silent. */
export async function openForPerson(
  ports: EnginePorts,
  settings: Settings,
  pair: Pair,
): Promise<Ends> {
  const ends = await new Contacts(ports, settings, false).endsOf(pair);
  for (const side of SIDES) {
    const { problem } = ends[side].sight;
    if (problem) throw new ProblemError(problem);
  }
  return ends;
}

/** The next pair of a round goes on with what was read, and asks anew who plays. */
function joinAgain(contact: Contact): void {
  const { sight, asked } = contact;
  asked.requestsOfOthers += requestsOf(contact);
  sight.players = null;
  sight.listed = sight.listed.map((row) => ({ ...row, hand: handFor(contact, row) }));
}

/** What we wrote is what the server's list says from now on. */
export function noteWritten({ sight }: Contact, rows: readonly ServerRow[]): void {
  const written = new Set(rows.map((row) => row.itemId));
  const others = sight.listed.filter((row) => !written.has(row.itemId));
  const now = [...others.map((row) => withSharedState(row, rows)), ...rows];
  sight.listed = now.filter((row) => row.positionMs > 0);
}

/** Copies that share one state on the server show the same from now on. */
function withSharedState(row: ServerRow, written: readonly ServerRow[]): ServerRow {
  const twin = written.find((one) => one.stateKey === row.stateKey);
  if (!twin) return row;
  const { positionMs, watched, playCount, lastPlayedAt } = twin;
  return { ...row, positionMs, watched, playCount, lastPlayedAt };
}
