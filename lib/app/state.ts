import { isOfMemory, problemOf } from '../model/problem';
import type { RunSummary } from '../model/run';
import { noticesOf } from '../status/notices';
import { NOTHING_STORED, type Overview, overviewOf } from '../store/overview';
import { noticePreference, saveNoticePreference } from '../store/preferences';
import type { Home } from './home';
import type { Safekeeping } from './safekeeping';
import type { Speech } from './speech';

/** How everything stands, shown to the person. */
export class State {
  /** The last runs of pairs that could not be stored, by pair: only this tells of them. */
  private readonly unstored = new Map<string, RunSummary>();

  constructor(
    private readonly home: Home,
    private readonly speech: Speech,
    private readonly safekeeping: Safekeeping,
  ) {}

  /** Shows it, and tells what is new. Never rejects: what cannot be shown stops nothing. */
  async show(): Promise<void> {
    const { home, safekeeping } = this;
    const now = home.clock.now();
    try {
      await this.speech.ready();
      const overview = this.withUnstored(await overviewOf(home.store));
      await Promise.allSettled([
        home.show(overview, now, safekeeping.trouble),
        this.tell(overview),
      ]);
    } catch (thrown) {
      const problem = problemOf(thrown);
      // Else nothing is known that could be shown.
      if (isOfMemory(problem)) await home.show(NOTHING_STORED, now, problem).catch(() => {});
    }
  }

  /** Keeps in mind how runs ended that left nothing in the store. */
  async note(summaries: RunSummary[]): Promise<void> {
    for (const summary of summaries) {
      const { pairId, problem, finishedAt } = summary;
      const known = await this.home.store.get('pairStates', pairId).catch(() => undefined);
      const isStored = known?.last?.finishedAt === finishedAt;
      if (!problem || isStored) continue;
      if (isOfMemory(problem)) this.safekeeping.trouble = problem;
      if (isOfMemory(problem) || problem.code === 'unexpected') this.unstored.set(pairId, summary);
    }
  }

  private withUnstored(overview: Overview): Overview {
    const pairs = overview.pairs.map((pair) => {
      const last = this.unstored.get(pair.id);
      const { state } = pair;
      const newer = state && last && last.finishedAt > (state.last?.finishedAt ?? 0);
      return newer ? { ...pair, state: { ...state, last } } : pair;
    });
    return { ...overview, pairs };
  }

  /** Tells what is new and needs the person, where that was switched on. */
  private async tell(overview: Overview): Promise<void> {
    const { store, notes, clock } = this.home;
    const { on } = await noticePreference(store);
    if (!on || !(await notes.allowed())) return;
    const notices = await store.atomic(['meta'], async (inside) => {
      const preference = await noticePreference(inside);
      const { notices, after } = noticesOf(overview, preference, clock.now());
      await saveNoticePreference(inside, { ...preference, ...after });
      return notices;
    });
    for (const notice of notices) await notes.tell(notice, overview);
  }
}
