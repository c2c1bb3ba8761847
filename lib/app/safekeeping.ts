import { isOfMemory, type Problem, problemOf } from '../model/problem';
import { dropUnread } from '../store/drop-unread';
import { MARK_KEY, setMeta } from '../store/meta';
import {
  bringBack,
  isLost,
  markOf,
  mend,
  type Spare,
  spareIn,
  spareOf,
  spareWithout,
  textOf,
} from '../store/spare';
import type { Home } from './home';

/** A disk may be busy for a moment. */
const ANOTHER_TRY_MS = 1_000;

/**
 * Sees to it that a memory that fails costs only what it must. What the person has set up is kept a
 * second time, without sign-ins; whichever of the two was written last before a death, the memory's
 * word counts, and where that is lost, the spare's.
 */
export class Safekeeping {
  /** Why nothing can be remembered right now. */
  trouble: Problem | null = null;
  /** The mark of the memory that was last found to be whole. */
  private seen: string | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly home: Home) {}

  /**
   * Looks whether the memory is there, before anything is done with it, and brings the set-up back
   * where it is not. Rejects with a ProblemError of the memory where nothing can be read.
   */
  check(): Promise<void> {
    return this.inTurn(() => this.checkNow());
  }

  /** Can a round be run? Says why not in `trouble`. Never rejects. */
  async isUsable(): Promise<boolean> {
    if (this.trouble) return (await this.probe()) === null;
    await this.noting(() => this.checkNow());
    return this.trouble === null;
  }

  /** What is wrong with the memory, found out by writing to it. Never rejects. */
  probe(): Promise<Problem | null> {
    return this.noting(async () => {
      await this.checkNow();
      await this.home.store.atomic(['meta'], async (inside) =>
        setMeta(inside, MARK_KEY, await markOf(inside)),
      );
    });
  }

  /** Keeps the set-up as it is now. Never rejects: what is missed is made good by the next check. */
  async keep(): Promise<void> {
    await this.inTurn(() => this.keepNow()).catch(() => {});
  }

  /**
   * Before something is removed, so that it never comes back. Where the removal does not happen after
   * all, the next check keeps it again.
   */
  keepWithout(ids: { server?: string; pair?: string }): Promise<void> {
    return this.inTurn(async () => {
      this.seen = null;
      const spare = await this.spare();
      if (spare) await this.home.spare.put(textOf(spareWithout(spare, ids)));
    });
  }

  /** Before everything is forgotten. */
  keepNothing(): Promise<void> {
    return this.inTurn(async () => {
      this.seen = null;
      await this.home.spare.put(null);
    });
  }

  private async checkNow(): Promise<void> {
    const { store, memory, clock } = this.home;
    await this.open();
    const mark = await markOf(store);
    if (!mark || this.seen !== nameOf(mark)) {
      const spare = await this.spare();
      if (spare && isLost(mark, spare)) await bringBack(store, spare, clock.now());
      else if (spare && mark?.id === spare.mark.id) await mend(store, spare);
      // A spare that is not kept is no reason to stop: the next check tries again.
      await this.keepNow().catch(() => {});
    }
    const unread = memory.takeUnread();
    if (unread.length === 0) return;
    await dropUnread(store, unread, clock.now());
    const spare = await this.spare();
    if (spare) await mend(store, spare);
    // To see that they are gone was to meet them once more.
    memory.takeUnread();
  }

  /** A memory that cannot be opened again and again is given up for what is kept beside it. */
  private async open(): Promise<void> {
    const { memory, clock } = this.home;
    try {
      await memory.open();
    } catch (thrown) {
      if (problemOf(thrown).code !== 'memory-damaged') throw thrown;
      await clock.sleep(ANOTHER_TRY_MS);
      const stillDamaged = await memory.open().catch(problemOf);
      if (!stillDamaged) return;
      if (stillDamaged.code !== 'memory-damaged' || !(await this.spare())) throw thrown;
      await memory.replace();
      await memory.open();
    }
  }

  private async keepNow(): Promise<void> {
    const { store, spare: kept, newId } = this.home;
    const next = await spareOf(store, await this.spare(), newId);
    if (next !== null) await kept.put(next === 'none' ? null : textOf(next));
    const mark = await markOf(store);
    this.seen = mark ? nameOf(mark) : null;
  }

  private async spare(): Promise<Spare | null> {
    return spareIn(await this.home.spare.read());
  }

  /** Does something with the memory, and notes what is wrong with it. */
  private noting(work: () => Promise<void>): Promise<Problem | null> {
    return this.inTurn(async () => {
      const failed = await work().then(() => null, problemOf);
      this.trouble = failed && isOfMemory(failed) ? failed : null;
      return this.trouble;
    });
  }

  /** One after another: the memory must not be brought back twice. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => {});
    return turn;
  }
}

const nameOf = ({ id, edition }: { id: string; edition: number }): string => `${id} ${edition}`;
