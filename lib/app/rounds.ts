import { endPause, returnedServers } from '../engine/returned';
import { runRound, type Wish } from '../engine/rounds';
import type { RunSummary } from '../model/run';
import { isDue } from '../plan/schedule';
import { pauseNow } from '../status/status';
import { Memory } from '../store/memory';
import { PAUSE_KEY, SCHEDULE_KEY, setMeta } from '../store/meta';
import { type Overview, overviewOf, pauseOf, type Schedule, scheduleOf } from '../store/overview';
import { endProgress, portsOf } from './engine-ports';
import type { Home } from './home';
import type { State } from './state';

const SHOWN_AFTER_MS = 1_000;

/** When rounds run, and that nothing runs beside them. */
export class Rounds {
  /** What runs for the person right now: a second press joins the first. */
  private readonly wanted = new Map<string, Promise<RunSummary[]>>();
  /** The mark of the last round, where it could not be stored. */
  private unmarked: Schedule | null = null;

  constructor(
    private readonly home: Home,
    private readonly state: State,
  ) {}

  /** A round that the person asks for. Waits for a round of the schedule, joins one of their own. */
  forPerson(pairId?: string): Promise<RunSummary[]> {
    const name = pairId ?? '*';
    const running = this.wanted.get(name);
    if (running) return running;
    const round = this.home.lock
      .alone(() => this.run('person', pairId))
      .finally(() => this.wanted.delete(name));
    this.wanted.set(name, round);
    return round;
  }

  /**
   * A round of the schedule, when one is due, none is under way, and nobody paused it. Between rounds,
   * the pairs of servers that are back.
   */
  async ifDue(): Promise<void> {
    const idle = await this.home.lock.ifFree(async () => {
      const paused = await this.isPaused();
      if (!paused && (await this.isDue())) {
        await this.run('schedule');
        return false;
      }
      // Nothing is under way: what is still watched was begun by somebody who died.
      await this.home.watch.end();
      return !paused;
    });
    if (idle) await this.welcomeBack();
  }

  /** Knocks where a server was silent: nobody waits for that. */
  private async welcomeBack(): Promise<void> {
    const ports = await portsOf(this.home);
    const back = new Set(await returnedServers(ports));
    if (back.size === 0) return;
    await this.home.lock.ifFree(async () => {
      for (const serverId of back) await endPause(ports, serverId);
      const { pairs } = await ports.store.settings();
      const waited = pairs.filter(({ source, target }) => back.has(source) || back.has(target));
      for (const { id, enabled } of waited) if (enabled) await this.run('schedule', id);
    });
  }

  /**
   * Runs the pairs that are chosen by how everything stands, at once and one after another, unless
   * nothing is to run by itself.
   */
  async catchUp(choose: (overview: Overview) => Promise<string[]>): Promise<void> {
    await this.home.lock.alone(async () => {
      if (await this.isPaused()) return;
      const pairIds = await choose(await overviewOf(this.home.store));
      for (const pairId of pairIds) await this.run('schedule', pairId);
    });
  }

  /** Work that must not overlap with a round: what it leaves behind is shown when it ends. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.home.lock.alone(async () => {
      await this.home.watch.begin();
      try {
        return await work();
      } finally {
        await this.leave();
      }
    });
  }

  /** Nothing runs by itself until then (epoch ms; null: until it is resumed), but what runs already. */
  async pause(until: number | null): Promise<void> {
    await setMeta(this.home.store, PAUSE_KEY, { until });
    await this.state.show();
  }

  /** What was due meanwhile runs at once, as one round. */
  async resume(): Promise<void> {
    await setMeta(this.home.store, PAUSE_KEY, null);
    await this.state.show();
    void this.ifDue().catch(() => {});
  }

  /** Before the first round: it comes one interval from now, and not at the next wake-up. */
  async waitOneInterval(): Promise<void> {
    const { store, clock } = this.home;
    if ((await scheduleOf(store)).startedAt !== null) return;
    const now = clock.now();
    await setMeta(store, SCHEDULE_KEY, { startedAt: now, finishedAt: now } satisfies Schedule);
    await this.state.show();
  }

  private async isPaused(): Promise<boolean> {
    const pause = await pauseOf(this.home.store);
    return pauseNow({ pause }, this.home.clock.now()) !== null;
  }

  private async isDue(): Promise<boolean> {
    const { store, clock } = this.home;
    const { options } = await new Memory(store).settings();
    const { startedAt, finishedAt } = this.unmarked ?? (await scheduleOf(store));
    return isDue({
      intervalMs: options.intervalMinutes * 60_000,
      startedAt,
      unfinished: startedAt !== null && (finishedAt ?? 0) < startedAt,
      now: clock.now(),
    });
  }

  /** A round of one pair is none of the schedule's: the others are due when they were. */
  private async run(wish: Wish, pairId?: string): Promise<RunSummary[]> {
    const { clock, watch } = this.home;
    const startedAt = clock.now();
    if (pairId === undefined) await this.mark({ startedAt, finishedAt: null });
    await watch.begin();
    // Most rounds are over before anybody could look: a flash in the toolbar would say nothing.
    const callOff = clock.after(SHOWN_AFTER_MS, () => void this.state.show());
    try {
      const summaries = await runRound(await portsOf(this.home), wish, pairId);
      await this.state.note(summaries);
      return summaries;
    } finally {
      callOff();
      if (pairId === undefined) await this.mark({ startedAt, finishedAt: clock.now() });
      await this.leave();
    }
  }

  /** A memory that takes nothing stops no round: that one says what is wrong. */
  private async mark(schedule: Schedule): Promise<void> {
    try {
      await setMeta(this.home.store, SCHEDULE_KEY, schedule);
      this.unmarked = null;
    } catch {
      this.unmarked = schedule;
    }
  }

  /** However work ended, its answer stands: nothing here rejects. */
  private async leave(): Promise<void> {
    await Promise.allSettled([this.home.watch.end(), endProgress(this.home.store)]);
    await this.state.show();
  }
}
