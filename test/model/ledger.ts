import type { Activity } from '../../lib/model/run';
import { isCalled } from './titles';

interface Taken {
  serverId: string;
  title: string;
  positionMs: number;
  /** Epoch ms. */
  at: number;
}

const sameWrite = (one: Taken, row: Activity): boolean =>
  row.kind !== 'skip' &&
  row.serverId === one.serverId &&
  isCalled(row.title, one.title) &&
  row.toMs === one.positionMs;

/** Counts what the servers took, and asks for each of it in the activity. */
export class Ledger {
  private fresh: Taken[] = [];
  private readonly closed: Taken[] = [];
  /** Taken from a worker that died before it could say so. */
  private orphans: Taken[] = [];

  constructor(private readonly activity: ReadonlyMap<string, Activity>) {}

  took(one: Taken): void {
    this.fresh.push(one);
  }

  /** Somebody else changed the title there: nobody can tell any more whose the last value was. */
  touched(serverId: string, title: string): void {
    this.orphans = this.orphans.filter((o) => o.serverId !== serverId || o.title !== title);
  }

  /** A run came to its end: whatever it wrote is in the activity. */
  ended(): string[] {
    const rows = [...this.activity.values()];
    const fresh = this.fresh.splice(0);
    this.closed.push(...fresh);
    return fresh.flatMap((one) => {
      const alike = this.closed.filter((other) => sameTaken(other, one)).length;
      const told = rows.filter((row) => sameWrite(one, row)).length;
      return told < alike ? [missing(one)] : [];
    });
  }

  /** The worker died: the next run that asks the server finds out. */
  died(): void {
    this.orphans.push(...this.fresh.splice(0));
  }

  /** Nothing is known of what became of these writes. */
  lost(): void {
    this.fresh = [];
  }

  /** What a dead worker wrote, and no later run has found out. */
  unfound(): string[] {
    const rows = [...this.activity.values()];
    const told = (one: Taken) => rows.some((row) => sameWrite(one, row) && row.at >= one.at);
    return this.orphans.filter((one) => !told(one)).map(missing);
  }
}

const sameTaken = (a: Taken, b: Taken): boolean =>
  a.serverId === b.serverId && a.title === b.title && a.positionMs === b.positionMs;

const missing = ({ serverId, title, positionMs }: Taken): string =>
  `${title}: ${positionMs} written to ${serverId} is not in the activity`;
