import type { Activity, RunRecord } from '../model/run';

/** What one pair did on one day, each row counted once: a write after a conflict as a conflict. */
export interface DayCount {
  /** `yyyy-mm-dd`, by this computer's clock. */
  day: string;
  pairId: string;
  copied: number;
  cleared: number;
  conflicts: number;
  held: number;
}

export function dayKey(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

type Counted = Pick<Activity, 'at' | 'pairId' | 'kind' | 'conflict'>;

/** Counts, by day and pair, of rows and runs that are new to the history. */
export function countDays(
  rows: Counted[],
  runs: Pick<RunRecord, 'at' | 'pairId' | 'summary'>[],
): DayCount[] {
  const days = new Map<string, DayCount>();
  const dayOf = (at: number, pairId: string): DayCount => {
    const day = dayKey(at);
    const known = days.get(`${day} ${pairId}`);
    if (known) return known;
    const fresh = { day, pairId, copied: 0, cleared: 0, conflicts: 0, held: 0 };
    days.set(`${day} ${pairId}`, fresh);
    return fresh;
  };
  for (const { at, pairId, kind, conflict } of rows) {
    if (conflict) dayOf(at, pairId).conflicts += 1;
    else if (kind === 'write') dayOf(at, pairId).copied += 1;
    else if (kind === 'clear') dayOf(at, pairId).cleared += 1;
  }
  for (const { at, pairId, summary } of runs) {
    if (summary?.outcome === 'held') dayOf(at, pairId).held += 1;
  }
  return [...days.values()];
}

export const added = (a: DayCount, b: DayCount | undefined): DayCount => ({
  ...a,
  copied: a.copied + (b?.copied ?? 0),
  cleared: a.cleared + (b?.cleared ?? 0),
  conflicts: a.conflicts + (b?.conflicts ?? 0),
  held: a.held + (b?.held ?? 0),
});
