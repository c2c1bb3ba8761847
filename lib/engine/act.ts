import type { SkipReason } from '../model/decision';
import type { ServerRow } from '../model/item';
import { SIDES } from '../model/observation';
import { needsYou, type Problem, problemOf } from '../model/problem';
import type { WriteEntry } from '../model/records';
import type { Intended } from '../plan/acts';
import { mayHaveArrived, TOO_MANY_IN_A_ROW } from '../plan/failures';
import { isThere, sentNow } from '../plan/finish-line';
import { entryOf } from '../plan/journal';
import { keptTrack, type RunContext } from '../plan/record';
import { restAfter } from '../plan/schedule';
import { allShow, type Ready } from '../plan/still-holds';
import { type Applied, NOTHING_APPLIED } from '../plan/summary';
import type { WrittenState } from '../servers/port';
import { commitWrite } from './commit-write';
import { type Contact, stumble, takeLooks } from './contact';
import type { Ends } from './contacts';
import { ofTheServer } from './culprits';
import { lookUpRows } from './look-up';
import type { EnginePorts } from './ports';
import { type Looked, type Planned, SecondLook } from './second-look';

interface Sent {
  ready: Ready;
  entry: WriteEntry;
  said: Map<string, WrittenState | null>;
}

/** Writes waiting to be read back, at most this many at a time. */
const READ_BACK_AT = 25;
/** No server counts a title as watched before this share of it. */
const LATE = 0.5;
/** So many titles are looked at together before the first of them is written. */
const SLICE = 25;
/** A look that was begun longer ago (ms) is taken again before the next write. */
const LOOK_HOLDS_MS = 2_000;
/** A server may take a moment to show what it took (ms before each further look). */
const LATER_LOOKS = [500, 1_500];

/** Is it a position from this share of a copy's runtime on? */
const isFrom = ({ decision: { act: does }, targets }: Ready, share: number): boolean =>
  does.kind === 'write' &&
  targets.some(({ runtimeMs }) => runtimeMs !== null && does.toMs >= runtimeMs * share);

/** Does what was planned: looks once more, then journal, write, confirm, commit, title by title. */
export async function act(
  ports: EnginePorts,
  planned: Planned,
  ends: Ends,
  run: RunContext,
): Promise<Applied> {
  if (planned.acts.length === 0) return NOTHING_APPLIED;
  return new Writer(ports, run, ends, planned).all();
}

class Writer {
  private readonly result: Applied = { ...NOTHING_APPLIED, notDone: [] };
  private readonly waiting: Sent[] = [];
  private readonly look: SecondLook;
  private begun = 0;
  /** Titles that failed in a row on each side. */
  private readonly failing = { left: 0, right: 0 };

  constructor(
    private readonly ports: EnginePorts,
    private readonly run: RunContext,
    private readonly ends: Ends,
    private readonly planned: Planned,
  ) {
    this.look = new SecondLook(ports, planned, ends);
  }

  /**
   * Slice by slice: each is looked at once more, then written while that look is fresh. What is
   * left of it then is looked at again, with fewer at a time where a server is slow.
   */
  async all(): Promise<Applied> {
    let left: readonly Intended[] = this.planned.acts;
    let most = SLICE;
    while (left.length > 0) {
      const slice = left.slice(0, most);
      const stale = await this.some(slice);
      left = [...stale, ...left.slice(most)];
      most =
        stale.length > 0 ? Math.max(1, slice.length - stale.length) : Math.min(SLICE, 2 * most);
    }
    await this.readBack();
    return this.result;
  }

  /** Answers those whose look grew old before their turn came; never a single one. */
  private async some(slice: readonly Intended[]): Promise<readonly Intended[]> {
    const open = slice.filter((one) => !this.targetOf(one).sight.problem);
    for (const one of slice) if (!open.includes(one)) this.leave(one, 'server-stopped');
    const lookedAt = this.ports.now();
    const ready = await this.takeLook(await this.look.at(open));
    for (const [index, one] of ready.entries()) {
      const isOld = this.ports.now() - lookedAt > LOOK_HOLDS_MS;
      if (isOld && (index > 0 || slice.length > 1)) return ready.slice(index);
      this.reportProgress(one);
      const [now] = index === 0 ? [one] : await this.asOfNow(one);
      if (now) await this.takeUp(now);
      if (this.waiting.length >= READ_BACK_AT || this.mayFinish(one)) await this.readBack();
    }
    return [];
  }

  /** What is ready by a second look; the rest is left for the next run, or failed. */
  private async takeLook({ ready, changed, failed }: Looked): Promise<Ready[]> {
    for (const { act: one, problem } of failed) await this.failed(one, null, problem);
    for (const one of changed) {
      this.leave(one, this.targetOf(one).sight.problem ? 'server-stopped' : 'changed-since');
    }
    return ready;
  }

  /**
   * What a write carries of watched state, play count and favourite is read right before it, so that
   * nothing is taken back that a person did while others were written.
   */
  private async asOfNow(one: Ready): Promise<Ready[]> {
    const { problem, can } = this.targetOf(one).sight;
    if (problem || !can.carriesFlags) return [one];
    return this.takeLook(await this.look.atTargetsOf(one));
  }

  private async takeUp(one: Ready): Promise<void> {
    if (this.targetOf(one).sight.problem) this.leave(one, 'server-stopped');
    else if (this.isBeyond(one)) this.leave(one, 'target-ceiling');
    else await this.send(one);
  }

  private reportProgress({ item }: Ready): void {
    const { pairId } = this.run;
    const of = this.planned.acts.length;
    this.ports.progress({ pairId, stage: 'writing', done: this.begun, of, title: item.title });
    this.begun += 1;
  }

