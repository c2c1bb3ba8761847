import type { ServerRow } from '../model/item';
import { needsYou, type Problem, problemOf } from '../model/problem';
import type { JournalEntry, Track } from '../model/records';
import type { Activity } from '../model/run';
import { sameValue } from '../plan/changes';
import { lookAfterWrite } from '../plan/look';
import { ITEM_REST_MS, RESTS_AFTER } from '../plan/schedule';
import { saidOf, timeOf } from '../plan/seen';
import type { WrittenState } from '../servers/port';
import { type Contact, nameShows, setLook, stumble } from './contact';
import type { EnginePorts } from './ports';
import {
  conflictRecord,
  detailsOf,
  keptTrack,
  type RunContext,
  settledTrack,
  takeLooks,
} from './record';
import type { Ready } from './second-look';

/** What became of a plan. */
export interface Applied {
  written: number;
  cleared: number;
  conflicts: number;
  /** Acts that did not come to a confirmed end, by why. */
  undone: { title: string; reason: 'server-stopped' | 'failed' }[];
  problem: Problem | null;
}

interface Sent {
  ready: Ready;
  entry: JournalEntry;
  said: Map<string, WrittenState | null>;
}

/** Writes waiting to be read back, at most this many at a time. */
const READ_BACK_AT = 25;
/** A server may take a moment to show what it took (ms before each further look). */
const LATER_LOOKS = [500, 1_500];

/** Writes a plan, item by item: journal, write, confirm, commit. */
export class Applier {
  readonly result: Applied = { written: 0, cleared: 0, conflicts: 0, undone: [], problem: null };
  private readonly waiting: Sent[] = [];

  constructor(
    private readonly ports: EnginePorts,
    private readonly run: RunContext,
  ) {}

  async all(ready: Ready[]): Promise<Applied> {
    for (const [index, one] of ready.entries()) {
      this.ports.progress({
        pairId: this.run.pairId,
        stage: 'writing',
        done: index,
        of: ready.length,
        title: one.item.title,
      });
      if (this.contactOf(one).problem) this.leave(one, 'server-stopped');
      else await this.send(one);
      if (this.waiting.length >= READ_BACK_AT) await this.readBack();
    }
    await this.readBack();
    return this.result;
  }

  private contactOf(one: Ready): Contact {
    return this.run.contacts[one.act.to];
  }

  private leave(one: Ready, reason: 'server-stopped' | 'failed'): void {
    this.result.undone.push({ title: one.item.title, reason });
  }

  private async send(one: Ready): Promise<void> {
    const contact = this.contactOf(one);
    const entry = this.entryOf(one);
    await this.ports.store.commit({ journal: [entry], looks: takeLooks(this.run.contacts) });
    const said = new Map<string, WrittenState | null>();
    try {
      for (const row of one.targets) {
        if (sameValue(row.positionMs, one.act.toMs) && (one.act.toMs > 0 || row.positionMs === 0)) {
          said.set(row.itemId, stateOf(row));
          continue;
        }
        const { watchedAt } = one.item.seen[one.from];
        const playedAt = watchedAt === null ? null : watchedAt + contact.state.skewMs;
        said.set(
          row.itemId,
          await contact.server.write({ row, positionMs: one.act.toMs, playedAt }),
        );
      }
    } catch (thrown) {
      await this.writeFailed(one, entry, problemOf(thrown, contact.settings.id));
      return;
    }
    const sent = { ready: one, entry, said };
    if ([...said.values()].some((state) => state === null)) this.waiting.push(sent);
    else await this.settle(sent, rowsAfter(sent));
  }

  /** A refusal concerns the item; anything else stops this server, and the journal stays open. */
  private async writeFailed(one: Ready, entry: JournalEntry, problem: Problem): Promise<void> {
    const ofItem = ['not-found', 'refused', 'cannot-clear', 'not-taken'].includes(problem.code);
    const definite = ofItem || needsYou(problem) || problem.code === 'busy';
    if (ofItem) {
      this.note(problem);
      await this.failed(one, entry);
      return;
    }
    stumble(this.ports, this.contactOf(one), problem);
    this.note(problem);
    this.leave(one, 'server-stopped');
    if (definite) await this.ports.store.commit({ endJournal: [entry.id] });
  }

  private note(problem: Problem): void {
    const worse = this.result.problem === null || needsYou(problem);
    if (worse) this.result.problem = problem;
  }

  /** Reads back what servers did not say, in one batch a server. */
  private async readBack(): Promise<void> {
    let open = this.waiting.splice(0);
    for (const pause of [0, ...LATER_LOOKS]) {
      if (open.length === 0) return;
      if (pause > 0) await this.ports.sleep(pause);
      open = await this.readBackOnce(open);
    }
    for (const sent of open) {
      this.note({ code: 'not-taken', serverId: this.contactOf(sent.ready).settings.id });
      await this.failed(sent.ready, sent.entry);
    }
  }