  private targetOf(one: Intended): Contact {
    return this.ends[one.decision.act.to];
  }

  /** Where a server does not say its finish line, a late position is read back before the next. */
  private mayFinish(one: Ready): boolean {
    const { sight, remembered } = this.targetOf(one);
    const unsure = sight.can.ceiling !== null && !remembered.state.finishLine;
    return unsure && isFrom(one, LATE);
  }

  /** The finish line may have been learnt since it was planned. */
  private isBeyond(one: Ready): boolean {
    const { ceiling } = this.targetOf(one).sight.can;
    return ceiling !== null && isFrom(one, ceiling);
  }

  private leave(one: Intended, reason: SkipReason, problem?: Problem): void {
    const { title } = one.item;
    this.result.notDone.push({ title, reason, ...(problem && { problem }) });
  }

  private async send(one: Ready): Promise<void> {
    const target = this.targetOf(one);
    const sent = sentNow(one.targets, this.ports.now());
    const entry = { ...entryOf(one, this.run, this.ports.newId()), sent };
    const looks = takeLooks([this.ends.left, this.ends.right]);
    await this.ports.store.commit({ journal: [entry], looks });
    const said = new Map<string, WrittenState | null>();
    try {
      for (const row of one.targets) said.set(row.itemId, await this.write(one, row));
    } catch (thrown) {
      await this.writeFailed(one, entry, problemOf(thrown, target.sight.serverId));
      return;
    }
    const done = { ready: one, entry, said };
    if ([...said.values()].some((state) => state === null)) this.waiting.push(done);
    else await this.settle(done, rowsAfter(done));
  }

  /** Writes one copy, unless it holds the value already. */
  private async write({ item, from, decision }: Ready, row: ServerRow) {
    const { to, toMs } = decision.act;
    if (allShow([row], toMs)) return stateOf(row);
    const { given, sight } = this.ends[to];
    const watchedAt = toMs > 0 ? item.seen[from].watchedAt : null;
    const playedAt = watchedAt === null ? null : watchedAt + sight.skewMs;
    return given.server.write({ row, positionMs: toMs, playedAt });
  }

  /**
   * One bad title is one bad title; what the server says of itself, or the third title in a row,
   * stops this server. A write that may have arrived stays in the journal: the next run looks.
   */
  private async writeFailed(one: Ready, entry: WriteEntry, problem: Problem): Promise<void> {
    this.note(problem);
    const over = mayHaveArrived(problem) ? null : entry;
    const server = await ofTheServer(this.targetOf(one), problem);
    if (server) {
      stumble(this.ports, this.targetOf(one), server);
      this.leave(one, 'server-stopped');
      if (over) await this.ports.store.commit({ endJournal: [over.id] });
      return;
    }
    const { to } = one.decision.act;
    this.failing[to] += 1;
    if (this.failing[to] >= TOO_MANY_IN_A_ROW) stumble(this.ports, this.targetOf(one), problem);
    await this.failed(one, over, problem);
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
    for (const sent of open) await this.notTaken(sent);
  }

  private async readBackOnce(open: Sent[]): Promise<Sent[]> {
    const later: Sent[] = [];
    for (const side of SIDES) {
      const target = this.ends[side];
      const mine = open.filter((sent) => sent.ready.decision.act.to === side);
      if (mine.length === 0) continue;
      const ids = mine.flatMap((sent) => sent.entry.itemIds);
      try {
        const { rows, bad } = await lookUpRows(target, ids, true);
        for (const sent of mine) {
          const unread = sent.entry.itemIds.find((id) => bad.has(id));
          if (unread) {
            await this.failed(sent.ready, null, target.sight.failing.get(unread));
            continue;
          }
          const now = sent.entry.itemIds.flatMap((id) => rows.get(id) ?? []);
          const whole = now.length === sent.entry.itemIds.length;
          if (whole && isThere(sent.entry, now)) await this.settle(sent, now);
          else later.push(sent);
        }
      } catch (thrown) {
        const problem = problemOf(thrown, target.sight.serverId);
        stumble(this.ports, target, problem);
        this.note(problem);
        for (const sent of mine) this.leave(sent.ready, 'server-stopped');
      }
    }
    return later;
  }

  private async settle(sent: Sent, rows: ServerRow[]): Promise<void> {
    if (!isThere(sent.entry, rows)) return this.notTaken(sent);
    await commitWrite(this.ports, this.targetOf(sent.ready), sent.entry, rows);
    this.failing[sent.ready.decision.act.to] = 0;
    if (sent.entry.kind === 'clear') this.result.cleared += 1;
    else this.result.written += 1;
    if (sent.ready.decision.conflict) this.result.conflicts += 1;
  }

  private async notTaken({ ready, entry }: Sent): Promise<void> {
    const problem: Problem = { code: 'not-taken', serverId: entry.serverId };
    this.note(problem);
    await this.failed(ready, entry, problem);
  }

  /** The title rests after some failures in a row; `over` is its entry when nothing was written. */
  private async failed(
    one: Intended,
    over: WriteEntry | null,
    problem: Problem | undefined,
  ): Promise<void> {
    this.leave(one, 'failed', problem);
    const track = keptTrack(one, this.run);
    const failures = track.failures + 1;
    const rest = restAfter(failures);
    const restsUntil = rest > 0 ? this.run.startedAt + rest : 0;
    await this.ports.store.commit({
      endJournal: over ? [over.id] : [],
      tracks: [{ ...track, failures, restsUntil, ...(problem && { problem }) }],
    });
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