  private async readBackOnce(open: Sent[]): Promise<Sent[]> {
    const later: Sent[] = [];
    for (const contact of [this.run.contacts.left, this.run.contacts.right]) {
      const mine = open.filter((sent) => this.contactOf(sent.ready) === contact);
      if (mine.length === 0) continue;
      const ids = mine.flatMap((sent) => sent.ready.targets.map((row) => row.itemId));
      try {
        const { rows } = await contact.server.lookUp(ids, true);
        await nameShows(contact, [...rows.values()]);
        for (const sent of mine) {
          const now = sent.ready.targets.flatMap((row) => rows.get(row.itemId) ?? []);
          const shown = now.length === sent.ready.targets.length && shows(now, sent.entry.toMs);
          if (shown) await this.settle(sent, now);
          else later.push(sent);
        }
      } catch (thrown) {
        const problem = problemOf(thrown, contact.settings.id);
        stumble(this.ports, contact, problem);
        this.note(problem);
        for (const sent of mine) this.leave(sent.ready, 'server-stopped');
      }
    }
    return later;
  }

  private async settle(sent: Sent, rows: ServerRow[]): Promise<void> {
    if (!shows(rows, sent.entry.toMs)) {
      this.note({ code: 'not-taken', serverId: sent.entry.serverId });
      await this.failed(sent.ready, sent.entry);
      return;
    }
    await commitWrite(this.ports, this.run, this.contactOf(sent.ready), sent.entry, rows);
    if (sent.entry.kind === 'clear') this.result.cleared += 1;
    else this.result.written += 1;
    if (sent.ready.decision.conflict) this.result.conflicts += 1;
  }

  private async failed(one: Ready, entry: JournalEntry): Promise<void> {
    this.leave(one, 'failed');
    const track = keptTrack(one, this.run);
    const failures = track.failures + 1;
    const restsUntil = failures >= RESTS_AFTER ? this.run.now + ITEM_REST_MS : 0;
    await this.ports.store.commit({
      endJournal: [entry.id],
      tracks: [{ ...track, failures, restsUntil }],
    });
  }

  private entryOf(one: Ready): JournalEntry {
    const { item, act, from } = one;
    const id = this.ports.newId();
    const contact = this.contactOf(one);
    const serverId = contact.settings.id;
    return {
      id,
      runId: this.run.runId,
      pairId: this.run.pairId,
      kind: act.kind,
      serverId,
      fromServerId: this.run.contacts[from].settings.id,
      itemIds: one.targets.map((row) => row.itemId),
      toMs: act.toMs,
      time: act.time,
      origin: saidOf(item.seen[from]),
      track: settledTrack(item, this.run, 'agreed'),
      activity: activityOf(one, id, this.run, contact),
    };
  }
}

const stateOf = (row: ServerRow): WrittenState => ({
  positionMs: row.positionMs,
  watched: row.watched,
  playCount: row.playCount,
  lastPlayedAt: row.lastPlayedAt,
});

const rowsAfter = (sent: Sent): ServerRow[] =>
  sent.ready.targets.map((row) => ({ ...row, ...sent.said.get(row.itemId) }));

/** Do all copies show the value? */
export const shows = (rows: ServerRow[], ms: number): boolean =>
  rows.length > 0 &&
  rows.every((row) => (ms === 0 ? row.positionMs === 0 : sameValue(row.positionMs, ms)));

/**
 * Commits one confirmed write in one transaction: the baseline with the server's own values and the
 * origin's time, what we left on each copy, the history; and the journal entry ends.
 */
export async function commitWrite(
  ports: EnginePorts,
  run: Pick<RunContext, 'contacts'>,
  contact: Contact,
  entry: JournalEntry,
  rows: ServerRow[],
): Promise<void> {
  for (const row of rows) {
    const look = contact.looks.get(row.itemId);
    setLook(contact, lookAfterWrite(look, row, contact.settings.id, entry.time));
  }
  const first = rows[0]!;
  const target = {
    is: first.positionMs > 0 ? 'at' : first.watched ? 'finished' : 'none',
    ms: first.positionMs,
    stamp: first.lastPlayedAt,
    time: entry.time,
  } as const;
  const track: Track = {
    ...entry.track,
    said: { [entry.fromServerId]: entry.origin, [entry.serverId]: target },
  };
  const cleared = entry.kind === 'clear';
  await ports.store.commit({
    ...(cleared
      ? { forgetTracks: [{ pairId: track.pairId, key: track.key }] }
      : { tracks: [track] }),
    looks: takeLooks(run.contacts),
    activity: [{ ...entry.activity, confirmed: target }],
    endJournal: [entry.id],
  });
}

function activityOf(one: Ready, id: string, run: RunContext, contact: Contact): Activity {
  const { item, act, decision, from, rule } = one;
  return {
    activityId: id,
    runId: run.runId,
    pairId: run.pairId,
    at: run.now,
    kind: act.kind,
    title: item.title,
    serverId: contact.settings.id,
    fromServerId: run.contacts[from].settings.id,
    fromMs: act.fromMs,
    toMs: act.toMs,
    rule,
    cell: decision.cell,
    reason: null,
    conflict: conflictRecord(one),
    undo: undoOf(one, run, contact),
    undoneAt: null,
    confirmed: null,
    ...detailsOf(item, run),
  };
}

/** How a write is undone; null where the server cannot go back to no position. */
function undoOf(one: Ready, run: RunContext, contact: Contact): Activity['undo'] {
  const vantage = { skewMs: contact.state.skewMs, now: run.now };
  if (!contact.can.clears && one.targets.some((row) => row.positionMs === 0)) return null;
  return {
    track: settledTrack(one.item, run, 'undone'),
    copies: one.targets.map((row) => {
      const look = contact.looks.get(row.itemId);
      const time = look ? timeOf(look, vantage) : null;
      return { itemId: row.itemId, ms: row.positionMs, stamp: row.lastPlayedAt, time };
    }),
  };
}
